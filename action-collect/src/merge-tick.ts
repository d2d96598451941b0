import { addLineCounts, NO_LINES } from '../../src/domain/batch.js';
import { plural } from '../../src/domain/figure.js';
import { phaseAt } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { ownSources, readNames, WHOLE } from '../../src/domain/shard.js';
import { formatInstant } from '../../src/domain/time.js';
import type { CollectOptions, OtherCollectors } from './collect-options.js';
import { collectPart, lagOf, type CollectedPart, type CollectPlan } from './collect.js';
import { parseState } from './collector-state.js';
import { mergeDeliveries, OWN_PART, type Merged } from './merge-deliveries.js';
import { hasEvents } from './window-part.js';
import { fittedState, newMergeState, renderMergeState, type MergeState } from './merge-state.js';
import type { Delivery } from './shard-delivery.js';
import { mergeStateIn, mergeStateKind } from './state-kind.js';
import { carryOn, deliveryOf, passOnLedger, type TickOptions } from './tick.js';

export interface MergeTickOptions extends Omit<
  TickOptions,
  'shard' | 'archive' | 'reader' | 'scanners' | 'ranges' | 'forgetFetched'
> {
  /** Number of shards. */
  readonly of: number;
  /** What the shards of this tick delivered, one of each at most, in any order. */
  readonly deliveries: readonly Delivery[];
  /**
   * What a shard delivered earlier and nobody merged: from `after` (null: from the beginning) up to `until`, the oldest first.
   */
  readonly findEarlier: (index: number, after: number | null, until: number) => Promise<readonly Delivery[]>;
}

/** The deliveries of a shard with those before it that were missed. */
async function arrivedOf(
  options: MergeTickOptions,
  state: MergeState,
): Promise<ReadonlyMap<number, readonly Delivery[]>> {
  const arrived = new Map<number, readonly Delivery[]>();
  const { parts, finalUntil } = state.merging;
  for (const delivery of options.deliveries) {
    const { index } = delivery.shard;
    const known = parts.get(index)?.until ?? finalUntil;
    const { from } = delivery;
    // Without any memory there is nothing that could be missing.
    const isGap = from !== null && (known === null ? parts.size > 0 : from > known);
    const earlier = isGap ? await options.findEarlier(index, known, from) : [];
    arrived.set(index, [...earlier, delivery]);
  }
  return arrived;
}

/** What the event of the tick is to tell of shards, and servers are to be asked of; of those that are silent what is known of them. */
function othersOf({ policy, deliveries }: MergeTickOptions, reached: MergeState['reached']): OtherCollectors {
  const totals = deliveries.map((delivery) => delivery.totals).reduce(addLineCounts, NO_LINES);
  const names = new Set(readNames(policy));
  const trails = Object.entries(reached).map(([name, ms]) => [name, { '': { reached: ms, rejected: 0 } }]);
  // That there are events of windows which are open says as much as where the first of them is.
  const starts = deliveries.flatMap(({ windows, holds, until }) => [
    ...[...windows].filter(([, part]) => hasEvents(part)).map(([start]) => start),
    ...(holds ? [until] : []),
  ]);
  return {
    starts,
    totals,
    trails: Object.fromEntries(trails) as OtherCollectors['trails'],
    sources: policy.sources.filter(({ name }) => names.has(name)),
  };
}

/** When each source's newest line came: of silent shards as far as it is known. */
function reachedNow(before: MergeState['reached'], deliveries: readonly Delivery[]): MergeState['reached'] {
  const told = new Set(deliveries.flatMap(({ sources }) => sources));
  const known = Object.entries(before).filter(([name]) => !told.has(name));
  return Object.fromEntries([...known, ...deliveries.flatMap(({ reached }) => Object.entries(reached))]);
}

/** What is wrong with a tick of shards, for people. */
function sayMerged({ policy, of, warn }: MergeTickOptions, { silent, givenUp, tooLate }: Merged): void {
  for (const index of silent) {
    const waits = givenUp.includes(index)
      ? 'it has not delivered for a day, and its windows stay without it'
      : 'what it reads is missing until it delivers';
    warn(`shard ${index} of ${of} of ${policy.rollout} delivered nothing: ${waits}`);
  }
  for (const [index, starts] of tooLate)
    warn(
      `shard ${index} of ${of} of ${policy.rollout} delivered ${plural(starts.length, 'window')} too late, from ${formatInstant(starts[0] ?? 0)}: they stay without it`,
    );
}

/** Reads what no shard reads: what the ledger, the incidents and this tick tell. */
function collectOwn(options: MergeTickOptions, own: Own): Promise<CollectedPart> {
  const { files, policy } = options;
  return collectPart({
    ...options,
    ...own,
    policy: { ...policy, sources: ownSources(policy) },
    reader: NO_TELEMETRY,
    keysOfClosed: (start) => files.keysOfClosed(start),
  });
}

type Own = Required<Pick<CollectOptions, 'ledger' | 'state' | 'validators' | 'incidents' | 'others'>>;

const NO_TELEMETRY: CollectOptions['reader'] = {
  read: () => {
    throw new Error('a source that is read belongs to a shard');
  },
};

async function mergeFrom(before: MergeState, options: MergeTickOptions): Promise<CollectPlan> {
  const { policy, of, deliveries, now, files, dryRun, forcedPhase } = options;
  const ledger = await passOnLedger(options);
  const arrived = await arrivedOf(options, before);
  const reached = reachedNow(before.reached, deliveries);
  const own = await collectOwn(options, {
    ledger,
    state: before.own,
    validators: await options.validators(),
    incidents: await options.incidents(),
    others: othersOf(options, reached),
  });
  const ownPolicy: Policy = { ...policy, sources: ownSources(policy) };
  const merged = mergeDeliveries({
    ...{ policy, of, now, forcedPhase },
    before: before.merging,
    arrived: new Map([...arrived, [OWN_PART, [deliveryOf(ownPolicy, own, WHOLE)]]]),
    phaseAt: (ms) => phaseAt(policy, ledger, ms),
  });
  sayMerged(options, merged);
  const reading = parseState(own.plan.state, policy.rollout);
  if (reading.kind !== 'state') throw new Error('a state that was just written cannot be read');
  const { closing, after } = merged;
  const plan: CollectPlan = {
    ...own.plan,
    batches: closing.batches,
    state: renderMergeState({ ...before, own: reading.state, merging: after, reached }, policy.rollout),
    totals: [own.plan, ...deliveries].map(({ totals }) => totals).reduce(addLineCounts, NO_LINES),
    missed: closing.missed,
    lagSeconds: lagOf(closing, policy, now),
  };
  await files.write(plan, { dryRun });
  return plan;
}

/**
 * One tick of a rollout whose telemetry shards have read: their parts become the batches that one collector would have made,
 * and are left as it leaves them.
 *
 * @throws PhasegateError; then the state is as it was, and is passed on as it was.
 */
export async function mergeTick(options: MergeTickOptions): Promise<CollectPlan> {
  const { policy, of, run, state, warn } = options;
  const kind = mergeStateKind(policy.rollout, run);
  const restored = await state.restore(kind);
  const reading = mergeStateIn(restored, policy.rollout);
  if (reading.kind === 'rebuild' && reading.why !== null) warn(`${reading.why}; the merging begins anew`);
  const before = reading.kind === 'state' ? reading.state : newMergeState(policy, of);
  const fitted = fittedState(before, policy, of);
  if (fitted.why !== null) warn(`${fitted.why}: shards read the telemetry of the last week anew`);
  return carryOn(options, { kind, before: reading.kind === 'state' ? restored : null }, () =>
    mergeFrom(fitted.state, options),
  );
}
