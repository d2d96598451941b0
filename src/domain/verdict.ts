import type { LimitText, Verdict, VerdictStatus } from './analysis.js';
import { figure, plural } from './figure.js';
import type { MeasuredValue } from './measurement.js';
import { valueOf } from './measurement.js';
import type { Bound, Rule, Sli, Slo } from './policy.js';
import { isEnough } from './rules/bound.js';
import { evidenceText, type RuleEvidence } from './rules/rule-evidence.js';
import { intervalOf, intervalText } from './rules/interval.js';
import type { RuleSubject } from './rules/judge-rule.js';
import { baselineText, limitsText, ruleText } from './rules/rule-text.js';
import { settle, type Settlement } from './rules/settle.js';
import { byLabel, readWindow, type Point } from './series.js';
import { formatDuration, type Window } from './time.js';
import { unitOf } from './unit.js';

/** What is the same for every SLO whose window is as long. */
export interface WindowFacts {
  /** The window as a verdict carries it. */
  readonly window: Verdict['window'];
  /** Batches within it. */
  readonly batches: number;
}

export interface JudgeOptions extends RuleSubject {
  /** Length of a batch, in milliseconds. */
  readonly batchMs: number;
  readonly facts: WindowFacts;
  /** Sources that were silent in the newest batch, so that there may be no data. */
  readonly missed: readonly string[];
  /** Whether the window ends in the warm-up after a switch. */
  readonly warmingUp: boolean;
  /** The SLO's limits in words; null where they depend on a baseline. */
  readonly limitsText: string | null;
}

/** The verdict on one window, before it is written out. */
interface Finding {
  readonly status: VerdictStatus;
  readonly streak: number;
  readonly reason: string;
  readonly rule: string;
  readonly evidence: RuleEvidence | null;
}

function silence({ facts, missed }: JudgeOptions): string {
  if (facts.batches === 0) return 'no batch of this phase in the window';
  return missed.length === 0
    ? 'no samples in the window'
    : `no samples in the window; ${missed.join(', ')} delivered nothing`;
}

function withinText(value: number, options: JudgeOptions, settled: Settlement): string {
  const unit = unitOf(options.sli);
  const limits = options.limitsText ?? limitsText([...settled.warn, ...settled.rollback], unit);
  return `${figure(value, unit)} is within the limits (${limits})`;
}

function unjudged(status: VerdictStatus, reason: string): Finding {
  return { status, streak: 0, reason, rule: '', evidence: null };
}

/** What the rules come to: a rollback rule first, then a warning. */
function judged(settled: Settlement, value: number, options: JudgeOptions): Finding {
  const unit = unitOf(options.sli);
  const { decisive, evidence } = settled;
  if (decisive === null) {
    const blind = settled.rollback.find(({ bound }) => bound === null);
    if (blind !== undefined)
      return unjudged('insufficient', `the baseline has no data: ${baselineText(blind.rule, unit)}`);
    return unjudged('ok', withinText(value, options, settled));
  }
  const { finding, bound, rule, name } = decisive;
  const common = { streak: finding.streak, rule: ruleText(rule, { bound, unit }), evidence };
  const reason = finding.reason + evidenceText(evidence);
  if (finding.state === 'pending') {
    // Where the policy says when to warn, a rollback that may be coming is no warning of its own.
    const warns = settled.warn.length === 0 || settled.warn.some((one) => one.finding?.state === 'met');
    return { ...common, status: name === 'rollback' && warns ? 'warn' : 'ok', reason };
  }
  const violated = name === 'rollback' && evidence?.met !== false;
  return { ...common, status: violated ? 'violation' : 'warn', reason };
}

function find(options: JudgeOptions, measured: MeasuredValue, settled: Settlement | null): Finding {
  const { slo, warmingUp } = options;
  if (warmingUp) {
    const reason = `warm-up: the first ${formatDuration(slo.warmUpMs)} after the switch are not judged`;
    return unjudged('insufficient', reason);
  }
  if (measured.value === null) return unjudged('no-data', silence(options));
  if (settled === null) {
    const reason = `${plural(measured.n, 'sample')}; ${slo.minSamples} are needed for a verdict`;
    return unjudged('insufficient', reason);
  }
  return judged(settled, measured.value, options);
}

function breakdown(sli: Sli, points: readonly Point[]): Verdict['breakdown'] {
  return byLabel(points).map(({ label, measurement }) => {
    const { value, n } = valueOf(measurement, sli.measure);
    return { label, value, n };
  });
}

function limitOf({ when }: Rule, { side, value }: Bound): LimitText {
  return { side, value, batches: when.kind === 'in-a-row' ? when.windows : 1 };
}

/** A limit as the verdict carries it: of the rule that decided, else the first with a bound in figures. */
function limitText(
  name: 'warn' | 'rollback',
  rules: readonly Rule[],
  settled: Settlement | null,
): LimitText | null {
  if (settled === null) {
    const first = rules.find((rule) => rule.baseline === null);
    return first === undefined ? null : limitOf(first, first);
  }
  const { decisive } = settled;
  const shown = decisive?.name === name ? decisive : settled[name].find(({ bound }) => bound !== null);
  return shown === undefined || shown.bound === null ? null : limitOf(shown.rule, shown.bound);
}

/** The SLO's window that ends at an instant. */
export function sloWindow(slo: Slo, end: number): Window {
  return { start: end - slo.windowMs, end };
}

/** What a histogram's bucket without an end leaves open, as the end of a sentence. */
function boundText({ bound }: MeasuredValue): string {
  if (bound === undefined) return '';
  const [than, which] = bound === 'at-least' ? ['more', 'highest'] : ['less', 'lowest'];
  return `; it may be ${than}, since it lies in the ${which} bucket, which has no end`;
}

/** Judges one SLO over the window that ends at `end`, for one feature. Pure; the same points give the same bytes. */
export function judgeSlo(options: JudgeOptions): Verdict {
  const { slo, sli, series, end, warmingUp } = options;
  const { points, measurement, measured } = readWindow(sli, series, sloWindow(slo, end));
  const enough = !warmingUp && isEnough(slo, sli, measured);
  const settled = measured.value === null || !enough ? null : settle(options, measured.value);
  const { status, streak, reason, rule, evidence } = find(options, measured, settled);
  const interval = intervalOf(sli.measure, measurement);
  const whole = reason + boundText(measured);
  const decided = status === 'violation' || status === 'warn';
  return {
    slo: slo.id,
    sli: sli.id,
    feature: series.feature,
    status,
    value: measured.value,
    unit: unitOf(sli),
    warn: limitText('warn', slo.warn, settled),
    rollback: limitText('rollback', slo.rollback, settled),
    window: options.facts.window,
    n: measured.n,
    error: measured.error,
    ...(measured.bound === undefined ? {} : { bound: measured.bound }),
    interval,
    rule,
    streak,
    evidence,
    reason: decided && evidence !== null ? whole + intervalText(interval, unitOf(sli)) : whole,
    breakdown: breakdown(sli, points),
  };
}
