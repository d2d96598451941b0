import { renderSeenLedger, SEEN_LEDGER_FILE } from '../../src/domain/seen-ledger.js';
import { renderTaken, withTaken, type Tick } from '../../src/domain/tick.js';
import type { IncomingBatch } from '../../src/domain/history.js';
import type { AnalyzerFiles } from '../../src/ports/analyzer-files.js';
import type { FindMissed, LedgerReading, StageState } from '../../src/ports/stage-state.js';
import { analyzerStateKind, TAKEN_FILE, takenIn } from './state-kind.js';
import { analyzeTick, type TickOptions, type TickResult } from './tick.js';

export interface RolloutTickOptions extends Pick<TickOptions, 'policy' | 'forcedPhase' | 'now' | 'dryRun'> {
  /** The tick of the collector that comes now; null: not known, as in a dry run. */
  readonly tick: Tick | null;
  readonly state: StageState;
  readonly findMissed: FindMissed;
  /** The analyzer's files, with batches of earlier ticks besides this one's. */
  readonly files: (missed: readonly IncomingBatch[]) => AnalyzerFiles;
  readonly readLedger: () => Promise<LedgerReading>;
  readonly readChecklist: () => Promise<string | null>;
  /** Writes a file of the output folder. */
  readonly writeOutput: (path: string, text: string) => Promise<void>;
}

/**
 * One tick of one rollout: the history is brought back, what earlier ticks collected and nobody analysed is fetched, and all
 * of it judged. The history is uploaded with the analysis.
 *
 * @throws PhasegateError; then the history is as it was, and is passed on as it was.
 */
export async function analyzeRolloutTick(options: RolloutTickOptions): Promise<TickResult> {
  const { policy, tick, state, dryRun, writeOutput } = options;
  const kind = analyzerStateKind(policy.rollout, tick);
  const taken = takenIn(await state.restore(kind));
  try {
    const missed = tick === null ? { ticks: [], batches: [] } : await options.findMissed(tick, taken);
    const { ledger, ...seen } = await options.readLedger();
    // For the report, which says what is wrong with a ledger that cannot be read.
    await writeOutput(SEEN_LEDGER_FILE, renderSeenLedger(seen));
    const result = await analyzeTick({
      ...options,
      ledger: ledger(),
      head: seen.head,
      files: options.files(missed.batches),
      checklist: await options.readChecklist(),
    });
    // Behind the history: what is said to be taken is in it.
    if (tick !== null && !dryRun)
      await state.write(kind, TAKEN_FILE, renderTaken(withTaken(taken, [...missed.ticks, tick])));
    return result;
  } finally {
    // Also when the tick failed: the next run finds the history in this one's artifact too.
    if (!dryRun) await state.passOn(kind);
  }
}
