import { figure } from '../../figure.js';
import { formatInstant } from '../../time.js';
import type { RunAlert } from '../run-record.js';
import type { BreachChange } from './breach.js';
import type { LatencyRules } from './latency-rules.js';

/** Where the hours that an alert is about can be looked at, relative to the root. */
export const ROLLUP_FILE = 'ops/signal_latency_rollup.csv';

function hours(count: number): string {
  return count === 1 ? 'one hour' : `${count} hours in a row`;
}

/** A change as people are told of it. */
export function alertOf({ sli }: LatencyRules, change: BreachChange): RunAlert {
  const { kind, from, until, value } = change;
  const common = {
    sli: sli.id,
    value,
    breach_range: { from: formatInstant(from), until: formatInstant(until) },
    evidence_path: ROLLUP_FILE,
  };
  if (kind === 'resolved') {
    const message = `${sli.id} is ${figure(value, sli.unit)} and within its limits again`;
    return { ...common, id: 'latency_breach_resolved', severity: 'info', message };
  }
  const { rule, streak } = change;
  const message = `${sli.id} is ${figure(value, sli.unit)}, ${rule.bound.side} ${figure(rule.bound.value, sli.unit)} for ${hours(streak)}`;
  return {
    ...common,
    id: 'latency_breach',
    severity: kind,
    streak,
    limit: rule.bound.value,
    message,
  };
}
