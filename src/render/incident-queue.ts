import type { Analysis } from '../domain/analysis.js';
import { PhasegateError } from '../domain/fault.js';
import { newerFormat } from '../domain/newer-format.js';

export const INCIDENT_QUEUE_SCHEMA = 'phasegate.incident-queue/1';

/** A rollback that people must hear of. */
export interface IncidentEntry {
  /** Names the rollout, the phase and the ledger's position: one decision, one entry, however many ticks repeat it. */
  readonly id: string;
  readonly action: 'notify_rollback';
  readonly rollout: string;
  readonly phase: string;
  readonly target: string | null;
  readonly rollback: Analysis['rollback'];
  readonly reason: string;
  /** The window that was the newest when the rollback was first called for. */
  readonly window: Analysis['window'];
  /** SLOs in violation, sorted. */
  readonly slos: readonly string[];
}

/** `incident_queue.json`. */
export interface IncidentQueue {
  readonly schema: typeof INCIDENT_QUEUE_SCHEMA;
  /** In the order in which they came. */
  readonly entries: readonly IncidentEntry[];
}

/** The queue with this tick's decision in it. An entry that is there already stays as it was first written. */
export function queueIncident(before: IncidentQueue | null, analysis: Analysis): IncidentQueue {
  const entries = before?.entries ?? [];
  const { rollout, phase, target, rollback, reason, window } = analysis;
  const id = `${rollout}/${phase}/rollback/after-${analysis.governance.entries}`;
  if (analysis.gate !== 'rollback' || entries.some((entry) => entry.id === id)) {
    return { schema: INCIDENT_QUEUE_SCHEMA, entries };
  }
  const critical = analysis.alerts.filter((alert) => alert.severity === 'critical' && alert.phase === phase);
  const violated = analysis.verdicts.filter(({ status }) => status === 'violation');
  const slos = [...new Set([...critical, ...violated].map(({ slo }) => slo))].sort();
  const entry: IncidentEntry = {
    id,
    action: 'notify_rollback',
    rollout,
    phase,
    target,
    rollback,
    reason,
    window,
    slos,
  };
  return { schema: INCIDENT_QUEUE_SCHEMA, entries: [...entries, entry] };
}

/**
 * Reads the queue that an earlier run wrote.
 *
 * @throws PhasegateError `newer-state` for a later version's file, `bad-input` for a damaged one: it may hold incidents
 * that nobody has heard of yet, so it is never replaced by an empty one.
 */
export function parseIncidentQueue(text: string, file: string): IncidentQueue {
  let value: { schema?: unknown; entries?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch (cause) {
    throw new PhasegateError(
      'bad-input',
      `${file} is no JSON; repair it, or remove it once its incidents are known`,
      { cause },
    );
  }
  const { schema, entries } = value ?? {};
  const newer = newerFormat(schema, INCIDENT_QUEUE_SCHEMA);
  if (newer !== null) {
    const hint = 'use the Phasegate version that wrote it, or write to another output folder';
    throw new PhasegateError('newer-state', `${file} has the format ${newer}; ${hint}`);
  }
  const isEntry = (entry: unknown): boolean => typeof (entry as { id?: unknown } | null)?.id === 'string';
  if (schema !== INCIDENT_QUEUE_SCHEMA || !Array.isArray(entries) || !entries.every(isEntry)) {
    const hint = 'repair it, or remove it once its incidents are known';
    throw new PhasegateError('bad-input', `${file} is not of the format ${INCIDENT_QUEUE_SCHEMA}; ${hint}`);
  }
  return { schema: INCIDENT_QUEUE_SCHEMA, entries: entries as readonly IncidentEntry[] };
}
