import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Origin } from '../../domain/source-origin.js';
import { headersOf } from './headers.js';
import type { HttpsAnswer } from './https-answer.js';
import { httpsGet } from './https-get.js';
import { checkInflated, isGzip } from './inflated.js';
import type { SourceLimits } from './limits.js';
import { SourceFault } from './source-fault.js';
import type { SourceFolder } from './source-folder.js';
import type { UrlMemory } from './source-memory.js';

export interface FetchUrl {
  readonly origin: Extract<Origin, { kind: 'url' }>;
  readonly format: 'jsonl' | 'csv';
  readonly folder: SourceFolder;
  readonly memory: UrlMemory;
  readonly remember: (memory: UrlMemory) => Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits: SourceLimits;
  readonly ca?: string;
}

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,500}"$/;
const DATE = /^[\x20-\x7e]{1,100}$/;

async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** One file behind an address: asked for only where it has changed, and from where a broken download ended. */
class Download {
  readonly #options: FetchUrl;
  readonly #part: string;
  #memory: UrlMemory;

  constructor(options: FetchUrl) {
    this.#options = options;
    this.#part = join(options.folder.path, 'part');
    this.#memory = options.memory;
  }

  async run(signal: AbortSignal): Promise<void> {
    const started = this.#memory.part === null ? 0 : ((await sizeOf(this.#part)) ?? 0);
    const isKnown = this.#memory.file !== null;
    const answer = await this.#ask(signal, { started, isKnown });
    try {
      await this.#take(answer, { started, isKnown, signal });
    } finally {
      answer.end();
    }
  }

  #ask(
    signal: AbortSignal,
    { started, isKnown }: { started: number; isKnown: boolean },
  ): Promise<HttpsAnswer> {
    const { origin, environment, limits, ca } = this.#options;
    const { etag, modified, part } = this.#memory;
    // The bytes as they are: an answer compressed on its way could not be resumed.
    const headers: Record<string, string> = {
      ...headersOf(origin, environment),
      'accept-encoding': 'identity',
    };
    if (started > 0 && part !== null) {
      headers['range'] = `bytes=${started}-`;
      headers['if-range'] = part;
    } else if (isKnown) {
      if (etag !== null) headers['if-none-match'] = etag;
      else if (modified !== null) headers['if-modified-since'] = modified;
    }
    const { url, private: isPrivate } = origin;
    return httpsGet({
      url,
      headers,
      private: isPrivate,
      signal,
      idleMs: limits.idleMs,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  async #take(
    answer: HttpsAnswer,
    so: { readonly started: number; readonly isKnown: boolean; readonly signal: AbortSignal },
  ): Promise<void> {
    const { started, isKnown, signal } = so;
    const { status } = answer;
    if (status === 304 && isKnown && started === 0) return;
    if (status === 416 && started > 0) {
      // What is left is longer than what is there now.
      await this.#forgetPart();
      await this.run(signal);
    } else if (status === 206 && started > 0) {
      await this.#goOn(answer, started);
    } else if (status === 200) {
      await this.#begin(answer);
    } else {
      throw new SourceFault(`it was answered ${status}`);
    }
  }

  async #begin(answer: HttpsAnswer): Promise<void> {
    const etag = this.#etagOf(answer);
    // The old part goes before the new part's name is written down: they must never be taken for each other.
    await this.#forgetPart();
    const isStrong = etag !== null && !etag.startsWith('W/');
    if (isStrong) await this.#set({ part: etag });
    await this.#receive(answer, { from: 0, total: null });
    await this.#finish(answer);
  }

  async #goOn(answer: HttpsAnswer, started: number): Promise<void> {
    const range = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(answer.headers['content-range'] ?? '');
    const etag = this.#etagOf(answer);
    if (Number(range?.[1]) !== started || (etag !== null && etag !== this.#memory.part)) {
      await this.#forgetPart();
      throw new SourceFault('it went on with another part than the one that was asked for');
    }
    const total = range?.[2] === '*' ? null : Number(range?.[2]);
    await this.#receive(answer, { from: started, total });
    await this.#finish(answer);
  }

  /** Writes the body behind what is there. A break leaves what came, where the server can be asked to go on. */
  async #receive(answer: HttpsAnswer, so: { from: number; total: number | null }): Promise<void> {
    const { bytes: most } = this.#options.limits;
    const encoding = answer.headers['content-encoding'] ?? 'identity';
    if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) {
      throw new SourceFault(`it is compressed as ${encoding.slice(0, 40)}, though it was asked not to be`);
    }
    const said = so.total ?? Number(answer.headers['content-length'] ?? 0);
    let size = so.from;
    if (said <= most) {
      await mkdir(this.#options.folder.path, { recursive: true });
      const file = await open(this.#part, so.from === 0 ? 'w' : 'a');
      try {
        size = await this.#append(answer, { file, from: so.from, most });
        await file.sync();
      } finally {
        await file.close();
      }
    }
    if (said > most || size > most) {
      await this.#forgetPart();
      throw new SourceFault(`it is larger than ${most} bytes`);
    }
    if (so.total !== null && size !== so.total) throw new SourceFault('only a part of it came');
  }

  async #append(
    answer: HttpsAnswer,
    { file, from, most }: { file: FileHandle; from: number; most: number },
  ): Promise<number> {
    let size = from;
    for await (const chunk of answer.body) {
      size += chunk.length;
      if (size > most) return size;
      await file.writeFile(chunk);
    }
    return size;
  }

  async #finish(answer: HttpsAnswer): Promise<void> {
    const { folder, limits, format } = this.#options;
    const isPacked = await isGzip(this.#part);
    if (isPacked) {
      await checkInflated(this.#part, limits.inflatedBytes).catch(async (error: unknown) => {
        await this.#forgetPart();
        throw error;
      });
    }
    const file = `data.${format}${isPacked ? '.gz' : ''}`;
    await mkdir(folder.files, { recursive: true });
    await rename(this.#part, join(folder.files, file));
    for (const other of await folder.list()) if (other !== file) await folder.remove(other);
    const modified = answer.headers['last-modified'] ?? '';
    await this.#set({
      file,
      etag: this.#etagOf(answer) ?? this.#memory.part,
      modified: DATE.test(modified) ? modified : null,
      part: null,
    });
  }

  #etagOf(answer: HttpsAnswer): string | null {
    const { etag = '' } = answer.headers;
    return ETAG.test(etag) ? etag : null;
  }

  async #forgetPart(): Promise<void> {
    await rm(this.#part, { force: true });
    if (this.#memory.part !== null) await this.#set({ part: null });
  }

  async #set(change: Partial<UrlMemory>): Promise<void> {
    this.#memory = { ...this.#memory, ...change };
    await this.#options.remember(this.#memory);
  }
}

/** Brings the file behind an address up to date. @throws SourceFault */
export async function fetchUrl(options: FetchUrl): Promise<void> {
  const signal = AbortSignal.timeout(options.limits.timeMs);
  await new Download(options).run(signal);
}
