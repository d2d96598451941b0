import { noteMarker, type DueComment } from '../domain/incident-escalation.js';
import { incidentTitle, type IncidentState } from '../domain/incident.js';
import { lastedMs } from '../domain/incident-plan.js';
import { formatDuration } from '../domain/time.js';
import { escapeMarkdown } from './escape.js';
import type { IncidentView, Values } from './incident.js';

/** Whom GitHub tells of a comment. The policy names them, and it is reviewed; nothing else comes to life. */
const MENTION = /^@[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/;

function addressees(to: readonly string[]): string {
  return to.map((one) => (MENTION.test(one) ? one : escapeMarkdown(one, 100))).join(', ');
}

function valuesOf({ what }: DueComment, state: IncidentState, now: number): Values {
  const { acknowledged } = state;
  return {
    title: escapeMarkdown(`${state.rollout} ${state.phase}: ${incidentTitle(state)}`),
    priority: state.priority,
    lasted: formatDuration(lastedMs(state, now)),
    to: what.kind === 'escalation' ? addressees(what.step.to) : '',
    level: what.kind === 'escalation' ? String(what.level) : '',
    acknowledged:
      acknowledged === null
        ? 'Nobody has acknowledged it.'
        : `Acknowledged by ${escapeMarkdown(acknowledged.by)}.`,
  };
}

/** A comment on an incident, with the hidden line by which it is known again. `now`: ms since the epoch. */
export function incidentComment(
  comment: DueComment,
  options: { readonly state: IncidentState; readonly view: IncidentView; readonly now: number },
): string {
  const { state, view, now } = options;
  const text = view.render(view.templates[comment.what.kind], valuesOf(comment, state, now));
  return `${text.trimEnd()}\n\n${noteMarker(comment)}\n`;
}
