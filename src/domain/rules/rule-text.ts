import { figure } from '../figure.js';
import type { Bound, Rule, Sli, Slo } from '../policy.js';
import { formatDuration } from '../time.js';
import { unitOf } from '../unit.js';

function whenText({ when }: Rule): string {
  switch (when.kind) {
    case 'in-a-row':
      return when.windows === 1 ? '' : `, ${when.windows} windows in a row`;
    case 'mean-of':
      return `, mean of ${when.windows} windows`;
    case 'moving-average':
      return `, moving average of ${when.windows} windows`;
    case 'times':
      return `, ${when.times} times within ${formatDuration(when.withinMs)}`;
    case 'unmet-for':
      return `, for ${formatDuration(when.ms)} without a break`;
    case 'burn-rate':
      return `, ${when.factor} times the budget of ${figure(when.objective, '%')} over ${formatDuration(when.longMs)} and ${formatDuration(when.shortMs)}`;
  }
}

/** How far from the baseline, as `5 % above the baseline of the phase "one"`. */
export function baselineText(rule: Rule, unit: string | null): string {
  const { baseline, side, value } = rule;
  if (baseline === null) return '';
  const distance = baseline.relative ? figure(value, '%') : figure(value, unit);
  const of = baseline.phase === null ? 'its own' : `phase ${baseline.phase}’s`;
  return `${distance} ${side} ${of} last ${formatDuration(baseline.windowMs)}`;
}

/** A rule in words: `above 900 ms, 2 windows in a row`. `bound`: its figures; null where its baseline has no data. */
export function ruleText(rule: Rule, options: { bound: Bound | null; unit: string | null }): string {
  const { bound, unit } = options;
  const fixed = bound === null ? '' : `${bound.side} ${figure(bound.value, unit)}`;
  if (rule.baseline === null) return fixed + whenText(rule);
  const relative = baselineText(rule, unit);
  return (fixed === '' ? relative : `${fixed} (${relative})`) + whenText(rule);
}

/** What a limit is for, and where it is; null where its baseline has no data. */
interface NamedBound {
  readonly name: 'warn' | 'rollback';
  readonly bound: Bound | null;
}

/** The limits that there are, each once: `warn above 700 ms, rollback above 900 ms`. */
export function limitsText(limits: readonly NamedBound[], unit: string | null): string {
  const texts = limits.flatMap(({ name, bound }) =>
    bound === null ? [] : [`${name} ${bound.side} ${figure(bound.value, unit)}`],
  );
  return [...new Set(texts)].join(', ');
}

/** As {@link limitsText}, where the policy alone says them; null where a limit is measured from a baseline. */
export function fixedLimitsText({ warn, rollback }: Slo, sli: Sli): string | null {
  if ([...warn, ...rollback].some(({ baseline }) => baseline !== null)) return null;
  const named = (name: NamedBound['name'], rules: readonly Rule[]): NamedBound[] =>
    rules.map((bound) => ({ name, bound }));
  return limitsText([...named('warn', warn), ...named('rollback', rollback)], unitOf(sli));
}
