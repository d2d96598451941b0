import type { Alert, Analysis, Verdict } from '../domain/analysis.js';
import type { Phase } from '../domain/policy.js';
import { dispatchLines } from './commands.js';
import { codeBlock, escapeMarkdown, oneLine } from './escape.js';
import { formatCount, formatDayClock, formatLimits, formatVerdictValue } from './format.js';
import { metricsPath } from './report-files.js';
import {
  breakdownText,
  chartBlock,
  conditionList,
  statusMark,
  timelineBlock,
  verdictTable,
  windowText,
} from './sections.js';

/** A job summary may hold 1 MiB; a long catch-up must not fill it. The files hold the rest. */
const MAX_ALERTS = 20;
const MAX_WINDOWS = 8;

/** What happened, in one line of Markdown. */
export function headline(analysis: Analysis): string {
  const phase = `**${escapeMarkdown(analysis.phase)}**`;
  const target = analysis.target === null ? 'the phase before' : `**${escapeMarkdown(analysis.target)}**`;
  const reason = escapeMarkdown(analysis.reason, 200);
  switch (analysis.gate) {
    case 'rollback':
      return `❌ Roll ${phase} back to ${target}: ${reason}`;
    case 'promote':
      return `✅ ${phase} is ready to be promoted to ${target}: ${reason}`;
    case 'hold': {
      const loud =
        analysis.window === null ||
        analysis.integrity !== null ||
        analysis.alerts.length > 0 ||
        analysis.verdicts.some(({ status }) => status !== 'ok');
      return `${loud ? '⚠️' : '✅'} Hold ${phase}: ${reason}`;
    }
  }
}

function worstVerdict(analysis: Analysis): Verdict | null {
  const critical = analysis.alerts.filter((alert) => alert.severity === 'critical').at(-1);
  const found = analysis.verdicts.find(({ status }) => status === 'violation') ?? critical?.verdict;
  // A warning says more of why somebody goes back than what the promotion waits for.
  return found ?? analysis.alerts.at(-1)?.verdict ?? null;
}

function rollbackCommand(analysis: Analysis): readonly string[] {
  const worst = worstVerdict(analysis);
  const at = worst === null ? '' : `, ${windowText(worst.window, true)}`;
  const reason =
    worst === null
      ? analysis.reason
      : `${worst.slo} ${formatVerdictValue(worst)}, ${formatLimits(worst)}${at}`;
  return dispatchLines({
    operation: 'rollback',
    reason: oneLine(reason, 200),
    evidence: metricsOf(analysis),
  });
}

/** The file with the newest window's figures. */
function metricsOf({ phase, window }: Analysis): readonly string[] {
  return window === null ? [] : [metricsPath(phase, window.end)];
}

/** `needed`: evidence by name, and how much; in its place stands what is no number, so that nobody gives it unread. */
function promoteCommand(
  analysis: Analysis,
  { approvals, needed }: { approvals: readonly string[]; needed: Readonly<Record<string, number>> },
): readonly string[] {
  const places = Object.keys(needed)
    .sort()
    .map((name) => `${name}=<${needed[name]} or more>`);
  return dispatchLines({
    operation: 'promote',
    reason: oneLine(analysis.reason, 200),
    evidence: [...metricsOf(analysis), ...places],
    approvals,
  });
}

function promoteSteps(analysis: Analysis, phase: Phase | null): string {
  const { approvals = [], evidence: needed = {} } = phase?.promote ?? {};
  const roles = approvals.map((role) => escapeMarkdown(role, 80)).join(', ');
  const who = roles === '' ? 'A person may promote' : `Once approved by ${roles}, a person promotes`;
  const filled = Object.keys(needed).length === 0 ? '' : ', with the numbers in place of `<…>`';
  return `${who}${filled}:\n\n${codeBlock(promoteCommand(analysis, { approvals, needed }), 'sh')}`;
}

function nextSteps(analysis: Analysis, phase: Phase | null): string {
  switch (analysis.gate) {
    case 'rollback': {
      const who =
        analysis.rollback === 'automatic'
          ? 'The pipeline rolls back by itself. If its rollback job did not run or failed, do it by hand:'
          : 'The policy leaves the rollback to a person:';
      return `${who}\n\n${codeBlock(rollbackCommand(analysis), 'sh')}`;
    }
    case 'promote':
      return promoteSteps(analysis, phase);
    case 'hold':
      return holdSteps(analysis);
  }
}

function holdSteps(analysis: Analysis): string {
  if (analysis.integrity !== null)
    return 'Look into the record first, as said above; a rollback by hand is still possible.';
  const silent = [...new Set(analysis.judged.flatMap((judgement) => judgement.missed))].sort();
  const steps: string[] = [];
  if (silent.length > 0) {
    steps.push(
      `Find out why these sources delivered nothing: ${silent.map((name) => escapeMarkdown(name, 80)).join(', ')}.`,
    );
  }
  if (analysis.alerts.length === 0) {
    return [...steps, 'Nothing needs to be decided; the next tick judges the next window.'].join('\n\n');
  }
  if (analysis.previous === null) {
    return [
      ...steps,
      'This is the first phase: there is none to go back to. Look into the alerts below.',
    ].join('\n\n');
  }
  const back = `Look into the alerts below. To go back to ${escapeMarkdown(analysis.previous)} without waiting for the gate:`;
  return [...steps, back, codeBlock(rollbackCommand(analysis), 'sh')].join('\n\n');
}

function alertSection(alert: Alert): string {
  const title = `${alert.severity === 'critical' ? statusMark('violation') : statusMark('warn')} **${alert.severity}**`;
  const where = `phase ${alert.phase}, ${windowText(alert.window, true)}`;
  const details = [
    ...alert.why.slice(0, 10).map((line) => escapeMarkdown(line)),
    breakdownText(alert.verdict),
  ];
  const list = details.filter((line) => line !== '').map((line) => `  - ${line}`);
  return [`- ${title} ${escapeMarkdown(alert.summary)} (${escapeMarkdown(where)})`, ...list].join('\n');
}

function alertsSection(alerts: readonly Alert[]): string[] {
  if (alerts.length === 0) return [];
  const shown = alerts.slice(-MAX_ALERTS).reverse();
  const more = alerts.length - shown.length;
  const rest = more > 0 ? [`And ${formatCount(more)} older: see \`reports/alerts/\`.`] : [];
  return ['### Alerts', shown.map(alertSection).join('\n'), ...rest];
}

function facts(analysis: Analysis): string {
  const { governance, window, since } = analysis;
  const ledger =
    governance.head === null
      ? 'no ledger entry yet'
      : `governance \`${governance.head.replace(/[^0-9a-z]/gi, '').slice(0, 7)}\`, ${formatCount(governance.entries)} ledger entries`;
  const parts = [
    `Rollout **${escapeMarkdown(analysis.rollout)}**`,
    `phase ${escapeMarkdown(analysis.phase)}${since === null ? '' : ` since ${escapeMarkdown(formatDayClock(since))}`}`,
    ledger,
    window === null ? 'no window judged yet' : `newest window ${escapeMarkdown(windowText(window, true))}`,
  ];
  return parts.join(' · ');
}

function judgedSection({ judged, gate, target }: Analysis): string[] {
  if (judged.length === 0) return ['No new window was judged in this tick.'];
  const sum = (pick: (counts: (typeof judged)[number]['counts']) => number): string =>
    formatCount(judged.reduce((total, judgement) => total + pick(judgement.counts), 0));
  const lines = `${sum((c) => c.accepted)} accepted, ${sum((c) => c.rejected)} quarantined, ${sum((c) => c.duplicates)} duplicate, ${sum((c) => c.late)} late`;
  const shown = judged.slice(-MAX_WINDOWS);
  const newest = shown.length === judged.length ? '' : `, newest ${shown.length}`;
  const windows = judged.length === 1 ? '1 window' : `${formatCount(judged.length)} windows`;
  return [
    `<details><summary>${windows} judged in this tick${newest} (lines: ${lines})</summary>`,
    timelineBlock(shown, { gate, target }),
    '</details>',
  ];
}

/** The record was rewritten: before anything else a person looks at it. */
function integritySection({ integrity }: Analysis): string[] {
  if (integrity === null) return [];
  const what = `❌ **The record cannot be relied on**: ${escapeMarkdown(integrity.message, 1_000)}. Nothing is promoted, rolled back or released by itself until it can.`;
  const verify = codeBlock(dispatchLines({ operation: 'verify' }), 'sh');
  return [what, `${escapeMarkdown(integrity.repair, 1_000)}. What else is wrong is found by:`, verify];
}

function stabilisingSection({ stabilising }: Analysis): string[] {
  if (stabilising === null) return [];
  const { entry, since, flags, reason, due } = stabilising;
  const forced = Object.keys(flags)
    .sort()
    .map((name) => `${name}=${String(flags[name])}`);
  const held = forced.length === 0 ? '' : ` Forced for everybody: ${escapeMarkdown(forced.join(', '))}.`;
  const what = `🛟 **Stabilising** since ${escapeMarkdown(formatDayClock(since))} (ledger entry ${formatCount(entry)}), without promotions: ${escapeMarkdown(reason, 500)}.${held}`;
  if (due) return [`${what} The pipeline releases it now.`];
  const release = dispatchLines({ operation: 'release', reason: 'It is stable' });
  return [what, 'To release it without waiting:', codeBlock(release, 'sh')];
}

/** The job summary of one tick, as GitHub's Markdown. `phase` is the current phase of the policy, where it knows it. */
export function summaryMarkdown(analysis: Analysis, phase: Phase | null): string {
  const verdicts = analysis.verdicts.length === 0 ? [] : [verdictTable(analysis.verdicts)];
  const sections = [
    `## ${headline(analysis)}`,
    facts(analysis),
    ...integritySection(analysis),
    ...stabilisingSection(analysis),
    ...verdicts,
    '### Next',
    nextSteps(analysis, phase),
    ...alertsSection(analysis.alerts),
    '### The last 24 hours',
    chartBlock(analysis.recent, analysis.phase),
    ...judgedSection(analysis),
    '### Promotion',
    analysis.next === null ? 'This is the last phase.' : conditionList(analysis.promotion),
  ];
  return `${sections.join('\n\n')}\n`;
}
