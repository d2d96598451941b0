import type { Delivery } from '../../action-collect/src/shard-delivery.js';
import { DELIVERY_FILE, parseDelivery } from '../../action-collect/src/shard-delivery.js';
import { mergeTick } from '../../action-collect/src/merge-tick.js';
import { collectTick, type TickOptions } from '../../action-collect/src/tick.js';
import type { Ledger } from '../../src/domain/ledger.js';
import type { IncidentEvent } from '../../src/domain/incident-events.js';
import type { Policy } from '../../src/domain/policy.js';
import { readNames, shardName, sourcesOf } from '../../src/domain/shard.js';
import type { RunIdentity } from '../../src/domain/tick.js';
import type { CollectorFiles } from '../../src/ports/collector-files.js';
import type { Files, StageState } from '../../src/ports/stage-state.js';
import type { MetricsReader } from '../../src/ports/metrics.js';
import type { TelemetryReader } from '../../src/ports/telemetry.js';
import { unpackKeys } from '../../src/domain/packed-keys.js';

/** What one job of the collector leaves from tick to tick, in memory. */
class Place {
  readonly files = new Map<string, Uint8Array>();
  readonly #keys = new Map<number, readonly string[]>();

  state(): StageState {
    return {
      restore: async () => Promise.resolve(new Map(this.files) as Files),
      write: async (_kind, file, text) => Promise.resolve(void this.files.set(file, Buffer.from(text))),
      passOn: async () => Promise.resolve(),
    };
  }

  collector(batches: Map<string, string>): CollectorFiles {
    return {
      keysOfClosed: async (start) => Promise.resolve(new Set(this.#keys.get(start))),
      write: async (writes) => {
        for (const [start, keys] of writes.keys) this.#keys.set(start, keys);
        for (const [start, packed] of writes.packedKeys)
          this.#keys.set(start, [...(this.#keys.get(start) ?? []), ...unpackKeys(packed.read())]);
        for (const { file, text } of writes.batches) batches.set(file, text);
        this.files.set('state.json', Buffer.from(writes.state));
        return Promise.resolve();
      },
    };
  }
}

export interface WorldTick {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly reader: TelemetryReader;
  /** Default: no server answers. */
  readonly metrics?: MetricsReader;
  readonly policy: Policy;
  readonly ledger?: Ledger | null;
  readonly incidents?: readonly IncidentEvent[];
}

/** How a tick of shards goes. */
export interface ShardedTick extends WorldTick {
  readonly of: number;
  /** Shards whose jobs fail before they do anything. Default: none. */
  readonly failing?: readonly number[];
  /** In which order deliveries are read. Default: that of their numbers. */
  readonly order?: (deliveries: readonly Delivery[]) => readonly Delivery[];
  /** The job that merges fails before it does anything. */
  readonly isMergeDown?: boolean;
  /** The job that merges dies once it has done its work, and is done again. */
  readonly isMergedTwice?: boolean;
}

/** A rollout's collectors in memory: one that is alone, or shards and the job that merges them. */
export class ShardWorld {
  /** Batch files as the last tick that made them left them. */
  readonly batches = new Map<string, string>();
  readonly warnings: string[] = [];
  /** Batch files of the last tick. */
  made: readonly string[] = [];
  readonly #places = new Map<string, Place>();
  /** Every delivery there ever was, by shard. */
  readonly #delivered = new Map<string, Delivery[]>();
  #run = 0;

  /** One collector reads everything. */
  async whole(tick: WorldTick): Promise<void> {
    await this.#during(async (batches) => {
      await collectTick(this.#options('collector', tick, tick.policy, batches));
    });
  }

  async sharded(tick: ShardedTick): Promise<void> {
    await this.#during(async (batches) => {
      const deliveries: Delivery[] = [];
      for (let index = 1; index <= tick.of; index += 1)
        if (!(tick.failing ?? []).includes(index)) deliveries.push(await this.#collectShard(tick, index));
      if (tick.isMergeDown === true) return;
      const merge = {
        ...this.#options('merge', tick, tick.policy, batches),
        of: tick.of,
        deliveries: tick.order?.(deliveries) ?? deliveries,
        findEarlier: async (index: number, after: number | null, until: number) => {
          const all = this.#delivered.get(shardName({ index, of: tick.of })) ?? [];
          const wanted = all.filter((one) => one.until <= until && one.until > (after ?? -Infinity));
          return Promise.resolve(wanted);
        },
      };
      await mergeTick(merge);
      if (tick.isMergedTwice === true) await mergeTick(merge);
    });
  }

  async #collectShard(tick: ShardedTick, index: number): Promise<Delivery> {
    const shard = { index, of: tick.of };
    const policy = { ...tick.policy, sources: sourcesOf(tick.policy, shard) };
    let text = '';
    await collectTick({
      ...this.#options(shardName(shard), tick, policy, new Map()),
      shard: { shard, whole: tick.policy, readsOf: readNames(tick.policy) },
      writeOutput: async (file, content) => {
        if (file === DELIVERY_FILE) text = content;
        return Promise.resolve();
      },
    });
    const delivery = parseDelivery(text, DELIVERY_FILE, tick);
    const name = shardName(shard);
    this.#delivered.set(name, [...(this.#delivered.get(name) ?? []), delivery]);
    return delivery;
  }

  async #during(work: (batches: Map<string, string>) => Promise<void>): Promise<void> {
    const batches = new Map<string, string>();
    this.#run += 1;
    await work(batches);
    for (const [file, text] of batches) this.batches.set(file, text);
    this.made = [...batches.keys()].sort();
  }

  #options(name: string, tick: WorldTick, policy: Policy, batches: Map<string, string>): TickOptions {
    const place = this.#places.get(name) ?? new Place();
    this.#places.set(name, place);
    const run: RunIdentity = { run: this.#run, attempt: 1, workflow: 'w', number: this.#run };
    return {
      policy,
      reader: tick.reader,
      ...(tick.metrics === undefined ? {} : { metrics: tick.metrics }),
      now: tick.now,
      run,
      simulatedLatencyMs: 0,
      forcedPhase: null,
      dryRun: false,
      state: place.state(),
      files: place.collector(batches),
      readLedger: async () => Promise.resolve({ head: null, text: null, ledger: () => tick.ledger ?? null }),
      validators: async () =>
        Promise.resolve(
          new Map(
            policy.sources.map(({ name: source }) => [
              source,
              (fields: Readonly<Record<string, unknown>>) =>
                fields['feature'] === 'bad' ? 'feature is bad' : null,
            ]),
          ),
        ),
      incidents: async () => Promise.resolve(tick.incidents ?? []),
      writeOutput: async () => Promise.resolve(),
      warn: (line) => this.warnings.push(`${name}: ${line}`),
    };
  }
}
