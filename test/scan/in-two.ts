import { appendFile, truncate } from 'node:fs/promises';
import { collect, type CollectPlan } from '../../action-collect/src/collect.js';
import { newState, type CollectorState } from '../../action-collect/src/collector-state.js';
import { scanRange } from '../../action-collect/src/range-scan.js';
import type { Policy } from '../../src/domain/policy.js';
import { TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import { takenAcross, takenFrom } from '../../src/io/range-across.js';
import { RangeGone, rangeLines } from '../../src/io/file-ranges.js';
import { FileTelemetryReader } from '../../src/io/telemetry-reader.js';
import type { RangeJob, RangeScanners, RangeTaken } from '../../src/ports/range-scanner.js';
import { CountedScanners, sourceOf, validatorOf, type Subject } from './differential.js';

export interface InTwo {
  readonly fromBytes?: number;
  /** Chunks that are read before a range can be taken. */
  readonly readyAfter?: number;
  /** What happens to the file as soon as a range was handed over. */
  readonly meanwhile?:
    | { readonly kind: 'appended'; readonly text: string }
    | { readonly kind: 'cut'; readonly keep: (range: RangeJob['range']) => number };
  readonly fails?: boolean;
}

const IN_MEMORY = new TemporaryKeyShelf(Number.MAX_SAFE_INTEGER);

/** Takes ranges as the second thread does, on this one; counts them. */
export class RangesHere implements RangeScanners {
  readonly fromBytes: number;
  prepared = 0;
  taken = 0;
  readAgain = 0;
  readonly ranges: RangeJob['range'][] = [];
  readonly #policy: Policy;
  readonly #schema: unknown;
  readonly #keysOfClosed: KeysOfClosed;
  readonly #how: InTwo;
  #waits: number;

  constructor(policy: Policy, schema: unknown, keysOfClosed: KeysOfClosed, how: InTwo) {
    // It crosses to another thread.
    this.#policy = structuredClone(policy);
    this.#schema = schema;
    this.#keysOfClosed = keysOfClosed;
    this.#how = how;
    this.fromBytes = how.fromBytes ?? 1;
    this.#waits = how.readyAfter ?? 0;
  }

  expect(): void {
    // Nothing is to be started here.
  }

  prepare(): void {
    this.prepared += 1;
  }

  get isReady(): boolean {
    if (this.prepared === 0) return false;
    this.#waits -= 1;
    return this.#waits < 0;
  }

  async scan(job: RangeJob): Promise<RangeTaken | null> {
    this.ranges.push(job.range);
    const { meanwhile, fails } = this.#how;
    if (meanwhile?.kind === 'appended') await appendFile(job.range.path, meanwhile.text);
    if (meanwhile?.kind === 'cut') await truncate(job.range.path, meanwhile.keep(job.range));
    if (fails === true) return null;
    this.taken += 1;
    const { source, file, range } = structuredClone(job);
    try {
      const taken = await scanRange({
        policy: this.#policy,
        job: structuredClone(job),
        scanners: new CountedScanners(this.#schema),
        validate: await validatorOf(this.#schema),
        keysOfClosed: this.#keysOfClosed,
        read: (takeBlock) => rangeLines(range, { source, file, now: job.now, takeBlock }),
      });
      return takenFrom(structuredClone(takenAcross(taken, IN_MEMORY)[0]));
    } catch (error) {
      if (error instanceof RangeGone) return null;
      throw error;
    }
  }

  again(): void {
    this.readAgain += 1;
  }
}

type KeysOfClosed = (start: number) => Promise<ReadonlySet<string>>;

export interface FileTick {
  readonly folder: string;
  readonly chunkBytes?: number;
  readonly state?: CollectorState;
  readonly keysOfClosed?: KeysOfClosed;
  /** null: on one thread. */
  readonly inTwo: InTwo | null;
}

/** A tick over the source's files below a folder. */
export async function collectFiles(
  { policy, schema, now, ledger }: Subject,
  tick: FileTick,
): Promise<{ readonly plan: CollectPlan; readonly ranges: RangesHere | null }> {
  const source = sourceOf(policy);
  const keysOfClosed = tick.keysOfClosed ?? (async () => new Set<string>());
  const ranges = tick.inTwo === null ? null : new RangesHere(policy, schema, keysOfClosed, tick.inTwo);
  const plan = await collect({
    policy,
    ledger: ledger ?? null,
    state: tick.state ?? newState(policy.rollout),
    reader: new FileTelemetryReader(tick.folder, tick.chunkBytes),
    validators: new Map([[source.name, await validatorOf(schema)]]),
    keysOfClosed,
    scanners: new CountedScanners(schema),
    ...(ranges === null ? {} : { ranges }),
    now,
    simulatedLatencyMs: 0,
    forcedPhase: null,
  });
  return { plan, ranges };
}
