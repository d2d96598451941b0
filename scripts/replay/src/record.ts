import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../src/domain/digest.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { folderPrefix, governancePaths, snapshotFile } from '../../../src/domain/governance-paths.js';
import { ledgerOfRollout, type Ledger, type LedgerEntry } from '../../../src/domain/ledger.js';
import { parseAnalysis } from '../../../src/domain/parse-analysis.js';
import type { Policy } from '../../../src/domain/policy.js';
import type { RecordedAnalysis, RecordedDecision } from '../../../src/domain/replay-record.js';
import { gitError, runGit } from '../../../src/io/git.js';
import { GitGovernance } from '../../../src/io/git-governance.js';
import { GitSnapshot } from '../../../src/io/git-objects.js';
import type { GovernanceSnapshot } from '../../../src/ports/governance.js';

export interface Recorded {
  readonly ledger: Ledger | null;
  readonly decisions: readonly RecordedDecision[];
}

/** Where the governance branch is: the repository, or the origin that the local runner made for a plain folder. */
function storeOf(repo: string): string {
  const bare = join(repo, '.phasegate', 'remote.git');
  return existsSync(join(repo, '.git')) || !existsSync(bare) ? repo : bare;
}

/** The branch as it was fetched last; the repository's own where none was fetched. */
async function fetchedSnapshot(store: string, branch: string): Promise<GovernanceSnapshot> {
  for (const ref of [`refs/remotes/origin/${branch}`, `refs/phasegate/${branch}`, `refs/heads/${branch}`]) {
    const result = await runGit(store, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    if (result.code === 0) return new GitSnapshot(store, result.stdout.toString('utf8').trim());
    if (result.stderr !== '') throw gitError(`read ${ref}`, result);
  }
  return new GitSnapshot(store, null);
}

/** @throws PhasegateError `git-failed`. */
async function openSnapshot(
  store: string,
  { branch, offline }: { readonly branch: string; readonly offline: boolean },
): Promise<GovernanceSnapshot> {
  return offline ? fetchedSnapshot(store, branch) : new GitGovernance(store, branch).open();
}

async function recordedAnalysis(
  snapshot: GovernanceSnapshot,
  policy: Policy,
  entry: LedgerEntry,
): Promise<RecordedAnalysis> {
  const file = snapshotFile(entry.seq);
  const path = folderPrefix(policy.governance.folder) + file;
  const text = await snapshot.read(path);
  if (text === null) return { kind: 'untrusted', why: `${path} is not on the governance branch` };
  const digest = Object.hasOwn(entry.files, file) ? entry.files[file] : undefined;
  if (sha256(text) !== digest)
    return { kind: 'untrusted', why: `${path} is not the file that ledger entry ${entry.seq} names` };
  if (text === 'null\n') return { kind: 'none' };
  try {
    return { kind: 'analysis', text, value: parseAnalysis(text, path) };
  } catch (error) {
    if (error instanceof PhasegateError) return { kind: 'untrusted', why: error.message };
    throw error;
  }
}

/**
 * The ledger and what each of its decisions stood on.
 *
 * @param offline whether the governance branch is read as it was fetched last
 * @throws PhasegateError `bad-ledger` where the ledger was changed by hand, `git-failed`.
 */
export async function readRecord(repo: string, policy: Policy, offline: boolean): Promise<Recorded> {
  const { branch } = policy.governance;
  const snapshot = await openSnapshot(storeOf(repo), { branch, offline });
  const path = governancePaths(policy.governance.folder).ledger;
  const ledger = ledgerOfRollout(await snapshot.read(path), path, policy);
  const decisions: RecordedDecision[] = [];
  for (const entry of ledger?.entries ?? [])
    decisions.push({ entry, recorded: await recordedAnalysis(snapshot, policy, entry) });
  return { ledger, decisions };
}
