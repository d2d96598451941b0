import { isBeyond } from '../../rules/bound.js';
import { percentileOf, type LatencyRollup, type MeasuredHour } from './latency-rollup.js';
import type { LatencyRules, RowRule } from './latency-rules.js';

export type BreachLevel = 'warning' | 'critical';

/** A row of bad hours that somebody was told of. Instants in milliseconds since the epoch. */
export interface Episode {
  /** Where its first bad hour begins, and its last one so far ends. */
  readonly from: number;
  readonly until: number;
  /** What was told, in that order. */
  readonly levels: readonly BreachLevel[];
}

/** How the hours so far stand to the limits. */
export interface BreachState {
  /** Where the last hour with samples ended; null before the first. */
  readonly heardUntil: number | null;
  /** Hours in a row beyond the limits. */
  readonly warningStreak: number;
  readonly criticalStreak: number;
  /** Where the hours in a row begin; null where there are none. */
  readonly rowFrom: number | null;
  /** null: all is well, or nobody was told yet. */
  readonly episode: Episode | null;
  /** Where the last hour beyond the critical limit ended; null: there was none. */
  readonly lastBreachAt: number | null;
}

export const NO_BREACH: BreachState = {
  heardUntil: null,
  warningStreak: 0,
  criticalStreak: 0,
  rowFrom: null,
  episode: null,
  lastBreachAt: null,
};

/** What an hour changes: a level is reached for the first time in its episode, or an episode is over. */
export type BreachChange =
  | {
      readonly kind: BreachLevel;
      readonly from: number;
      readonly until: number;
      readonly streak: number;
      readonly rule: RowRule;
      readonly value: number;
    }
  | { readonly kind: 'resolved'; readonly from: number; readonly until: number; readonly value: number };

export interface JudgedHour {
  readonly state: BreachState;
  readonly rollup: LatencyRollup;
  readonly changes: readonly BreachChange[];
}

function isMet(rule: RowRule | null, streak: number): boolean {
  return rule !== null && streak >= rule.windows;
}

/** The levels that the rows of an hour reach, the lower one first. */
function reached({ warning, critical }: LatencyRules, state: BreachState): BreachLevel[] {
  const levels: BreachLevel[] = [];
  if (isMet(warning, state.warningStreak)) levels.push('warning');
  if (isMet(critical, state.criticalStreak)) levels.push('critical');
  return levels;
}

/** The rows behind an hour with a verdict. A silence longer than the policy's `max-gap` breaks them. */
function rowsAfter(rules: LatencyRules, before: BreachState, hour: MeasuredHour, value: number): BreachState {
  const { window } = hour;
  const bad = {
    warning: rules.warning !== null && isBeyond(rules.warning.bound, value),
    critical: isBeyond(rules.critical.bound, value),
  };
  const isRow = bad.warning || bad.critical;
  return {
    ...before,
    warningStreak: bad.warning ? before.warningStreak + 1 : 0,
    criticalStreak: bad.critical ? before.criticalStreak + 1 : 0,
    rowFrom: isRow ? (before.rowFrom ?? window.start) : null,
    lastBreachAt: bad.critical ? window.end : before.lastBreachAt,
  };
}

function afterSilence(rules: LatencyRules, before: BreachState, hour: MeasuredHour): BreachState {
  const { heardUntil } = before;
  const heard = { ...before, heardUntil: hour.window.end };
  if (heardUntil === null || hour.window.start - heardUntil <= rules.maxGapMs) return heard;
  return { ...heard, warningStreak: 0, criticalStreak: 0, rowFrom: null };
}

/** What the hour changes in what people know. */
function changesOf(
  rules: LatencyRules,
  state: BreachState,
  { window, value }: { readonly window: MeasuredHour['window']; readonly value: number },
): Pick<JudgedHour, 'state' | 'changes'> {
  const levels = reached(rules, state);
  const { episode } = state;
  if (levels.length === 0) {
    if (episode === null) return { state, changes: [] };
    const { from, until } = episode;
    return { state: { ...state, episode: null }, changes: [{ kind: 'resolved', from, until, value }] };
  }
  const known = episode?.levels ?? [];
  const fresh = levels.filter((level) => !known.includes(level));
  const from = episode?.from ?? state.rowFrom ?? window.start;
  const told = fresh.map((kind): BreachChange => {
    const isWarning = kind === 'warning';
    const rule = isWarning && rules.warning !== null ? rules.warning : rules.critical;
    const streak = isWarning ? state.warningStreak : state.criticalStreak;
    return { kind, from, until: window.end, streak, rule, value };
  });
  return {
    state: { ...state, episode: { from, until: window.end, levels: [...known, ...fresh] } },
    changes: told,
  };
}

/**
 * Judges the next hour by the SLO's rules of hours in a row. An hour without samples, or with too few for a verdict, neither
 * counts nor breaks a row. Pure.
 */
export function judgeHour(rules: LatencyRules, before: BreachState, hour: MeasuredHour): JudgedHour {
  const rollup = (state: BreachState, isBreach: boolean): LatencyRollup => ({
    ...hour,
    isBreach,
    streak: state.criticalStreak,
  });
  if (hour.count === 0) return { state: before, rollup: rollup(before, false), changes: [] };
  const heard = afterSilence(rules, before, hour);
  const value = percentileOf(hour, rules.p);
  if (value === null || hour.count < rules.minSamples)
    return { state: heard, rollup: rollup(heard, false), changes: [] };
  const state = rowsAfter(rules, heard, hour, value);
  const isBreach = isBeyond(rules.critical.bound, value);
  return { ...changesOf(rules, state, { window: hour.window, value }), rollup: rollup(state, isBreach) };
}
