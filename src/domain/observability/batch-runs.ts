import type { BatchHeader } from '../batch.js';
import type { Json } from '../canonical-json.js';
import { recordOf, numberOf, textOf, itemsOf } from '../raw-values.js';
import { parseInstant } from '../time.js';

/** Batches of one phase whose windows follow each other, as a line of the run log has them. */
export interface BatchRun {
  readonly phase: string;
  /** Start of the first window and end of the last, RFC 3339. */
  readonly from: string;
  readonly until: string;
  readonly files: number;
}

/** The batches that a tick made, oldest first, told in few words however many they are. */
export function batchRuns(headers: readonly Pick<BatchHeader, 'phase' | 'window'>[]): readonly BatchRun[] {
  const runs: BatchRun[] = [];
  for (const { phase, window } of headers) {
    const at = runs.findLastIndex((run) => run.phase === phase && run.until === window.start);
    const before = runs[at];
    if (before === undefined) runs.push({ phase, from: window.start, until: window.end, files: 1 });
    else runs[at] = { ...before, until: window.end, files: before.files + 1 };
  }
  return runs;
}

/** As a part of a line's diagnostics. */
export function batchRunsJson(runs: readonly BatchRun[]): Json {
  return runs.map(({ phase, from, until, files }) => ({ phase, from, until, files }));
}

/** The batches that a line's diagnostics tell of; what is no such thing is passed over. */
export function parseBatchRuns(value: unknown): readonly BatchRun[] {
  return itemsOf(value).flatMap((item) => {
    const record = recordOf(item);
    const phase = textOf(record?.['phase']);
    const from = textOf(record?.['from']);
    const until = textOf(record?.['until']);
    const files = numberOf(record?.['files']);
    if (phase === null || from === null || until === null || files === null) return [];
    const isTimed = parseInstant(from) !== null && parseInstant(until) !== null;
    return isTimed ? [{ phase, from, until, files }] : [];
  });
}
