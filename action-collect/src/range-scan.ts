import { NO_LINES, type LineCounts } from '../../src/domain/batch.js';
import type { EventRules } from '../../src/domain/event.js';
import { keysInMemory } from '../../src/domain/packed-keys.js';
import { erasOf, phaseAt } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import type { BulkScanners, LineBlock } from '../../src/ports/bulk-scanner.js';
import type { RangeJob, RangeTaken } from '../../src/ports/range-scanner.js';
import type { RawLine } from '../../src/ports/telemetry.js';
import { newState } from './collector-state.js';
import { TalliedEvents } from './event-store.js';
import { Intake, type IntakeOptions } from './intake.js';
import { beginScanner, endScanner, takeLine } from './take-line.js';

export interface RangeScan {
  readonly policy: Policy;
  readonly job: RangeJob;
  /** What is wrong with an event's fields by the source's schema. */
  readonly validate: EventRules['validate'];
  readonly scanners: BulkScanners;
  readonly keysOfClosed: IntakeOptions['keysOfClosed'];
  /** Gives the range's lines, where they are not taken in blocks; returns how many there were. */
  readonly read: (
    takeBlock: ((block: LineBlock) => Promise<number>) | null,
  ) => AsyncGenerator<RawLine, number>;
}

const NO_KEYS = keysInMemory(new Uint8Array(0));

/**
 * Takes a range of a file as if nothing stood before it. Its scanner is new, and so knows no shape of lines: the first event
 * always comes to the intake by itself, which knows when that arrived.
 */
export async function scanRange(scan: RangeScan): Promise<RangeTaken> {
  const { policy, job, validate, scanners, keysOfClosed } = scan;
  const { ledger, now, openFrom } = job;
  const source = policy.sources.find(({ name }) => name === job.source);
  if (source === undefined) throw new Error(`the policy has no source ${job.source}`);
  const tallied = new TalliedEvents(policy, undefined);
  tallied.know(source.name, job.known);
  const state = newState(policy.rollout);
  const intake = new Intake({ policy, state, store: tallied, openFrom, now, keysOfClosed });
  const common = { policy, now, forcedPhase: null, phaseAt: (ms: number) => phaseAt(policy, ledger, ms) };
  const rules = { common, validators: new Map([[source.name, validate]]) };
  const eras = erasOf(policy, ledger, { from: openFrom, to: now + policy.maxAheadMs });
  const request = { policy, source, now, openFrom, eras };
  const scanner = await beginScanner(scanners, request, { intake, rules, tallied });
  const reading = scan.read(scanner === null ? null : (block) => scanner.take(block));
  let next = await reading.next();
  for (; next.done !== true; next = await reading.next()) await takeLine(intake, rules, source, next.value);
  if (scanner !== null) endScanner(source, scanner, { intake, tallied });
  const { counts, quarantine, totals } = intake.result();
  const ofSource = (all: ReadonlyMap<string, LineCounts>): LineCounts => all.get(source.name) ?? NO_LINES;
  return {
    lines: next.value,
    windows: windowsOf(tallied, source.name),
    counts: new Map([...counts].map(([start, all]) => [start, ofSource(all)])),
    totals,
    quarantine,
    trail: intake.trail({ source: source.name, file: job.file }),
    ...intake.marks,
  };
}

function windowsOf(tallied: TalliedEvents, source: string): RangeTaken['windows'] {
  const all = [...tallied.tallies()].filter(([, { phases }]) => phases.size > 0);
  return all.map(([start, { phases, keys }]) => ({
    start,
    phases,
    keys: keys.get(source) ?? NO_KEYS,
    rejected: 0,
    duplicates: 0,
  }));
}
