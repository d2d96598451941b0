import { errorAt, type DocumentFault } from './document-fault.js';
import { DEFAULT_STABILISE_MS } from './policy-convert-decisions.js';
import { durationOf, itemsOf, member, recordOf, textOf } from './raw-values.js';
import { suggest } from './suggest.js';
import { formatDuration, HOUR, MINUTE } from './time.js';

/** A job may last so long on GitHub's runners. */
const MAX_TIMEOUT_MS = 6 * HOUR;
const MIN_TIMEOUT_MS = MINUTE;

/** What a schema cannot say of `stabilise`, `flags.push`, `smoke` and `environments`. */
export function lintDecisions(document: unknown): readonly DocumentFault[] {
  return [
    ...lintForced(document),
    ...lintTimeout(document, ['flags', 'push']),
    ...lintTimeout(document, ['smoke']),
    ...lintEnvironments(document),
  ];
}

/** Flags with the type that the phases give them. */
function flagTypes(document: unknown): ReadonlyMap<string, string> {
  const phases = itemsOf(member(document, 'phases'));
  return new Map(
    phases.flatMap((phase) =>
      Object.entries(recordOf(member(phase, 'flags')) ?? {}).map(
        ([name, value]) => [name, typeof value] as const,
      ),
    ),
  );
}

function lintForced(document: unknown): readonly DocumentFault[] {
  const stabilise = member(document, 'stabilise');
  const forced = recordOf(member(stabilise, 'flags')) ?? {};
  const types = flagTypes(document);
  const faults = Object.entries(forced).flatMap(([name, value]): DocumentFault[] => {
    const path = ['stabilise', 'flags', name];
    const type = types.get(name);
    if (type === undefined) {
      const meant = suggest(name, [...types.keys()]);
      const hint =
        meant === null ? 'name a flag that the phases set' : `did you mean ${JSON.stringify(meant)}?`;
      const message = `no phase sets a flag ${JSON.stringify(name)}; ${hint}`;
      return [{ path, at: 'key', message, severity: 'error' }];
    }
    if (type === typeof value) return [];
    const message = `flag ${JSON.stringify(name)} is a ${typeof value} here and a ${type} in the phases; a flag has one type`;
    return [errorAt(path, message)];
  });
  const never = durationOf(member(stabilise, 'for'), DEFAULT_STABILISE_MS) === 0;
  if (!never || Object.keys(forced).length === 0) return faults;
  const message = 'with `for: 0s` no flag is ever forced; give it a time, or leave the flags out';
  return [...faults, errorAt(['stabilise', 'flags'], message)];
}

function lintTimeout(document: unknown, path: readonly string[]): readonly DocumentFault[] {
  const step = path.reduce<unknown>((value, key) => member(value, key), document);
  const ms = durationOf(member(step, 'timeout'), null);
  if (ms === null || (ms >= MIN_TIMEOUT_MS && ms <= MAX_TIMEOUT_MS)) return [];
  const limits = `${formatDuration(MIN_TIMEOUT_MS)} to ${formatDuration(MAX_TIMEOUT_MS)}`;
  return [errorAt([...path, 'timeout'], `${formatDuration(ms)} is out of reach; wait ${limits}`)];
}

function lintEnvironments(document: unknown): readonly DocumentFault[] {
  const roles = itemsOf(member(document, 'phases')).flatMap((phase) =>
    itemsOf(member(member(phase, 'promote'), 'approvals')).map(textOf),
  );
  const known = roles.filter((role) => role !== null);
  return Object.keys(recordOf(member(document, 'environments')) ?? {}).flatMap((role): DocumentFault[] => {
    if (known.includes(role)) return [];
    const meant = suggest(role, known);
    const hint = meant === null ? 'name a role of `approvals`' : `did you mean ${JSON.stringify(meant)}?`;
    const message = `no phase asks for the approval of ${JSON.stringify(role)}; ${hint}`;
    return [{ path: ['environments', role], at: 'key', message, severity: 'error' }];
  });
}
