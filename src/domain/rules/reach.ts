import { EVIDENCE_LOOKBACK_MS } from '../evidence/evidence.js';
import type { Rule, Slo } from '../policy.js';
import { DAY } from '../time.js';

/** How far back one rule's windows reach, in milliseconds before the newest window's end. */
export function ruleReachMs({ when }: Pick<Rule, 'when'>, windowMs: number, maxGapMs: number): number {
  switch (when.kind) {
    case 'in-a-row':
    case 'mean-of':
      return when.windows * windowMs + (when.windows - 1) * maxGapMs;
    case 'moving-average':
      return when.windows * windowMs;
    case 'times':
      return when.withinMs;
    case 'unmet-for':
      return when.ms + windowMs;
    case 'burn-rate':
      return Math.max(when.longMs, when.shortMs);
  }
}

/**
 * How far back the windows of an SLO are judged, in milliseconds: as far as its rules ask for, with the longest silence
 * between their windows that does not break a row; at least a day, so that a long row is seen as one.
 */
export function rulesReachMs(slo: Slo, maxGapMs: number): number {
  const reach = [...slo.warn, ...slo.rollback].map((rule) => ruleReachMs(rule, slo.windowMs, maxGapMs));
  return Math.max(DAY, slo.windowMs, ...reach);
}

/** As {@link rulesReachMs}, with baselines and evidence: what must be kept for the SLO to be judged. */
export function lookbackMs(slo: Slo, maxGapMs: number): number {
  const baselines = [...slo.warn, ...slo.rollback].flatMap(({ baseline }) =>
    baseline === null ? [] : [slo.windowMs + baseline.windowMs],
  );
  const evidence = slo.falseAlarmEveryMs === null || slo.rollback.length === 0 ? 0 : EVIDENCE_LOOKBACK_MS;
  return Math.max(rulesReachMs(slo, maxGapMs), evidence, ...baselines);
}
