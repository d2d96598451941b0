import type { Policy, Sli, Source } from '../../../src/domain/policy.js';
import { HOUR } from '../../../src/domain/time.js';
import { phase, policy as buildPolicy, source } from '../../policy-builder.js';
import type { Subject } from '../differential.js';
import type { Random } from '../random.js';

export const NOW = Date.UTC(2026, 5, 28);

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
