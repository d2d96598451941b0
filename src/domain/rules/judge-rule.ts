import { figure } from '../figure.js';
import type { Bound, Rule, Sli, Slo } from '../policy.js';
import { valueOver, type Series } from '../series.js';
import type { Window } from '../time.js';
import { unitOf } from '../unit.js';
import { judgeMeanOf, judgeMovingAverage } from './averages.js';
import { boundOf, isEnough } from './bound.js';
import { judgeBurnRate } from './burn-rate.js';
import type { Finding, Wording } from './finding.js';
import { judgeInARow } from './in-a-row.js';
import { ruleReachMs, rulesReachMs } from './reach.js';
import { judgeTimes } from './times.js';
import { judgeUnmetFor } from './unmet-for.js';
import { disjointWindows, slidingWindows, unbrokenWindows, type WindowsOptions } from './windows.js';

/** What the rules of an SLO are held against. */
export interface RuleSubject {
  readonly slo: Slo;
  readonly sli: Sli;
  /** One feature of the SLI, in one phase and stint. */
  readonly series: Series;
  /** The same feature in the phase that a rule's baseline names; null where it has no data. */
  readonly baselineOf: (rule: Rule) => Series | null;
  /** End of the newest window, ms since the epoch. */
  readonly end: number;
  /** The policy's `max-gap`. */
  readonly maxGapMs: number;
}

/** A rule with what it found. */
export interface JudgedRule {
  readonly rule: Rule;
  /** Null where the baseline has no data; then there is no finding either. */
  readonly bound: Bound | null;
  readonly finding: Finding | null;
}

function valueIn({ slo, sli }: RuleSubject, series: Series, window: Window): number | null {
  const measured = valueOver(sli, series, window);
  return isEnough(slo, sli, measured) ? measured.value : null;
}

function baselineValue(rule: Rule, subject: RuleSubject): number | null {
  const { baseline } = rule;
  const series = baseline === null ? null : subject.baselineOf(rule);
  if (baseline === null || series === null) return null;
  const end = subject.end - subject.slo.windowMs;
  return valueIn(subject, series, { start: end - baseline.windowMs, end });
}

/** Judges one rule; `value`: that of the newest window. */
export function judgeRule(
  rule: Rule,
  name: Wording['name'],
  subject: RuleSubject & { readonly value: number },
): JudgedRule {
  const bound = boundOf(rule, baselineValue(rule, subject));
  if (bound === null) return { rule, bound, finding: null };
  const unit = unitOf(subject.sli);
  const wording = { name, bound, figure: (value: number) => figure(value, unit), value: subject.value };
  return { rule, bound, finding: findingOf(rule, subject, wording) };
}

function findingOf(rule: Rule, subject: RuleSubject, wording: Wording & { readonly value: number }): Finding {
  const { when } = rule;
  const { slo, series, end, maxGapMs } = subject;
  const own = end - ruleReachMs(rule, slo.windowMs, maxGapMs);
  const base: Omit<WindowsOptions, 'horizon'> = {
    series,
    windowMs: slo.windowMs,
    end,
    valueOf: (window) => valueIn(subject, series, window),
  };
  // A row is told in full, as far as the SLO's windows are looked at.
  const row = () => unbrokenWindows({ ...base, horizon: end - rulesReachMs(slo, maxGapMs), maxGapMs });
  switch (when.kind) {
    case 'in-a-row':
      return judgeInARow(row(), when.windows, wording);
    case 'mean-of':
      return judgeMeanOf(row(), when.windows, wording);
    case 'moving-average':
      return judgeMovingAverage(disjointWindows({ ...base, horizon: own }), wording);
    case 'times':
      return judgeTimes(slidingWindows({ ...base, horizon: own }), when, wording);
    case 'unmet-for':
      return judgeUnmetFor(row(), when.ms, wording);
    case 'burn-rate': {
      const over = (ms: number): number | null => valueIn(subject, series, { start: end - ms, end });
      return judgeBurnRate({ long: over(when.longMs), short: over(when.shortMs) }, when, wording.bound);
    }
  }
}
