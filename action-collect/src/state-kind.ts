import { isRightBefore, parseTick, TICK_FILE, type RunIdentity, type Tick } from '../../src/domain/tick.js';
import type { Files, StateKind } from '../../src/ports/stage-state.js';
import { parseState } from './collector-state.js';

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

/** The tick that left a state; null where it is not known. */
export function tickIn(files: Files): Tick | null {
  return parseTick(textIn(files, TICK_FILE));
}

/** The collector's state, for a run (null: outside of one). */
export function collectorStateKind(rollout: string, run: RunIdentity | null): StateKind {
  return {
    part: 'collector',
    artifact: 'phasegate-batches',
    last: STATE_FILE,
    progressOf: (files) => {
      const reading = stateIn(files, rollout);
      if (reading.kind !== 'state') return null;
      const tick = tickIn(files);
      return { until: reading.state.closedUntil, tick, at: tick?.at ?? null };
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
