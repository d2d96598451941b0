import { parseAuditLine } from '../../src/domain/audit.js';
import type { GovernanceState } from '../../src/domain/decision-input.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { auditFile, folderPrefix, governancePaths } from '../../src/domain/governance-paths.js';
import { ledgerOfRollout, type Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { parseInstant } from '../../src/domain/time.js';
import type { GovernanceSnapshot } from '../../src/ports/governance.js';

export async function readLedgerOf(snapshot: GovernanceSnapshot, policy: Policy): Promise<Ledger | null> {
  const file = governancePaths(policy.governance.folder).ledger;
  return ledgerOfRollout(await snapshot.read(file), file, policy);
}

/**
 * What a decision at `now` (ms since the epoch) is made on.
 *
 * @throws PhasegateError `bad-ledger` when the ledger was changed by hand, or the audit does not end where the ledger does.
 */
export async function readState(
  snapshot: GovernanceSnapshot,
  policy: Policy,
  now: number,
): Promise<GovernanceState> {
  const prefix = folderPrefix(policy.governance.folder);
  const todayPath = prefix + auditFile(now);
  const [ledger, today] = await Promise.all([readLedgerOf(snapshot, policy), snapshot.read(todayPath)]);
  const auditToday = today ?? '';
  const last = ledger?.entries.at(-1);
  if (last === undefined) return { ledger, lastAudit: null, auditToday };
  const lastPath = prefix + auditFile(parseInstant(last.at) ?? 0);
  const text = lastPath === todayPath ? auditToday : await snapshot.read(lastPath);
  const lastAudit = parseAuditLine((text ?? '').trimEnd().split('\n').at(-1) ?? '');
  if (lastAudit?.entry === last.hash && text?.endsWith('\n') === true)
    return { ledger, lastAudit, auditToday };
  throw new PhasegateError(
    'bad-ledger',
    `${lastPath} does not end with the line of ledger entry ${last.seq}, so nothing can be linked to it; run verify, and take the file from the last good commit of branch ${policy.governance.branch}`,
  );
}
