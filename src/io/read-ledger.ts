import { governancePaths } from '../domain/governance-paths.js';
import { ledgerOfRollout, type Ledger } from '../domain/ledger.js';
import type { Policy } from '../domain/policy.js';
import type { GovernanceStore } from '../ports/governance.js';

/**
 * Head of the governance branch (null where there is none) and the ledger on it (null before the first decision).
 *
 * @throws PhasegateError `bad-ledger` when the file was changed by hand or belongs to another rollout.
 */
export async function readLedger(
  store: GovernanceStore,
  policy: Policy,
): Promise<{ head: string | null; ledger: Ledger | null }> {
  const snapshot = await store.open();
  const path = governancePaths(policy.governance.folder).ledger;
  return { head: snapshot.head, ledger: ledgerOfRollout(await snapshot.read(path), path, policy) };
}
