import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Cursor,
  FileEnd,
  NoAnswer,
  RawLine,
  ReadRequest,
  TelemetryReader,
} from '../../ports/telemetry.js';
import { FileTelemetryReader } from '../telemetry-reader.js';
import { FetchedReader, removeRead } from './fetched-reader.js';
import type { FetchedSources, FetchSources } from './fetch-sources.js';

export interface SourceTelemetryOptions extends FetchSources {
  /** Folder that sources' files are below, where they are not fetched. */
  readonly root: string;
  /** Whether the folder of what is fetched stays as it is; then a copy of it is worked on. */
  readonly dryRun: boolean;
  /** Called with what people should know of the fetching. */
  readonly warn: (line: string) => void;
}

interface Opened {
  readonly folder: string;
  readonly fetched: FetchedSources;
}

/** Telemetry of every source: from below the telemetry root, or from elsewhere, where it is fetched at the first reading. */
export class SourceTelemetry implements TelemetryReader {
  readonly #options: SourceTelemetryOptions;
  readonly #local: FileTelemetryReader;
  #opened: Promise<Opened> | null = null;
  #copy: string | null = null;
  #isNew = false;

  constructor(options: SourceTelemetryOptions) {
    this.#options = options;
    this.#local = new FileTelemetryReader(options.root);
  }

  async *read(request: ReadRequest): AsyncGenerator<RawLine | FileEnd | NoAnswer> {
    const source = this.#options.sources.find(({ name }) => name === request.name);
    if (source?.origin === undefined) {
      yield* this.#local.read(request);
      return;
    }
    this.#opened ??= this.#open();
    const { folder, fetched } = await this.#opened;
    const known = fetched.files.get(source.name) ?? [];
    yield* new FetchedReader({ folder, source, known }).read(request);
    if (fetched.unanswered.has(source.name)) yield { kind: 'no-answer' };
  }

  /** Lets everything be fetched anew. To be called before the first reading. */
  forget(): void {
    this.#isNew = true;
  }

  /** Removes what was read. To be called once the state with these cursors (by source, then by file) is written. */
  async release(cursors: Readonly<Record<string, Readonly<Record<string, Cursor>>>>): Promise<void> {
    await removeRead(this.#options.folder, cursors);
  }

  async close(): Promise<void> {
    if (this.#copy !== null) await rm(this.#copy, { recursive: true, force: true });
  }

  async #open(): Promise<Opened> {
    const { warn, dryRun } = this.#options;
    const folder = dryRun ? await this.#copied() : this.#options.folder;
    if (this.#isNew) await rm(folder, { recursive: true, force: true });
    // Loaded only where a policy fetches something.
    const { fetchSources } = await import('./fetch-sources.js');
    const fetched = await fetchSources({ ...this.#options, folder });
    for (const note of fetched.notes) warn(note);
    for (const [name, why] of fetched.unanswered)
      warn(`source ${name} did not answer, which a later tick tries again: ${why}`);
    return { folder, fetched };
  }

  async #copied(): Promise<string> {
    this.#copy = await mkdtemp(join(tmpdir(), 'phasegate-sources-'));
    await cp(this.#options.folder, this.#copy, { recursive: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    return this.#copy;
  }
}
