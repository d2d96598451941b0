import type { LedgerEntry } from '../domain/ledger.js';
import type { Policy } from '../domain/policy.js';
import type { GovernanceSnapshot } from './governance.js';

export interface SmokeRun {
  readonly policy: Policy;
  /** The governance branch at the commit that is tested. */
  readonly snapshot: GovernanceSnapshot;
  /** The entry whose flags must be in force. */
  readonly entry: LedgerEntry;
}

export interface SmokeReport {
  /** What was tested and found right, a sentence a line. */
  readonly lines: readonly string[];
}

/**
 * Resolves the flags as they were committed, as an application would, and holds them against the ledger.
 *
 * Implementation: flagd's own evaluator (flagd-smoke-test.ts).
 * @throws PhasegateError `smoke-failed` with each flag, what was expected and what came.
 */
export type SmokeTest = (run: SmokeRun) => Promise<SmokeReport>;
