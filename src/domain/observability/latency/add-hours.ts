import type { BatchHeader } from '../../batch.js';
import type { Sli } from '../../policy.js';
import { parseInstant } from '../../time.js';
import { judgeHour, type BreachState } from './breach.js';
import { alertOf } from './latency-alert.js';
import type { Holding, LatencyArchive, OpenAlert } from './latency-archive.js';
import { measuredHour, type LatencyRollup } from './latency-rollup.js';
import type { LatencyRules } from './latency-rules.js';
import { sampleLine, SAMPLE_HEADER, samplesOf, type AcceptedEvent } from './latency-sample.js';

/** A closed window with what it took. */
export interface ClosedHour {
  readonly header: Pick<BatchHeader, 'window' | 'summaries'>;
  readonly events: readonly AcceptedEvent[];
}

/** How hours that come stand to those that are there. */
export type Arrival =
  /** They follow. `gap`: hours between that never came. */
  | { readonly kind: 'new'; readonly gap: { readonly from: number; readonly until: number } | null }
  /** They are the last ones again: the collector had not written them down. */
  | { readonly kind: 'again'; readonly before: Holding }
  /** Some or all of them are there, from a state of the collector that was lost. */
  | { readonly kind: 'known' };

function startOf({ header }: ClosedHour): number {
  return parseInstant(header.window.start) ?? Number.NaN;
}

function endOf({ header }: ClosedHour): number {
  return parseInstant(header.window.end) ?? Number.NaN;
}

/**
 * `hours`: not empty, oldest first. That the last ones come again with fewer samples than they had is no tick that was repeated: the
 * telemetry that they were read from is gone, and what was archived stays.
 */
export function arrivalOf(archive: LatencyArchive, hours: readonly ClosedHour[], sli: Sli): Arrival {
  const { until, last, samples } = archive;
  const [first] = hours;
  const from = first === undefined ? Number.NaN : startOf(first);
  if (until === null) return { kind: 'new', gap: null };
  if (from >= until) return { kind: 'new', gap: from > until ? { from: until, until: from } : null };
  if (last === null || last.from !== from) return { kind: 'known' };
  const again = hours.filter((hour) => startOf(hour) < until).flatMap(({ events }) => samplesOf(sli, events));
  const before = samples.rows - last.before.samples.rows;
  return again.length < before ? { kind: 'known' } : { kind: 'again', before: last.before };
}

/** The archive as it was before its last hours. */
export function rewound(archive: LatencyArchive, before: Holding): LatencyArchive {
  return { ...archive, ...before, last: null };
}

/** What hours add to the files. */
export interface Additions {
  readonly archive: LatencyArchive;
  /** Lines of the file of samples; with the header where the file begins. */
  readonly samples: string;
  readonly sampleCount: number;
  readonly rollups: readonly LatencyRollup[];
}

const encoder = new TextEncoder();

/** What the hours that are not there yet add; null where there are none. Pure: the same hours give the same bytes. */
export function addHours(
  archive: LatencyArchive,
  hours: readonly ClosedHour[],
  { rules, jobId }: { readonly rules: LatencyRules; readonly jobId: string },
): Additions | null {
  const { until, samples, breach, alerts } = archive;
  const fresh = hours.filter((hour) => until === null || startOf(hour) >= until);
  const [first] = fresh;
  const newest = fresh.at(-1);
  if (first === undefined || newest === undefined) return null;
  let state: BreachState = breach;
  const found: OpenAlert[] = [];
  const rollups: LatencyRollup[] = [];
  for (const { header } of fresh) {
    const judged = judgeHour(rules, state, measuredHour(header, rules));
    state = judged.state;
    rollups.push(judged.rollup);
    found.push(...judged.changes.map((change) => ({ jobId, alert: alertOf(rules, change) })));
  }
  const rows = fresh.flatMap(({ events }) => samplesOf(rules.sli, events)).map(sampleLine);
  const text = (samples.bytes === 0 ? SAMPLE_HEADER : '') + rows.join('');
  const before: Holding = { until, samples, breach, alerts };
  return {
    archive: {
      ...archive,
      until: endOf(newest),
      samples: {
        bytes: samples.bytes + encoder.encode(text).length,
        rows: samples.rows + rows.length,
      },
      breach: state,
      alerts: [...alerts, ...found],
      last: { from: startOf(first), before },
    },
    samples: text,
    sampleCount: rows.length,
    rollups,
  };
}
