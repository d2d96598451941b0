import { join } from 'node:path';
import { readHistory } from '../domain/history-file.js';
import { ledgerOfRollout } from '../domain/ledger.js';
import type { Policy } from '../domain/policy.js';
import { parseSeenLedger, SEEN_LEDGER_FILE } from '../domain/seen-ledger.js';
import { parseTaken } from '../domain/tick.js';
import type { DashboardSources } from '../render/dashboard.js';
import { readTextIfExists } from './files.js';

export interface DashboardReading {
  readonly policy: Policy;
  /** The rollout's output folder, with what action-analyze left in it: `state/analyzer` and the ledger that it saw. */
  readonly output: string;
  readonly warn: (line: string) => void;
}

async function historyOf({ policy, output, warn }: DashboardReading): Promise<DashboardSources> {
  const file = join(output, 'state', 'analyzer', 'history.json');
  const { history, fault } = readHistory(await readTextIfExists(file), policy.rollout, file);
  if (fault !== null) warn(`${fault}; the dashboard shows 24 hours`);
  return { history: history.outcomes.map(({ judgement }) => judgement), batches: history.batches };
}

async function ledgerOf({ policy, output }: DashboardReading): Promise<DashboardSources> {
  const file = join(output, SEEN_LEDGER_FILE);
  const text = await readTextIfExists(file);
  if (text === null) return {};
  return { ledger: ledgerOfRollout(parseSeenLedger(text, file).text, file, policy)?.entries ?? [] };
}

async function ticksOf({ output }: DashboardReading): Promise<DashboardSources> {
  const taken = parseTaken(await readTextIfExists(join(output, 'state', 'analyzer', 'taken.json')));
  return { ticks: taken.flatMap(({ at }) => (at === undefined ? [] : [at])) };
}

/**
 * What a dashboard shows besides the analysis, as far as it can be read: a picture is no reason for a report to fail, so what
 * cannot be read is said and left out.
 */
export async function dashboardSources(reading: DashboardReading): Promise<DashboardSources> {
  const parts = await Promise.all(
    [historyOf, ledgerOf, ticksOf].map(async (read) => {
      try {
        return await read(reading);
      } catch (error) {
        reading.warn(`left out of the dashboard: ${error instanceof Error ? error.message : String(error)}`);
        return {};
      }
    }),
  );
  return Object.assign({}, ...parts) as DashboardSources;
}
