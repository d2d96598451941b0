import { DEFAULT_PAGERDUTY_URL, type ChannelPolicy, type NotifyPolicy, type Route } from './notify-policy.js';
import { duration } from './policy-convert-rules.js';
import type { ChannelDocument, NotifyDocument, RouteDocument } from './policy-document.js';
import { HOUR, SECOND } from './time.js';

/** The linter has seen that each kind has what it needs. */
function channelOf(name: string, channel: ChannelDocument): ChannelPolicy {
  const { kind, secret = '' } = channel;
  switch (kind) {
    case 'console':
    case 'file':
      return { kind, name };
    case 'slack':
      return { kind, name, secret };
    case 'pagerduty':
      return { kind, name, secret, url: channel.url ?? DEFAULT_PAGERDUTY_URL };
    case 'email':
      return { kind, name, secret, from: channel.from ?? '', to: channel.to ?? [] };
    case 'webhook':
      return { kind, name, secret, signingSecret: channel['signing-secret'] ?? '' };
  }
}

function routeOf({ severity, template, phase, to }: RouteDocument): Route {
  return { severities: severity ?? [], templates: template ?? [], phases: phase ?? [], to };
}

/** Who is told of what, with every default filled in; null where the document does not say. */
export function notifyOf(document: NotifyDocument | undefined): NotifyPolicy | null {
  if (document === undefined) return null;
  const { language, remind, budget, runbook, dashboard, channels, routes } = document;
  return {
    language: language ?? 'en',
    remindMs: remind === 'never' ? 0 : duration(remind, 4 * HOUR),
    budgetMs: duration(budget, 20 * SECOND),
    runbook: runbook ?? null,
    dashboard: dashboard ?? null,
    channels: Object.entries(channels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, channel]) => channelOf(name, channel)),
    routes: routes.map(routeOf),
  };
}
