import { incidentName, incidentTitle, type IncidentState } from '../domain/incident.js';
import type { KnownIncident } from '../domain/incident-issue.js';
import { NO_FACT } from '../domain/notice.js';
import { formatDuration, formatInstant, HOUR, parseInstant } from '../domain/time.js';
import { dispatchCommand } from './commands.js';
import { analysisFacts, verdictFacts, windowText } from './notice-facts.js';
import { keyOf, remindersDue, type Draft, type NoticeSources } from './wanted-sources.js';

/** A sentence on an SLO without the name in front, as `pay_p95 of "pay": `: a notice has it already. */
function withoutName(sentence: string, { kind, subject }: IncidentState): string {
  const [name = '', ...rest] = sentence.split(': ');
  const isName = kind === 'slo' && (name === subject || name.startsWith(`${subject} of "`));
  return isName && rest.length > 0 ? rest.join(': ') : sentence;
}

/** Where a rollback leads to, where one is what is to be done. */
function targetOf({ action }: IncidentState): Draft['facts'] {
  return action.kind === 'steps' ? {} : { to: action.to };
}

/** The end of an incident that began before anything was told is told for so long. */
const RECENT_MS = HOUR;

function commandOf({ action }: IncidentState): string {
  switch (action.kind) {
    case 'rollback':
    case 'automatic': {
      const { reason, evidence } = action;
      return dispatchCommand({ operation: 'rollback', reason, evidence: [evidence] });
    }
    case 'steps':
      return NO_FACT;
  }
}

function figuresOf(sources: NoticeSources, state: IncidentState): Draft['facts'] {
  const { analysis, policy } = sources;
  if (analysis === null) return { rollout: policy.rollout, phase: state.phase };
  const own = analysis.verdicts.filter(({ slo }) => state.kind === 'slo' && slo === state.subject);
  const verdict = own.find(({ status }) => status === 'violation') ?? own[0];
  if (verdict === undefined) return { ...analysisFacts(policy, analysis), phase: state.phase };
  const window = analysis.window ?? verdict.window;
  const judgement = { phase: analysis.phase, window, verdicts: analysis.verdicts };
  return { ...verdictFacts(policy, verdict, judgement), window: windowText(verdict.window) };
}

function lastedText(state: IncidentState, end: number): string {
  return formatDuration(Math.max(0, end - (parseInstant(state.opened) ?? end)));
}

/** Whether the end of an incident is news: its begin was told, or nothing ever was and it is recent. */
function isEndNews({ outbox, now }: NoticeSources, name: string, state: IncidentState): boolean {
  if (outbox.told.includes(keyOf(name, 'opened'))) return true;
  if (outbox.at !== null) return (parseInstant(state.opened) ?? 0) > (parseInstant(outbox.at) ?? 0);
  return now - (parseInstant(state.resolved?.at ?? '') ?? 0) <= RECENT_MS;
}

function draftsOf(sources: NoticeSources, { issue, state }: KnownIncident): readonly Draft[] {
  const { policy, outbox, now } = sources;
  const name = incidentName(state);
  if (state.resolved !== null && !isEndNews(sources, name, state)) return [];
  const [first, ...others] = state.evidence;
  const facts: Draft['facts'] = {
    ...figuresOf(sources, state),
    metric: state.kind === 'slo' ? state.subject : incidentTitle(state),
    reason: first === undefined ? incidentTitle(state) : withoutName(first, state),
    why: others.length === 0 ? NO_FACT : others.join('\n'),
    ...targetOf(state),
    cmd: commandOf(state),
    priority: state.priority,
    duration: lastedText(state, now),
  };
  const incident = issueLink(sources, issue.number);
  const base = {
    rollout: policy.rollout,
    phase: state.phase,
    slo: state.kind === 'slo' ? state.subject : null,
    dedupKey: keyOf(name),
    severity: 'critical',
    links: incident === null ? {} : { incident },
  } as const;
  const opened: Draft = {
    ...base,
    id: keyOf(name, 'opened'),
    template: 'incident',
    kind: 'trigger',
    at: state.opened,
    facts,
  };
  if (state.resolved !== null) {
    const { at, because } = state.resolved;
    const ended: Draft = {
      ...base,
      id: keyOf(name, 'resolved'),
      template: 'resolved',
      kind: 'resolve',
      severity: 'info',
      routedAs: 'critical',
      at,
      facts: { ...facts, reason: because, duration: lastedText(state, parseInstant(at) ?? now) },
    };
    return outbox.told.includes(opened.id) ? [ended] : [opened, ended];
  }
  return [opened, ...newsOf(sources, state, opened)];
}

/** What came of an open incident: acknowledged, escalated, reminded of. */
function newsOf(sources: NoticeSources, state: IncidentState, opened: Draft): readonly Draft[] {
  const name = incidentName(state);
  const news: Draft[] = [];
  const { acknowledged, escalated } = state;
  for (const [index, at] of escalated.entries()) {
    const status = `escalated, step ${index + 1}`;
    const facts = { ...opened.facts, status };
    news.push({ ...opened, id: keyOf(name, `escalation-${index + 1}`), kind: 'update', at, facts });
  }
  if (acknowledged !== null) {
    const { by: initiator, seen: at } = acknowledged;
    const facts = { ...opened.facts, initiator, status: 'acknowledged' };
    news.push({
      ...opened,
      id: keyOf(name, 'acknowledged'),
      kind: 'acknowledge',
      severity: 'info',
      routedAs: 'critical',
      at,
      facts,
    });
    return news;
  }
  const count = remindersDue(state.opened, sources);
  if (count > 0) {
    const facts = { ...opened.facts, reminder: String(count) };
    const at = formatInstant(sources.now);
    news.push({ ...opened, id: keyOf(name, `reminder-${count}`), kind: 'update', at, facts });
  }
  return news;
}

function issueLink({ links }: NoticeSources, number: number): string | null {
  const { incident } = links;
  return incident === null || incident === undefined ? null : `${incident}/${number}`;
}

/** Incidents that were told of and are not among the open ones any more: their issues were closed. */
function goneDrafts(sources: NoticeSources, known: ReadonlySet<string>): readonly Draft[] {
  const { outbox, policy, now } = sources;
  return Object.entries(outbox.lasting).flatMap(([key, { since, phase, slo }]): Draft[] => {
    // Keys of everything else have parts.
    if (key.includes('/') || known.has(key)) return [];
    const duration = formatDuration(Math.max(0, now - (parseInstant(since) ?? now)));
    return [
      {
        id: keyOf(key, 'resolved'),
        template: 'resolved',
        kind: 'resolve',
        severity: 'info',
        routedAs: 'critical',
        rollout: policy.rollout,
        phase,
        slo,
        dedupKey: key,
        at: formatInstant(now),
        facts: {
          rollout: policy.rollout,
          phase,
          metric: slo ?? key,
          reason: 'its issue is closed',
          duration,
        },
      },
    ];
  });
}

/**
 * What the incidents' issues give to tell: opened, escalated, acknowledged, reminded of, resolved. The issues are the open
 * ones at least: one that was told of and is not there is over.
 */
export function incidentNotices(sources: NoticeSources): readonly Draft[] {
  const { incidents, policy } = sources;
  if (incidents === null) return [];
  const ours = incidents.filter(({ state }) => state.rollout === policy.rollout);
  const known = new Set(ours.map(({ state }) => keyOf(incidentName(state))));
  return [...ours.flatMap((incident) => draftsOf(sources, incident)), ...goneDrafts(sources, known)];
}
