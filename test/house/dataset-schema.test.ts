import { afterEach, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetFile, type DatasetName } from '../../src/domain/observability/datasets/dataset.js';
import { DiskInputTree } from '../../src/io/observability/disk-input-tree.js';
import { FileDatasets } from '../../src/io/observability/read-datasets.js';
import { removeTrees, temporaryTree } from '../io/observability/temporary-tree.js';

afterEach(removeTrees);

const SCHEMA = join(import.meta.dirname, '../../schemas/dashboard_dataset.schema.json');
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
);

const STATE = { ev_global: { alpha: 6, beta: 4, conf: 0.95 }, slip: { a: { narrow: 0.02 } } };
const FILES = {
  'ops/state_archive/orb/USDJPY/20260302_000000.json': JSON.stringify(STATE),
  'ops/state_archive/orb/USDJPY/20260303_000000.json': '{',
  'reports/telemetry.json': '{"execution_health":{"orb":{"slippage_bps":2.5}}}',
  'runs/index.csv':
    'run_id,timestamp,trades,wins,equity\nr1,20260302_141500,0,0,1000\nr2,20260302_141500,1,1,\n',
  'runs/r1/daily.csv': 'date,fills,pnl_pips\n2026-03-01,0,-2\n',
  'rollups.csv':
    'hour_utc,window_end_utc,count,failure_count,failure_rate,p50_ms,p95_ms,p99_ms,max_ms,breach_flag,breach_streak\n' +
    '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,0,0,,,,,,false,0\n' +
    '2026-06-20T01:00:00Z,2026-06-20T02:00:00Z,8,0,0.0,1773.5,3489.45,3644.29,3683.0,true,1\n',
};

test.each(['ev_history', 'slippage', 'turnover', 'latency'] satisfies DatasetName[])(
  'the file of %s satisfies its schema, and with a row of another kind does not',
  async (name) => {
    const datasets = new FileDatasets({
      tree: new DiskInputTree(await temporaryTree(FILES)),
      policy: {
        keepMs: 0,
        evHistory: { files: 'ops/state_archive/**/*.json', newest: 32 },
        slippage: { json: 'reports/telemetry.json' },
        turnover: { index: 'runs/index.csv', daily: 'daily.csv', newest: 9, pnl: 'pnl_pips', pnlValue: 10 },
        latency: true,
        upload: null,
      },
      rollups: 'rollups.csv',
    });
    const { dataset } = await datasets.read(name);
    const isValid = validate(datasetFile(dataset));
    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
    const lists = Object.entries(dataset.rows).map(([list, rows]) => [list, [...rows, {}]] as const);
    expect(validate(datasetFile({ ...dataset, rows: Object.fromEntries(lists) }))).toBe(false);
  },
);
