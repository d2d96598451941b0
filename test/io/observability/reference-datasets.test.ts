import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetName } from '../../../src/domain/observability/datasets/dataset.js';
import { DiskInputTree } from '../../../src/io/observability/disk-input-tree.js';
import { FileDatasets } from '../../../src/io/observability/read-datasets.js';
import { readCsv } from '../../../src/io/observability/read-csv.js';

/** Inputs of a real repository, and what another program computes from them; not a part of this repository. */
const DATA = join(import.meta.dirname, '../../../../shared/data/observability');
const isThere = existsSync(DATA);
const TOLERANCE = 1e-9;

if (!isThere) console.warn(`skipped: ${DATA} is not there, so the datasets are not held against its figures`);

type Row = Readonly<Record<string, unknown>>;

function expectedFile(name: string): Readonly<Record<string, readonly Row[]>> {
  return JSON.parse(readFileSync(join(DATA, 'expected', name), 'utf8')) as Record<string, readonly Row[]>;
}

async function ours(name: DatasetName): Promise<Readonly<Record<string, readonly Row[]>>> {
  const datasets = new FileDatasets({
    tree: new DiskInputTree(DATA),
    policy: {
      keepMs: 0,
      evHistory: { files: 'ops/state_archive/**/*.json', newest: 32 },
      slippage: { json: 'reports/telemetry.json' },
      turnover: {
        index: 'runs/index.csv',
        daily: 'daily.csv',
        newest: 1_000,
        pnl: 'pnl_pips',
        pnlValue: null,
      },
      latency: true,
      upload: null,
    },
    rollups: 'expected/signal_latency_rollup.csv',
  });
  const { dataset } = await datasets.read(name);
  expect(dataset.leftOut).toEqual([]);
  return dataset.rows;
}

/** Two values alike: numbers to 1e-9 of the larger, everything else exactly. */
function expectNear(actual: unknown, expected: unknown, place: string): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const error =
      Math.abs(actual - expected) / Math.max(Math.abs(actual), Math.abs(expected), Number.MIN_VALUE);
    expect({ place, isNear: actual === expected || error <= TOLERANCE }).toEqual({ place, isNear: true });
  } else if (typeof expected === 'object' && expected !== null) {
    expect({ place, keys: Object.keys(actual as Row).sort() }).toEqual({
      place,
      keys: Object.keys(expected).sort(),
    });
    for (const [key, value] of Object.entries(expected))
      expectNear((actual as Row)[key], value, `${place}.${key}`);
  } else expect({ place, value: actual }).toEqual({ place, value: expected });
}

function pick(row: Row, names: Readonly<Record<string, string>>): Row {
  return Object.fromEntries(Object.entries(names).map(([theirs, own]) => [theirs, row[own]]));
}

const same = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

(isThere ? describe : describe.skip)('the figures of another implementation', () => {
  test('ev_history: all 24 states', async () => {
    const names = {
      ...same(['timestamp', 'decay', 'confidence', 'win_rate_mean', 'win_rate_lcb']),
      alpha: 'ev_alpha',
      beta: 'ev_beta',
    };
    const { rows = [] } = await ours('ev_history');
    const { rows: expected = [] } = expectedFile('ev_history.json');
    expect(expected).toHaveLength(24);
    expectNear(
      rows.map((row) => pick(row, names)),
      expected,
      'rows',
    );
    expect(new Set(rows.map((row) => `${String(row['strategy'])} ${String(row['symbol'])}`))).toEqual(
      new Set(['day_orb_5m.DayORB5m USDJPY']),
    );
  });

  test('slippage: 24 states and both strategies', async () => {
    const { state = [], execution = [] } = await ours('slippage');
    const expected = expectedFile('slippage.json');
    const states = state.map((row) => ({
      ...pick(row, same(['timestamp', 'coefficients', 'ewma_alpha', 'curve'])),
      source: 'state_archive',
    }));
    expectNear(states, expected['state'], 'state');
    expect(expected['execution']).toHaveLength(2);
    const measured = execution.map((row) => ({
      coefficients: pick(row, same(['slippage_bps', 'reject_rate'])),
      source: `execution:${String(row['strategy'])}`,
    }));
    // Their times are those of files.
    const theirs = (expected['execution'] ?? []).map((row) => pick(row, same(['coefficients', 'source'])));
    expectNear(measured, theirs, 'execution');
  });

  test('turnover: all 40 runs', async () => {
    const { rows = [] } = await ours('turnover');
    const { rows: expected = [] } = expectedFile('turnover.json');
    expect(expected).toHaveLength(40);
    expectNear(
      rows.map((row) => pick(row, same(Object.keys(expected[0] ?? {})))),
      expected,
      'rows',
    );
  });

  test('latency: all 168 hours as they stand in the rollups', async () => {
    const { rows = [] } = await ours('latency');
    const table = readCsv('', readFileSync(join(DATA, 'expected/signal_latency_rollup.csv'), 'utf8'));
    if (typeof table === 'string') throw new Error(table);
    const typed = table.rows.map(({ values }) =>
      Object.fromEntries<unknown>(
        Object.entries(values).map(([name, text]) => {
          if (name.endsWith('_utc')) return [name, text];
          return [name, name === 'breach_flag' ? text === 'true' : Number(text)];
        }),
      ),
    );
    expect(typed).toHaveLength(168);
    expectNear(rows, typed, 'rows');
  });
});
