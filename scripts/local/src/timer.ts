import { PhasegateError } from '../../../src/domain/fault.js';
import type { Json } from '../../../src/domain/canonical-json.js';

const MINUTE = 60_000;

export interface Timer {
  /** Aborted when the time is up, or with the signal it was made from. */
  readonly signal: AbortSignal;
  readonly isUp: () => boolean;
  readonly stop: () => void;
}

/** The value of a `timeout-minutes`; null where there is none. @throws PhasegateError for anything but a positive number. */
export function timeoutMinutes(value: Json): number | null {
  if (value === null || value === '') return null;
  const minutes = Number(value);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new PhasegateError(
    'bad-input',
    `timeout-minutes is ${JSON.stringify(value)}; write a number above 0`,
  );
}

/** Starts a timer of so many minutes, below another signal. No timer at all for null. */
export function startTimer(minutes: number | null, outer: AbortSignal): Timer {
  const own = new AbortController();
  // Node's timers hold at most 2^31 - 1 ms; a longer one would fire at once.
  const timer =
    minutes === null ? undefined : setTimeout(() => own.abort(), Math.min(minutes * MINUTE, 2 ** 31 - 1));
  return {
    signal: AbortSignal.any([own.signal, outer]),
    isUp: () => own.signal.aborted,
    stop: () => clearTimeout(timer),
  };
}
