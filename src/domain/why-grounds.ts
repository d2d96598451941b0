import type { Verdict } from './analysis.js';
import type { Bound, Rule, Sli, Slo } from './policy.js';
import { isBeyond, isEnough } from './rules/bound.js';
import { ruleReachMs } from './rules/reach.js';
import { ruleText } from './rules/rule-text.js';
import { disjointBeyond } from './rules/times.js';
import { disjointWindows, slidingWindows, unbrokenWindows, type WindowValue } from './rules/windows.js';
import { valueOver, type Series } from './series.js';
import { parseInstant, type Window } from './time.js';
import { unitOf } from './unit.js';

/** What a verdict rests on. */
export interface Grounds {
  readonly limit: Bound;
  /** Disjoint, oldest first: the newest window where that is beyond the limit, else those that made the rule met. */
  readonly windows: readonly (Window & { readonly value: number | null })[];
}

export interface GroundsOptions {
  readonly verdict: Verdict;
  readonly slo: Slo;
  readonly sli: Sli;
  /** Of the verdict's feature. */
  readonly series: Series;
  /** The policy's `max-gap`. */
  readonly maxGapMs: number;
}

/** The rule that the verdict names, with its limit in figures; null where it names none. */
function namedRule({ verdict, slo, sli }: GroundsOptions): { rule: Rule; limit: Bound } | null {
  const unit = unitOf(sli);
  const limits = [
    { rules: slo.rollback, bound: verdict.rollback },
    { rules: slo.warn, bound: verdict.warn },
  ];
  for (const { rules, bound } of limits) {
    const rule = rules.find((one) => bound !== null && ruleText(one, { bound, unit }) === verdict.rule);
    if (rule !== undefined && bound !== null) return { rule, limit: bound };
  }
  return null;
}

/** The limit that the newest value is beyond, the graver one first. */
function limitPassed({ value, rollback, warn }: Verdict): Bound | null {
  if (value === null) return null;
  return [rollback, warn].find((limit) => limit !== null && isBeyond(limit, value)) ?? null;
}

function firstWithValue(windows: Iterable<WindowValue>, most: number): WindowValue[] {
  const found: WindowValue[] = [];
  for (const one of windows) {
    if (one.value !== null) found.push(one);
    if (found.length === most) break;
  }
  return found;
}

/** The windows that a rule counts, newest first. */
function countedWindows(
  options: GroundsOptions,
  { rule, limit }: { rule: Rule; limit: Bound },
  newest: Grounds['windows'][number],
): Grounds['windows'] {
  const { slo, sli, series, maxGapMs } = options;
  const { end } = newest;
  const { when } = rule;
  const valueOf = (window: Window): number | null => {
    const measured = valueOver(sli, series, window);
    return isEnough(slo, sli, measured) ? measured.value : null;
  };
  const horizon = end - ruleReachMs(rule, slo.windowMs, maxGapMs);
  const back = { series, windowMs: slo.windowMs, end, horizon, maxGapMs, valueOf };
  switch (when.kind) {
    case 'mean-of':
      return firstWithValue(unbrokenWindows(back), when.windows);
    case 'moving-average':
      return firstWithValue(disjointWindows(back), when.windows);
    case 'times':
      return disjointBeyond(slidingWindows(back), limit);
    case 'burn-rate': {
      const long = { start: end - when.longMs, end };
      return [{ ...long, value: valueOf(long) }];
    }
    case 'in-a-row':
    case 'unmet-for':
      return [newest];
  }
}

/** What a verdict that warns or violates rests on; null where it names no limit. */
export function groundsOf(options: GroundsOptions): Grounds | null {
  const { verdict } = options;
  const { value } = verdict;
  const [start, end] = [parseInstant(verdict.window.start) ?? 0, parseInstant(verdict.window.end) ?? 0];
  const newest = { start, end, value };
  const named = namedRule(options);
  if (named === null || (value !== null && isBeyond(named.limit, value))) {
    const limit = limitPassed(verdict);
    return limit === null ? null : { limit, windows: [newest] };
  }
  return { limit: named.limit, windows: [...countedWindows(options, named, newest)].reverse() };
}
