import { plural } from '../../domain/figure.js';
import { latencyRules } from '../../domain/observability/latency/latency-rules.js';
import { ROLLUP_FILE } from '../../domain/observability/latency/latency-alert.js';
import { inputFault } from '../../domain/observability/weekly/input-fault.js';
import {
  alertsOf,
  breachesOf,
  latencyAlerts,
  latencySummary,
  percentilesOf,
} from '../../domain/observability/weekly/latency-week.js';
import type { RollupSection } from '../../domain/observability/weekly/sections.js';
import type { Policy } from '../../domain/policy.js';
import { channelsOf } from '../../domain/routes.js';
import { formatInstant, HOUR, type Window } from '../../domain/time.js';
import type { SectionRead } from './weekly-file-sections.js';
import { signalsOfWeek, type SignalsOfWeek } from './weekly-latency.js';

/** Who is told of an alert, by the policy's routes. */
function toldOf({ notify, phases }: Policy, severity: 'warning' | 'critical'): readonly string[] {
  const notice = {
    routedAs: severity,
    template: severity === 'critical' ? ('incident' as const) : ('warn' as const),
    phase: phases[0]?.id ?? '',
  };
  return notify === null ? [] : channelsOf(notice, notify.routes);
}

/** What of the week's hours is not there. */
function missingHours(signals: SignalsOfWeek, week: Window): readonly string[] {
  const expected = (week.end - week.start) / HOUR;
  const found = (signals.rollups ?? []).filter(({ window }) => window.start >= week.start).length;
  const few = `signal latency is known of ${found} of the week's ${expected} hours`;
  return [...signals.notes, ...(found < expected ? [few] : [])];
}

function missingSamples(incomplete: readonly number[]): readonly string[] {
  const [first] = incomplete;
  if (first === undefined) return [];
  const hours = `the samples of ${plural(incomplete.length, 'hour')} are not as their rollups count them`;
  return [`the percentiles are left out: ${hours}, the first ${formatInstant(first)}`];
}

/** The sections that are made from signals: what is asked for by its name. @throws JobError `unsupported_schema_version`. */
export async function readRollupSections(options: {
  readonly policy: Policy;
  readonly root: string;
  readonly week: Window;
}): Promise<(what: RollupSection['what']) => SectionRead> {
  const { policy, root, week } = options;
  const rules = latencyRules(policy);
  const signals = await signalsOfWeek(root, rules, week);
  const { rollups } = signals;
  if (rollups === null) {
    const message = 'the file does not exist; job latency of action-collect writes it';
    return () => ({
      value: null,
      faults: [inputFault('missing_input', { file: ROLLUP_FILE }, message)],
      notes: [],
    });
  }
  const percentiles = percentilesOf(signals.samples, rollups, week);
  const alerts = alertsOf(rollups, week, rules);
  const breaches = breachesOf(rollups, week);
  const notes = missingHours(signals, week);
  return (what) => {
    if (what === 'alerts') {
      const value = latencyAlerts(alerts, rules, (severity) => toldOf(policy, severity));
      return { value, faults: [], notes };
    }
    const value = latencySummary({ breaches, alerts, percentiles });
    return { value, faults: [], notes: [...notes, ...missingSamples(percentiles.incomplete)] };
  };
}
