import type { FlagsFailure, FlagsStep } from '../domain/flags-failure.js';
import { governancePaths } from '../domain/governance-paths.js';
import type { LedgerEntry } from '../domain/ledger.js';
import type { Policy, WorkflowStep } from '../domain/policy.js';
import { decisionInput } from '../domain/workflow-run.js';
import { dispatchCommand } from './commands.js';
import { codeBlock, escapeMarkdown, oneLine, shellWord } from './escape.js';

const COMMAND = '$ ';

/** What failed, as people call it. */
export function stepName(step: FlagsStep): string {
  switch (step) {
    case 'smoke-test':
      return 'the smoke test of the flags';
    case 'flags-push':
      return 'the workflow that carries the flags on';
    case 'smoke-workflow':
      return 'the smoke test of your own';
  }
}

function startCommand({ workflow }: WorkflowStep, decision: string): string {
  // Not cut short: a part of the JSON would be none.
  return `${COMMAND}gh workflow run ${shellWord(workflow)} -f decision=${shellWord(decision, decision.length)}`;
}

/** How a person puts the flags of a decision into force, or takes the decision back. Nobody does it for them. */
export function repairSteps(options: {
  readonly policy: Policy;
  readonly entry: LedgerEntry;
  readonly commit: string;
  readonly step: FlagsStep;
  readonly url: string | null;
}): string[] {
  const { policy, entry, commit, step, url } = options;
  const { branch, folder } = policy.governance;
  const show = `git fetch origin ${shellWord(branch)} && git show ${shellWord(`${commit}:${governancePaths(folder).flags}`)}`;
  const workflow = step === 'flags-push' ? policy.push : step === 'smoke-workflow' ? policy.smoke : null;
  return [
    ...(url === null ? [] : [`Look at what the run says: ${oneLine(url)}`]),
    `See which flags must be in force now, those of phase ${entry.to}:`,
    `${COMMAND}${show}`,
    ...(workflow === null
      ? [
          'Find what changed the files on the branch, and revert it:',
          `${COMMAND}${dispatchCommand({ operation: 'verify' })}`,
        ]
      : [
          'Put them into force by hand where they are read, or mend the cause and start the workflow yourself:',
          startCommand(workflow, decisionInput(policy, entry, commit)),
        ]),
    ...(entry.action === 'promote'
      ? [
          'If that takes long, go back:',
          `${COMMAND}${dispatchCommand({ operation: 'rollback', reason: `The flags of entry ${entry.seq} are not in force` })}`,
        ]
      : []),
    `Then see that flags and ledger agree; it is not tried again by itself.`,
    `${COMMAND}${dispatchCommand({ operation: 'status' })}`,
  ];
}

function repairMarkdown(repair: readonly string[]): string[] {
  return repair.flatMap((line) =>
    line.startsWith(COMMAND)
      ? ['', codeBlock([line.slice(COMMAND.length)], 'sh'), '']
      : [escapeMarkdown(line, 2_000)],
  );
}

/** A part of the decision's report: what failed and what to do about it, as Markdown. */
export function failureSection(failure: FlagsFailure): string {
  return [
    '## flags-rollback-failed',
    '',
    `**The decision is recorded, and its flags are not known to be in force**: ${stepName(failure.step)} failed.`,
    '',
    escapeMarkdown(failure.reason, 2_000),
    '',
    ...repairMarkdown(failure.repair),
  ].join('\n');
}
