import type { LedgerEntry } from './ledger.js';
import type { Policy } from './policy.js';

export const FLAGS_FAILURE_SCHEMA = 'phasegate.flags-failure/1';

/** What a decision's flags did not pass after the commit. */
export type FlagsStep = 'smoke-test' | 'flags-push' | 'smoke-workflow';

/** A decision is on the record, and its flags are not known to be in force. It is never tried again by itself. */
export interface FlagsFailure {
  readonly schema: typeof FLAGS_FAILURE_SCHEMA;
  readonly alert: 'flags-rollback-failed';
  readonly priority: 'P0';
  readonly rollout: string;
  readonly entry: Pick<LedgerEntry, 'seq' | 'hash' | 'action' | 'from' | 'to' | 'at'>;
  /** Commit of the governance branch that holds the entry. */
  readonly commit: string;
  readonly step: FlagsStep;
  /** What went wrong, in a sentence. */
  readonly reason: string;
  /** Page of the workflow's run; null where there is none. */
  readonly url: string | null;
  /** What a person does about it: sentences, and commands in lines that begin with `$ `. */
  readonly repair: readonly string[];
}

/** The failure as telemetry; a repeated run gives the same event. */
export interface FlagsFailureEvent {
  readonly event: 'flags-rollback-failed';
  readonly ts: string;
  readonly timestamp: string;
  readonly feature: 'phasegate';
  readonly phase: string;
  readonly phase_from: string;
  readonly phase_to: string;
  readonly step: FlagsStep;
  readonly id: string;
}

export function flagsFailure(
  policy: Policy,
  options: Pick<FlagsFailure, 'commit' | 'step' | 'reason' | 'url' | 'repair'> & {
    readonly entry: LedgerEntry;
  },
): FlagsFailure {
  const { seq, hash, action, from, to, at } = options.entry;
  return {
    ...options,
    schema: FLAGS_FAILURE_SCHEMA,
    alert: 'flags-rollback-failed',
    priority: 'P0',
    rollout: policy.rollout,
    entry: { seq, hash, action, from, to, at },
  };
}

export function flagsFailureEvent({ entry, step }: FlagsFailure): FlagsFailureEvent {
  return {
    event: 'flags-rollback-failed',
    ts: entry.at,
    timestamp: entry.at,
    feature: 'phasegate',
    phase: entry.to,
    phase_from: entry.from,
    phase_to: entry.to,
    step,
    id: `${entry.hash}:flags-rollback-failed`,
  };
}

/** `reports/alerts/pending/flags-rollback-failed-000007.json`. */
export function flagsFailurePath({ entry }: FlagsFailure): string {
  return `reports/alerts/pending/flags-rollback-failed-${String(entry.seq).padStart(6, '0')}.json`;
}
