import { readHistory } from '../../src/domain/history-file.js';
import { timed } from '../../src/domain/history.js';
import { isUnbroken, parseTaken, type TakenTick, type Tick } from '../../src/domain/tick.js';
import type { Files, StateKind } from '../../src/ports/stage-state.js';

const HISTORY_FILE = 'history.json';
/** File of the ticks whose batches were taken, beside the history. */
export const TAKEN_FILE = 'taken.json';

function textIn(files: Files, file: string): string | null {
  const bytes = files.get(file);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}

/** The ticks whose batches are in the history; without one there are none. */
export function takenIn(files: Files): readonly TakenTick[] {
  return files.has(HISTORY_FILE) ? parseTaken(textIn(files, TAKEN_FILE)) : [];
}

/** The analyzer's state, where a tick of the collector comes next (null: not known which). */
export function analyzerStateKind(rollout: string, tick: Tick | null): StateKind {
  return {
    part: 'analyzer',
    artifact: 'phasegate-analysis',
    last: HISTORY_FILE,
    progressOf: (files) => {
      const text = textIn(files, HISTORY_FILE);
      const { history, fault } = readHistory(text, rollout, HISTORY_FILE);
      if (text === null || fault !== null) return null;
      const newest = history.batches.at(-1);
      const until = newest === undefined ? null : timed(newest).window.end;
      return { until, tick: takenIn(files).at(-1) ?? null, at: null };
    },
    ancestors: (files) => takenIn(files).map(({ run }) => run),
    isNewest: (files) => tick !== null && isUnbroken(tick, takenIn(files)),
  };
}
