import type { Approval } from './approval.js';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';

export const LEDGER_SCHEMA = 'phasegate.ledger/1';

/** What the first entry and the first audit line are linked to. */
export const GENESIS = '0'.repeat(64);

export type LedgerAction = 'promote' | 'rollback' | 'release';

/** One decision that was carried out. Entries are linked: each holds the hash of what came before it. */
export interface LedgerEntry {
  /** 1 for the first entry, then without a gap. */
  readonly seq: number;
  readonly at: string;
  readonly action: LedgerAction;
  /** Of a release the same as `to`: it ends a rollback's stabilising time and leaves the phase on. */
  readonly from: string;
  readonly to: string;
  /** Who or what did it, as `octocat` or `phasegate (automatic)`. */
  readonly executor: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly approvals: readonly Approval[];
  /** The SLO that triggered a rollback, null otherwise. */
  readonly trigger: string | null;
  /** Until when at least a rollback stabilises; null for every other entry, and where the policy wants no such time. */
  readonly until: string | null;
  /** Flags that a rollback forces for everybody, over the phase's own, until it is released. */
  readonly forced: Readonly<Record<string, string | number | boolean>>;
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
