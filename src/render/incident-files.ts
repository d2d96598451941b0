import { incidentName, incidentTitle, type IncidentState } from '../domain/incident.js';
import { lastedMs } from '../domain/incident-plan.js';
import { formatDuration } from '../domain/time.js';
import { escapeMarkdown } from './escape.js';
import { formatDayClock } from './format.js';
import { bullets, endValues, historyTable, postmortemFile, rcaFile, type IncidentView } from './incident.js';

/** The drafts that the end of an incident leaves, by path: its root cause analysis and its postmortem. */
export function incidentFiles(state: IncidentState, view: IncidentView): Readonly<Record<string, string>> {
  const { templates, render, repository, serverUrl } = view;
  const ended = endValues(state, view);
  const name = incidentName(state);
  const title = escapeMarkdown(`${state.rollout} ${state.phase}: ${incidentTitle(state)}`);
  const link = state.issue === null ? 'no issue' : `${serverUrl}/${repository}/issues/${state.issue}`;
  const clock = (instant: string | undefined): string =>
    instant === undefined ? 'never' : escapeMarkdown(formatDayClock(instant));
  const { acknowledged } = state;
  const values = {
    ...ended,
    title,
    name,
    link,
    priority: state.priority,
    phase: escapeMarkdown(state.phase),
    opened: clock(state.opened),
    acknowledged:
      acknowledged === null ? 'never' : `${clock(acknowledged.at)} by ${escapeMarkdown(acknowledged.by)}`,
    resolved: clock(state.resolved?.at),
    because: state.resolved === null ? 'It is not over.' : `${escapeMarkdown(state.resolved.because)}.`,
    duration: formatDuration(lastedMs(state, 0)),
    history: historyTable(state),
    evidence: bullets(state.evidence),
  };
  const rca = [
    `# ${title}`,
    `Incident ${name}: ${link}`,
    `Opened ${values.opened}, acknowledged ${values.acknowledged}, resolved ${values.resolved} after ${values.duration}: ${values.because}`,
    '## What was measured',
    values.evidence,
    '## What happened',
    values.history,
    render(templates.rca, ended).trimEnd(),
  ];
  return {
    [rcaFile(state)]: `${rca.join('\n\n')}\n`,
    [postmortemFile(state)]: render(templates.postmortem, values),
  };
}
