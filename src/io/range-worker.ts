import { Worker } from 'node:worker_threads';
import type { Policy } from '../domain/policy.js';
import type { RangeJob, RangeScanners, RangeTaken } from '../ports/range-scanner.js';
import { takenFrom, type TakenAcross } from './range-across.js';
import { hasUnread } from './unread-bytes.js';

/** What a worker is started with. */
export interface WorkerStart {
  readonly policy: Policy;
  /** Folder of the collector's state, where the keys of closed windows are. */
  readonly state: string;
  /** Folder for keys that are not at hand. It is removed by others. */
  readonly keys: string;
}

/** What a worker says. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly taken: TakenAcross }
  /** `isBroken`: not the file but the worker is the cause. */
  | { readonly kind: 'failed'; readonly why: string; readonly isBroken: boolean };

export interface RangeWorkerOptions extends Omit<WorkerStart, 'keys'> {
  /** Path of the worker's bundle. */
  readonly script: string;
  /** Folder that sources' files are below. */
  readonly root: string;
  /** Makes a folder for keys that are not at hand, where it is not there yet. */
  readonly keysFolder: () => string;
  readonly fromBytes: number;
  /** Called once, when the worker fails; then everything is read without it. */
  readonly warn: (line: string) => void;
  /** Called with what costs time and nothing else. */
  readonly say: (line: string) => void;
}

/** What a line leaves behind in JavaScript is garbage at once: more room for it is more memory and no more speed. */
const MEMORY = { maxYoungGenerationSizeMb: 4 };

/** One worker thread, started when there is work for it. */
export class RangeWorker implements RangeScanners {
  readonly #options: RangeWorkerOptions;
  #worker: Worker | null = null;
  #state: 'new' | 'starting' | 'ready' | 'busy' | 'over' = 'new';
  #finish: (taken: RangeTaken | null) => void = () => undefined;

  constructor(options: RangeWorkerOptions) {
    this.#options = options;
  }

  get fromBytes(): number {
    return this.#options.fromBytes;
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  expect(cursors: Parameters<RangeScanners['expect']>[0]): void {
    const { root, policy, fromBytes } = this.#options;
    hasUnread({ root, policy, cursors, bytes: fromBytes }).then(
      (is) => (is ? this.prepare() : undefined),
      // Who reads the files says what is wrong with them.
      () => undefined,
    );
  }

  prepare(): void {
    if (this.#state !== 'new') return;
    this.#state = 'starting';
    const { script, policy, state, keysFolder } = this.#options;
    try {
      const start: WorkerStart = { policy, state, keys: keysFolder() };
      const worker = new Worker(script, { workerData: start, resourceLimits: MEMORY });
      this.#worker = worker;
      // Who waits for a range keeps the process alive, and nobody else does.
      worker.unref();
      worker.on('message', (message: WorkerMessage) => this.#hear(message));
      worker.on('error', (error) => this.#fail(messageOf(error)));
      worker.on('messageerror', (error) => this.#fail(messageOf(error)));
      worker.on('exit', (code) => this.#fail(`it ended with code ${code}`));
    } catch (error) {
      this.#fail(messageOf(error));
    }
  }

  async scan(job: RangeJob): Promise<RangeTaken | null> {
    const worker = this.#worker;
    if (worker === null || this.#state !== 'ready') return null;
    this.#state = 'busy';
    worker.ref();
    const taken = new Promise<RangeTaken | null>((resolve) => (this.#finish = resolve));
    worker.postMessage(job);
    const { lines } = (await taken) ?? {};
    if (lines !== undefined)
      this.#options.say(`source ${job.source}: ${lines} lines of ${job.file} were read on a second thread`);
    return taken;
  }

  again({ source, file }: { readonly source: string; readonly file: string }): void {
    this.#options.say(`source ${source}: the second half of ${file} is read once more, on one thread`);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#state = 'over';
    this.#finish(null);
    await this.#worker?.terminate();
  }

  #hear(message: WorkerMessage): void {
    if (this.#state === 'over') return;
    if (message.kind === 'failed' && message.isBroken) {
      this.#fail(message.why);
      return;
    }
    this.#worker?.unref();
    this.#state = 'ready';
    if (message.kind !== 'ready') this.#finish(message.kind === 'taken' ? takenFrom(message.taken) : null);
  }

  #fail(why: string): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#options.warn(`the second thread has failed, and one reads everything: ${why}`);
    this.#finish(null);
    void this.#worker?.terminate();
  }
}

/** What was thrown on another thread need not be an error of this one. */
function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
