import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PhasegateError } from '../../domain/fault.js';
import type { Source } from '../../domain/policy.js';
import type { Origin } from '../../domain/source-origin.js';
import { formatDuration, formatInstant, MINUTE } from '../../domain/time.js';
import type { GithubApi } from '../../ports/github.js';
import { ApiBranchReader, GitBranchReader } from './branch-reader.js';
import { fetchArtifacts } from './fetch-artifacts.js';
import { fetchBranch } from './fetch-branch.js';
import { fetchUrl } from './fetch-url.js';
import { secretsOf } from './headers.js';
import { SOURCE_LIMITS, type SourceLimits } from './limits.js';
import { SourceFault } from './source-fault.js';
import { SourceFolder, sourceFolder } from './source-folder.js';
import { MemoryFile, NEW_MEMORY, type SourceMemory } from './source-memory.js';

/**
 * How long a source is left alone after so many failures in a row: its retries come with ticks, and no tick waits for one. A
 * tick within that time does not ask and counts as no try.
 */
const PAUSES = [MINUTE, 4 * MINUTE, 9 * MINUTE];

export interface FetchSources {
  readonly sources: readonly Source[];
  /** Folder of what is fetched, below the collector's state. */
  readonly folder: string;
  /** null: without a token. Then branches are read through git, and artifacts are out of reach. */
  readonly api: GithubApi | null;
  /** Folder of the git repository. */
  readonly repository: string;
  readonly defaultBranch: () => Promise<string>;
  /** Holds the secrets that headers name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with every secret before it is used, so that no log shows it. */
  readonly mask: (secret: string) => void;
  /** ms since the epoch. */
  readonly now: number;
  readonly limits?: SourceLimits;
  /** Certificates that are trusted besides the system's. */
  readonly ca?: string;
}

export interface FetchedSources {
  /** Why each source that did not answer has not. What it lacks is silence of the source in the windows that close now. */
  readonly unanswered: ReadonlyMap<string, string>;
  /** What else people should know, a sentence each. */
  readonly notes: readonly string[];
  /** By source: files that are still where they come from, be they here or read and removed. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

type Fetched = Source & { readonly origin: Origin };

function isFetched(source: Source): source is Fetched {
  return source.origin !== undefined && source.format !== 'prometheus';
}

/** One source, from what is remembered of it to what is remembered next. */
class SourceFetch {
  readonly #source: Fetched;
  readonly #options: FetchSources;
  readonly #folder: SourceFolder;
  readonly #file: MemoryFile;
  #memory: SourceMemory = NEW_MEMORY;

  constructor(source: Fetched, options: FetchSources) {
    this.#source = source;
    this.#options = options;
    this.#folder = new SourceFolder(sourceFolder(options.folder, source.name));
    this.#file = new MemoryFile(this.#folder, source);
  }

  /** Files that are still where they come from. */
  get files(): readonly string[] {
    const { url, branch } = this.#memory;
    return [...(url.file === null ? [] : [url.file]), ...Object.keys(branch.files)];
  }

  /** What people should know. @throws SourceFault when the source did not answer; it is remembered when. */
  async run(): Promise<readonly string[]> {
    const { now } = this.#options;
    this.#memory = await this.#file.read();
    const { failures, failedAt } = this.#memory;
    const pause = PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0;
    if (failedAt !== null && now >= failedAt && now - failedAt < pause) {
      const since = `failed ${failures === 1 ? 'once' : `${failures} times in a row`}, last at ${formatInstant(failedAt)}`;
      throw new SourceFault(`${since}; it is asked again ${formatDuration(pause)} after that`);
    }
    try {
      const notes = await this.#fetch();
      await this.#set({ failures: 0, failedAt: null });
      return notes;
    } catch (error) {
      if (!(error instanceof SourceFault || error instanceof PhasegateError)) throw error;
      await this.#set({ failures: failures + 1, failedAt: now });
      const count = failures === 0 ? '' : ` (${failures + 1} times in a row)`;
      throw new SourceFault(`${this.#withoutSecrets(error.message)}${count}`, { cause: error });
    }
  }

  async #fetch(): Promise<readonly string[]> {
    const { origin, files } = this.#source;
    const { api, repository, limits = SOURCE_LIMITS, defaultBranch, now } = this.#options;
    const common = { folder: this.#folder, limits, clock: () => performance.now() };
    switch (origin.kind) {
      case 'url':
        await this.#fetchUrl(origin, limits);
        return [];
      case 'artifact':
        if (api === null)
          throw new SourceFault('artifacts need the input github-token, with `actions: read`');
        return fetchArtifacts({
          ...common,
          origin,
          files,
          api,
          defaultBranch,
          now,
          memory: this.#memory.artifact,
          remember: (artifact) => this.#set({ artifact }),
        });
      case 'branch': {
        const { branch } = origin;
        const reader =
          api === null ? new GitBranchReader(repository, branch) : new ApiBranchReader(api, branch);
        const { branch: memory } = this.#memory;
        const remember = (state: SourceMemory['branch']): Promise<void> => this.#set({ branch: state });
        return fetchBranch({ ...common, branch, files, reader, memory, remember });
      }
    }
  }

  async #fetchUrl(origin: Extract<Origin, { kind: 'url' }>, limits: SourceLimits): Promise<void> {
    const { environment, mask, ca } = this.#options;
    secretsOf(origin, environment).forEach(mask);
    await fetchUrl({
      origin,
      format: this.#source.format === 'csv' ? 'csv' : 'jsonl',
      folder: this.#folder,
      memory: this.#memory.url,
      remember: (url) => this.#set({ url }),
      environment,
      limits,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  async #set(change: Partial<SourceMemory>): Promise<void> {
    this.#memory = { ...this.#memory, ...change };
    await this.#file.write(this.#memory);
  }

  /** No message is made from what was sent; should one ever repeat it, it must not reach a log. */
  #withoutSecrets(message: string): string {
    const { origin } = this.#source;
    const secrets = origin.kind === 'url' ? secretsOf(origin, this.#options.environment) : [];
    return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message);
  }
}

/** Removes what was fetched of sources that the policy no longer has. */
async function removeOthers(folder: string, sources: readonly Fetched[]): Promise<void> {
  const names = new Set(sources.map(({ name }) => name));
  for (const name of await readdir(folder).catch(() => []))
    if (!names.has(name)) await rm(join(folder, name), { recursive: true, force: true });
}

/**
 * Brings what is fetched of each source up to date, all of them at one time. One that does not answer keeps what it had, and
 * the others go on.
 */
export async function fetchSources(options: FetchSources): Promise<FetchedSources> {
  const sources = options.sources.filter(isFetched);
  await removeOthers(options.folder, sources);
  const results = await Promise.all(
    sources.map(async (source) => {
      const fetch = new SourceFetch(source, options);
      try {
        const notes = await fetch.run();
        return { source, notes, fault: null, files: fetch.files };
      } catch (error) {
        if (!(error instanceof SourceFault)) throw error;
        return { source, notes: [], fault: error.message, files: fetch.files };
      }
    }),
  );
  return {
    unanswered: new Map(
      results.flatMap(({ source, fault }) => (fault === null ? [] : [[source.name, fault]])),
    ),
    files: new Map(results.map(({ source, files }) => [source.name, files])),
    notes: results.flatMap(({ source, notes }) => notes.map((note) => `source ${source.name}: ${note}`)),
  };
}
