import type { IncidentEvent } from '../../src/domain/incident-events.js';
import type { Policy } from '../../src/domain/policy.js';
import { renderSeenLedger, SEEN_LEDGER_FILE } from '../../src/domain/seen-ledger.js';
import { movedSources, type Shard } from '../../src/domain/shard.js';
import { renderTick, TICK_FILE, type RunIdentity, type Tick } from '../../src/domain/tick.js';
import type { CollectorFiles } from '../../src/ports/collector-files.js';
import type { Files, LedgerReading, StageState, StateKind } from '../../src/ports/stage-state.js';
import type { CollectOptions } from './collect-options.js';
import { collect, collectPart, type CollectedPart, type CollectPlan } from './collect.js';
import { newState, type CollectorState, type StateReading } from './collector-state.js';
import { DELIVERY_FILE, renderDelivery, type Delivery } from './shard-delivery.js';
import { collectorStateKind, stateIn, tickIn } from './state-kind.js';

export interface TickOptions extends Pick<
  CollectOptions,
  | 'policy'
  | 'reader'
  | 'metrics'
  | 'scanners'
  | 'shelf'
  | 'ranges'
  | 'now'
  | 'simulatedLatencyMs'
  | 'forcedPhase'
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
  /** Which part of the collecting this is; `policy` has its sources only. Default: it is all of it. */
  readonly shard?: {
    readonly shard: Shard;
    readonly whole: Policy;
    /** Names of all sources that shards read, in the policy's order. */
    readonly readsOf: readonly string[];
  };
}

/** Reads the ledger for a tick, which is passed on to later stages first: one that cannot be read is theirs to tell of. */
export async function passOnLedger({
  readLedger,
  writeOutput,
}: Pick<TickOptions, 'readLedger' | 'writeOutput'>): Promise<ReturnType<LedgerReading['ledger']>> {
  const { ledger, ...seen } = await readLedger();
  await writeOutput(SEEN_LEDGER_FILE, renderSeenLedger(seen));
  return ledger();
}

async function collectFrom(state: CollectorState, options: TickOptions): Promise<CollectPlan> {
  options.ranges?.expect(state.cursors);
  const { policy, files, dryRun, archive, shard, writeOutput } = options;
  // Schemas are compiled while git or the API looks for the ledger, whose fault is told first.
  const validators = options.validators();
  validators.catch(() => undefined);
  const collecting: CollectOptions = {
    ...options,
    ledger: await passOnLedger(options),
    holdsEvents: archive !== undefined,
    state,
    validators: await validators,
    keysOfClosed: (start) => files.keysOfClosed(start),
    incidents: await options.incidents(),
  };
  if (shard === undefined) {
    const plan = await collect(collecting);
    if (!dryRun) await archive?.(plan);
    await files.write(plan, { dryRun });
    return plan;
  }
  const part = await collectPart({ ...collecting, readsOf: shard.readsOf });
  // Before the state: what it says is read is delivered.
  await writeOutput(DELIVERY_FILE, renderDelivery(deliveryOf(policy, part, shard.shard)));
  await files.write(part.plan, { dryRun });
  return part.plan;
}

/** What a shard's tick comes to, as it is passed on. */
export function deliveryOf(policy: Policy, part: CollectedPart, shard: Shard): Delivery {
  const { plan, cut, unanswered, reached } = part;
  const { from, until, windows, holds } = cut;
  return {
    ...{ rollout: policy.rollout, shard, batchMs: policy.batchMs },
    sources: policy.sources.map(({ name }) => name),
    ...{ from, until, windows, holds, unanswered, reached },
    totals: plan.totals,
  };
}

/** This tick, in the chain behind the one whose state it goes on from. */
function tickAfter(before: Tick | null, run: RunIdentity, at: number): Tick {
  return { ...run, at, previous: before };
}

/**
 * Does a tick's work and uploads what it made with the state behind it, so that neither is ever there without the other.
 * `before`: the files of the state that it goes on from; null where it begins anew.
 */
export async function carryOn(
  options: Pick<TickOptions, 'run' | 'now' | 'dryRun' | 'state' | 'writeOutput'>,
  { kind, before }: { readonly kind: StateKind; readonly before: Files | null },
  work: () => Promise<CollectPlan>,
): Promise<CollectPlan> {
  const { run, now, dryRun, state, writeOutput } = options;
  try {
    const plan = await work();
    if (run === null || dryRun) return plan;
    const tick = renderTick(tickAfter(before === null ? null : tickIn(before), run, now));
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

/** Whether a state can be gone on from, and why not. A shard whose sources are others would read some twice. */
function usable(reading: StateReading, { policy, shard }: TickOptions): StateReading {
  if (reading.kind === 'rebuild' || shard === undefined) return reading;
  const { whole, readsOf } = shard;
  const moved = movedSources(whole, shard.shard.of, reading.state.readsOf ?? readsOf);
  return moved.length === 0
    ? reading
    : {
        kind: 'rebuild',
        why: `the policy of ${policy.rollout} has its sources in another order, which moves ${moved.join(', ')} to another shard`,
      };
}

/**
 * One tick of one rollout: its state is brought back, everything new collected, and what the tick made uploaded with it.
 *
 * @throws PhasegateError; then the state is as it was, and is passed on as it was.
 */
export async function collectTick(options: TickOptions): Promise<CollectPlan> {
  const { policy, run, shard, state, warn } = options;
  const kind = collectorStateKind(policy.rollout, run, shard?.shard ?? null);
  const restored = await state.restore(kind);
  const reading = usable(stateIn(restored, policy.rollout), options);
  if (reading.kind === 'rebuild' && reading.why !== null) warn(`${reading.why}; reading the telemetry anew`);
  const isWhole = reading.kind === 'state';
  // What was fetched and read before is to be read anew, so it is fetched anew.
  if (!isWhole) options.forgetFetched?.();
  return carryOn(options, { kind, before: isWhole ? restored : null }, () =>
    collectFrom(isWhole ? reading.state : newState(policy.rollout), options),
  );
}
