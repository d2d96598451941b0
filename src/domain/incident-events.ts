import { incidentName, type IncidentState } from './incident.js';
import type { KnownIncident } from './incident-issue.js';
import { parseInstant } from './time.js';

/** A change of an incident as telemetry: what a source of format `incidents` reads. */
export interface IncidentEvent {
  readonly event: 'incident.opened' | 'incident.acknowledged' | 'incident.resolved';
  /** When a tick saw it, so that its window is still open when the next tick reads it. */
  readonly ts: string;
  readonly feature: 'phasegate';
  /** The phase that was on when the incident opened; the event itself belongs to the one that is on at its time. */
  readonly incident_phase: string;
  /** The same wherever and however often the issue is read. */
  readonly id: string;
  readonly incident: string;
  readonly kind: IncidentState['kind'];
  /** The SLO; empty for an incident of another kind. */
  readonly slo: string;
  readonly priority: IncidentState['priority'];
  readonly issue: number;
  /** Of an acknowledgement: milliseconds since the opening. */
  readonly latency_ms?: number;
  /** Of an end: milliseconds since the opening. */
  readonly duration_ms?: number;
}

function since(opened: string, instant: string): number {
  return Math.max(0, (parseInstant(instant) ?? 0) - (parseInstant(opened) ?? 0));
}

function eventsOf({ issue, state }: KnownIncident): IncidentEvent[] {
  const { opened, acknowledged, resolved } = state;
  const name = incidentName(state);
  const of = (event: IncidentEvent['event'], ts: string): IncidentEvent => ({
    event,
    ts,
    feature: 'phasegate',
    incident_phase: state.phase,
    id: `${name}/${issue.number}/${event}`,
    incident: name,
    kind: state.kind,
    slo: state.subject,
    priority: state.priority,
    issue: issue.number,
  });
  return [
    of('incident.opened', opened),
    ...(acknowledged === null
      ? []
      : [
          {
            ...of('incident.acknowledged', acknowledged.seen),
            latency_ms: since(opened, acknowledged.at),
          },
        ]),
    ...(resolved === null
      ? []
      : [{ ...of('incident.resolved', resolved.at), duration_ms: since(opened, resolved.at) }]),
  ];
}

/** The changes of a rollout's incidents, in order of time, then of id. */
export function incidentEvents(
  incidents: readonly KnownIncident[],
  rollout: string,
): readonly IncidentEvent[] {
  return incidents
    .filter(({ state }) => state.rollout === rollout)
    .flatMap(eventsOf)
    .sort((a, b) => (parseInstant(a.ts) ?? 0) - (parseInstant(b.ts) ?? 0) || (a.id < b.id ? -1 : 1));
}
