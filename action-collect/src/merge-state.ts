import { canonicalJson } from '../../src/domain/canonical-json.js';
import { sha256 } from '../../src/domain/digest.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { Policy } from '../../src/domain/policy.js';
import { movedSources, readNames } from '../../src/domain/shard.js';
import {
  newState,
  parseState,
  renderState,
  type CollectorState,
  type StateReading,
} from './collector-state.js';
import { NOTHING_MERGED, OWN_PART, type Merging, type Pending } from './merge-deliveries.js';
import { readWindows, renderWindows, type Span } from './shard-delivery.js';

const MERGE_SCHEMA = 'phasegate.merging/1';
const MERGE_FAMILY = 'phasegate.merging/';

/** What the job that merges shards carries from tick to tick. */
export interface MergeState {
  /** Number of shards, the windows' length and the sources that are read: other ones begin anew. */
  readonly of: number;
  readonly batchMs: number;
  readonly readsOf: readonly string[];
  /** Of the sources that are read where shards are merged. */
  readonly own: CollectorState;
  readonly merging: Merging;
  /** When the newest line of each source came that shards read, ms since the epoch; null before the first. */
  readonly reached: Readonly<Record<string, number | null>>;
}

export function newMergeState(policy: Policy, of: number): MergeState {
  const { rollout, batchMs } = policy;
  return {
    of,
    batchMs,
    readsOf: readNames(policy),
    own: newState(rollout),
    merging: NOTHING_MERGED,
    reached: {},
  };
}

interface SpanText extends Omit<Span, 'windows'> {
  /** As in a shard's file. */
  readonly lines: readonly string[];
}

function spanText({ windows, ...span }: Span): SpanText {
  return { ...span, lines: renderWindows(windows) };
}

/** The state's text, with a digest over it. */
export function renderMergeState(state: MergeState, rollout: string): string {
  const { of, batchMs, readsOf, own, merging, reached } = state;
  const parts = [...merging.parts].map(([index, { spans, ...rest }]) => [
    String(index),
    { ...rest, spans: spans.map(spanText) },
  ]);
  const content = {
    schema: MERGE_SCHEMA,
    ...{ rollout, of, batchMs, readsOf, reached },
    own: renderState(own),
    merging: { ...merging, parts: Object.fromEntries(parts) as Record<string, unknown> },
  };
  return `${canonicalJson({ ...content, digest: sha256(canonicalJson(content)) })}\n`;
}

function spanOf({ lines, ...span }: SpanText): Span {
  const windows = readWindows(lines);
  if (Array.isArray(windows)) throw new TypeError(windows.join(', '));
  return { ...span, windows };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The content of a text whose digest is right; null for any other. */
function intact(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    const { digest, ...content } = value;
    return digest === sha256(canonicalJson(content)) ? content : null;
  } catch {
    return null;
  }
}

export type MergeReading =
  | { readonly kind: 'state'; readonly state: MergeState }
  /** Nothing usable; why, where there was something. */
  | { readonly kind: 'rebuild'; readonly why: string | null };

/**
 * Reads the state's text (null: there is none).
 * @throws PhasegateError `newer-state` for one that a newer version wrote.
 */
export function parseMergeState(text: string | null, rollout: string): MergeReading {
  if (text === null) return { kind: 'rebuild', why: null };
  const content = intact(text);
  const schema = content?.['schema'];
  if (typeof schema === 'string' && schema.startsWith(MERGE_FAMILY) && schema !== MERGE_SCHEMA)
    throw new PhasegateError(
      'newer-state',
      `the state of the merged shards is ${schema} and this version reads ${MERGE_SCHEMA}; use the version that wrote it, or give another state folder`,
    );
  if (content === null || schema !== MERGE_SCHEMA)
    return { kind: 'rebuild', why: 'the state of the merged shards is damaged' };
  if (content['rollout'] !== rollout)
    return { kind: 'rebuild', why: `the state belongs to rollout ${String(content['rollout'])}` };
  const { of, batchMs, readsOf, reached, merging, own } = content as unknown as Omit<
    MergeState,
    'own' | 'merging'
  > & {
    readonly own: string;
    readonly merging: Omit<Merging, 'parts'> & {
      readonly parts: Readonly<
        Record<string, Omit<Pending, 'spans'> & { readonly spans: readonly SpanText[] }>
      >;
    };
  };
  const reading: StateReading = parseState(own, rollout);
  if (reading.kind !== 'state') return { kind: 'rebuild', why: reading.why };
  const parts = Object.entries(merging.parts).map(
    ([index, { spans, ...rest }]) => [Number(index), { ...rest, spans: spans.map(spanOf) }] as const,
  );
  return {
    kind: 'state',
    state: {
      of,
      batchMs,
      readsOf,
      reached,
      own: reading.state,
      merging: { ...merging, parts: new Map(parts) },
    },
  };
}

/**
 * A state for a tick of so many shards, and why what waited for shards is let go: other shards, other windows or sources
 * that moved begin anew, and bring all of it again. What was made for good stays so.
 */
export function fittedState(
  state: MergeState,
  policy: Policy,
  of: number,
): { readonly state: MergeState; readonly why: string | null } {
  const why =
    state.of !== of
      ? `this tick has ${of} shards and the one before had ${state.of}`
      : state.batchMs !== policy.batchMs
        ? 'the policy has windows of another length'
        : movedSources(policy, of, state.readsOf).length > 0
          ? `the policy has its sources in another order, which moves ${movedSources(policy, of, state.readsOf).join(', ')} to another shard`
          : null;
  const fitted = { ...state, of, batchMs: policy.batchMs, readsOf: readNames(policy) };
  if (why === null) return { state: fitted, why };
  const isKept = state.batchMs === policy.batchMs;
  const parts = new Map([...state.merging.parts].filter(([index]) => isKept && index === OWN_PART));
  return { state: { ...fitted, merging: { ...state.merging, parts } }, why };
}
