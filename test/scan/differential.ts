import { collect, type CollectPlan } from '../../action-collect/src/collect.js';
import { newState, parseState, type CollectorState } from '../../action-collect/src/collector-state.js';
import { unpackKeys } from '../../src/domain/packed-keys.js';
import type { Ledger } from '../../src/domain/ledger-entry.js';
import type { Policy, Source } from '../../src/domain/policy.js';
import { NEW_CURSOR } from '../../src/io/file-bytes.js';
import { NewEvents, type KeptLines } from '../../src/domain/scan/kept-block.js';
import { compileSchema, type EventValidator } from '../../src/io/event-schema.js';
import { JSONL, readLines } from '../../src/io/telemetry-lines.js';
import { TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import { openWasmScanner } from '../../src/io/wasm-scanner.js';
import type { BulkScanner, BulkScanners, LineJudge } from '../../src/ports/bulk-scanner.js';
import type { FileEnd, RawLine, ReadRequest, TelemetryReader } from '../../src/ports/telemetry.js';

/** One file in memory, in chunks of given sizes, or as the chunks that are given. */
class ChunkTelemetry implements TelemetryReader {
  readonly #bytes: Buffer | Iterable<Buffer>;
  readonly #sizes: () => number;

  constructor(bytes: Buffer | Iterable<Buffer>, sizes: () => number) {
    this.#bytes = bytes;
    this.#sizes = sizes;
  }

  async *read(request: ReadRequest): AsyncGenerator<RawLine | FileEnd> {
    const file = `${request.name}.jsonl`;
    const cursor = request.cursors[file] ?? NEW_CURSOR;
    const lines = readLines(
      {
        source: request.name,
        file,
        format: JSONL,
        chunks: this.#chunks(cursor.offset),
        now: request.now,
        cutAfterMs: request.cutAfterMs,
        takeBlock: request.takeBlock ?? null,
        reached: () => undefined,
      },
      cursor,
    );
    let next = await lines.next();
    for (; next.done !== true; next = await lines.next()) yield next.value;
    yield { kind: 'end', file, cursor: { ...cursor, ...next.value } };
  }

  async *#chunks(from: number): AsyncGenerator<Buffer> {
    if (!Buffer.isBuffer(this.#bytes)) {
      yield* this.#bytes;
      return;
    }
    for (let at = from; at < this.#bytes.length;) {
      const to = at + Math.max(1, this.#sizes());
      yield this.#bytes.subarray(at, to);
      at = to;
      await Promise.resolve();
    }
  }
}

/** What a policy, its source and a schema are tried with. */
export interface Subject {
  readonly policy: Policy;
  readonly schema: unknown;
  readonly now: number;
  /** Default: none, and the first phase is on. */
  readonly ledger?: Ledger;
}

export function sourceOf(policy: Policy): Source {
  const [source] = policy.sources;
  if (source === undefined) throw new Error('the policy has no source');
  return source;
}

/** Scanners that are opened for a schema; counts what they left to the slow path. */
export class CountedScanners implements BulkScanners {
  readonly said: string[] = [];
  /** Lines that the scanner left to the slow path. */
  judged = 0;
  /** Events whose lines the scanner could not write in their one form. */
  raw = 0;
  /** What it took without it: events, also those that came before, and lines that are none. */
  readonly alone = { events: 0, rejected: 0 };
  readonly #schema: unknown;
  readonly shelf: TemporaryKeyShelf;

  /** `keysInMemory`: from how many bytes on keys go to a file; then it is to be closed. */
  constructor(schema: unknown, keysInMemory?: number) {
    this.#schema = schema;
    this.shelf = new TemporaryKeyShelf(keysInMemory);
  }

  close(): void {
    this.shelf.close();
  }

  async open(request: Parameters<BulkScanners['open']>[0]): ReturnType<BulkScanners['open']> {
    const { judge } = request;
    const counted: LineJudge = {
      ...judge,
      ...(judge.keep === undefined ? {} : { keep: (lines) => this.#keep(judge, lines) }),
      judge: (line: RawLine) => {
        this.judged += 1;
        return judge.judge(line);
      },
      get wantsRejected() {
        return judge.wantsRejected;
      },
    };
    const scanner = openWasmScanner({
      request: { ...request, judge: counted },
      schema: this.#schema,
      shelf: this.shelf,
      say: (text) => this.said.push(text),
    });
    return scanner === null ? null : this.#counted(scanner);
  }

  #keep(judge: LineJudge, lines: KeptLines): void {
    const events = new NewEvents(lines);
    for (let at = 0; at < lines.bytes.length; at = events.behind(at)) {
      this.alone.events += 1;
      if (events.isRaw(at)) this.raw += 1;
    }
    judge.keep?.(lines);
  }

  #counted(scanner: BulkScanner): BulkScanner {
    return {
      take: (block) => scanner.take(block),
      has: (start, key) => scanner.has(start, key),
      remember: (start, key) => scanner.remember(start, key),
      adopt: (windows) => scanner.adopt(windows),
      finish: () => {
        const scanned = scanner.finish();
        this.alone.events += scanned.accepted + scanned.duplicates;
        this.alone.rejected += scanned.rejected;
        return scanned;
      },
    };
  }
}

export interface Tier {
  readonly scanners: BulkScanners | null;
  readonly chunkSizes: () => number;
  readonly state?: CollectorState;
  /** Events that earlier ticks took of closed windows. */
  readonly keysOfClosed?: (start: number) => ReadonlySet<string>;
}

const validators = new WeakMap<object, Promise<EventValidator>>();

/** A schema is compiled once: what it says of a line does not depend on the lines before. */
export function validatorOf(schema: unknown): Promise<EventValidator> {
  const key = Object(schema) as object;
  const known = validators.get(key) ?? compileSchema(schema, { fromText: false, path: 'schema' });
  validators.set(key, known);
  return known;
}

export async function collectBytes(
  subject: Subject,
  bytes: Buffer | Iterable<Buffer>,
  tier: Tier,
): Promise<CollectPlan> {
  const { policy, schema, now, ledger = null } = subject;
  const source = sourceOf(policy);
  const validate = await validatorOf(schema);
  return collect({
    policy,
    ledger,
    state: tier.state ?? newState(policy.rollout),
    reader: new ChunkTelemetry(bytes, tier.chunkSizes),
    validators: new Map([[source.name, validate]]),
    keysOfClosed: async (start) => tier.keysOfClosed?.(start) ?? new Set(),
    ...(tier.scanners === null ? {} : { scanners: tier.scanners }),
    ...(tier.scanners instanceof CountedScanners ? { shelf: tier.scanners.shelf } : {}),
    now,
    simulatedLatencyMs: 0,
    forcedPhase: null,
  });
}

/** Everything that a tick came to, as text. */
export function outcome(plan: CollectPlan): string {
  const keys = [...plan.packedKeys].map(([start, packed]) => [start, unpackKeys(packed.read())]);
  return JSON.stringify(
    {
      totals: plan.totals,
      missed: plan.missed,
      batches: plan.batches.map(({ file, text }) => [file, text]),
      quarantine: plan.quarantine?.text ?? null,
      state: plan.state,
      keys,
      listed: [...plan.keys],
    },
    null,
    1,
  );
}

export function stateOf(plan: CollectPlan, policy: Policy): CollectorState {
  const reading = parseState(plan.state, policy.rollout);
  if (reading.kind !== 'state') throw new Error('the state cannot be read');
  return reading.state;
}
