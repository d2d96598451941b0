import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import type { Bound } from './policy.js';
import { shareOf } from './policy-convert-rules.js';
import { lintWhen, WHEN_KEYS, type WhenContext } from './policy-lint-when.js';
import { lintBaseline, type BaselineContext } from './policy-lint-baseline.js';
import { lintBurnRate } from './policy-lint-burn-rate.js';
import { itemsOf, member, numberOf, recordOf, textOf } from './raw-values.js';

/** What the limits of an SLO are held against. */
export interface LimitContext extends WhenContext, BaselineContext {
  /** The SLI as it is written; undefined where it is not known. */
  readonly sli: unknown;
}

/** A limit as far as it can be compared with others: fixed, and by windows in a row. */
interface Plain extends Bound {
  readonly windows: number;
  readonly path: DocumentPath;
}

/** Limits of an SLO that cannot work, each by itself and against each other. */
export function lintLimits(
  slo: unknown,
  path: DocumentPath,
  context: LimitContext,
): readonly DocumentFault[] {
  const warn = limitsOf(member(slo, 'warn'), [...path, 'warn']);
  const rollback = limitsOf(member(slo, 'rollback'), [...path, 'rollback']);
  const faults = [...warn, ...rollback].flatMap((one) => lintLimit(one, context));
  const sound = (limits: readonly Written[]): Plain[] =>
    limits.flatMap((one) => (lintLimit(one, context).length > 0 ? [] : (plainOf(one) ?? [])));
  const pairs = sound(warn).flatMap((one) => lintPairs(one, sound(rollback)));
  return [...faults, ...pairs, ...lintShare(member(slo, 'warn'), [...path, 'warn'], rollback)];
}

interface Written {
  readonly limit: unknown;
  readonly path: DocumentPath;
}

function limitsOf(value: unknown, path: DocumentPath): Written[] {
  if (Array.isArray(value)) return itemsOf(value).map((limit, i) => ({ limit, path: [...path, i] }));
  return recordOf(value) === null ? [] : [{ limit: value, path }];
}

function lintLimit({ limit, path }: Written, context: LimitContext): readonly DocumentFault[] {
  const bound = boundOf(limit);
  const fault = bound === null ? null : impossible(bound, context.sli);
  return [
    ...(bound === null || fault === null ? [] : [errorAt([...path, bound.side], fault)]),
    ...lintWhen(limit, path, context),
    ...lintBaseline(limit, path, context),
    ...lintBurnRate(limit, path, context),
  ];
}

function boundOf(limit: unknown): Bound | null {
  const above = numberOf(member(limit, 'above'));
  const below = numberOf(member(limit, 'below'));
  if ((above === null) === (below === null)) return null;
  return above === null ? { side: 'below', value: below ?? 0 } : { side: 'above', value: above };
}

/** Null for a limit of another kind. */
function plainOf({ limit, path }: Written): Plain | null {
  const bound = boundOf(limit);
  const written = member(limit, 'batches');
  const windows = written === undefined ? 1 : numberOf(written);
  const others = WHEN_KEYS.filter((key) => key !== 'batches' && member(limit, key) !== undefined);
  return bound === null || windows === null || others.length > 0 ? null : { ...bound, windows, path };
}

/** Why no value can be beyond the limit, or null. */
function impossible({ side, value }: Bound, sli: unknown): string | null {
  if (member(sli, 'count') !== undefined) {
    return side === 'below' && value <= 0
      ? `no count is below ${value}, so this limit is never reached`
      : null;
  }
  if (member(sli, 'ratio') === undefined) return null;
  if (value > 1 && value <= 100) {
    return `a ratio is a share from 0 to 1; for ${value} % write ${Number((value / 100).toPrecision(12))}`;
  }
  if (value < 0 || value > 1) return `a ratio is a share from 0 to 1, and ${value} is none`;
  const never = side === 'above' ? value === 1 : value === 0;
  return never ? `no ratio is ${side} ${value}, so this limit is never reached` : null;
}

function lintPairs(warn: Plain, rollbacks: readonly Plain[]): readonly DocumentFault[] {
  const [fault] = rollbacks.flatMap((rollback) => lintPair(warn, rollback) ?? []);
  return fault === undefined ? [] : [fault];
}

function lintPair(warn: Plain, rollback: Plain): DocumentFault | null {
  const place = [...warn.path, warn.side];
  if (warn.side !== rollback.side) {
    const message = `warns ${warn.side} a limit and rolls back ${rollback.side} one; an SLI has one bad side`;
    return errorAt(place, message);
  }
  const beyond = warn.side === 'above' ? warn.value - rollback.value : rollback.value - warn.value;
  if (beyond < 0 || (beyond === 0 && warn.windows < rollback.windows)) return null;
  const better = warn.side === 'above' ? 'less' : 'more';
  const message = `warn ${warn.side} ${warn.value} never comes before rollback ${rollback.side} ${rollback.value}; warn at ${better} than ${rollback.value}`;
  return errorAt(place, message);
}

/** A warning that is a share of the rollback limit. */
function lintShare(
  warn: unknown,
  path: DocumentPath,
  rollback: readonly Written[],
): readonly DocumentFault[] {
  const text = textOf(warn);
  const share = text === null ? null : shareOf(text);
  if (text === null || share === null) return [];
  if (share >= 1)
    return [
      errorAt(path, `a warning at ${text} of the rollback limit never comes first; use less than 100%`),
    ];
  if (rollback.some(({ limit }) => boundOf(limit) !== null)) return [];
  const message = `${text} of what? This SLO has no rollback limit with \`above\` or \`below\`; add one, or write the warning as a limit`;
  return [errorAt(path, message)];
}
