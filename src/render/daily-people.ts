import { CHECKLIST_FILE } from '../domain/promotion-checklist.js';
import { parseChecklist } from '../domain/checklist.js';
import { INCIDENT_LABEL, incidentTitle, type IncidentState } from '../domain/incident.js';
import { lastedMs } from '../domain/incident-plan.js';
import type { NoticeAnswer, NoticeRecord } from '../domain/notice-record.js';
import { DAY, formatDuration, parseInstant } from '../domain/time.js';
import { escapeMarkdown } from './escape.js';
import { formatClock, formatDayClock } from './format.js';
import { postmortemFile, rcaFile } from './incident.js';
import { table } from './sections.js';

/** What people and other systems did, beside the figures; null: not known here. */
export interface DailyContext {
  /** The checklist's text. */
  readonly checklist: string | null;
  /** Open and ended ones. */
  readonly incidents: readonly IncidentState[] | null;
  /** Sent and waiting ones; null: the policy tells nobody, or it is not known; those in the runs' logs are listed. */
  readonly notices: readonly NoticeRecord[] | null;
}

export const NO_CONTEXT: DailyContext = { checklist: null, incidents: null, notices: null };

/** Each section of the checklist: how much of it is done, and who signed. */
export function checklistState(text: string | null): string {
  if (text === null) return `There is no ${CHECKLIST_FILE}.`;
  const sections = parseChecklist(text).filter(
    ({ items, signatures, faults }) => items.length + signatures.length + faults.length > 0,
  );
  if (sections.length === 0) return `${CHECKLIST_FILE} has no tasks.`;
  const rows = sections.map(({ heading, items, signatures, faults }) => {
    const done = items.filter((item) => item.done).length;
    const isWhole = done === items.length && faults.length === 0;
    const signed = signatures.map(({ role, name, date }) => escapeMarkdown(`${role}, ${name}, ${date}`, 120));
    const wrong = faults.map(({ line, message }) => `line ${line}: ${escapeMarkdown(message, 120)}`);
    return [
      escapeMarkdown(heading, 120),
      `${isWhole ? '✅' : '⬜'} ${done} of ${items.length}`,
      [...signed, ...wrong].join('; ') || '–',
    ];
  });
  return table(['Section', 'Done', 'Signed'], rows);
}

/** A link from `reports/daily/` to another report; the name alone where it could be more than one. */
function reportLink(label: string, path: string): string {
  const isPlain = /^reports\/[A-Za-z0-9._/-]+$/.test(path) && !path.includes('..');
  return isPlain ? `[${label}](${path.replace('reports/', '../')})` : `${label}: ${escapeMarkdown(path)}`;
}

/** Whether an incident was open on a UTC day. */
export function isOfDay({ opened, resolved }: IncidentState, date: string): boolean {
  const start = parseInstant(`${date}T00:00:00Z`) ?? 0;
  const from = parseInstant(opened) ?? 0;
  const to = resolved === null ? Infinity : (parseInstant(resolved.at) ?? Infinity);
  return from < start + DAY && to >= start;
}

function incidentLine(state: IncidentState): string {
  const issue = state.issue === null ? '' : `, issue ${state.issue}`;
  const title = `${escapeMarkdown(`${state.phase}: ${incidentTitle(state)}`)} (${state.priority}${issue})`;
  const opened = escapeMarkdown(formatDayClock(state.opened));
  const by = state.acknowledged === null ? 'nobody' : escapeMarkdown(state.acknowledged.by, 80);
  if (state.resolved === null) return `- 🔴 ${title}: open since ${opened}, acknowledged by ${by}`;
  const lasted = formatDuration(lastedMs(state, 0));
  const links = [
    reportLink('root cause analysis', rcaFile(state)),
    reportLink('postmortem', postmortemFile(state)),
  ];
  return `- ✅ ${title}: opened ${opened}, lasted ${lasted}, acknowledged by ${by}; ${links.join(', ')}`;
}

/** The incidents that were open on a UTC day, oldest first, with the drafts that their end left. */
export function incidentList(incidents: readonly IncidentState[] | null, date: string): string {
  if (incidents === null) return `Not known here; see the issues with the label ${INCIDENT_LABEL}.`;
  const ours = incidents.filter((state) => isOfDay(state, date));
  const order = (a: IncidentState, b: IncidentState): number =>
    a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : (a.issue ?? 0) - (b.issue ?? 0);
  return ours.length === 0 ? 'None.' : [...ours].sort(order).map(incidentLine).join('\n');
}

function answersText(to: readonly NoticeAnswer[]): string {
  const named = (state: NoticeAnswer['state']): readonly NoticeAnswer[] =>
    to.filter((one) => one.state === state);
  const list = (answers: readonly NoticeAnswer[], said: string): string[] => {
    const names = answers.map(({ channel, why }) => (why === '' ? channel : `${channel} (${why})`));
    return names.length === 0 ? [] : [`${said} ${escapeMarkdown(names.join(', '), 300)}`];
  };
  return [
    ...list(named('sent'), 'sent to'),
    ...list(named('waiting'), 'waits for'),
    ...list(named('refused'), 'refused by'),
  ].join('; ');
}

/** The notices of a UTC day: recorded, or at last sent on it. In the order in which they were recorded. */
export function noticeLines(notices: readonly NoticeRecord[], date: string): string[] {
  const isThen = (at: string | null): boolean => at?.startsWith(`${date}T`) === true;
  return notices
    .filter(({ recorded, to }) => isThen(recorded) || to.some(({ at }) => isThen(at)))
    .map(({ recorded, severity, title, to }) => {
      const at = isThen(recorded) ? formatClock(recorded) : formatDayClock(recorded);
      return `${escapeMarkdown(at)} ${severity}: ${escapeMarkdown(title)} (${answersText(to)})`;
    });
}
