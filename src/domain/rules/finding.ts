import type { Bound } from '../policy.js';

/** What a judge needs to say a sentence. */
export interface Wording {
  /** `warn` or `rollback`: what the limit is for. */
  readonly name: 'warn' | 'rollback';
  readonly bound: Bound;
  /** A value with its unit. */
  readonly figure: (value: number) => string;
}

/** What one rule says of the windows. */
export interface Finding {
  /**
   * `met`: all that the rule asks for; `pending`: the newest window is beyond the bound, and the rule asks for more;
   * `clear`: neither.
   */
  readonly state: 'met' | 'pending' | 'clear';
  /** How many disjoint windows speak for it. */
  readonly streak: number;
  /** What the rule found, in words; empty where it is clear. */
  readonly reason: string;
}

export const CLEAR: Finding = { state: 'clear', streak: 0, reason: '' };

/** `871 ms is above the warn limit of 700 ms`. */
export function beyondText(value: number, { name, bound, figure }: Wording): string {
  return `${figure(value)} is ${bound.side} the ${name} limit of ${figure(bound.value)}`;
}
