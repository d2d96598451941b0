import { NO_FACT, type Notice, type NoticeLink, type RenderedNotice } from '../domain/notice.js';
import { oneLine } from './escape.js';

const MAX_SUMMARY = 1_024;
const MAX_KEY = 255;
const MAX_DETAIL = 2_000;

const LABELS: readonly (readonly [NoticeLink, string])[] = [
  ['incident', 'Incident'],
  ['run', 'Run'],
  ['replay', 'Replay'],
  ['promote', 'Promotion form'],
  ['runbook', 'Runbook'],
  ['dashboard', 'Dashboard'],
];

interface Details {
  readonly summary: string;
  readonly source: string;
  readonly timestamp: string;
  readonly custom_details: Readonly<Record<string, string>>;
}
type Links = readonly { readonly href: string; readonly text: string }[];

export interface AlertEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly payload: Details & {
    readonly severity: 'critical' | 'warning' | 'info';
    readonly component: string;
    readonly group: string;
    readonly class: string;
  };
  readonly client: 'Phasegate';
  readonly client_url?: string;
  readonly links: Links;
}

export interface ChangeEvent {
  readonly routing_key: string;
  readonly payload: Details;
  readonly links: Links;
}

/** A request to the Events API v2: path below its address, and body. */
export type PagerdutyRequest =
  | { readonly path: '/v2/enqueue'; readonly body: AlertEvent }
  | { readonly path: '/v2/change/enqueue'; readonly body: ChangeEvent };

function actionOf(kind: Notice['kind']): AlertEvent['event_action'] {
  switch (kind) {
    // The same key again is news of the same alert.
    case 'trigger':
    case 'update':
      return 'trigger';
    case 'acknowledge':
      return 'acknowledge';
    case 'resolve':
      return 'resolve';
  }
}

function linksOf({ links }: Notice): Links {
  return LABELS.flatMap(([name, text]) => {
    const href = links[name];
    return href === null ? [] : [{ href, text }];
  });
}

/** A fact of several lines, without what could move the reader's eye; cut between characters. */
function detail(value: string): string {
  const lines = value.split(/\r\n|\n|\r/).map((line) => oneLine(line, MAX_DETAIL));
  return lines
    .join('\n')
    .slice(0, MAX_DETAIL)
    .replace(/[\ud800-\udbff]$/, '');
}

function detailsOf({ notice, text }: RenderedNotice): Details {
  const facts = Object.entries(notice.facts)
    .filter(([, value]) => value !== NO_FACT)
    .map(([name, value]) => [name, detail(value)]);
  return {
    summary: oneLine(text.title, MAX_SUMMARY),
    source: oneLine(`phasegate/${notice.rollout}`, MAX_KEY),
    timestamp: notice.at,
    custom_details: {
      ...(Object.fromEntries(facts) as Record<string, string>),
      id: oneLine(notice.id, MAX_KEY),
    },
  };
}

/**
 * A notice as an event (https://developer.pagerduty.com/docs/events-api-v2-overview): a promotion is a change event, all
 * else an alert event under the notice's dedup key.
 */
export function pagerdutyRequest(rendered: RenderedNotice, routingKey: string): PagerdutyRequest {
  const { notice } = rendered;
  const details = detailsOf(rendered);
  const links = linksOf(notice);
  if (notice.template === 'promotion') {
    return { path: '/v2/change/enqueue', body: { routing_key: routingKey, payload: details, links } };
  }
  const { run } = notice.links;
  return {
    path: '/v2/enqueue',
    body: {
      routing_key: routingKey,
      event_action: actionOf(notice.kind),
      dedup_key: oneLine(notice.dedupKey, MAX_KEY),
      payload: {
        ...details,
        severity: notice.severity,
        component: oneLine(notice.slo ?? notice.phase, MAX_KEY),
        group: oneLine(notice.rollout, MAX_KEY),
        class: notice.template,
      },
      client: 'Phasegate',
      ...(run === null ? {} : { client_url: run }),
      links,
    },
  };
}
