import type { Baseline, Bound, Measure, Rule, When } from './policy.js';
import type {
  BaselineDocument,
  BurnRateDocument,
  LimitDocument,
  LimitsDocument,
  SloDocument,
  WhenDocument,
} from './policy-document.js';
import { DAY, parseDuration } from './time.js';

export const DEFAULT_BASELINE_MS = 7 * DAY;

/** A duration of a checked document, in milliseconds. @throws TypeError for any other text: the schema lets none through. */
export function duration(text: string | undefined, fallbackMs: number): number {
  if (text === undefined) return fallbackMs;
  const ms = parseDuration(text);
  if (ms === null) throw new TypeError(`${JSON.stringify(text)} is no duration`);
  return ms;
}

/** `80%` as a share, 0.8; null for what is no such text. */
export function shareOf(text: string): number | null {
  return /^\d{1,6}(?:\.\d{1,6})?\s?%$/.test(text) ? plain(Number(text.replace('%', '')) / 100) : null;
}

/** Without the last digits, in which a product of decimal fractions differs from what a person would write. */
function plain(value: number): number {
  return Number(value.toPrecision(12));
}

export interface RuleContext {
  /** Null where the SLI is not known. */
  readonly measure: Measure | null;
  /** Phase before the one that is judged. */
  readonly previous: string | null;
}

/** An SLO's limits as rules. */
export function rulesOf(
  slo: Pick<SloDocument, 'warn' | 'rollback'>,
  context: RuleContext,
): { readonly warn: readonly Rule[]; readonly rollback: readonly Rule[] } {
  const rollback = listOf(slo.rollback).map((limit) => ruleOf(limit, context));
  if (typeof slo.warn !== 'string')
    return { warn: listOf(slo.warn).map((limit) => ruleOf(limit, context)), rollback };
  const near = rollback.find(({ baseline, when }) => baseline === null && when.kind !== 'burn-rate');
  const share = shareOf(slo.warn);
  if (near === undefined || share === null) return { warn: [], rollback };
  const bound = boundWithin(near, share, context.measure);
  return { warn: [{ ...bound, baseline: null, when: { kind: 'in-a-row', windows: 1 } }], rollback };
}

function listOf(limits: LimitsDocument | undefined): readonly LimitDocument[] {
  if (limits === undefined) return [];
  return Array.isArray(limits) ? (limits as readonly LimitDocument[]) : [limits as LimitDocument];
}

/** The bound that a share of the way to another one is: of a ratio's lower bound the share of the bad events it allows. */
export function boundWithin({ side, value }: Bound, share: number, measure: Measure | null): Bound {
  if (side === 'above') return { side, value: plain(value * share) };
  return { side, value: plain(measure?.kind === 'ratio' ? 1 - share * (1 - value) : value / share) };
}

function ruleOf(limit: LimitDocument, context: RuleContext): Rule {
  if ('above' in limit) return { side: 'above', value: limit.above, baseline: null, when: whenOf(limit) };
  if ('below' in limit) return { side: 'below', value: limit.below, baseline: null, when: whenOf(limit) };
  if ('above-by' in limit) return relativeRule('above', limit['above-by'], { ...context, limit });
  if ('below-by' in limit) return relativeRule('below', limit['below-by'], { ...context, limit });
  return burnRateRule(limit['burn-rate'], context);
}

function relativeRule(
  side: Bound['side'],
  distance: number | string,
  context: RuleContext & { readonly limit: WhenDocument & { readonly baseline: BaselineDocument } },
): Rule {
  const relative = typeof distance === 'string';
  const value = relative ? (shareOf(distance) ?? 0) : distance;
  const { phase, window } = context.limit.baseline;
  const baseline: Baseline = {
    phase: phase === 'previous' ? context.previous : (phase ?? null),
    windowMs: duration(window, DEFAULT_BASELINE_MS),
    relative,
  };
  return { side, value, baseline, when: whenOf(context.limit) };
}

/** Share of bad events at which a budget burns `factor` times as fast as the objective allows. */
export function burntShare({ objective, factor }: Pick<BurnRateDocument, 'objective' | 'factor'>): number {
  return plain(factor * (1 - objective));
}

function burnRateRule(burn: BurnRateDocument, { measure }: RuleContext): Rule {
  const share = burntShare(burn);
  const good = measure?.kind === 'ratio' && measure.good;
  const bound: Bound = good ? { side: 'below', value: plain(1 - share) } : { side: 'above', value: share };
  const when: When = {
    kind: 'burn-rate',
    longMs: duration(burn.long, 0),
    shortMs: duration(burn.short, 0),
    objective: burn.objective,
    factor: burn.factor,
  };
  return { ...bound, baseline: null, when };
}

function whenOf(limit: WhenDocument): When {
  if (limit['mean-of'] !== undefined) return { kind: 'mean-of', windows: limit['mean-of'] };
  if (limit['moving-average'] !== undefined)
    return { kind: 'moving-average', windows: limit['moving-average'] };
  if (limit.times !== undefined)
    return { kind: 'times', times: limit.times, withinMs: duration(limit.within, DAY) };
  if (limit['unmet-for'] !== undefined) return { kind: 'unmet-for', ms: duration(limit['unmet-for'], 0) };
  return { kind: 'in-a-row', windows: limit.batches ?? 1 };
}
