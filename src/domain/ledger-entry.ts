import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';

export const LEDGER_SCHEMA = 'phasegate.ledger/1';

/** What the first entry and the first audit line are linked to. */
export const GENESIS = '0'.repeat(64);

/** One decision that was carried out. Entries are linked: each holds the hash of what came before it. */
export interface LedgerEntry {
  /** 1 for the first entry, then without a gap. */
  readonly seq: number;
  readonly at: string;
  readonly action: 'promote' | 'rollback';
  readonly from: string;
  readonly to: string;
  /** Who or what did it, as `octocat` or `phasegate (automatic)`. */
  readonly executor: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  /** Roles that approved. */
  readonly approvals: readonly string[];
  /** The SLO that triggered a rollback, null otherwise. */
  readonly trigger: string | null;
  /** What asked for it (a workflow run's id), so that a repeated run does not do it twice; null where nothing says. */
  readonly request: string | null;
  /** SHA-256 of every other file of the commit, by path relative to the governance folder. */
  readonly files: Readonly<Record<string, string>>;
  /** SHA-256 of the policy that was in force. */
  readonly policy: string;
  /** Hash of the audit line before this entry; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 of this entry without this field, as canonical JSON. */
  readonly hash: string;
}

export interface Ledger {
  readonly schema: typeof LEDGER_SCHEMA;
  readonly rollout: string;
  readonly entries: readonly LedgerEntry[];
}

/** SHA-256 over an entry's canonical JSON without its `hash`. */
export function entryHash(entry: Omit<LedgerEntry, 'hash'>): string {
  return sha256(canonicalJson({ ...entry, hash: undefined }));
}
