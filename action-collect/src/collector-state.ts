import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { LineCounts } from '../../src/domain/batch.js';
import { sha256 } from '../../src/domain/digest.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { Definitions } from '../../src/domain/batch-definitions.js';
import type { PackedKeys } from '../../src/domain/packed-keys.js';
import type { PhaseSummary } from '../../src/domain/window-tally.js';
import type { Trail } from '../../src/ports/bulk-scanner.js';
import type { Cursor } from '../../src/ports/telemetry.js';

export const STATE_SCHEMA = 'phasegate.collector-state/1';
const STATE_FAMILY = 'phasegate.collector-state/';

/** An accepted event whose window is still open. */
export interface HeldEvent {
  readonly source: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly ts: number;
  readonly phase: string;
  /** Canonical JSON. */
  readonly line: string;
}

export type { Trail };

/** What the events of an open window come to so far, where the policy keeps no events. */
export interface HeldTally {
  readonly definitions: Definitions;
  readonly phases: ReadonlyMap<string, PhaseSummary>;
  /** Keys of the events by source. */
  readonly keys: ReadonlyMap<string, PackedKeys>;
}

/** What the collector carries from tick to tick. */
export interface CollectorState {
  readonly schema: typeof STATE_SCHEMA;
  readonly rollout: string;
  /** Windows that end at or before this are closed; null before the first tick. Milliseconds since the epoch. */
  readonly closedUntil: number | null;
  /** Ledger entries that were already turned into events. */
  readonly ledgerEntries: number;
  /** By source, then by file. */
  readonly cursors: Readonly<Record<string, Readonly<Record<string, Cursor>>>>;
  /** By source, then by file. */
  readonly trails: Readonly<Record<string, Readonly<Record<string, Trail>>>>;
  /** Counts of lines that were not accepted, by start of the window in which they arrived, then by source. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, LineCounts>>>>;
  readonly held: readonly HeldEvent[];
  /** Of a shard: the sources that all shards together read, in the policy's order. */
  readonly readsOf?: readonly string[];
  /** What events come to that are not held, by start of their window; missing where there are none. */
  readonly tallies?: Readonly<
    Record<
      string,
      {
        readonly definitions: Definitions;
        readonly phases: Readonly<Record<string, PhaseSummary>>;
        /** By source: sorted, in base 64. */
        readonly keys: Readonly<Record<string, string>>;
      }
    >
  >;
}

export function newState(rollout: string): CollectorState {
  return {
    schema: STATE_SCHEMA,
    rollout,
    closedUntil: null,
    ledgerEntries: 0,
    cursors: {},
    trails: {},
    counts: {},
    held: [],
  };
}

/** The state file's text: the state with a digest over it, so that a damaged number is not taken for a good one. */
export function renderState(state: CollectorState): string {
  return `${canonicalJson({ ...state, digest: sha256(canonicalJson(state)) })}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function looksWhole(value: Record<string, unknown>): boolean {
  const {
    rollout,
    closedUntil,
    ledgerEntries,
    cursors,
    trails,
    counts,
    held,
    tallies = {},
    readsOf = [],
  } = value;
  return (
    typeof rollout === 'string' &&
    (closedUntil === null || typeof closedUntil === 'number') &&
    typeof ledgerEntries === 'number' &&
    isRecord(cursors) &&
    isRecord(trails) &&
    isRecord(counts) &&
    Array.isArray(held) &&
    isRecord(tallies) &&
    Array.isArray(readsOf)
  );
}

/** Digest of a state that was read; null for one that holds a number too large for a double. */
function digestOf(state: Record<string, unknown>): string | null {
  try {
    return sha256(canonicalJson(state));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

export type StateReading =
  | { readonly kind: 'state'; readonly state: CollectorState }
  /** Nothing usable: the collector starts anew from the telemetry, and says why. */
  | { readonly kind: 'rebuild'; readonly why: string | null };

/**
 * Reads the state file's text (null: there is none).
 * @throws PhasegateError `newer-state` for a state that a newer version wrote; it is left as it is.
 */
export function parseState(text: string | null, rollout: string): StateReading {
  if (text === null) return { kind: 'rebuild', why: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'rebuild', why: 'the state file is no JSON' };
  }
  const schema = isRecord(value) ? value['schema'] : undefined;
  if (typeof schema === 'string' && schema.startsWith(STATE_FAMILY) && schema !== STATE_SCHEMA) {
    throw new PhasegateError(
      'newer-state',
      `the collector's state is ${schema} and this version reads ${STATE_SCHEMA}; use the version that wrote it, or give another state folder`,
    );
  }
  if (schema !== STATE_SCHEMA || !isRecord(value) || !looksWhole(value)) {
    return { kind: 'rebuild', why: 'the state file is damaged' };
  }
  const { digest, ...rest } = value;
  if (digest !== digestOf(rest)) return { kind: 'rebuild', why: 'the state file is damaged' };
  const state = rest as unknown as CollectorState;
  if (state.rollout !== rollout)
    return { kind: 'rebuild', why: `the state belongs to rollout ${state.rollout}` };
  return { kind: 'state', state };
}
