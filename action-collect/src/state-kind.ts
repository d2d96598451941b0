import { isRightBefore, parseTick, TICK_FILE, type RunIdentity, type Tick } from '../../src/domain/tick.js';
import { shardName, type Shard } from '../../src/domain/shard.js';
import type { Files, StateKind } from '../../src/ports/stage-state.js';
import { parseState } from './collector-state.js';
import { parseMergeState } from './merge-state.js';

/** The collector's folder within the state folder, and the file in it that is written last. */
const STATE_FILE = 'state.json';

function textIn(files: Files, file: string): string | null {
  const bytes = files.get(file);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}

/** What the collector's state of a rollout is, as it was left. */
export function stateIn(files: Files, rollout: string): ReturnType<typeof parseState> {
  return parseState(textIn(files, STATE_FILE), rollout);
}

/** What the merging of a rollout's shards has come to, as it was left. */
export function mergeStateIn(files: Files, rollout: string): ReturnType<typeof parseMergeState> {
  return parseMergeState(textIn(files, STATE_FILE), rollout);
}

/** The tick that left a state; null where it is not known. */
export function tickIn(files: Files): Tick | null {
  return parseTick(textIn(files, TICK_FILE));
}

/** A state of the collector's, for a run (null: outside of one), known by how far its files say that they are. */
function stateKind(
  names: Pick<StateKind, 'part' | 'artifact'>,
  run: RunIdentity | null,
  closedUntil: (files: Files) => number | null | undefined,
): StateKind {
  return {
    ...names,
    last: STATE_FILE,
    progressOf: (files) => {
      const until = closedUntil(files);
      if (until === undefined) return null;
      const tick = tickIn(files);
      return { until, tick, at: tick?.at ?? null };
    },
    ancestors: (files) => {
      const tick = tickIn(files);
      return [tick, tick?.previous].flatMap((one) => (one == null ? [] : [one.run]));
    },
    isNewest: (files) => {
      const tick = tickIn(files);
      return tick !== null && run !== null && isRightBefore(tick, run);
    },
  };
}

/** The collector's state, for a run (null: outside of one). A shard's is its own: it is of some of the sources only. */
export function collectorStateKind(
  rollout: string,
  run: RunIdentity | null,
  shard: Shard | null = null,
): StateKind {
  const names =
    shard === null
      ? ({ part: 'collector', artifact: 'phasegate-batches' } as const)
      : ({ part: shardName(shard), artifact: `phasegate-${shardName(shard)}` } as const);
  return stateKind(names, run, (files) => {
    const reading = stateIn(files, rollout);
    return reading.kind === 'state' ? reading.state.closedUntil : undefined;
  });
}

/** What the job that merges shards keeps. It leaves what a collector leaves, under the same name. */
export function mergeStateKind(rollout: string, run: RunIdentity | null): StateKind {
  return stateKind({ part: 'merge', artifact: 'phasegate-batches' }, run, (files) => {
    const reading = mergeStateIn(files, rollout);
    return reading.kind === 'state' ? reading.state.merging.closedUntil : undefined;
  });
}
