import type { Analysis } from '../domain/analysis.js';
import type { LedgerEntry } from '../domain/ledger.js';
import type { FlagsFailure } from '../domain/flags-failure.js';
import { compactInstant, parseInstant } from '../domain/time.js';
import { dispatchCommand } from './commands.js';
import { codeBlock, escapeMarkdown, shellWord } from './escape.js';
import { failureSection } from './flags-failure.js';
import { verdictTable } from './sections.js';

export interface RollbackReport {
  readonly rollout: string;
  readonly entry: LedgerEntry;
  /** The analysis that the rollback stood on; null where a person decided without one. */
  readonly analysis: Analysis | null;
  /** The commit of the decision. */
  readonly commit: string;
  readonly branch: string;
  /** Path of the ledger on the branch. */
  readonly ledgerPath: string;
  /** What was found right after the commit. */
  readonly smoke: readonly string[];
  /** What was not; null: all is well. */
  readonly failure: FlagsFailure | null;
}

/** Characters of a reason in the report: all that the ledger keeps. */
const REASON_LENGTH = 2_000;

/** `reports/rollback/A-1-20260302T143000Z.md`, by the phase that was left. */
export function rollbackReportPath(entry: LedgerEntry): string {
  const phase = entry.from.replace(/[^A-Za-z0-9._-]/g, '_');
  return `reports/rollback/${phase}-${compactInstant(parseInstant(entry.at) ?? 0)}.md`;
}

function facts({ entry, commit, branch }: RollbackReport): string[] {
  const trigger = entry.trigger === null ? 'none: decided by hand' : escapeMarkdown(entry.trigger);
  return [
    `- When: ${escapeMarkdown(entry.at)}`,
    `- From ${escapeMarkdown(entry.from)} to ${escapeMarkdown(entry.to)}`,
    `- By: ${escapeMarkdown(entry.executor)}`,
    `- Trigger: ${trigger}`,
    `- Ledger entry ${entry.seq}, hash ${entry.hash}`,
    `- Commit ${escapeMarkdown(commit)} on branch ${escapeMarkdown(branch)}`,
  ];
}

function why({ entry, analysis }: RollbackReport): string[] {
  const alerts = (analysis?.alerts ?? []).filter((alert) => alert.phase === entry.from);
  return [
    escapeMarkdown(entry.reason, REASON_LENGTH),
    ...(entry.evidence.length === 0 ? [] : ['', 'Evidence:', '']),
    ...entry.evidence.map((item) => `- ${escapeMarkdown(item, REASON_LENGTH)}`),
    ...alerts.flatMap((alert) => [
      '',
      `${escapeMarkdown(alert.summary)}`,
      '',
      ...alert.why.map((sentence) => `- ${escapeMarkdown(sentence)}`),
    ]),
  ];
}

function verdicts({ analysis }: RollbackReport): string {
  if (analysis === null) return 'No analysis was given.';
  if (analysis.verdicts.length === 0) return 'The analysis held no verdicts.';
  return verdictTable(analysis.verdicts);
}

function actionName({ action }: LedgerEntry): string {
  switch (action) {
    case 'promote':
      return 'Promotion';
    case 'rollback':
      return 'Rollback';
    case 'release':
      return 'Release';
  }
}

function move({ action, from, to }: LedgerEntry): string {
  return action === 'release' ? escapeMarkdown(to) : `${escapeMarkdown(from)} to ${escapeMarkdown(to)}`;
}

function stabilising({ until, forced }: LedgerEntry): string[] {
  if (until === null) return [];
  const flags = Object.keys(forced)
    .sort()
    .map((name) => `${name}=${String(forced[name])}`);
  const held =
    flags.length === 0 ? '' : ` Forced for everybody meanwhile: ${escapeMarkdown(flags.join(', '))}.`;
  return [
    `The rollout stabilises until ${escapeMarkdown(until)} at least, and until its SLOs are back; then the pipeline releases it.${held} To release it without waiting:`,
    '',
    codeBlock([dispatchCommand({ operation: 'release', reason: 'It is stable' })], 'sh'),
    '',
  ];
}

function afterRollback(entry: LedgerEntry): string[] {
  const undo = dispatchCommand({ operation: 'promote', reason: `Undo entry ${entry.seq}` });
  const once = entry.until === null ? '' : 'the rollback is released, ';
  return [
    ...stabilising(entry),
    `Go forward to ${escapeMarkdown(entry.from)} again, once ${once}its gate says promote and the roles that the policy names have approved (add \`-f approvals=…\`):`,
    '',
    codeBlock([undo], 'sh'),
    '',
  ];
}

/** What happened, why, by which figures, and the commands to check it and to take it back, as Markdown. */
export function rollbackReport(report: RollbackReport): string {
  const { entry, branch, ledgerPath, commit } = report;
  const show = `git fetch origin ${shellWord(branch)} && git show ${shellWord(`${commit}:${ledgerPath}`)}`;
  const title = `# ${actionName(entry)} of ${escapeMarkdown(report.rollout)}: ${move(entry)}`;
  return [
    title,
    '',
    ...facts(report),
    '',
    '## Why',
    '',
    ...why(report),
    '',
    '## Verdicts',
    '',
    verdicts(report),
    '',
    '## Smoke test',
    '',
    ...(report.smoke.length === 0 ? ['Nothing was found right.'] : []),
    ...report.smoke.map((line) => `- ${escapeMarkdown(line)}`),
    '',
    ...(report.failure === null ? [] : [failureSection(report.failure), '']),
    '## What to do next',
    '',
    'Check the record:',
    '',
    codeBlock([dispatchCommand({ operation: 'verify' }), show], 'sh'),
    '',
    ...(entry.action === 'rollback' ? afterRollback(entry) : []),
  ].join('\n');
}
