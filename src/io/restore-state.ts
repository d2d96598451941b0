import { join } from 'node:path';
import { PhasegateError } from '../domain/fault.js';
import { isFurther, type Progress } from '../domain/state-choice.js';
import type { Artifact } from '../ports/artifacts.js';
import type { Files, StateKind } from '../ports/stage-state.js';
import type { ActionsCache } from './actions-cache.js';
import { filesOf, type ArtifactShelf } from './artifact-shelf.js';
import { isSameFiles, readFiles, replaceFiles } from './state-files.js';

/** Artifacts that are looked into for a state: a rollout that fails leaves none in its ticks' artifacts. */
const MAX_LOOKED_INTO = 20;
/** States of runs that went on side by side, of which the one that came furthest is taken. */
const MAX_SIDE_BY_SIDE = 3;

export interface StateLog {
  readonly info: (line: string) => void;
  readonly warning: (line: string) => void;
}

export interface RestoreOptions {
  readonly kind: StateKind;
  /** The rollout's state folder. */
  readonly folder: string;
  /** The rollout's folder within an artifact; empty: the artifact itself. */
  readonly below: string;
  /** Where the part lies otherwise than below `folder`, and below `state` in an artifact. */
  readonly places?: { readonly folder: string; readonly within: string };
  readonly cache: { readonly client: Pick<ActionsCache, 'restore'>; readonly prefix: string } | null;
  /** null: without a token, or outside of a run. */
  readonly shelf: ArtifactShelf | null;
  /** Whether earlier runs must have left a state. */
  readonly isExpected: boolean;
  readonly log: StateLog;
}

interface Candidate {
  readonly files: Files;
  readonly progress: Progress;
  /** What it was found in. */
  readonly from: string;
}

function candidate(kind: StateKind, files: Files, from: string): Candidate | null {
  const progress = kind.progressOf(files);
  return progress === null ? null : { files, progress, from };
}

/** The first of those that came furthest. */
function furthest(candidates: readonly (Candidate | null)[]): Candidate | null {
  return candidates.reduce(
    (best, one) => (one !== null && (best === null || isFurther(one.progress, best.progress)) ? one : best),
    null,
  );
}

async function fromCache({ kind, cache, log }: RestoreOptions): Promise<Candidate | null> {
  if (cache === null) return null;
  const result = await cache.client.restore(cache.prefix);
  if (result.kind === 'nothing') {
    log.info(`state: nothing restored from the cache (${result.why})`);
    return null;
  }
  return candidate(kind, result.files, `cache entry ${result.key}`);
}

async function open(shelf: ArtifactShelf, artifact: Artifact, log: StateLog): Promise<Files> {
  try {
    return await shelf.open(artifact);
  } catch (error) {
    // One that cannot be unpacked never will be: the others are looked into.
    if (!(error instanceof PhasegateError) || error.code !== 'io-failed') throw error;
    log.warning(`${error.message}; it is not used`);
    return new Map();
  }
}

async function fromArtifacts(options: RestoreOptions, shelf: ArtifactShelf): Promise<Candidate[]> {
  const { kind, below, places, log } = options;
  const within = places?.within ?? join(below, 'state', kind.part);
  const found: Candidate[] = [];
  const runs = new Set<number>();
  let looked = 0;
  for await (const artifact of shelf.newest(kind.artifact)) {
    // A run that the found ones went on from has nothing that they lack.
    if (runs.has(artifact.run) || looked >= MAX_LOOKED_INTO) break;
    looked += 1;
    const files = filesOf(await open(shelf, artifact, log), within);
    const one = candidate(kind, files, `artifact ${kind.artifact} of run ${artifact.run}`);
    if (one === null) continue;
    found.push(one);
    for (const run of kind.ancestors(files)) runs.add(run);
    if (found.length >= MAX_SIDE_BY_SIDE) break;
  }
  return found;
}

/** What is lost where nothing can be asked, and what to do about it. */
function sayLost(best: Candidate | null, { isExpected, cache, log }: RestoreOptions, why: string): void {
  if (best !== null || cache === null) return;
  const line = `state: none was restored, and this stage begins anew; ${why}`;
  if (isExpected) log.warning(line);
  else log.info(line);
}

/**
 * Makes the state folder hold the newest state that is to be had: what lies there, what the cache holds, and unless one of
 * these is surely the newest, what earlier runs of the default branch uploaded. Gives the files of the stage's part.
 *
 * @throws PhasegateError as the API does (but a missing permission is a warning), and `newer-state`.
 */
export async function restoreState(options: RestoreOptions): Promise<Files> {
  const { kind, shelf, log } = options;
  const folder = options.places?.folder ?? join(options.folder, kind.part);
  const lying = await readFiles(folder);
  const here = candidate(kind, lying, folder);
  const cached = here !== null && kind.isNewest(here.files) ? null : await fromCache(options);
  let best = furthest([here, cached]);
  if (best === null || !kind.isNewest(best.files)) {
    if (shelf === null) {
      sayLost(
        best,
        options,
        'give it the input github-token, and it is brought back from what earlier runs uploaded',
      );
    } else {
      try {
        best = furthest([best, ...(await fromArtifacts(options, shelf))]);
      } catch (error) {
        if (!(error instanceof PhasegateError) || error.code !== 'no-permission') throw error;
        log.warning(`state: what earlier runs uploaded cannot be looked at: ${error.message}`);
        sayLost(best, options, 'a token that may read artifacts brings it back');
      }
    }
  }
  if (best === null) return lying;
  if (best !== here) log.info(`state: ${best.from}`);
  if (!isSameFiles(best.files, lying)) await replaceFiles(folder, best.files, kind.last);
  return best.files;
}
