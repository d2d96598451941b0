import { endOfBusinessDay } from '../domain/business-time.js';
import { stepDue, stepText } from '../domain/incident-escalation.js';
import { incidentName, incidentTitle, type IncidentState, type Refusal } from '../domain/incident.js';
import type { IncidentPolicy } from '../domain/incident-policy.js';
import { renderMarker, type Seal } from '../domain/incident-marker.js';
import { lastedMs } from '../domain/incident-plan.js';
import { formatDuration, formatInstant, parseInstant } from '../domain/time.js';
import { dispatchLines } from './commands.js';
import { codeBlock, escapeMarkdown, oneLine } from './escape.js';
import { formatDayClock } from './format.js';
import { table } from './sections.js';
import type { Template, TemplateRenderer } from './template.js';

/** GitHub refuses a longer body. */
export const MAX_BODY_LENGTH = 65_536;
const MAX_SHOWN_REFUSALS = 5;
const CUT = '_The rest was cut: GitHub takes no longer text._';

export type IncidentTemplateName =
  'open' | 'resolved' | 'rca' | 'tasks' | 'postmortem' | 'escalation' | 'reminder';

export const INCIDENT_TEMPLATES: readonly IncidentTemplateName[] = [
  'open',
  'resolved',
  'rca',
  'tasks',
  'postmortem',
  'escalation',
  'reminder',
];

/** What texts of incidents are made with. */
export interface IncidentView {
  readonly policy: IncidentPolicy;
  readonly templates: Readonly<Record<IncidentTemplateName, Template>>;
  readonly render: TemplateRenderer;
  /** `owner/name`. */
  readonly repository: string;
  /** `https://github.com`, without a slash at its end. */
  readonly serverUrl: string;
  readonly seal: Seal | null;
}

export type Values = Readonly<Record<string, string>>;

/** The issue's title: plain text in one line. */
export function issueTitle(state: IncidentState): string {
  return oneLine(`[${state.priority}] ${state.rollout} ${state.phase}: ${incidentTitle(state)}`, 200);
}

function clock(instant: string): string {
  return escapeMarkdown(formatDayClock(instant));
}

function status(state: IncidentState): string {
  const { rollout, phase, priority, opened, resolved } = state;
  const how =
    resolved === null
      ? `🔴 **Open** since ${clock(opened)}`
      : `✅ **Resolved** after ${formatDuration(lastedMs(state, 0))}: opened ${clock(opened)}, resolved ${clock(resolved.at)}`;
  return [
    how,
    `priority **${priority}**`,
    `rollout **${escapeMarkdown(rollout)}**`,
    `phase ${escapeMarkdown(phase)}`,
  ].join(' · ');
}

export function bullets(sentences: readonly string[]): string {
  return sentences.map((text) => `- ${escapeMarkdown(text)}`).join('\n');
}

function action({ action: what }: IncidentState, view: IncidentView): string {
  if (what.kind === 'steps') return bullets(what.steps);
  const { reason, evidence, to } = what;
  const command = dispatchLines({
    operation: 'rollback',
    reason: oneLine(reason, 200),
    evidence: [evidence],
  });
  const page = `${view.serverUrl}/${view.repository}/actions/workflows/rollback.yml`;
  const who =
    what.kind === 'automatic'
      ? `The pipeline rolls back to ${escapeMarkdown(to)} by itself. Where its rollback job did not run or failed, do it by hand:`
      : `A rollback to ${escapeMarkdown(to)} is for a person to decide.`;
  return [
    who,
    `[Open the form](${page}) and choose the operation \`rollback\`, or run:`,
    codeBlock(command, 'sh'),
  ].join('\n\n');
}

function refusalText({ why }: Refusal): string {
  switch (why) {
    case 'bot':
      return 'a bot cannot acknowledge';
    case 'edited':
      return 'it was edited after it was posted; post a new comment';
    case 'no-permission':
      return 'it takes write permission in this repository';
  }
}

function acknowledge({ acknowledged, refused, opened }: IncidentState): string {
  if (acknowledged !== null) {
    const after = (parseInstant(acknowledged.at) ?? 0) - (parseInstant(opened) ?? 0);
    return `Acknowledged by ${escapeMarkdown(acknowledged.by)} (${acknowledged.how}) after ${formatDuration(after)}.`;
  }
  const how =
    'A comment whose first line is `/ack`, the label `acknowledged`, or an assignee acknowledges it, from people with write permission.';
  if (refused.length === 0) return how;
  const shown = refused.slice(-MAX_SHOWN_REFUSALS);
  const list = shown.map(
    (one) =>
      `- ${escapeMarkdown(one.id.replace('-', ' '))} by ${escapeMarkdown(one.by)}: ${refusalText(one)}`,
  );
  return [how, '', 'Does not count:', '', ...list].join('\n');
}

function escalation(state: IncidentState, { policy }: IncidentView): string {
  const steps = policy.escalate[state.priority];
  if (steps.length === 0) return 'The policy names no step.';
  return steps
    .map((step, index) => {
      const to =
        step.to.length === 0 ? '' : ` to ${step.to.map((one) => escapeMarkdown(one, 100)).join(', ')}`;
      const taken = state.escalated[index];
      const when =
        taken === undefined
          ? `${stepText(step)} without an acknowledgement: ${clock(formatInstant(stepDue(step, state, policy)))}`
          : `taken ${clock(taken)}`;
      return `${index + 1}. ${when}${to}`;
    })
    .join('\n');
}

/** When the root cause analysis is due, RFC 3339: at the end of so many business days after the incident's end. */
export function rcaDue({ resolved, opened }: IncidentState, policy: IncidentPolicy): string {
  const end = parseInstant(resolved?.at ?? opened) ?? 0;
  return formatInstant(endOfBusinessDay(end, policy.rcaDays, policy.business));
}

export function historyTable({ rows, left }: IncidentState): string {
  const cells = rows.map(({ at, text }) => [clock(at), escapeMarkdown(text)]);
  if (left > 0) cells.splice(1, 0, ['…', `${left} more`]);
  return table(['When', 'What'], cells);
}

export function rcaFile(state: IncidentState): string {
  return `reports/rca/${incidentName(state)}.md`;
}

export function postmortemFile(state: IncidentState): string {
  return `reports/postmortem/${incidentName(state)}.md`;
}

/** The values that the templates of an incident that has ended are filled with. */
export function endValues(state: IncidentState, view: IncidentView): Values {
  return {
    due: clock(rcaDue(state, view.policy)),
    'rca-file': rcaFile(state),
    'postmortem-file': postmortemFile(state),
  };
}

function bodyValues(state: IncidentState, view: IncidentView): Values {
  const { templates, render } = view;
  const ended = endValues(state, view);
  const days = view.policy.rcaDays === 1 ? 'one business day' : `${view.policy.rcaDays} business days`;
  return {
    status: status(state),
    evidence: bullets(state.evidence),
    action: action(state, view),
    acknowledge: acknowledge(state),
    escalation: escalation(state, view),
    afterwards: `The root cause analysis is due within ${days} after the end of the incident; the check list comes with it.`,
    because: state.resolved === null ? '' : `${escapeMarkdown(state.resolved.because)}.`,
    rca: render(templates.rca, ended).trimEnd(),
    tasks: render(templates.tasks, ended).trimEnd(),
    history: historyTable(state),
  };
}

/** The text cut at a line, with an open code block closed. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = text.slice(0, limit - CUT.length - 20);
  const lines = room.split('\n').slice(0, -1);
  const isOpen = lines.filter((line) => line.startsWith('```')).length % 2 === 1;
  return [...lines, ...(isOpen ? ['```'] : []), '', CUT].join('\n');
}

/** The issue's body: what people read, and the incident's state as a hidden last line. A function of the state alone. */
export function issueBody(state: IncidentState, view: IncidentView): string {
  const marker = renderMarker(state, view);
  const template = state.resolved === null ? view.templates.open : view.templates.resolved;
  const text = view.render(template, bodyValues(state, view)).trimEnd();
  return `${cut(text, MAX_BODY_LENGTH - marker.length - 3)}\n\n${marker}\n`;
}
