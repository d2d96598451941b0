import type { IncidentEvent } from '../../src/domain/incident-events.js';
import type { Policy } from '../../src/domain/policy.js';
import { renderSeenLedger, SEEN_LEDGER_FILE } from '../../src/domain/seen-ledger.js';
import { renderTick, TICK_FILE, type RunIdentity, type Tick } from '../../src/domain/tick.js';
import type { CollectorFiles } from '../../src/ports/collector-files.js';
import type { LedgerReading, StageState } from '../../src/ports/stage-state.js';
import { collect, type CollectOptions, type CollectPlan } from './collect.js';
import { newState, type CollectorState } from './collector-state.js';
import { collectorStateKind, stateIn, tickIn } from './state-kind.js';

export interface TickOptions extends Pick<
  CollectOptions,
  'policy' | 'reader' | 'scanners' | 'now' | 'simulatedLatencyMs' | 'forcedPhase'
> {
  readonly policy: Policy;
  /** null: outside of a run; then the tick is not known by later ones. */
  readonly run: RunIdentity | null;
  /** Writes batches and quarantine only. */
  readonly dryRun: boolean;
  readonly state: StageState;
  readonly files: CollectorFiles;
  /** Called with what the tick made, before anything of it is written. Default: nothing is kept elsewhere. */
  readonly archive?: (plan: CollectPlan) => Promise<void>;
  /** Called before the reading where there is no state to go on from. Default: nothing is fetched. */
  readonly forgetFetched?: () => void;
  readonly readLedger: () => Promise<LedgerReading>;
  readonly validators: () => Promise<CollectOptions['validators']>;
  readonly incidents: () => Promise<readonly IncidentEvent[]>;
  /** Writes a file of the output folder. */
  readonly writeOutput: (path: string, text: string) => Promise<void>;
  readonly warn: (line: string) => void;
}

async function collectFrom(state: CollectorState, options: TickOptions): Promise<CollectPlan> {
  const { files, dryRun, archive, readLedger, writeOutput } = options;
  const { ledger, ...seen } = await readLedger();
  // First, so that a ledger which cannot be read is passed on to those who say so.
  await writeOutput(SEEN_LEDGER_FILE, renderSeenLedger(seen));
  const plan = await collect({
    ...options,
    ledger: ledger(),
    holdsEvents: archive !== undefined,
    state,
    validators: await options.validators(),
    keysOfClosed: (start) => files.keysOfClosed(start),
    incidents: await options.incidents(),
  });
  if (!dryRun) await archive?.(plan);
  await files.write(plan, { dryRun });
  return plan;
}

/** This tick, in the chain behind the one whose state it goes on from. */
function tickAfter(before: Tick | null, run: RunIdentity, at: number): Tick {
  return { ...run, at, previous: before };
}

/**
 * One tick of one rollout: its state is brought back, everything new collected, and what the tick made uploaded with the
 * state behind it, so that neither is ever there without the other.
 *
 * @throws PhasegateError; then the state is as it was, and is passed on as it was.
 */
export async function collectTick(options: TickOptions): Promise<CollectPlan> {
  const { policy, run, now, dryRun, state, writeOutput, warn } = options;
  const kind = collectorStateKind(policy.rollout, run);
  const restored = await state.restore(kind);
  const reading = stateIn(restored, policy.rollout);
  if (reading.kind === 'rebuild' && reading.why !== null) warn(`${reading.why}; reading the telemetry anew`);
  const isWhole = reading.kind === 'state';
  // What was fetched and read before is to be read anew, so it is fetched anew.
  if (!isWhole) options.forgetFetched?.();
  try {
    const plan = await collectFrom(isWhole ? reading.state : newState(policy.rollout), options);
    if (run === null || dryRun) return plan;
    const tick = renderTick(tickAfter(isWhole ? tickIn(restored) : null, run, now));
    await state.write(kind, TICK_FILE, tick);
    await state.passOn(kind);
    await writeOutput(TICK_FILE, tick);
    return plan;
  } catch (error) {
    // The next run finds the state in this one's artifact too.
    if (!dryRun) await state.passOn(kind);
    throw error;
  }
}
