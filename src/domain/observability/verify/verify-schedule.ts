import { DAY, formatInstant, parseInstant } from '../../time.js';
import { parseBatchRuns } from '../batch-runs.js';
import { parseJobId } from '../job-id.js';
import type { RunRecord } from '../run-record.js';
import { finding, type Finding } from './finding.js';

/** What is older was named while it was new, and nothing can mend it. */
const AUDITED_MS = 8 * DAY;

export interface ScheduleFacts {
  /** Where the lines are from. */
  readonly log: string;
  readonly records: readonly { readonly line: number; readonly record: RunRecord }[];
  readonly batchMs: number;
  /** A window closes this long after its end, in ms. */
  readonly graceMs: number;
  readonly phases: readonly string[];
  /** Starts of the hours that there is a rollup of, RFC 3339; null: there are none to hold against. */
  readonly rollups: { readonly file: string; readonly hours: readonly string[] } | null;
  /** Rollups that begin before this are not kept, ms since the epoch. */
  readonly rollupsFrom: number;
  readonly now: number;
}

/** A window, and the tick that made its batch. */
interface Made {
  readonly line: number;
  readonly jobId: string;
  readonly at: number;
  readonly phase: string;
  readonly start: number;
}

export interface VerifiedSchedule {
  readonly findings: readonly Finding[];
  /** Ticks that made batches, and how many windows those are of. */
  readonly ticks: number;
  readonly windows: number;
}

function madeBy({ line, record }: ScheduleFacts['records'][number], batchMs: number): readonly Made[] {
  const parsed = parseJobId(record.job_id);
  if (parsed?.job !== 'latency') return [];
  return parseBatchRuns(record.diagnostics['batches']).flatMap(({ phase, from, until }) => {
    const start = parseInstant(from) ?? 0;
    const count = Math.max(0, Math.round(((parseInstant(until) ?? 0) - start) / batchMs));
    return Array.from({ length: count }, (_, i): Made => {
      return { line, jobId: record.job_id, at: parsed.at, phase, start: start + i * batchMs };
    });
  });
}

function windowText(start: number, batchMs: number): string {
  return `${formatInstant(start)} to ${formatInstant(start + batchMs)}`;
}

/**
 * Windows between the first and the last that no tick made a batch of, each stretch once. Of a tick that was killed before it
 * wrote its line the rollup tells.
 */
function holes(made: readonly Made[], { log, batchMs, rollups, now }: ScheduleFacts): readonly Finding[] {
  const told = (rollups?.hours ?? []).flatMap((hour) => parseInstant(hour) ?? []);
  const first = Math.max(Math.min(...made.map(({ start }) => start)), now - AUDITED_MS);
  const known = new Set([...made.map(({ start }) => start), ...told]);
  const starts = [...known].filter((start) => start >= first).sort((a, b) => a - b);
  return starts.flatMap((start, i) => {
    const before = starts[i - 1];
    if (before === undefined || start === before + batchMs) return [];
    const what = `no tick made the batches from ${formatInstant(before + batchMs)} to ${formatInstant(start)}`;
    return [finding('schedule', log, { what })];
  });
}

function oddBatches(made: readonly Made[], facts: ScheduleFacts): readonly Finding[] {
  const { log, batchMs, graceMs, phases, now } = facts;
  const audited = made.filter(({ start }) => start >= now - AUDITED_MS);
  return audited.flatMap(({ line, jobId, at, phase, start }) => {
    const say = (what: string): Finding => finding('schedule', log, { what, line });
    const window = windowText(start, batchMs);
    // A tick names its second, and may have begun late in it.
    const early = at + 1_000 <= start + batchMs + graceMs;
    // A phase may have been renamed since.
    const isNew = start + batchMs >= now - DAY;
    return [
      ...(early ? [say(`${jobId} made the batch of ${window} before that window was closed`)] : []),
      ...(isNew && !phases.includes(phase)
        ? [
            say(
              `${jobId} made the batch of ${window} in phase ${JSON.stringify(phase)}, which the policy does not have`,
            ),
          ]
        : []),
    ];
  });
}

function againstRollups(made: readonly Made[], facts: ScheduleFacts): readonly Finding[] {
  const { rollups, rollupsFrom, batchMs, now } = facts;
  if (rollups === null) return [];
  const { file, hours } = rollups;
  const found = new Set(hours);
  const known = new Map(made.map((one) => [formatInstant(one.start), one]));
  return [...known.values()]
    .filter(({ start }) => start >= Math.max(rollupsFrom, now - AUDITED_MS))
    .filter(({ start }) => !found.has(formatInstant(start)))
    .map(({ jobId, start }) =>
      finding('schedule', file, {
        what: `has no row for ${windowText(start, batchMs)}, whose batch ${jobId} made`,
      }),
    );
}

/**
 * Holds the ticks of job latency against the batches they made: each window between the first and the last has one, made
 * after the window closed, in a phase of the policy, and with a row among the rollups.
 */
export function verifySchedule(facts: ScheduleFacts): VerifiedSchedule {
  const made = facts.records.flatMap((one) => madeBy(one, facts.batchMs));
  const findings = [...holes(made, facts), ...oddBatches(made, facts), ...againstRollups(made, facts)];
  return {
    findings,
    ticks: new Set(made.map(({ jobId }) => jobId)).size,
    windows: new Set(made.map(({ start }) => start)).size,
  };
}
