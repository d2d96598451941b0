import type { Integrity, LedgerMark } from './analysis.js';
import { GENESIS, type Ledger } from './ledger-entry.js';
import type { Policy } from './policy.js';

/** What is remembered of a ledger: its last entry; null before the first. */
export function markOf(
  ledger: Ledger | null,
  { head, policy }: { readonly head: string | null; readonly policy: Policy },
): LedgerMark | null {
  const last = ledger?.entries.at(-1);
  if (last === undefined) return null;
  return { seq: last.seq, hash: last.hash, head, trust: policy.trust };
}

function holds(ledger: Ledger | null, { seq, hash }: Pick<LedgerMark, 'seq' | 'hash'>): boolean {
  return ledger?.entries[seq - 1]?.hash === hash;
}

/** Whether the policy was told since to trust this very ledger: one that holds the entry of that hash, or an empty one. */
function isTrusted(policy: Policy, seen: LedgerMark, ledger: Ledger | null): boolean {
  const { trust } = policy;
  if (trust === null || trust === seen.trust) return false;
  const entries = ledger?.entries ?? [];
  return trust === GENESIS ? entries.length === 0 : entries.some(({ hash }) => hash === trust);
}

function short(id: string | null): string {
  return id === null ? 'no commit' : id.slice(0, 12);
}

/**
 * Whether a ledger goes on from the one that was seen before. Decisions are only ever added, so the last entry that was
 * seen must still be there; where it is not, the branch was set back or replaced by force, or the file was made anew.
 * Null: it does, or none was seen.
 */
export function integrityOf(options: {
  readonly policy: Policy;
  readonly seen: LedgerMark | null;
  readonly ledger: Ledger | null;
  readonly head: string | null;
}): Integrity | null {
  const { policy, seen, ledger, head } = options;
  if (seen === null || holds(ledger, seen) || isTrusted(policy, seen, ledger)) return null;
  const { branch } = policy.governance;
  const last = ledger?.entries.at(-1) ?? null;
  const now = last === null ? 'it has no entry' : `its last entry is ${last.seq} (${short(last.hash)})`;
  const back =
    seen.head === null
      ? `Take branch ${branch} from a clone that still has entry ${seen.seq}`
      : `Put the branch back, from a clone that still has the commit: git push --force-with-lease origin ${seen.head}:refs/heads/${branch}`;
  return {
    message: `the ledger was rewritten: it had entry ${seen.seq} (${short(seen.hash)}) at ${short(seen.head)}, and ${now} at ${short(head)}`,
    repair: `${back}; if the change was meant, say so in the policy: governance: { trust: ${last?.hash ?? GENESIS} }`,
    seen,
    found: { entries: ledger?.entries.length ?? 0, head },
  };
}
