import { join } from 'node:path';
import type { SeenLedger } from '../domain/incident-findings.js';
import { ledgerOfRollout } from '../domain/ledger.js';
import type { LedgerEntry } from '../domain/ledger-entry.js';
import type { Policy } from '../domain/policy.js';
import { parseSeenLedger, SEEN_LEDGER_FILE } from '../domain/seen-ledger.js';
import { readTextIfExists } from './files.js';

/** The ledger that action-collect saw, as it passed it on in an output folder; null where it saw none. @throws PhasegateError `bad-input`. */
export async function readSeenLedger(output: string): Promise<SeenLedger | null> {
  const file = join(output, SEEN_LEDGER_FILE);
  const text = await readTextIfExists(file);
  return text === null ? null : parseSeenLedger(text, file);
}

/** Who decided what, as that ledger says; nobody where none was seen. @throws PhasegateError `bad-input` or `bad-ledger`. */
export async function seenEntries(output: string, policy: Policy): Promise<readonly LedgerEntry[]> {
  const seen = await readSeenLedger(output);
  if (seen === null) return [];
  return ledgerOfRollout(seen.text, join(output, SEEN_LEDGER_FILE), policy)?.entries ?? [];
}
