import type { Alert, Analysis, Judgement } from '../domain/analysis.js';
import { dispatchLines } from './commands.js';
import { codeBlock, escapeMarkdown, oneLine } from './escape.js';
import { alertPath, metricsPath, type Files } from './report-files.js';
import { breakdownText, statusMark, verdictTable, windowText } from './sections.js';
import type { Template, TemplateRenderer } from './template.js';

/** Placeholders of the alert's template. */
export const ALERT_PLACEHOLDERS: readonly string[] = [
  ...['rollout', 'phase', 'severity', 'window', 'gate', 'alerts', 'verdicts', 'action'],
];

function alertText(alert: Alert): string {
  const mark = statusMark(alert.severity === 'critical' ? 'violation' : 'warn');
  const details = [
    ...alert.why.slice(0, 10).map((line) => escapeMarkdown(line)),
    breakdownText(alert.verdict),
  ];
  const list = details.filter((line) => line !== '').map((line) => `- ${line}`);
  const title = `${mark} **${escapeMarkdown(alert.slo)}**: ${escapeMarkdown(alert.summary)}`;
  return list.length === 0 ? title : `${title}\n\n${list.join('\n')}`;
}

function gateText(judgement: Judgement | undefined): string {
  if (judgement === undefined) return 'Its judgement is not in this analysis.';
  return judgement.gate === 'rollback' ? '**Gate: rollback.**' : 'Gate: hold.';
}

/** A rollback is by hand where the policy proposes, and where the pipeline could not. */
function actionText(analysis: Analysis, alert: Alert, judgement: Judgement | undefined): string {
  if (alert.phase !== analysis.phase) return 'The phase was left since; nothing is to be done here.';
  if (judgement?.gate !== 'rollback') return 'Look into it. Nothing is rolled back for this yet.';
  if (analysis.previous === null)
    return 'This is the first phase: there is none to go back to. Look into it.';
  const command = dispatchLines({
    operation: 'rollback',
    reason: oneLine(alert.summary, 200),
    evidence: [metricsPath(alert.phase, alert.window.end)],
  });
  const to = escapeMarkdown(analysis.previous);
  const who =
    analysis.rollback === 'automatic'
      ? `The pipeline rolls back to ${to} by itself. Where it did not:`
      : `A rollback to ${to} is for a person to decide:`;
  return `${who}\n\n${codeBlock(command, 'sh')}`;
}

/** `reports/alerts/<phase>/<window end>.md`, one for each window with alerts: what its JSON says, for people. */
export function alertReports(
  analysis: Analysis,
  { template, render }: { readonly template: Template; readonly render: TemplateRenderer },
): Files {
  const byPath = new Map<string, readonly Alert[]>();
  for (const alert of analysis.alerts) {
    const path = alertPath(alert, 'md');
    byPath.set(path, [...(byPath.get(path) ?? []), alert]);
  }
  const judgementOf = ({ phase, window }: Alert): Judgement | undefined =>
    [...analysis.judged, ...analysis.recent].find(
      (one) => one.phase === phase && one.window.end === window.end,
    );
  const entries = [...byPath].flatMap(([path, alerts]): [string, string][] => {
    const worst = alerts.find(({ severity }) => severity === 'critical') ?? alerts[0];
    if (worst === undefined) return [];
    const judgement = judgementOf(worst);
    const values = {
      rollout: escapeMarkdown(analysis.rollout),
      phase: escapeMarkdown(worst.phase),
      severity: worst.severity,
      window: escapeMarkdown(windowText(worst.window, true)),
      gate: gateText(judgement),
      alerts: alerts.map(alertText).join('\n\n'),
      verdicts: verdictTable(judgement?.verdicts ?? alerts.map(({ verdict }) => verdict)),
      action: actionText(analysis, worst, judgement),
    };
    return [[path, render(template, values)]];
  });
  return Object.fromEntries(entries);
}
