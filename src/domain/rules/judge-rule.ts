import { figure } from '../figure.js';
import type { Bound, Rule, Sli, Slo, When } from '../policy.js';
import { valueOver, type Series } from '../series.js';
import type { Window } from '../time.js';
import { unitOf } from '../unit.js';
import { judgeMeanOf, judgeMovingAverage } from './averages.js';
import { boundOf, isBeyond, isEnough } from './bound.js';
import { judgeBurnRate } from './burn-rate.js';
import { CLEAR, type Finding, type Wording } from './finding.js';
import { judgeInARow } from './in-a-row.js';
import { ruleReachMs } from './reach.js';
import { judgeTimes } from './times.js';
import { judgeUnmetFor } from './unmet-for.js';
import {
  disjointWindows,
  slidingWindows,
  unbrokenWindows,
  type WindowsOptions,
  type WindowValue,
} from './windows.js';

/** What the rules of an SLO are held against. */
export interface RuleSubject {
  readonly slo: Slo;
  readonly sli: Sli;
  /** One feature of the SLI, in one phase and stint. */
  readonly series: Series;
  /** A feature in the phase that a rule's baseline names; null where it has no data. */
  readonly baselineOf: (rule: Rule, feature: string) => Series | null;
  /** A feature in each earlier stint of any phase, oldest first: what a design effect is learned from besides. */
  readonly earlier: (feature: string) => readonly Series[];
  /** End of the newest window, ms since the epoch. */
  readonly end: number;
  /** The policy's `max-gap`. */
  readonly maxGapMs: number;
  /** How far back windows are looked at, in milliseconds; see `rulesReachMs`. */
  readonly reachMs: number;
}

/** A rule with what it found. */
export interface JudgedRule {
  readonly rule: Rule;
  /** Whether it warns or rolls back. */
  readonly name: Wording['name'];
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
  const series = baseline === null ? null : subject.baselineOf(rule, subject.series.feature);
  if (baseline === null || series === null) return null;
  const end = subject.end - subject.slo.windowMs;
  return valueIn(subject, series, { start: end - baseline.windowMs, end });
}

/** Whether a rule is clear whenever the newest window is within its bound, so that no other need be looked at. */
function asksForNewest({ kind }: When): boolean {
  return kind === 'in-a-row' || kind === 'unmet-for';
}

/** Judges one rule; `value`: that of the newest window. */
export function judgeRule(
  asked: { readonly rule: Rule; readonly name: Wording['name']; readonly value: number },
  subject: RuleSubject,
): JudgedRule {
  const { rule, name, value } = asked;
  const bound = boundOf(rule, baselineValue(rule, subject));
  if (bound === null) return { rule, name, bound, finding: null };
  if (asksForNewest(rule.when) && !isBeyond(bound, value)) return { rule, name, bound, finding: CLEAR };
  const unit = unitOf(subject.sli);
  const wording = { name, bound, figure: (one: number) => figure(one, unit), value };
  return { rule, name, bound, finding: findingOf(rule, subject, wording) };
}

function findingOf(rule: Rule, subject: RuleSubject, wording: Wording & { readonly value: number }): Finding {
  const { when } = rule;
  const { slo, series, end, maxGapMs, reachMs } = subject;
  const { windowMs } = slo;
  const valueOf = (window: Window): number | null => valueIn(subject, series, window);
  const back = (ms: number): WindowsOptions & { readonly maxGapMs: number } => {
    return { series, windowMs, end, horizon: end - ms, maxGapMs, valueOf };
  };
  const own = (): WindowsOptions => back(ruleReachMs(rule, windowMs, maxGapMs));
  // A row is told in full, as far as the SLO's windows are looked at.
  const row = (): Iterable<WindowValue> => unbrokenWindows(back(reachMs));
  switch (when.kind) {
    case 'in-a-row':
      return judgeInARow(row(), when.windows, wording);
    case 'mean-of':
      return judgeMeanOf(row(), when.windows, wording);
    case 'moving-average':
      return judgeMovingAverage(disjointWindows(own()), wording);
    case 'times':
      return judgeTimes(slidingWindows(own()), when, wording);
    case 'unmet-for':
      return judgeUnmetFor(row(), when.ms, wording);
    case 'burn-rate': {
      const over = (ms: number): number | null => valueIn(subject, series, { start: end - ms, end });
      return judgeBurnRate({ long: over(when.longMs), short: over(when.shortMs) }, when, wording.bound);
    }
  }
}
