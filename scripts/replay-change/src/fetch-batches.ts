import { join } from 'node:path';
import { writeFileAtomic } from '../../../src/io/files.js';
import { plural } from '../../../src/domain/figure.js';
import { DAY, formatInstant } from '../../../src/domain/time.js';
import { PAUSES, RequestFault, type GitHubAccess } from '../../schema-check/src/github.js';
import { downloadArchive, listArtifacts, type Artifact } from './artifacts.js';
import { unpackBatches } from './unpack.js';

export interface FetchOptions {
  /** Folder that the batches are written below. */
  readonly folder: string;
  /** Name of the artifacts. */
  readonly name: string;
  /** Clock, ms since the epoch. */
  readonly now: number;
  /** Artifacts of so many days are fetched. */
  readonly days: number;
  /** And at most so many of them, the newest. */
  readonly most: number;
  /** Waits between tries, in ms. */
  readonly pauses?: readonly number[];
}

export interface Fetched {
  /** Batch files that were written. */
  readonly files: number;
  /** What was fetched, and what was not: a sentence each. */
  readonly notes: readonly string[];
}

/** GitHub asks for few requests at a time. */
const AT_ONCE = 4;
const MAX_BYTES = 512 * 2 ** 20;
const MAX_NAMED = 5;

/** Downloads and writes artifacts, some at a time. */
class Fetch {
  readonly faults: string[] = [];
  files = 0;
  /** Artifacts that were left because of the size of all together. */
  left = 0;
  #bytes = 0;
  readonly #access: GitHubAccess;
  readonly #options: FetchOptions;

  constructor(access: GitHubAccess, options: FetchOptions) {
    this.#access = access;
    this.#options = options;
  }

  async all(artifacts: readonly Artifact[]): Promise<void> {
    const waiting = [...artifacts];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await this.#one(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async #one(artifact: Artifact): Promise<void> {
    if (this.#bytes > MAX_BYTES) {
      this.left += 1;
      return;
    }
    try {
      const archive = await downloadArchive(this.#access, artifact, this.#options.pauses ?? PAUSES);
      for (const [place, bytes] of unpackBatches(archive)) {
        // By run, so that of two batches of one window the one that came first is known.
        const parts = [this.#options.folder, String(artifact.run), String(artifact.id), place];
        await writeFileAtomic(join(...parts), bytes);
        this.files += 1;
        this.#bytes += bytes.length;
      }
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      this.faults.push(`artifact ${artifact.id} of run ${artifact.run} is not used: ${error.message}`);
    }
  }
}

function rangeText(artifacts: readonly Artifact[]): string {
  const [newest, oldest] = [artifacts[0], artifacts.at(-1)];
  if (newest === undefined || oldest === undefined) return '';
  return `, uploaded from ${formatInstant(oldest.createdAt)} to ${formatInstant(newest.createdAt)}`;
}

/**
 * Fetches the batches that runs of the repository's default branch uploaded, newest first. An artifact that cannot be
 * fetched is named in the notes, and the others are used.
 *
 * @throws RequestFault where the artifacts cannot be listed, PhasegateError `io-failed`.
 */
export async function fetchBatches(access: GitHubAccess, options: FetchOptions): Promise<Fetched> {
  const { name, now, days, most, pauses = PAUSES } = options;
  const { branch, artifacts, isCut } = await listArtifacts(access, { name, since: now - days * DAY, pauses });
  const alive = artifacts.filter(({ expired }) => !expired);
  const chosen = alive.slice(0, most);
  const fetch = new Fetch(access, options);
  await fetch.all(chosen);
  const expired = artifacts.length - alive.length;
  const older = alive.length - chosen.length + fetch.left;
  const what = `artifacts ${JSON.stringify(name)} of the last ${days} days, of runs on ${JSON.stringify(branch)}`;
  const notes = [
    chosen.length === 0
      ? `There are no ${what}.`
      : `Recorded telemetry: ${plural(fetch.files, 'batch file')} in ${chosen.length} ${what}${rangeText(chosen)}.`,
    ...(older > 0 || isCut ? [`${older > 0 ? `${older} older` : 'Older'} artifacts were left out.`] : []),
    ...(expired > 0 ? [`${plural(expired, 'artifact')} had expired.`] : []),
    ...fetch.faults.slice(0, MAX_NAMED),
    ...(fetch.faults.length > MAX_NAMED
      ? [`And ${fetch.faults.length - MAX_NAMED} more could not be used.`]
      : []),
  ];
  return { files: fetch.files, notes };
}
