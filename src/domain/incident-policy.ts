/** How soon people must look at an incident. */
export type Priority = 'P0' | 'P1' | 'P2';

export const PRIORITIES: readonly Priority[] = ['P0', 'P1', 'P2'];

export interface EscalationStep {
  /** How long nobody has acknowledged the incident, in milliseconds; null: until the next business day begins. */
  readonly afterMs: number | null;
  /** Whom it goes to: `@login`, `@organisation/team`, or a name that is only written down. */
  readonly to: readonly string[];
}

/** When people work. */
export interface BusinessHours {
  /** Days of the week, 0 for Sunday, sorted. Never empty. Default Monday to Friday. */
  readonly days: readonly number[];
  /** Milliseconds from midnight. Defaults 09:00 and 17:00. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How far local time is ahead of UTC, in milliseconds; there is no daylight saving. Default 0. */
  readonly offsetMs: number;
}

/** What becomes an issue, and whom it goes to. */
export interface IncidentPolicy {
  /** Labels beside `phasegate-incident`. */
  readonly labels: readonly string[];
  /** Logins of the people that an issue is given to. */
  readonly assignees: readonly string[];
  /** Priority of an SLO that `priorities` does not name. Default `P1`. */
  readonly priority: Priority;
  /** By the id of an SLO, or of its SLI. */
  readonly priorities: Readonly<Record<string, Priority>>;
  /** Steps in order of time. Default: one each, after 15 minutes, 30 minutes, and on the next business day. */
  readonly escalate: Readonly<Record<Priority, readonly EscalationStep[]>>;
  readonly business: BusinessHours;
  /** Business days after its end within which an incident's cause is to be written down. Default 1. */
  readonly rcaDays: number;
  /** An open incident is called to mind so often, in milliseconds; 0: never. Default 24 hours. */
  readonly remindMs: number;
  /** A silence of the pipeline longer than this is an incident, in milliseconds. Default 6 hours. */
  readonly livenessMs: number;
}
