import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import type { LedgerAction, LedgerEntry } from './ledger-entry.js';

/** One line of `audit/phase_rollout/<date>.jsonl`. Lines are linked to each other and to the ledger's entries. */
export interface AuditLine {
  /** That of the ledger entry. */
  readonly seq: number;
  readonly at: string;
  readonly action: LedgerAction;
  /** The new phase; of a release the one that stays on. */
  readonly phase: string;
  readonly from: string;
  readonly executor: string;
  readonly reason: string;
  /** SHA-256 of the snapshot file: the analysis that the decision stood on. */
  readonly metrics_snapshot: string;
  /** The ledger entry's hash. */
  readonly entry: string;
  /** Hash of the audit line before, in whatever file it is; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 of this line without this field, as canonical JSON. The next ledger entry's `previous`. */
  readonly hash: string;
}

/** SHA-256 over a line's canonical JSON without its `hash`. */
export function auditHash(line: Omit<AuditLine, 'hash'>): string {
  return sha256(canonicalJson({ ...line, hash: undefined }));
}

/** The audit's view of a ledger entry. An entry's `previous` is the hash of the audit line before it, so it is this line's too. */
export function auditLineOf(entry: LedgerEntry, snapshotDigest: string): AuditLine {
  const line = {
    seq: entry.seq,
    at: entry.at,
    action: entry.action,
    phase: entry.to,
    from: entry.from,
    executor: entry.executor,
    reason: entry.reason,
    metrics_snapshot: snapshotDigest,
    entry: entry.hash,
    previous: entry.previous,
  };
  return { ...line, hash: auditHash(line) };
}

/** One line with its newline. */
export function renderAuditLine(line: AuditLine): string {
  return `${canonicalJson(line)}\n`;
}

const FIELDS = [
  'action',
  'at',
  'entry',
  'executor',
  'from',
  'hash',
  'metrics_snapshot',
  'phase',
  'previous',
  'reason',
];

/** One line without its newline; null unless it is exactly what {@link renderAuditLine} writes. */
export function parseAuditLine(text: string): AuditLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const line = value as Record<string, unknown>;
  const complete =
    Object.keys(line).length === FIELDS.length + 1 &&
    Number.isSafeInteger(line['seq']) &&
    FIELDS.every((field) => Object.hasOwn(line, field) && typeof line[field] === 'string') &&
    ['promote', 'rollback', 'release'].some((action) => action === line['action']);
  return complete && canonicalJson(line) === text ? (value as AuditLine) : null;
}
