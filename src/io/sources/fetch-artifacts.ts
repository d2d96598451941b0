import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PhasegateError } from '../../domain/fault.js';
import { textOf } from '../../domain/raw-values.js';
import type { Origin } from '../../domain/source-origin.js';
import { DAY } from '../../domain/time.js';
import type { GithubApi } from '../../ports/github.js';
import type { Artifact, ArtifactStore } from '../../ports/artifacts.js';
import { GithubArtifacts } from '../github-artifacts.js';
import { valueAt } from '../github-shape.js';
import { unpack } from '../unpack.js';
import { checkInflated } from './inflated.js';
import type { SourceLimits } from './limits.js';
import { matchPaths } from './match-paths.js';
import { isUnsafePath, pathBelowFile } from './safe-path.js';
import { SourceFault } from './source-fault.js';
import type { SourceFolder } from './source-folder.js';
import type { ArtifactMemory } from './source-memory.js';

/** How far back artifacts are looked for: as far as a first tick reaches. */
const REACH_MS = 7 * DAY;
/** So many downloads may fail in one tick before the others wait for the next one. */
const MAX_FAILURES = 3;
/** Where an archive is unpacked until it is whole. */
const ASIDE = 'unpacking';

export interface FetchArtifacts {
  readonly origin: Extract<Origin, { kind: 'artifact' }>;
  /** Glob within each artifact. */
  readonly files: string;
  readonly api: GithubApi;
  /** Branch whose runs count, where the policy names none. */
  readonly defaultBranch: () => Promise<string>;
  readonly folder: SourceFolder;
  readonly memory: ArtifactMemory;
  readonly remember: (memory: ArtifactMemory) => Promise<void>;
  /** ms since the epoch. */
  readonly now: number;
  readonly limits: SourceLimits;
  /** Milliseconds on a clock of any start, to know when to begin nothing more. */
  readonly clock: () => number;
}

/** Artifacts of a name since an instant (ms since the epoch). */
async function listSince(
  store: ArtifactStore,
  { name, since }: { readonly name: string; readonly since: number },
): Promise<readonly Artifact[]> {
  const found: Artifact[] = [];
  for await (const artifact of store.newest(name)) {
    if (artifact.createdAt < since) break;
    found.push(artifact);
  }
  return found;
}

/** Whether a run is of the workflow that the policy names: one more call, for each artifact once. */
async function isOfWorkflow({ origin, api }: FetchArtifacts, { run }: Artifact): Promise<boolean> {
  if (origin.workflow === null) return true;
  const { body } = await api.call({
    method: 'GET',
    path: `actions/runs/${run}`,
    permission: 'actions: read',
  });
  // Of a reusable workflow GitHub writes the branch behind the file.
  const [path] = (textOf(valueAt(body, 'path')) ?? '').split('@');
  return path === `.github/workflows/${origin.workflow}`;
}

function checkNames(names: ReadonlySet<string>): void {
  const unsafe = [...names].find(isUnsafePath) ?? pathBelowFile(names);
  if (unsafe !== null)
    throw new SourceFault(`it holds ${JSON.stringify(unsafe)}, which no file can be called`);
}

/** Unpacks what the glob names, elsewhere first: a file of the folder is always whole. */
async function place(options: FetchArtifacts, id: number, archive: Uint8Array): Promise<void> {
  const { folder, files, limits } = options;
  const names = new Set<string>();
  const note = (name: string): boolean => {
    names.add(name);
    return false;
  };
  unpack(archive, { limits: limits.archive, wants: note });
  checkNames(names);
  const wanted = await matchPaths(names, files);
  const unpacked = unpack(archive, { limits: limits.archive, wants: (name) => wanted.has(name) });
  const aside = join(folder.path, ASIDE);
  await rm(aside, { recursive: true, force: true });
  for (const [name, bytes] of unpacked) {
    const path = join(aside, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { flag: 'wx' });
    if (name.endsWith('.gz')) await checkInflated(path, limits.inflatedBytes);
  }
  if (unpacked.size === 0) return;
  const target = join(folder.files, String(id));
  await mkdir(folder.files, { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(aside, target);
}

/** Whether an error is about this one archive, whatever is tried again. */
function isBadArchive(error: unknown): error is Error {
  return error instanceof SourceFault || (error instanceof PhasegateError && error.code === 'io-failed');
}

/** Artifacts one after the other, and what became of each. */
class Taking {
  readonly notes: string[] = [];
  readonly failures: string[] = [];
  readonly #options: FetchArtifacts;
  readonly #store: ArtifactStore;
  readonly #taken: Map<string, number>;
  readonly #tries: Map<string, number>;

  constructor(options: FetchArtifacts, store: ArtifactStore, since: number) {
    const { taken, tries } = options.memory;
    this.#options = options;
    this.#store = store;
    this.#taken = new Map(Object.entries(taken).filter(([, at]) => at >= since));
    this.#tries = new Map(Object.entries(tries));
  }

  /** Those that are not taken: the oldest first, but before them those that failed less often. */
  fresh(listed: readonly Artifact[]): readonly Artifact[] {
    const ids = new Set(listed.map(({ id }) => String(id)));
    for (const id of this.#tries.keys()) if (!ids.has(id)) this.#tries.delete(id);
    const triesOf = ({ id }: Artifact): number => this.#tries.get(String(id)) ?? 0;
    return listed
      .filter(({ id }) => !this.#taken.has(String(id)))
      .sort((a, b) => triesOf(a) - triesOf(b) || a.createdAt - b.createdAt || a.id - b.id);
  }

  async take(artifact: Artifact): Promise<void> {
    const id = String(artifact.id);
    try {
      if (await isOfWorkflow(this.#options, artifact))
        await place(this.#options, artifact.id, await this.#store.download(artifact));
      this.#setTaken(artifact);
    } catch (error) {
      const what = `artifact ${artifact.id} of run ${artifact.run}`;
      if (isBadArchive(error)) {
        this.notes.push(`${what} is not used: ${error.message}`);
        this.#setTaken(artifact);
      } else if (error instanceof PhasegateError) {
        this.failures.push(`${what}: ${error.message}`);
        this.#tries.set(id, (this.#tries.get(id) ?? 0) + 1);
      } else throw error;
    }
    await this.keep();
  }

  async keep(): Promise<void> {
    await this.#options.remember({
      taken: Object.fromEntries(this.#taken),
      tries: Object.fromEntries(this.#tries),
    });
  }

  #setTaken({ id, createdAt }: Artifact): void {
    this.#taken.set(String(id), createdAt);
    this.#tries.delete(String(id));
  }
}

/**
 * Fetches artifacts that were not taken yet, oldest first, and returns what people should know of it. A refused one is named
 * and not fetched again.
 *
 * @throws SourceFault, PhasegateError as {@link GithubApi.call}, after what could be fetched was.
 */
export async function fetchArtifacts(options: FetchArtifacts): Promise<readonly string[]> {
  const { origin, api, folder, limits, now, clock } = options;
  const since = now - REACH_MS;
  const store = new GithubArtifacts(api, origin.branch ?? (await options.defaultBranch()));
  const taking = new Taking(options, store, since);
  const fresh = taking.fresh(await listSince(store, { name: origin.artifact, since }));
  const until = clock() + limits.timeMs;
  for (const [i, artifact] of fresh.entries()) {
    if (i >= limits.artifacts || clock() >= until || taking.failures.length >= MAX_FAILURES) {
      taking.notes.push(`${fresh.length - i} artifacts wait for the next tick`);
      break;
    }
    await taking.take(artifact);
  }
  await rm(join(folder.path, ASIDE), { recursive: true, force: true });
  await taking.keep();
  if (taking.failures.length > 0) throw new SourceFault([...taking.failures, ...taking.notes].join('; '));
  return taking.notes;
}
