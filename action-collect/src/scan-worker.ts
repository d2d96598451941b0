import { parentPort, workerData } from 'node:worker_threads';
import type { Source } from '../../src/domain/policy.js';
import { CollectorFolders } from '../../src/io/collector-folders.js';
import { compileEventSchema, type EventValidator } from '../../src/io/event-schema.js';
import { TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import { RangeGone, rangeLines } from '../../src/io/file-ranges.js';
import { takenAcross } from '../../src/io/range-across.js';
import type { WorkerMessage, WorkerStart } from '../../src/io/range-worker.js';
import { WasmScanners } from '../../src/io/wasm-scanners.js';
import type { RangeJob, RangeTaken } from '../../src/ports/range-scanner.js';
import { scanRange } from './range-scan.js';

/** Keys that cross to the main thread as they are: 1 MiB. */
const MOST_IN_MEMORY = 1024 * 1024;
const { policy, state, keys } = workerData as WorkerStart;
const files = new CollectorFolders({ state, output: '' });
// What is to be said of a schema the main thread has said.
const shelf = new TemporaryKeyShelf(MOST_IN_MEMORY, keys);
const scanners = new WasmScanners(() => undefined, shelf);
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

parentPort?.on('message', (job: RangeJob) => {
  scan(job).then(
    (result) => {
      const [taken, moved] = takenAcross(result, shelf);
      say({ kind: 'taken', taken }, moved);
    },
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
