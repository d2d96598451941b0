import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { durationOf, itemsOf, member, recordOf, textOf } from './raw-values.js';
import { suggest } from './suggest.js';
import { formatDuration, MINUTE, SECOND } from './time.js';

const MIN_BUDGET_MS = SECOND;
const MAX_BUDGET_MS = 5 * MINUTE;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Keys by kind; a channel has all that it needs and nothing else. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  console: [],
  file: [],
  slack: ['secret'],
  pagerduty: ['secret'],
  email: ['secret', 'from', 'to'],
  webhook: ['secret', 'signing-secret'],
};
const MAY: Readonly<Record<string, readonly string[]>> = { pagerduty: ['url'] };

/** What a schema cannot say of the section `notify`. */
export function lintNotify(document: unknown): readonly DocumentFault[] {
  const notify = member(document, 'notify');
  if (recordOf(notify) === null) return [];
  return [
    ...lintBudget(notify),
    ...Object.entries(recordOf(member(notify, 'channels')) ?? {}).flatMap(([name, channel]) =>
      lintChannel(['notify', 'channels', name], channel),
    ),
    ...lintRoutes(document, notify),
  ];
}

function lintBudget(notify: unknown): readonly DocumentFault[] {
  const ms = durationOf(member(notify, 'budget'), null);
  if (ms === null || (ms >= MIN_BUDGET_MS && ms <= MAX_BUDGET_MS)) return [];
  const range = `${formatDuration(MIN_BUDGET_MS)} to ${formatDuration(MAX_BUDGET_MS)}`;
  return [errorAt(['notify', 'budget'], `${formatDuration(ms)} is not from ${range}; use 20s`)];
}

function lintChannel(path: DocumentPath, channel: unknown): readonly DocumentFault[] {
  const kind = textOf(member(channel, 'kind'));
  if (kind === null || !Object.hasOwn(NEEDS, kind)) return [];
  const needs = NEEDS[kind] ?? [];
  const known = ['kind', ...needs, ...(Object.hasOwn(MAY, kind) ? (MAY[kind] ?? []) : [])];
  const missing = needs.filter((key) => member(channel, key) === undefined);
  const odd = Object.keys(recordOf(channel) ?? {}).filter(
    (key) => !known.includes(key) && ['secret', 'signing-secret', 'url', 'from', 'to'].includes(key),
  );
  const faults = odd.map((key): DocumentFault => {
    const message = `a channel of kind ${kind} has no ${key}; remove it`;
    return { path: [...path, key], at: 'key', message, severity: 'error' };
  });
  if (missing.length > 0)
    faults.push(errorAt(path, `a channel of kind ${kind} needs ${missing.join(' and ')}; write it`));
  return [...faults, ...lintUrl([...path, 'url'], member(channel, 'url'))];
}

function lintUrl(path: DocumentPath, value: unknown): readonly DocumentFault[] {
  const text = textOf(value);
  if (text === null || !URL.canParse(text)) return [];
  const url = new URL(text);
  if (url.protocol === 'https:' || LOOPBACK.includes(url.hostname)) return [];
  return [errorAt(path, 'the key would be sent unencrypted; use https')];
}

function unknown(path: DocumentPath, name: string, known: readonly string[], what: string): DocumentFault {
  const meant = suggest(name, known);
  const hint = meant === null ? `there are ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
  return errorAt(path, `no ${what} is called ${JSON.stringify(name)}; ${hint}`);
}

function lintRoutes(document: unknown, notify: unknown): readonly DocumentFault[] {
  const channels = Object.keys(recordOf(member(notify, 'channels')) ?? {});
  const phases = itemsOf(member(document, 'phases'))
    .map((phase) => textOf(member(phase, 'id')))
    .filter((id) => id !== null);
  const routes = itemsOf(member(notify, 'routes'));
  const names = (route: unknown, key: string): [number, string][] =>
    itemsOf(member(route, key)).flatMap((item, i): [number, string][] =>
      typeof item === 'string' ? [[i, item]] : [],
    );
  const faults = routes.flatMap((route, r): DocumentFault[] => [
    ...names(route, 'to')
      .filter(([, name]) => !channels.includes(name))
      .map(([i, name]) => unknown(['notify', 'routes', r, 'to', i], name, channels, 'channel')),
    ...names(route, 'phase')
      .filter(([, name]) => !phases.includes(name))
      .map(([i, name]) => unknown(['notify', 'routes', r, 'phase', i], name, phases, 'phase')),
  ]);
  const used = new Set(routes.flatMap((route) => names(route, 'to').map(([, name]) => name)));
  const idle = channels.filter((name) => !used.has(name));
  return [
    ...faults,
    ...idle.map((name): DocumentFault => {
      const message = `no route goes to ${JSON.stringify(name)}; name it in a route, or remove it`;
      return { path: ['notify', 'channels', name], at: 'key', message, severity: 'warning' };
    }),
  ];
}
