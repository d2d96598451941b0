import { PhasegateError } from '../../src/domain/fault.js';
import { parseOutbox } from '../../src/domain/outbox-file.js';
import { isRightBefore, parseTick, TICK_FILE, type RunIdentity, type Tick } from '../../src/domain/tick.js';
import type { Files, StateKind } from '../../src/ports/stage-state.js';

export const OUTBOX_FILE = 'outbox.json';
export const INCIDENTS_FILE = 'incidents.json';

export function textIn(files: Files, file: string): string | null {
  const bytes = files.get(file);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}

/** The run that left an outbox; null where it is not known. */
export function tickIn(files: Files): Tick | null {
  return parseTick(textIn(files, TICK_FILE));
}

/** Whether there is a whole outbox of the rollout. @throws PhasegateError `newer-state` */
function hasOutbox(files: Files, rollout: string): boolean {
  const text = textIn(files, OUTBOX_FILE);
  if (text === null) return false;
  try {
    parseOutbox(text, { file: OUTBOX_FILE, rollout });
    return true;
  } catch (error) {
    if (error instanceof PhasegateError && error.code === 'bad-input') return false;
    throw error;
  }
}

/**
 * The report's state of a rollout, for a run (null: outside of one): its outbox, incidents, and which run
 * left it. Where nobody is told, whatever there is will do.
 */
export function outboxStateKind(rollout: string, run: RunIdentity | null, isTold = true): StateKind {
  return {
    part: 'reporter',
    artifact: 'phasegate-reports',
    last: OUTBOX_FILE,
    progressOf: (files) => {
      if (!hasOutbox(files, rollout)) return null;
      const tick = tickIn(files);
      return { until: null, tick, at: tick?.at ?? null };
    },
    ancestors: (files) => {
      const tick = tickIn(files);
      return [tick, tick?.previous].flatMap((one) => (one == null ? [] : [one.run]));
    },
    isNewest: (files) => {
      if (!isTold) return true;
      const tick = tickIn(files);
      return tick !== null && run !== null && isRightBefore(tick, run);
    },
  };
}
