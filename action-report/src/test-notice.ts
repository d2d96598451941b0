import { PhasegateError } from '../../src/domain/fault.js';
import { noticeFacts, type Notice, type NoticeLinks } from '../../src/domain/notice.js';
import type { NotifyPolicy, Route } from '../../src/domain/notify-policy.js';
import { compactInstant, formatInstant } from '../../src/domain/time.js';
import type { Outcome } from '../../src/ports/notifier.js';
import { noticeLinks, policyLinks } from '../../src/render/notice-facts.js';
import type { ChannelSet, RenderNotice } from './notify.js';
import type { Clock } from './send-notices.js';

export interface TestNotice {
  readonly rollout: string;
  readonly phase: string;
  readonly notify: NotifyPolicy;
  readonly channels: ChannelSet;
  readonly links: Partial<NoticeLinks>;
  readonly render: RenderNotice;
  readonly clock: Clock;
  readonly log: { readonly info: (line: string) => void; readonly warning: (line: string) => void };
}

function noticeOf(
  { rollout, phase, links, notify }: TestNotice,
  kind: 'trigger' | 'resolve',
  now: number,
): Notice {
  const dedupKey = `${rollout}/test/${compactInstant(now)}`;
  return {
    id: `${dedupKey}/${kind}`,
    template: 'test',
    kind,
    severity: 'info',
    routedAs: 'info',
    rollout,
    phase,
    slo: null,
    dedupKey,
    at: formatInstant(now),
    facts: noticeFacts({ rollout, phase, metric: 'test', status: 'test', reason: 'This is a test.' }),
    links: noticeLinks({ ...links, ...policyLinks(notify) }),
  };
}

/** Sends the test, and its end right behind it, so that where it opens something nothing stays open. */
async function tryChannel(test: TestNotice, open: ChannelSet['open'][number]): Promise<Outcome> {
  const { clock, notify, render } = test;
  const now = clock.now();
  const signal = AbortSignal.timeout(notify.budgetMs);
  let outcome: Outcome = { kind: 'delivered', detail: '' };
  for (const kind of ['trigger', 'resolve'] as const) {
    const notice = noticeOf(test, kind, now);
    if (kind === 'resolve' && open.kind !== 'pagerduty') continue;
    const text = render(notice, open.markup);
    outcome = await open.channel.send({ notice, text }, { signal, isRepeat: false, now });
    if (outcome.kind !== 'delivered') return outcome;
  }
  return outcome;
}

function routeText({ severities, templates, phases }: Route): string {
  const parts = [severities, templates, phases].filter((list) => list.length > 0);
  return parts.length === 0 ? 'everything' : parts.map((list) => list.join(', ')).join('; ');
}

/**
 * Sends one test notice to every channel that a route names, each once, and says route by route who answered.
 *
 * @throws PhasegateError `io-failed`, when all were tried, naming the channels that did not take it.
 */
export async function sendTestNotice(test: TestNotice): Promise<void> {
  const { notify, channels, log } = test;
  const routed = new Set(notify.routes.flatMap(({ to }) => to));
  const answers = new Map<string, string | null>(
    channels.closed.map(({ name, why }): [string, string] => [name, why]),
  );
  await Promise.all(
    channels.open
      .filter(({ channel }) => routed.has(channel.name))
      .map(async (open) => {
        const outcome = await tryChannel(test, open);
        answers.set(open.channel.name, outcome.kind === 'delivered' ? null : outcome.why);
      }),
  );
  for (const route of notify.routes) {
    for (const name of route.to) {
      const why = answers.get(name) ?? null;
      if (why === null) log.info(`test notice: ${routeText(route)}: ${name} took it`);
      else log.warning(`test notice: ${routeText(route)}: ${name} did not take it: ${why}`);
    }
  }
  const failed = [...answers].filter(([name, why]) => why !== null && routed.has(name));
  if (failed.length === 0) return;
  const list = failed.map(([name, why]) => `${name}: ${why ?? ''}`).join('; ');
  throw new PhasegateError('io-failed', `the test notice did not reach every channel: ${list}`);
}
