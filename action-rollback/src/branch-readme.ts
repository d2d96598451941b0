import { folderPrefix, governancePaths } from '../../src/domain/governance-paths.js';
import type { Policy } from '../../src/domain/policy.js';

/** README.md of a governance branch that begins: for whoever comes across a branch without any code on it. */
export function branchReadme({ rollout, governance: { folder, branch } }: Policy): string {
  const prefix = folderPrefix(folder);
  return [
    '# Governance branch',
    '',
    `This branch is the record of a phased rollout, and holds no code: which phase is on, since when, who decided it, and why. Phasegate began it for rollout \`${rollout}\` and adds one commit for each decision. Its history has nothing in common with other branches; do not merge it.`,
    '',
    `Below \`${prefix === '' ? './' : prefix}\`:`,
    '',
    '- `phase-ledger.yaml`: every decision, oldest first. The last one says which phase is on.',
    '- `audit/`: the same decisions as JSON lines, linked with the ledger by hashes.',
    '- `flags/`: the flags that are in force, for flagd and as a `.env` file.',
    '- `snapshots/`: the analysis that each decision stood on.',
    '',
    `To read it: \`git fetch origin ${branch} && git show FETCH_HEAD:${governancePaths(folder).ledger}\`.`,
    '',
    'Do not edit it, and do not push over it: the operation `verify` finds every change, and a decision on a ledger that was changed is refused. To undo a decision, ask for the opposite one.',
    '',
  ].join('\n');
}
