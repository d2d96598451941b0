import { parentPort, workerData } from 'node:worker_threads';
import type { Source } from '../../src/domain/policy.js';
import { CollectorFolders } from '../../src/io/collector-folders.js';
import { compileEventSchema, type EventValidator } from '../../src/io/event-schema.js';
import { RangeGone, rangeLines } from '../../src/io/file-ranges.js';
import type { WorkerMessage, WorkerStart } from '../../src/io/range-worker.js';
import { WasmScanners } from '../../src/io/wasm-scanners.js';
import type { RangeJob, RangeTaken } from '../../src/ports/range-scanner.js';
import { scanRange } from './range-scan.js';

const { policy, state } = workerData as WorkerStart;
const files = new CollectorFolders({ state, output: '' });
// What is to be said of a schema the main thread has said.
const scanners = new WasmScanners(() => undefined);
const validators = new Map<string, Promise<EventValidator>>();

function validatorOf({ name, schema }: Source): Promise<EventValidator> {
  const none: EventValidator = () => null;
  const compiled =
    validators.get(name) ??
    (schema === '' ? Promise.resolve(none) : compileEventSchema(schema, { fromText: false }));
  validators.set(name, compiled);
  return compiled;
}

async function scan(job: RangeJob): Promise<RangeTaken> {
  const source = policy.sources.find(({ name }) => name === job.source);
  if (source === undefined) throw new Error(`the policy has no source ${job.source}`);
  const { file, range } = job;
  return scanRange({
    policy,
    job,
    scanners,
    validate: await validatorOf(source),
    keysOfClosed: (start) => files.keysOfClosed(start),
    read: (takeBlock) => rangeLines(range, { source: source.name, file, now: job.now, takeBlock }),
  });
}

function say(message: WorkerMessage, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

/** Memory of keys that can be given away: what nothing else lies in. */
function buffersOf({ windows }: RangeTaken): readonly ArrayBuffer[] {
  const all = windows.flatMap(({ keys: { buffer, byteLength } }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
  return [...new Set(all)];
}

parentPort?.on('message', (job: RangeJob) => {
  scan(job).then(
    (taken) => say({ kind: 'taken', taken }, buffersOf(taken)),
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      say({ kind: 'failed', why, isBroken: !(error instanceof RangeGone) });
    },
  );
});
// Before the first range comes: ajv is loaded and the schemas are compiled while the main thread reads.
const read = policy.sources.filter(({ format }) => format === 'jsonl');
await Promise.allSettled(read.map(validatorOf));
say({ kind: 'ready' });
