import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import type { Distribution } from './distribution.js';
import { sortedDigests } from './spread-order.js';
import { compactInstant, parseInstant } from './time.js';

export const BATCH_SCHEMA = 'phasegate.batch/1';

/** What became of the lines of a source in a window. */
export interface LineCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly late: number;
}

export const NO_LINES: LineCounts = { accepted: 0, rejected: 0, duplicates: 0, late: 0 };

/** What a batch keeps of one SLI, for one feature and one value of the SLI's label. Mergeable. */
export type Summary = {
  readonly sli: string;
  readonly feature: string;
  /** Value of the SLI's `by` field; null where the SLI has none. */
  readonly label: string | null;
} & Measurement;

export type Measurement =
  | { readonly kind: 'ratio'; readonly matching: number; readonly total: number }
  | { readonly kind: 'quantile'; readonly distribution: Distribution }
  /** Exact sums (see exact-sum.ts), so that merging in any order gives the same mean. */
  | { readonly kind: 'mean'; readonly n: number; readonly sum: string; readonly squares: string }
  | { readonly kind: 'count'; readonly total: number };

/** First line of a batch file: the accepted events of one closed window and phase, summed up. */
export interface BatchHeader {
  readonly schema: typeof BATCH_SCHEMA;
  readonly rollout: string;
  readonly phase: string;
  /** RFC 3339, UTC, half-open. */
  readonly window: { readonly start: string; readonly end: string };
  readonly counts: LineCounts;
  /** Per source; `missed` where it delivered nothing though it should have. */
  readonly sources: Readonly<Record<string, LineCounts & { readonly missed: boolean }>>;
  /** SHA-256 over the sorted digests of the accepted events: independent of their order. */
  readonly digest: string;
  /** Digest of what the policy's SLIs measured (`definitionsDigest`); missing in batches of earlier versions. */
  readonly definitions?: string;
  /** Sorted by SLI, feature, label. */
  readonly summaries: readonly Summary[];
  /** How many event lines follow: 0 where the policy does not keep them. */
  readonly events: number;
  /** Shards that did not deliver for the window, sorted, their sources `missed`; missing where none lacks. */
  readonly lacks?: { readonly shards: readonly number[]; readonly of: number };
}

/** Digest of a batch's events, given as canonical JSON lines in any order, as text. */
export function batchDigest(eventLines: readonly string[]): string {
  return digestOfDigests(eventLines.map((line) => sha256(line)));
}

/** The same by the digests of the lines. */
export function digestOfDigests(digests: readonly string[]): string {
  return sha256(sortedDigests(digests).join('\n'));
}

/** Digest of several batches, given in any order: of the window, the phase and the digest of each. */
export function batchesDigest(headers: readonly BatchHeader[]): string {
  const lines = headers.map(({ window, phase, digest }) =>
    canonicalJson([window.end, window.start, phase, digest]),
  );
  return sha256(lines.sort().join('\n'));
}

/** `<phase>/batch-<start>.jsonl`, below the collector's folder. */
export function batchFileName(header: Pick<BatchHeader, 'phase' | 'window'>): string {
  return `${header.phase}/batch-${compactInstant(parseInstant(header.window.start) ?? Number.NaN)}.jsonl`;
}

/** A batch file: the header, then the kept events, one canonical JSON a line. */
export function renderBatch(header: BatchHeader, eventLines: readonly string[]): string {
  // What it is asked for twice it may make twice.
  return [canonicalJson({ ...header }), ...eventLines].map((line) => `${line}\n`).join('');
}

/** The counts of two sets of lines together. */
export function addLineCounts(a: LineCounts, b: LineCounts): LineCounts {
  return {
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    duplicates: a.duplicates + b.duplicates,
    late: a.late + b.late,
  };
}
