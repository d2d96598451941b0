import { join, relative } from 'node:path';
import { DEFAULT_OBSERVABILITY_ROOT } from '../../domain/observability/observability-policy.js';
import { isRightBefore, parseTick, TICK_FILE, type RunIdentity, type Tick } from '../../domain/tick.js';
import type { ArtifactStore } from '../../ports/artifacts.js';
import type { Files, StateKind } from '../../ports/stage-state.js';
import { ArtifactShelf } from '../artifact-shelf.js';
import { readTextIfExists, writeFileAtomic } from '../files.js';
import { restoreState, type StateLog } from '../restore-state.js';

/** What the jobs write below a root, in the artifact of it. */
const WANTED = /^(?:[^/]+\/)*(?:ops|out)\/.+$/;
/** The tick that the root's files are as far as, beside the run log. */
const ROOT_TICK = `ops/${TICK_FILE}`;

function tickIn(files: Files): Tick | null {
  const bytes = files.get(ROOT_TICK);
  return parseTick(bytes === undefined ? null : new TextDecoder().decode(bytes));
}

function rootKind(run: RunIdentity): StateKind {
  return {
    part: 'observer',
    artifact: 'phasegate-observability',
    last: ROOT_TICK,
    progressOf: (files) => {
      const tick = tickIn(files);
      return tick === null ? null : { until: null, tick, at: tick.at };
    },
    ancestors: (files) => {
      const tick = tickIn(files);
      return [tick, tick?.previous].flatMap((one) => (one == null ? [] : [one.run]));
    },
    isNewest: (files) => {
      const tick = tickIn(files);
      return tick !== null && isRightBefore(tick, run);
    },
  };
}

/** A root's folder in the artifact, which is of the default root; null for a root that is not below that. */
function withinArtifact(root: string): string | null {
  const path = relative(DEFAULT_OBSERVABILITY_ROOT, root).replaceAll('\\', '/');
  return path === '..' || path.startsWith('../') ? null : path;
}

/**
 * Brings the files of a root back where neither the folder nor the cache has those of the tick before: from the newest
 * artifact `phasegate-observability` of an earlier run. They go with the collector's state, which is brought back by the same
 * tick, so that no hour that the collector has closed is missing in them.
 *
 * @throws PhasegateError as `restoreState`.
 */
export async function restoreRoot(options: {
  readonly root: string;
  /** null: without a token. */
  readonly store: ArtifactStore | null;
  /** null: outside of a run; then the folder is all there is. */
  readonly run: RunIdentity | null;
  readonly log: StateLog;
}): Promise<void> {
  const { root, store, run, log } = options;
  const within = withinArtifact(root);
  if (run === null || within === null) return;
  // Most ticks go on where the last one ended, and need not read what lies there.
  const here = parseTick(await readTextIfExists(join(root, ROOT_TICK)));
  if (here !== null && isRightBefore(here, run)) return;
  await restoreState({
    kind: rootKind(run),
    folder: root,
    below: '',
    places: { folder: root, within },
    cache: null,
    shelf: store === null ? null : new ArtifactShelf(store, WANTED),
    isExpected: run.number > 1,
    log,
  });
}

/** Marks the root's files with the tick that the collector's state is of. `state`: folder of the collector's state. */
export async function markRoot(root: string, state: string): Promise<void> {
  const tick = await readTextIfExists(join(state, TICK_FILE));
  if (tick !== null) await writeFileAtomic(join(root, ROOT_TICK), tick);
}
