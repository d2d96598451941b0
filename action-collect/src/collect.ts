import type { LineCounts } from '../../src/domain/batch.js';
import { phaseAt } from '../../src/domain/ledger.js';
import type { PackedKeys } from '../../src/domain/packed-keys.js';
import type { Policy } from '../../src/domain/policy.js';
import { DAY, SECOND, windowAt } from '../../src/domain/time.js';
import { type CloseOptions, closeWindows, type Closing } from './close-windows.js';
import type { ClosedBatch } from './closed-batch.js';
import type { CollectOptions } from './collect-options.js';
import { type CollectorState, type HeldTally, renderState, STATE_SCHEMA } from './collector-state.js';
import { type Cut, cutWindows } from './cut-windows.js';
import { heldTallies } from './event-store.js';
import { Intake, type IntakeResult } from './intake.js';
import { quarantineOf } from './quarantine-file.js';
import { readFiles } from './read-files.js';
import { LEDGER_FILE, readOtherSources } from './read-other-sources.js';
import { openStores, storeOf, type Stores } from './open-stores.js';
import type { Rules } from './take-line.js';

/** How far back a first tick reaches: a week, the longest window that is reported. */
const FIRST_REACH_MS = 7 * DAY;

/** What a tick of the collector comes to: plain data, written in this order by its caller. */
export interface CollectPlan {
  /** Keys of closed windows' events, by window start. */
  readonly keys: ReadonlyMap<number, readonly string[]>;
  /** Of those that were not held. */
  readonly packedKeys: ReadonlyMap<number, PackedKeys>;
  readonly batches: readonly ClosedBatch[];
  /** Quarantine file's name and text; null when every line was accepted. */
  readonly quarantine: { readonly file: string; readonly text: string } | null;
  readonly state: string;
  /** Key files of windows that start before this are of no use any more. */
  readonly keepKeysFrom: number;
  readonly totals: LineCounts;
  readonly missed: number;
  /** The longest time between a window's end and the making of its batch, in seconds; 0 when no window closed. */
  readonly lagSeconds: number;
}

/** The trails of files that still have a cursor, and of the ledger. */
function pruneTrails(
  trails: CollectorState['trails'],
  cursors: CollectorState['cursors'],
): CollectorState['trails'] {
  const keep = (source: string, file: string): boolean =>
    Object.hasOwn(cursors[source] ?? {}, file) || file === LEDGER_FILE;
  const pruned = Object.entries(trails).map(([source, files]) => [
    source,
    Object.fromEntries(Object.entries(files).filter(([file]) => keep(source, file))),
  ]);
  return Object.fromEntries(pruned) as CollectorState['trails'];
}

/** What a tick has read, before its windows are closed. */
interface ReadTick {
  readonly close: Omit<CloseOptions, 'held' | 'kept'>;
  readonly stores: Stores;
  readonly taken: IntakeResult;
  readonly cursors: CollectorState['cursors'];
}

async function readTick(options: CollectOptions): Promise<ReadTick> {
  const { policy, ledger, state, now } = options;
  const phaseAtTime = (ms: number): string => phaseAt(policy, ledger, ms);
  const openFrom = state.closedUntil ?? windowAt(now - FIRST_REACH_MS, policy.batchMs).start;
  const isHeld = policy.keepEvents || options.holdsEvents === true;
  const stores = openStores(isHeld, options);
  const intake = new Intake({
    policy,
    state,
    store: storeOf(isHeld, stores),
    openFrom,
    now,
    keysOfClosed: options.keysOfClosed,
  });
  const rules: Rules = {
    common: { policy, now, forcedPhase: options.forcedPhase, phaseAt: phaseAtTime },
    validators: options.validators,
  };
  const taking = { intake, rules, stores, openFrom };
  const { cursors, unanswered } = await readFiles(options, taking);
  await readOtherSources(options, taking, unanswered);

  const taken = intake.result();
  const close: ReadTick['close'] = {
    policy,
    taken,
    tallies: stores.tallied?.tallies() ?? new Map<number, HeldTally>(),
    closedUntil: state.closedUntil,
    clock: now - options.simulatedLatencyMs,
    forcedPhase: options.forcedPhase,
    phaseAt: phaseAtTime,
    unanswered,
  };
  return { close, stores, taken, cursors };
}

/** What is held of events: as it lies, where all of them are to be kept. */
function heldOf({ policy }: CollectOptions, { held, tallied }: Stores): Pick<CloseOptions, 'held' | 'kept'> {
  if (!policy.keepEvents || tallied !== null) return { held: held.list() };
  return { held: [], kept: held };
}

/** What becomes of a tick whose windows are closed. */
function planOf(options: CollectOptions, { close, taken, cursors }: ReadTick, closing: Closing): CollectPlan {
  const { policy, ledger, state, now } = options;
  const after: CollectorState = {
    schema: STATE_SCHEMA,
    rollout: policy.rollout,
    closedUntil: closing.closedUntil,
    ledgerEntries: Math.max(state.ledgerEntries, ledger?.entries.length ?? 0),
    cursors,
    trails: pruneTrails(taken.trails, cursors),
    counts: closing.counts,
    held: closing.held,
    ...heldTallies(close.tallies, closing.closedUntil ?? 0),
    ...(options.readsOf === undefined ? {} : { readsOf: options.readsOf }),
  };
  return {
    keys: closing.keys,
    packedKeys: closing.packedKeys,
    batches: closing.batches,
    quarantine: quarantineOf(taken, now),
    state: renderState(after),
    keepKeysFrom: now - policy.dedupeMs - policy.batchMs,
    totals: taken.totals,
    missed: closing.missed,
    lagSeconds: lagOf(closing, policy, now),
  };
}

/** The longest time between a window's end and the making of its batch, in seconds; 0 when no window closed. */
export function lagOf({ keys }: Pick<Closing, 'keys'>, { batchMs }: Policy, now: number): number {
  return keys.size === 0 ? 0 : Math.floor((now - Math.min(...keys.keys()) - batchMs) / SECOND);
}

/** One tick: everything new is read, every window that has closed becomes its batches. Changes nothing by itself. */
export async function collect(options: CollectOptions): Promise<CollectPlan> {
  const tick = await readTick(options);
  return planOf(options, tick, closeWindows({ ...tick.close, ...heldOf(options, tick.stores) }));
}

/** What a shard's tick comes to: no batches, but what it brings to them. */
export interface CollectedPart {
  readonly plan: CollectPlan;
  readonly cut: Cut;
  readonly unanswered: readonly string[];
  /** When the newest line of each source came, ms since the epoch; null before the first. */
  readonly reached: Readonly<Record<string, number | null>>;
}

/** One tick of a shard: everything new of its sources is read; every window that has closed is to be merged with the others'. */
export async function collectPart(options: CollectOptions): Promise<CollectedPart> {
  const tick = await readTick(options);
  const cut = cutWindows({ ...tick.close, held: tick.stores.held.list() });
  const plan = planOf(options, tick, cut.closing);
  const newest = Object.entries(tick.taken.trails).map(([source, files]) => {
    const times = Object.values(files).flatMap(({ reached }) => reached ?? []);
    return [source, times.length === 0 ? null : Math.max(...times)] as const;
  });
  return { plan, cut, unanswered: [...tick.close.unanswered].sort(), reached: Object.fromEntries(newest) };
}
