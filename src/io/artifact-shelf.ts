import { PhasegateError } from '../domain/fault.js';
import { TICK_FILE } from '../domain/tick.js';
import type { Artifact, ArtifactStore } from '../ports/artifacts.js';
import type { Files, StateKind } from '../ports/stage-state.js';
import { unpack } from './unpack.js';

/** What the stages read back of an artifact: states, ticks, batches and what shards delivered, of every rollout. */
const WANTED = new RegExp(
  `^(?:[^/]+/)?(?:${TICK_FILE.replace('.', '\\.')}|shard\\.jsonl|state/(?:collector|merge|shard-[0-9]+-of-[0-9]+|analyzer|reporter)/.+|logs/rollout/collector/[^/]+/batch-[^/]+\\.jsonl)$`,
);
/** Unpacked archives that are kept for the next rollout. */
const KEPT = 30;

interface Listing {
  readonly known: Artifact[];
  readonly rest: AsyncIterator<Artifact>;
  isOver: boolean;
}

/** Artifacts of earlier runs, each list and each archive asked for once for all rollouts. */
export class ArtifactShelf {
  readonly #store: ArtifactStore;
  readonly #wants: RegExp;
  readonly #listings = new Map<StateKind['artifact'], Listing>();
  readonly #unpacked = new Map<number, Promise<Files>>();

  /** `wants`: paths of the files that are read; by default what the stages leave. */
  constructor(store: ArtifactStore, wants: RegExp = WANTED) {
    this.#store = store;
    this.#wants = wants;
  }

  /** Newest first. One caller at a time. @throws PhasegateError as the store does. */
  async *newest(name: StateKind['artifact']): AsyncGenerator<Artifact> {
    let listing = this.#listings.get(name);
    if (listing === undefined) {
      listing = { known: [], rest: this.#store.newest(name)[Symbol.asyncIterator](), isOver: false };
      this.#listings.set(name, listing);
    }
    for (let i = 0; ; i += 1) {
      const known = listing.known[i];
      if (known !== undefined) {
        yield known;
        continue;
      }
      if (listing.isOver) return;
      try {
        const next = await listing.rest.next();
        if (next.done === true) listing.isOver = true;
        else listing.known.push(next.value);
      } catch (error) {
        // A list that broke off is asked for anew.
        this.#listings.delete(name);
        throw error;
      }
      i -= 1;
    }
  }

  /** The files of an archive by path. @throws PhasegateError as the store does, `io-failed` for one that cannot be read. */
  open(artifact: Artifact): Promise<Files> {
    const known = this.#unpacked.get(artifact.id);
    if (known !== undefined) return known;
    const files = this.#open(artifact);
    this.#unpacked.set(artifact.id, files);
    files.catch(() => this.#unpacked.delete(artifact.id));
    for (const id of this.#unpacked.keys()) {
      if (this.#unpacked.size <= KEPT) break;
      this.#unpacked.delete(id);
    }
    return files;
  }

  async #open(artifact: Artifact): Promise<Files> {
    const archive = await this.#store.download(artifact);
    try {
      return unpack(archive, { wants: (path) => this.#wants.test(path) });
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      throw new PhasegateError(
        error.code,
        `artifact ${artifact.id} of run ${artifact.run}: ${error.message}`,
        { cause: error },
      );
    }
  }
}

/** The files of one rollout: those below its folder (empty: at the root), by path from there. */
export function filesOf(files: Files, folder: string): Files {
  const prefix = folder === '' ? '' : `${folder}/`;
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, bytes]) => [path.slice(prefix.length), bytes]),
  );
}

export function textIn(files: Files, path: string): string | null {
  const bytes = files.get(path);
  return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
}
