import { folderPrefix, isGoverned } from '../../src/domain/governance-paths.js';
import { heldRollback, type HeldRollback } from '../../src/domain/held-rollback.js';
import { currentPhase, type LedgerEntry } from '../../src/domain/ledger.js';
import { neighbours, type Policy } from '../../src/domain/policy.js';
import { formatInstant } from '../../src/domain/time.js';
import { verifyGovernance, type Finding } from '../../src/domain/verify.js';
import type { GovernanceSnapshot } from '../../src/ports/governance.js';
import { readLedgerOf } from './read-state.js';

export interface Status {
  readonly phase: string;
  /** null before the first decision. */
  readonly since: string | null;
  readonly previous: string | null;
  readonly next: string | null;
  readonly entries: number;
  readonly last: LedgerEntry | null;
  readonly head: string | null;
  /** Whether the policy still has the phase. */
  readonly known: boolean;
  /** The rollback that is not released; null where there is none. */
  readonly held: HeldRollback | null;
}

/** Where the rollout stands at a commit. */
export async function statusOf(snapshot: GovernanceSnapshot, policy: Policy): Promise<Status> {
  const ledger = await readLedgerOf(snapshot, policy);
  const { phase, since } = currentPhase(policy, ledger);
  const { previous, next } = neighbours(policy, phase);
  return {
    phase,
    since: since === null ? null : formatInstant(since),
    previous: previous?.id ?? null,
    next: next?.id ?? null,
    entries: ledger?.entries.length ?? 0,
    last: ledger?.entries.at(-1) ?? null,
    head: snapshot.head,
    known: policy.phases.some((one) => one.id === phase),
    held: heldRollback(ledger),
  };
}

/** Names that Phasegate gives; a file of another name is reported without being read. */
const PLAIN = /^[A-Za-z0-9._/-]+$/;

/** Everything on the branch that is not as the decisions left it. */
export async function verifyBranch(snapshot: GovernanceSnapshot, policy: Policy): Promise<Finding[]> {
  const prefix = folderPrefix(policy.governance.folder);
  const all = await snapshot.list(prefix.replace(/\/$/, ''));
  const files = all.map((path) => path.slice(prefix.length)).filter(isGoverned);
  const texts = await Promise.all(
    files.map(async (file) => (PLAIN.test(file) ? snapshot.read(prefix + file) : '')),
  );
  return verifyGovernance(new Map(files.map((file, i) => [file, texts[i] ?? ''])), policy.rollout);
}
