import { MINUTE } from '../../time.js';
import type { JobErrorCode } from '../job-error.js';

/** A longer wait than this is left to a later run: a machine that sleeps is paid for. */
export const LONGEST_WAIT_MS = 15 * MINUTE;

/** What became of one try. */
export type Answer =
  /** `afterMs`: how long the receiver asked to wait; null where it did not. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly said: string;
      readonly afterMs: number | null;
    }
  | { readonly kind: 'lost'; readonly why: string; readonly mayHaveArrived: boolean };

/** What to do about it. */
export type Step =
  | { readonly kind: 'delivered'; readonly status: number }
  /** Tries again after a while, unless that was the last one. */
  | {
      readonly kind: 'again';
      readonly code: JobErrorCode;
      readonly status: number | null;
      readonly why: string;
      readonly waitMs: number;
      /** Whether the wait is the receiver's. */
      readonly isAsked: boolean;
      readonly mayHaveArrived: boolean;
    }
  /** The receiver will not take it, and did not take it before. */
  | { readonly kind: 'refused'; readonly code: JobErrorCode; readonly status: number; readonly why: string };

function refusal(status: number, said: string): JobErrorCode {
  if (status !== 401 && status !== 403) return 'webhook_failed';
  return /signature/i.test(said) ? 'signature_mismatch' : 'auth_failed';
}

/** How long the wait behind a try is, where the receiver does not say: each twice as long as the one before. */
export function backoffMs(waitMs: number, tryNumber: number): number {
  return waitMs * 2 ** (tryNumber - 1);
}

/** What follows from the answer to a try, counted from 1. */
export function nextStep(
  answer: Answer,
  { waitMs, tryNumber }: { readonly waitMs: number; readonly tryNumber: number },
): Step {
  const backoff = backoffMs(waitMs, tryNumber);
  if (answer.kind === 'lost') {
    const { why, mayHaveArrived } = answer;
    return {
      kind: 'again',
      code: 'webhook_failed',
      status: null,
      why,
      waitMs: backoff,
      isAsked: false,
      mayHaveArrived,
    };
  }
  const { status, said, afterMs } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  const why = `answered ${status}${said === '' ? '' : `: ${said}`}`;
  const isLimited = status === 429;
  if (!isLimited && status !== 408 && status < 500)
    return { kind: 'refused', code: refusal(status, said), status, why };
  const code = isLimited ? 'rate_limited' : 'webhook_failed';
  // A gateway does not know what became of what it passed on.
  const mayHaveArrived = status === 502 || status === 504;
  const wait = { waitMs: afterMs ?? backoff, isAsked: afterMs !== null };
  return { kind: 'again', code, status, why, ...wait, mayHaveArrived };
}
