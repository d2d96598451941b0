import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseSeenLedger, SEEN_LEDGER_FILE } from '../domain/seen-ledger.js';
import { parseTick, TICK_FILE, type Tick } from '../domain/tick.js';
import { COLLECTOR_FOLDER } from './collector-folders.js';
import { readTextIfExists } from './files.js';
import type { CarriedLedger } from './governance-reader.js';
import type { StateLog } from './restore-state.js';
import type { Rollout } from './rollouts.js';

/** What the collector of this tick passed on of a rollout. */
export interface Collected {
  /** Folder that is searched for batch files. */
  readonly batches: string;
  /** null: it passed on none, as in a dry run. */
  readonly tick: Tick | null;
  /** null: it passed on none. */
  readonly ledger: CarriedLedger | null;
}

async function ledgerIn(folder: string, { policy }: Rollout, log: StateLog): Promise<CarriedLedger | null> {
  const file = join(folder, SEEN_LEDGER_FILE);
  const text = await readTextIfExists(file);
  if (text === null) return null;
  try {
    return { policy, ...parseSeenLedger(text, file) };
  } catch (error) {
    log.warning(`${error instanceof Error ? error.message : String(error)}; the ledger is read anew`);
    return null;
  }
}

/**
 * Reads what action-collect wrote below `folder`, its output. A folder of batch files alone will do too, as long as there
 * is one rollout; it has no tick and no ledger.
 */
export async function readCollected(
  folder: string,
  { rollout, isOnly, log }: { readonly rollout: Rollout; readonly isOnly: boolean; readonly log: StateLog },
): Promise<Collected> {
  const root = join(folder, rollout.below);
  const isOutput = !isOnly || existsSync(join(root, SEEN_LEDGER_FILE));
  return {
    batches: isOutput ? join(root, COLLECTOR_FOLDER) : root,
    tick: parseTick(await readTextIfExists(join(root, TICK_FILE))),
    ledger: await ledgerIn(root, rollout, log),
  };
}
