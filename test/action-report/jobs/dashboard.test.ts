import { afterEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dashboardJob } from '../../../action-report/src/jobs/dashboard.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { DAY, HOUR } from '../../../src/domain/time.js';
import { verifyDashboard } from '../../../src/io/observability/verify-dashboard.js';
import { removeTrees, temporaryTree } from '../../io/observability/temporary-tree.js';
import { dashboardWorld, datasetsOf, START, type DashboardWorld } from './dashboard-world.js';

afterEach(removeTrees);

const MISSING = new JobError('missing_input', 'runs/index.csv does not exist');
const BOTH = { slippage: 1, turnover: 2 };

async function failureOf(done: Promise<unknown>): Promise<JobError> {
  const error = await done.then(
    () => null,
    (fault: unknown) => fault,
  );
  if (!(error instanceof JobError)) throw new Error(`no JobError: ${String(error)}`);
  return error;
}

const textOf = (world: DashboardWorld, path: string): Promise<string> => readFile(world.path(path), 'utf8');

describe('an export', () => {
  test('writes the datasets, their manifest and a bundle of the history', async () => {
    const world = await dashboardWorld();
    const result = await world.run(BOTH, START);
    expect(result).toMatchObject({
      status: 'ok',
      artefacts: [
        'out/dashboard/slippage.json',
        'out/dashboard/turnover.json',
        'out/dashboard/manifest.json',
      ],
      diagnostics: {
        datasets: {
          slippage: { rows: 1, left_out: 0, older: 0, sequence: 1 },
          turnover: { rows: 2, left_out: 0, older: 0, sequence: 1 },
        },
      },
      heartbeat: { datasets: { slippage: 'ok', turnover: 'ok' } },
    });
    expect(await readdir(world.path('ops/dashboard_export_history'))).toEqual(['20260302T003000Z-dashboard']);
    expect(await readdir(world.path('ops/dashboard_export_history/20260302T003000Z-dashboard'))).toEqual([
      'manifest.json',
      'slippage.json.gz',
      'turnover.json.gz',
    ]);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('writes a manifest that satisfies its schema', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../schemas/dashboard_manifest.schema.json'), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: true, allowUnionTypes: true, keywords: ['x-expected'] }).compile(
      schema,
    );
    validate(await world.manifest());
    expect(validate.errors ?? []).toEqual([]);
  });

  test('gives the next numbers, also where nothing changed, and then the same bytes', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    const before = await textOf(world, 'out/dashboard/turnover.json');
    await world.run(BOTH, START + HOUR);
    expect(await world.sequences()).toEqual({ slippage: 2, turnover: 2 });
    expect(await textOf(world, 'out/dashboard/turnover.json')).toBe(before);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('of the same second as another one is kept beside it', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    await world.run(BOTH, START);
    expect(await readdir(world.path('ops/dashboard_export_history'))).toEqual([
      '20260302T003000Z-dashboard',
      '20260302T003000Z-dashboard.2',
    ]);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('that leaves something out is a warning that says what', async () => {
    const world = await dashboardWorld();
    const leftOut = Array.from({ length: 12 }, (_, i) => ({
      file: 'runs/index.csv',
      line: i,
      reason: 'is odd',
    }));
    const result = await world.run({}, START, { datasets: datasetsOf({ turnover: 1 }, leftOut) });
    expect(result).toMatchObject({ status: 'warning', heartbeat: { datasets: { turnover: 'warning' } } });
    expect(world.console.said).toContain('warning: turnover: runs/index.csv:9 is odd');
    expect(world.console.said).toContain('warning: turnover: runs/index.csv is odd');
    expect(world.console.said).toContain('warning: turnover: 2 more were left out');
    expect(world.console.said).toHaveLength(11);
  });

  test('is due once a UTC day', async () => {
    const { bundles } = await dashboardWorld();
    const due = (last: string | null, now: string) =>
      dashboardJob({
        bundles,
        datasets: datasetsOf({}),
        keepMs: DAY,
        command: 'x',
        commitSha: null,
        upload: null,
        heartbeat: async () => ({
          kind: 'heartbeat',
          heartbeat: {
            schema: 'phasegate.heartbeat/1',
            job_id: 'x',
            generated_at: now,
            last_success_at: last,
            last_failure: null,
          },
        }),
      }).isDue(Date.parse(now));
    expect(await due(null, '2026-03-02T00:00:00Z')).toBe(true);
    expect(await due('2026-03-02T00:00:00Z', '2026-03-02T23:59:59Z')).toBe(false);
    expect(await due('2026-03-02T23:59:59Z', '2026-03-03T00:00:00Z')).toBe(true);
  });
});

describe('a dataset that cannot be made', () => {
  test('does not stop the others, and stays as it was', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    const error = await failureOf(world.run({ slippage: 3, turnover: MISSING }, START + DAY));
    expect(error).toMatchObject({
      code: 'missing_input',
      message: 'turnover: runs/index.csv does not exist',
      artefacts: ['out/dashboard/slippage.json', 'out/dashboard/manifest.json'],
      heartbeat: { datasets: { slippage: 'ok', turnover: 'error' } },
      diagnostics: {
        datasets: {
          slippage: { rows: 3, sequence: 2 },
          turnover: { error_code: 'missing_input', error_message: 'runs/index.csv does not exist' },
        },
      },
    });
    expect(await world.sequences()).toEqual({ slippage: 2, turnover: 1 });
    expect((await world.manifest())?.datasets[1]?.job_id).toBe('20260302T003000Z-dashboard');
    expect(await verifyDashboard(world.root)).toEqual([]);
    await world.run(BOTH, START + 2 * DAY);
    expect(await world.sequences()).toEqual({ slippage: 3, turnover: 2 });
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('is put back from the history where its file was edited', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    const before = await textOf(world, 'out/dashboard/turnover.json');
    await writeFile(world.path('out/dashboard/turnover.json'), '{}');
    const error = await failureOf(world.run({ slippage: 3, turnover: MISSING }, START + DAY));
    expect(error.diagnostics['notes']).toEqual([
      'turnover.json was not what its manifest says, and is put back from the history',
    ]);
    expect(await textOf(world, 'out/dashboard/turnover.json')).toBe(before);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('whose file is lost for good is said to be', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    await rm(world.path('out/dashboard/turnover.json'));
    await rm(world.path('ops/dashboard_export_history'), { recursive: true });
    const error = await failureOf(world.run({ slippage: 3, turnover: MISSING }, START + DAY));
    expect(error.diagnostics['notes']).toEqual([
      'turnover.json is not what its manifest says, and the history has it nowhere',
    ]);
    expect((await verifyDashboard(world.root)).map(({ what }) => what)).toContain(
      'is missing; manifest.json names it',
    );
  });

  test('names the first of several, and all in words; nothing is written where none can be made', async () => {
    const world = await dashboardWorld();
    const unsafe = new JobError('unsafe_path', 'it leads out');
    const error = await failureOf(world.run({ slippage: MISSING, turnover: unsafe }, START));
    expect(error).toMatchObject({
      code: 'missing_input',
      message: 'slippage: runs/index.csv does not exist; turnover: it leads out',
      heartbeat: { datasets: { slippage: 'error', turnover: 'error' } },
      artefacts: [],
    });
    expect(await readdir(world.root)).toEqual([]);
  });

  test('by a fault of the program is an internal error, and the others are made', async () => {
    const world = await dashboardWorld();
    const datasets = datasetsOf(BOTH);
    const read: typeof datasets.read = async (name) => {
      if (name === 'slippage') throw new RangeError('oops');
      return datasets.read(name);
    };
    const error = await failureOf(world.run({}, START, { datasets: { ...datasets, read } }));
    expect(error).toMatchObject({ code: 'internal_error', message: 'slippage: oops' });
    expect(await world.sequences()).toEqual({ turnover: 1 });
  });
});

describe('a dataset that the policy asks for no more', () => {
  test('leaves the bundle, and has its next number when it is asked for again', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    await world.run({ slippage: 1 }, START + DAY);
    expect(await world.sequences()).toEqual({ slippage: 2 });
    expect((await world.manifest())?.issued).toEqual({ slippage: 2, turnover: 1 });
    expect(await readdir(world.path('out/dashboard'))).toEqual(['manifest.json', 'slippage.json']);
    await world.run(BOTH, START + 2 * DAY);
    expect(await world.sequences()).toEqual({ slippage: 3, turnover: 2 });
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('other files that lie there are nobody’s to remove, and verification names them', async () => {
    const world = await dashboardWorld();
    await mkdir(world.path('out/dashboard'), { recursive: true });
    await writeFile(world.path('out/dashboard/index.html'), 'mine');
    await world.run(BOTH, START);
    expect(await textOf(world, 'out/dashboard/index.html')).toBe('mine');
    expect(await verifyDashboard(world.root)).toMatchObject([
      { file: 'out/dashboard/index.html', what: 'is not named in manifest.json' },
    ]);
  });
});

describe('a manifest', () => {
  test('of a newer version stops the export before anything is touched', async () => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    const newer = '{"schema":"phasegate.dashboard-manifest/2"}';
    await writeFile(world.path('out/dashboard/manifest.json'), newer);
    await writeFile(world.path('out/dashboard/left.tmp'), '');
    const before = await readdir(world.root, { recursive: true });
    const error = await failureOf(world.run({ slippage: 5 }, START + DAY));
    expect(error).toMatchObject({
      code: 'unsupported_schema_version',
      message: expect.stringContaining('is phasegate.dashboard-manifest/2') as unknown,
    });
    expect(await readdir(world.root, { recursive: true })).toEqual(before);
    expect(await textOf(world, 'out/dashboard/manifest.json')).toBe(newer);
  });

  test.each([
    [
      'that is broken',
      (path: string) => writeFile(path, '{'),
      'the manifest was broken (is no JSON); it goes on from 20260303T003000Z-dashboard of the history',
    ],
    [
      'that went away',
      (path: string) => rm(path),
      'the manifest was missing; it goes on from 20260303T003000Z-dashboard of the history',
    ],
  ])('%s is made anew from the history, and no number is given twice', async (_, damage, note) => {
    const world = await dashboardWorld();
    await world.run(BOTH, START);
    await world.run(BOTH, START + DAY);
    await damage(world.path('out/dashboard/manifest.json'));
    const result = await world.run(BOTH, START + 2 * DAY);
    expect(result).toMatchObject({ status: 'warning', diagnostics: { notes: [note] } });
    expect(await world.sequences()).toEqual({ slippage: 3, turnover: 3 });
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('that is a symbolic link out of the tree is not read, and is replaced', async () => {
    const world = await dashboardWorld();
    const outside = await temporaryTree({ 'manifest.json': 'secret' });
    await mkdir(world.path('out/dashboard'), { recursive: true });
    await symlink(join(outside, 'manifest.json'), world.path('out/dashboard/manifest.json'));
    expect((await world.run(BOTH, START)).status).toBe('warning');
    expect(await readFile(join(outside, 'manifest.json'), 'utf8')).toBe('secret');
    expect(await verifyDashboard(world.root)).toEqual([]);
  });
});

describe('the history', () => {
  const HISTORY = 'ops/dashboard_export_history';
  const ARCHIVE = 'ops/dashboard_export_archive_manifest.json';

  async function weeks(count: number): Promise<DashboardWorld> {
    const world = await dashboardWorld();
    for (let week = 0; week < count; week += 1) await world.run({ turnover: week }, START + 7 * week * DAY);
    return world;
  }

  test('holds eight weeks; what is older is removed, and remembered', async () => {
    const world = await weeks(11);
    const folders = await readdir(world.path(HISTORY));
    expect(folders).toHaveLength(9);
    expect(folders[0]).toBe('20260316T003000Z-dashboard');
    const archive = JSON.parse(await textOf(world, ARCHIVE)) as { entries: { folder: string }[] };
    expect(archive.entries.map(({ folder }) => folder)).toEqual([
      '20260302T003000Z-dashboard',
      '20260309T003000Z-dashboard',
    ]);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('keeps the last bundle however old it is', async () => {
    const world = await weeks(1);
    await failureOf(world.run({ turnover: MISSING }, START + 400 * DAY));
    expect(await readdir(world.path(HISTORY))).toHaveLength(1);
    await world.run({ turnover: 1 }, START + 401 * DAY);
    expect(await readdir(world.path(HISTORY))).toEqual(['20270407T003000Z-dashboard']);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('loses nothing where the archive’s manifest cannot be written on', async () => {
    const world = await weeks(9);
    await writeFile(world.path(ARCHIVE), '{');
    const result = await world.run({ turnover: 1 }, START + 63 * DAY);
    expect(result).toMatchObject({
      status: 'warning',
      diagnostics: { notes: ['nothing is removed from the history: its archive’s manifest is no JSON'] },
    });
    expect(await readdir(world.path(HISTORY))).toHaveLength(10);
    expect(await verifyDashboard(world.root)).toMatchObject([
      { file: ARCHIVE, what: 'is no JSON', code: 'schema_validation_failed' },
    ]);
  });

  test('that was lost is begun anew, and the numbers go on', async () => {
    const world = await weeks(11);
    await rm(world.path(HISTORY), { recursive: true });
    await world.run({ turnover: 1 }, START + 77 * DAY);
    expect(await world.sequences()).toEqual({ turnover: 12 });
    await rm(world.path(HISTORY), { recursive: true });
    await rm(world.path('out'), { recursive: true });
    await world.run({ turnover: 1 }, START + 84 * DAY);
    // Nothing tells of the later ones any more.
    expect(await world.sequences()).toEqual({ turnover: 3 });
  });
});

describe('verification names', () => {
  async function twoDays(): Promise<DashboardWorld> {
    const world = await dashboardWorld();
    for (let day = 0; day < 3; day += 1) await world.run({ turnover: day }, START + day * DAY);
    return world;
  }
  const OLD = 'ops/dashboard_export_history/20260303T003000Z-dashboard';

  test.each([
    [
      'a dataset that was edited',
      (world: DashboardWorld) => writeFile(world.path('out/dashboard/turnover.json'), '{}'),
      [['out/dashboard/turnover.json', null]],
    ],
    [
      'a manifest that was broken',
      (world: DashboardWorld) => writeFile(world.path('out/dashboard/manifest.json'), 'x'),
      [['out/dashboard/manifest.json', 'schema_validation_failed']],
    ],
    [
      'a bundle of the history that was edited',
      (world: DashboardWorld) => writeFile(world.path(OLD, 'turnover.json.gz'), 'x'),
      [[`${OLD}/turnover.json`, null]],
    ],
    [
      'a bundle that was taken out of the history',
      (world: DashboardWorld) => rm(world.path(OLD), { recursive: true }),
      [['ops/dashboard_export_history/20260304T003000Z-dashboard/manifest.json', 'sequence_gap']],
    ],
    [
      'a folder that is no bundle',
      (world: DashboardWorld) => mkdir(world.path('ops/dashboard_export_history/notes')),
      [['ops/dashboard_export_history/notes', null]],
    ],
  ])('%s', async (_, damage, expected) => {
    const world = await twoDays();
    expect(await verifyDashboard(world.root)).toEqual([]);
    await damage(world);
    const findings = await verifyDashboard(world.root);
    expect(findings.map(({ file, code }) => [file, code])).toEqual(expected);
  });

  test('nothing where no job ever made datasets', async () => {
    expect(await verifyDashboard((await dashboardWorld()).root)).toEqual([]);
  });
});

describe('an upload', () => {
  test('that succeeds is said nothing of', async () => {
    const world = await dashboardWorld();
    const upload = () => Promise.resolve({ kind: 'done', output: 'fine' } as const);
    expect((await world.run(BOTH, START, { upload })).status).toBe('ok');
  });

  test('that fails leaves the bundle committed, and says how it ended', async () => {
    const world = await dashboardWorld();
    const upload = () =>
      Promise.resolve({ kind: 'failed', why: 'ended with 3', output: 'no bucket' } as const);
    expect(await failureOf(world.run(BOTH, START, { upload }))).toMatchObject({
      code: 'upload_failed',
      message: 'the upload’s command ended with 3; the datasets stay in out/dashboard',
      diagnostics: { upload: { why: 'ended with 3', output: 'no bucket' } },
      heartbeat: { datasets: { slippage: 'ok', turnover: 'ok' } },
    });
    expect(await world.sequences()).toEqual({ slippage: 1, turnover: 1 });
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('is tried also where one dataset could not be made, and both are told', async () => {
    const world = await dashboardWorld();
    const upload = () => Promise.resolve({ kind: 'failed', why: 'ended with 3', output: '' } as const);
    const error = await failureOf(world.run({ slippage: 1, turnover: MISSING }, START, { upload }));
    expect(error).toMatchObject({
      code: 'missing_input',
      diagnostics: {
        upload: { why: 'ended with 3' },
        datasets: { turnover: { error_code: 'missing_input' } },
      },
    });
  });
});
