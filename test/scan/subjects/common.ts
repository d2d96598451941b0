import type { Ledger } from '../../../src/domain/ledger-entry.js';
import type { Policy, Sli, Source } from '../../../src/domain/policy.js';
import { HOUR, MINUTE } from '../../../src/domain/time.js';
import { ledgerOf } from '../../domain/batch-builder.js';
import { phase, policy as buildPolicy, source } from '../../policy-builder.js';
import type { Subject } from '../differential.js';
import type { Random } from '../random.js';

export const NOW = Date.UTC(2026, 5, 28);

const OFFSETS = [0, 60, -330, 345, -720, 840];

/** An instant where clocks show another time: `2026-06-28T05:45:00.123+05:45`. */
export function elsewhere(random: Random, span: Span): string {
  const minutes = random.pick(OFFSETS);
  const ms = Date.parse(instant(random, span));
  const local = new Date(ms + minutes * MINUTE).toISOString().slice(0, random.pick([23, 22, 19]));
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((n) => String(n).padStart(2, '0'));
  return `${local}${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** The times of events, milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const WHOLE_SPAN: Span = { from: NOW - 2 * HOUR, to: NOW };

/** A subject, and lines that are mostly in order. */
export interface FuzzSubject extends Subject {
  readonly name: string;
  readonly event: (random: Random, span: Span) => Record<string, unknown>;
}

export function policyWith(
  slis: readonly Sli[],
  phases: readonly string[],
  arrived: string | null,
  more: Partial<Source> = {},
): Policy {
  return buildPolicy({
    keepEvents: false,
    slis,
    phases: phases.map((id) => phase({ id, slos: [] })),
    sources: [source({ fields: { ts: 'ts', id: 'id', arrived }, ...more })],
  });
}

/** A ledger of changes at times before the fuzz's now, in milliseconds; they need not be in order, nor the policy's phases. */
export function ledgerBefore(
  policy: Policy,
  changes: readonly (readonly [before: number, phase: string])[],
): Ledger {
  return ledgerOf(
    policy,
    changes.map(([before, phase]) => [NOW - before, phase] as const),
  );
}

export const SLI = { where: [], by: null, unit: null } as const;

export function instant(random: Random, { from, to }: Span): string {
  const text = new Date(from + random.below(to - from)).toISOString();
  switch (random.below(4)) {
    case 0:
      return `${text.slice(0, 19)}Z`;
    case 1:
      return `${text.slice(0, 20)}${random.below(1e9)}Z`;
    default:
      return text;
  }
}

export const SESSIONS = Array.from(
  { length: 64 },
  (_, i) => `0f8fad5b-d9cb-469f-a165-${String(i).padStart(12, '0')}`,
);
export const WORDS = [
  'a',
  'plain',
  'zwölf',
  '日本',
  '\u{1f600} ok',
  'a"b',
  'back\\slash',
  'tab\t',
  '',
  'x'.repeat(40),
];

export const text = { type: 'string', minLength: 1, maxLength: 64 };
export const whole = { type: 'integer', minimum: 0, maximum: 2147483647 };
