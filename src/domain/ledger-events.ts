import type { Ledger, LedgerAction, LedgerEntry } from './ledger-entry.js';

export type LedgerEventName = 'rollback.executed' | 'promotion.executed' | 'rollback.released';

/** A decision as telemetry: what a source of format `ledger` reads. */
export interface LedgerEvent {
  readonly event: LedgerEventName;
  readonly ts: string;
  readonly feature: 'phasegate';
  /** The phase that the decision led to. */
  readonly phase: string;
  readonly phase_from: string;
  readonly phase_to: string;
  /** The SLO that triggered a rollback; `manual` where a person decided without one. */
  readonly trigger_metric: string;
  readonly timestamp: string;
  /** The entry's hash: the same decision has the same id wherever it is read. */
  readonly id: string;
}

function eventName(action: LedgerAction): LedgerEventName {
  switch (action) {
    case 'promote':
      return 'promotion.executed';
    case 'rollback':
      return 'rollback.executed';
    case 'release':
      return 'rollback.released';
  }
}

export function ledgerEvent(entry: LedgerEntry): LedgerEvent {
  return {
    event: eventName(entry.action),
    ts: entry.at,
    feature: 'phasegate',
    phase: entry.to,
    phase_from: entry.from,
    phase_to: entry.to,
    trigger_metric: entry.trigger ?? 'manual',
    timestamp: entry.at,
    id: entry.hash,
  };
}

/** One event for each entry, in the ledger's order: rollbacks, their releases, and promotions likewise. */
export function rollbackEvents(ledger: Ledger): LedgerEvent[] {
  return ledger.entries.map(ledgerEvent);
}
