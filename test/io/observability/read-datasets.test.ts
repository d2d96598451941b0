import { afterEach, describe, expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetName } from '../../../src/domain/observability/datasets/dataset.js';
import type { DashboardPolicy } from '../../../src/domain/observability/observability-policy.js';
import { sha256 } from '../../../src/domain/digest.js';
import { sourceHash } from '../../../src/domain/observability/source-hash.js';
import { DiskInputTree } from '../../../src/io/observability/disk-input-tree.js';
import { FileDatasets } from '../../../src/io/observability/read-datasets.js';
import { DAY } from '../../../src/domain/time.js';
import { removeTrees, temporaryTree } from './temporary-tree.js';

afterEach(removeTrees);

const POLICY: DashboardPolicy = {
  keepMs: 56 * DAY,
  evHistory: { files: 'ops/state_archive/**/*.json', newest: 2 },
  slippage: { json: 'reports/telemetry.json' },
  turnover: { index: 'runs/index.csv', daily: 'daily.csv', newest: 1_000, pnl: 'pnl_pips', pnlValue: null },
  latency: true,
  upload: null,
};
const ROLLUPS = 'obs/ops/signal_latency_rollup.csv';
const ARCHIVES = 'ops/state_archive/orb/USDJPY';
const STATE = JSON.stringify({ ev_global: { alpha: 6, beta: 4, conf: 0.95 }, slip: { a: { narrow: 0.02 } } });
const INDEX = 'run_id,run_dir,timestamp,trades,wins\n';
const DAYS = 'date,fills\n2026-03-01,2\n2026-03-02,0\n';

async function read(
  name: DatasetName,
  files: Readonly<Record<string, string | Uint8Array>>,
  policy: DashboardPolicy = POLICY,
) {
  const tree = new DiskInputTree(await temporaryTree(files));
  return new FileDatasets({ tree, policy, rollups: ROLLUPS }).read(name);
}

describe('the datasets that a policy asks for', () => {
  test.each([
    ['all of them', POLICY, ['ev_history', 'slippage', 'turnover', 'latency']],
    ['one', { ...POLICY, evHistory: null, slippage: null, latency: false }, ['turnover']],
  ])('%s', async (_, policy, names) => {
    const tree = new DiskInputTree(await temporaryTree());
    expect(new FileDatasets({ tree, policy, rollups: ROLLUPS }).names).toEqual(names);
  });
});

describe('ev_history from files', () => {
  test('is of the newest, with what they held', async () => {
    const files = {
      [`${ARCHIVES}/20260301_000000.json`]: STATE,
      [`${ARCHIVES}/20260302_000000.json`]: `\ufeff${STATE}`,
      [`${ARCHIVES}/20260303_000000.json`]: '{"ev_global":',
    };
    const { dataset, inputs } = await read('ev_history', files);
    expect(dataset.rows['rows']?.map((row) => row['timestamp'])).toEqual(['2026-03-02T00:00:00Z']);
    expect(dataset.older).toBe(1);
    expect(dataset.leftOut).toEqual([
      { file: `${ARCHIVES}/20260303_000000.json`, line: 0, reason: 'is no JSON' },
    ]);
    expect(inputs).toEqual([
      { path: `${ARCHIVES}/20260302_000000.json`, sha256: sha256(`\ufeff${STATE}`) },
      { path: `${ARCHIVES}/20260303_000000.json`, sha256: sha256('{"ev_global":') },
    ]);
  });

  test('leaves out what is no UTF-8 and what is too large', async () => {
    const files = {
      [`${ARCHIVES}/20260301_000000.json`]: new Uint8Array([0x7b, 0xff, 0x7d]),
      [`${ARCHIVES}/20260302_000000.json`]: ' '.repeat(2 ** 20 + 1),
    };
    const { dataset } = await read('ev_history', files);
    expect(dataset.leftOut.map(({ reason }) => reason)).toEqual([
      'is no UTF-8',
      'is larger than 1048576 bytes',
    ]);
  });

  test('is refused where there is no archive, with what lies there', async () => {
    await expect(read('ev_history', {})).rejects.toMatchObject({
      code: 'missing_input',
      message: 'no file is called ops/state_archive/**/*.json; make one, or correct the policy',
    });
  });
});

describe('slippage from files', () => {
  const telemetry = '{"execution_health":{"orb":{"slippage_bps":2.5}}}';

  test('has the states of the archives too', async () => {
    const { dataset } = await read('slippage', {
      'reports/telemetry.json': telemetry,
      [`${ARCHIVES}/20260301_000000.json`]: STATE,
    });
    expect(dataset.rows['execution']).toHaveLength(1);
    expect(dataset.rows['state']).toHaveLength(1);
  });

  test('needs no archives where the policy names none', async () => {
    const { dataset } = await read(
      'slippage',
      { 'reports/telemetry.json': telemetry },
      { ...POLICY, evHistory: null },
    );
    expect(dataset.rows['state']).toEqual([]);
  });

  test.each([
    ['is not there', {}, 'missing_input'],
    ['is no JSON', { 'reports/telemetry.json': '{' }, 'schema_validation_failed'],
    ['is no object', { 'reports/telemetry.json': '[]' }, 'schema_validation_failed'],
  ])('is refused where the telemetry %s', async (_, files, code) => {
    await expect(read('slippage', files)).rejects.toMatchObject({ code });
  });
});

describe('turnover from files', () => {
  test.each([
    ['plain', `${INDEX}r1,runs/r1,20260302_141500,4,3\n`],
    [
      'with a byte order mark and CRLF',
      `\ufeff${INDEX}r1,runs/r1,20260302_141500,4,3\n`.replaceAll('\n', '\r\n'),
    ],
    ['quoted', `${INDEX}"r1","runs/r1","20260302_141500","4","3"\n`],
    ['reordered and with more', 'x,wins,trades,timestamp,run_dir,run_id\n,3,4,20260302_141500,runs/r1,r1\n'],
  ])('is the same from an index that is %s', async (_, index) => {
    const { dataset, inputs } = await read('turnover', {
      'runs/index.csv': index,
      'runs/r1/daily.csv': `\ufeff${DAYS}`.replaceAll('\n', '\r\n'),
    });
    expect(dataset.leftOut).toEqual([]);
    expect(dataset.rows['rows']).toMatchObject([
      { run_id: 'r1', win_rate: 0.75, avg_trades_per_day: 1, avg_trades_active_day: 2 },
    ]);
    expect(inputs.map(({ path }) => path)).toEqual(['runs/index.csv', 'runs/r1/daily.csv']);
  });

  test('of an index without a run has no row', async () => {
    const { dataset } = await read('turnover', { 'runs/index.csv': INDEX });
    expect(dataset).toMatchObject({ rows: { rows: [] }, leftOut: [] });
  });

  test('leaves out a run without a file of days, and knows that it looked', async () => {
    const { dataset, inputs } = await read('turnover', {
      'runs/index.csv': `${INDEX}r1,,20260302_141500,4,3\nr2,,20260302_141501,4,3\n`,
      'runs/r2/daily.csv': DAYS,
    });
    expect(dataset.rows['rows']?.map((row) => row['run_id'])).toEqual(['r2']);
    expect(dataset.leftOut).toEqual([
      {
        file: 'runs/r1/daily.csv',
        line: 0,
        reason: 'is missing, so run "r1" of runs/index.csv:2 is left out',
      },
    ]);
    expect(inputs).toContainEqual({ path: 'runs/r1/daily.csv', sha256: null });
  });

  test('leaves out a run whose days are no CSV', async () => {
    const { dataset } = await read('turnover', {
      'runs/index.csv': `${INDEX}r1,,20260302_141500,4,3\n`,
      'runs/r1/daily.csv': 'date,fills\n"2026-03-01,2\n',
    });
    expect(dataset.leftOut[0]?.reason).toMatch(/^opens a quote that nothing closes, so run "r1"/);
  });

  test.each([
    ['is not there', {}, 'missing_input', 'runs/index.csv does not exist'],
    ['is empty', { 'runs/index.csv': '' }, 'schema_validation_failed', 'run_id, timestamp, trades, wins'],
    [
      'lacks columns',
      { 'runs/index.csv': 'run_id,run_id,timestamp,wins\n' },
      'schema_validation_failed',
      'runs/index.csv does not have the column run_id, trades once',
    ],
    [
      'is no CSV',
      { 'runs/index.csv': `${INDEX}"r1,,20260302_141500,4,3\n` },
      'schema_validation_failed',
      'runs/index.csv opens a quote that nothing closes',
    ],
    [
      'names folders outside its own',
      {
        'runs/index.csv': `${INDEX}${['../x', '/x', 'x', 'runs', 'runs/../x', 'a', 'b'].map((dir, i) => `r${i},${dir},20260302_141500,1,1\n`).join('')}`,
      },
      'unsafe_path',
      'runs/index.csv:2 names the run folder "../x"; runs/index.csv:3 names the run folder "/x"; runs/index.csv:4 names the run folder "x"; runs/index.csv:5 names the run folder "runs"; runs/index.csv:6 names the run folder "runs/../x", and 2 more: a run\'s folder must lie in the folder of the index',
    ],
  ])('is refused where the index %s', async (_, files, code, message) => {
    await expect(read('turnover', files)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as unknown,
    });
  });

  test('is refused where a run’s folder is a link out of the tree', async () => {
    const outside = await temporaryTree({ 'daily.csv': DAYS });
    const root = await temporaryTree({ 'runs/index.csv': `${INDEX}r1,,20260302_141500,4,3\n` });
    await symlink(outside, join(root, 'runs/r1'));
    const datasets = new FileDatasets({ tree: new DiskInputTree(root), policy: POLICY, rollups: ROLLUPS });
    await expect(datasets.read('turnover')).rejects.toMatchObject({ code: 'unsafe_path' });
  });
});

describe('latency from files', () => {
  test.each([
    ['are not there', {}, 'missing_input'],
    ['lack columns', { [ROLLUPS]: 'hour_utc,count\n' }, 'schema_validation_failed'],
  ])('is refused where the rollups %s', async (_, files, code) => {
    await expect(read('latency', files)).rejects.toMatchObject({ code });
  });
});

describe('the hash of the sources', () => {
  const a = { path: 'a', sha256: sha256('1') };
  const b = { path: 'b', sha256: null };

  test('is the same in whatever order they were read', () => {
    expect(sourceHash([a, b])).toBe(sourceHash([b, a]));
  });

  test.each([
    ['what one holds', [{ ...a, sha256: sha256('2') }, b]],
    ['what one is called', [{ ...a, path: 'c' }, b]],
    ['that one is there', [a, { ...b, sha256: sha256('') }]],
    ['that one was looked for', [a]],
  ])('tells %s', (_, inputs) => {
    expect(sourceHash(inputs)).not.toBe(sourceHash([a, b]));
  });
});
