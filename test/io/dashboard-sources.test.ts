import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { renderHistory } from '../../src/domain/history-file.js';
import { emptyHistory } from '../../src/domain/history.js';
import { renderSeenLedger } from '../../src/domain/seen-ledger.js';
import { renderTaken } from '../../src/domain/tick.js';
import { dashboardSources } from '../../src/io/dashboard-sources.js';
import { at, header } from '../domain/batch-builder.js';
import { policy as buildPolicy } from '../policy-builder.js';
import { judgementAt } from '../render/analysis-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

const policy = buildPolicy({ rollout: 'checkout' });
const JUDGEMENTS = [judgementAt(0), judgementAt(1)];

let output: string;
let warnings: string[];

async function leave(path: string, text: string): Promise<void> {
  await mkdir(join(output, path, '..'), { recursive: true });
  await writeFile(join(output, path), text);
}

function read(): ReturnType<typeof dashboardSources> {
  return dashboardSources({ policy, output, warn: (line) => warnings.push(line) });
}

beforeEach(async () => {
  output = await temporaryFolder();
  warnings = [];
});

describe('what a dashboard shows besides the analysis', () => {
  test('is read from what action-analyze left', async () => {
    const outcomes = JUDGEMENTS.map((judgement) => ({ judgement, policy: 'p', stint: 's' }));
    const batches = [header(policy, { end: at('12:15'), latencies: [100] })];
    await leave(
      'state/analyzer/history.json',
      renderHistory({ ...emptyHistory('checkout'), batches, outcomes }).text,
    );
    await leave(
      'state/analyzer/taken.json',
      renderTaken([
        { run: 1, attempt: 1 },
        { run: 2, attempt: 1, at: 900_000 },
      ]),
    );
    await leave('governance.json', renderSeenLedger({ head: null, text: null }));
    expect(await read()).toEqual({ history: JUDGEMENTS, batches, ledger: [], ticks: [900_000] });
    expect(warnings).toEqual([]);
  });

  test('is nothing where there is only an analysis, and that is no fault', async () => {
    expect(await read()).toEqual({ history: [], batches: [], ticks: [] });
    expect(warnings).toEqual([]);
  });

  test('is left out and said where it cannot be read', async () => {
    await leave('state/analyzer/history.json', '{"schema":"phasegate.history/99"}');
    await leave('governance.json', 'no JSON');
    expect(await read()).toEqual({ ticks: [] });
    expect(warnings).toHaveLength(2);
    // Files are read side by side, and said in whatever order that comes to.
    const said = warnings.join('\n');
    expect(said).toContain('history.json has the format phasegate.history/99');
    expect(said).toContain('governance.json');
  });

  test('a damaged history leaves the 24 hours of the analysis, and says so', async () => {
    await leave('state/analyzer/history.json', '{"schema":"phasegate.history/1","digest":"x","history":{}}');
    expect(await read()).toEqual({ history: [], batches: [], ticks: [] });
    expect(warnings.join()).toContain('the dashboard shows 24 hours');
  });
});
