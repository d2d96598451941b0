import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../src/domain/digest.js';
import { renderArchive, EMPTY_ARCHIVE } from '../../../src/domain/observability/latency/latency-archive.js';
import { lastCompleteWeek } from '../../../src/domain/observability/weekly/week.js';
import { DiskInputTree } from '../../../src/io/observability/disk-input-tree.js';
import { weeklyInputs } from '../../../src/io/observability/weekly-inputs.js';
import {
  INDEX,
  MONDAY,
  NOW,
  referencePolicy,
  SUMMARY,
  WeeklyWorld,
  writeTexts,
} from '../../observability/weekly-world.js';
import { temporaryFolder } from '../../temporary-folder.js';

const policy = await referencePolicy();
const DAILY_FILE = 'runs/USDJPY_conservative_20260623_101500/daily.csv';

/** What one run says, with files changed, removed (null) or linked. */
async function failing(change: (world: WeeklyWorld) => Promise<void>) {
  const world = await WeeklyWorld.make({ policy, url: 'http://127.0.0.1:9' });
  await change(world);
  const { record } = await world.run({ isDryRun: true });
  return { world, code: record.error_code, message: record.error_message, diagnostics: record.diagnostics };
}

const brought = (texts: Readonly<Record<string, string>>) => (world: WeeklyWorld) =>
  writeTexts(world.folder, texts);
const index = (id: string): string =>
  `run_id,timestamp,mode,sharpe,win_rate\n${id},20260623_000000,bold,1,1\n`;

describe('files that are missing', () => {
  test('are all named at once', async () => {
    const { code, message, diagnostics } = await failing(async ({ folder, root }) => {
      await rm(join(folder, 'reports'), { recursive: true });
      await rm(join(folder, DAILY_FILE));
      await rm(join(root, 'ops/signal_latency_rollup.csv'));
    });
    expect(code).toBe('missing_input');
    expect(diagnostics).toMatchObject({
      missing: ['ops/signal_latency_rollup.csv', 'reports/portfolio_summary.json', DAILY_FILE],
      faults: 3,
    });
    for (const file of ['ops/signal_latency_rollup.csv', 'reports/portfolio_summary.json', DAILY_FILE])
      expect(message).toContain(`${file}: the file does not exist`);
  });

  test('come before what is wrong with others, which is told too', async () => {
    const { code, message } = await failing(async (world) => {
      await writeTexts(world.folder, { 'reports/portfolio_summary.json': '{}' });
      await rm(join(world.folder, 'runs'), { recursive: true });
    });
    expect(code).toBe('missing_input');
    expect(message).toMatch(
      /^runs\/index\.csv: the file does not exist; reports\/portfolio_summary\.json .*budget_status has no value/,
    );
  });
});

describe('paths out of the working directory', () => {
  test.each(['../../../etc', '..', '/etc', 'a/../../b', '.', 'a\\..\\..\\b', 'C:'])(
    'a run called %j is refused',
    async (id) => {
      const { code, message } = await failing(brought({ 'runs/index.csv': index(id) }));
      expect(code).toBe('unsafe_path');
      expect(message).toContain('runs/index.csv:2');
      expect(message).toContain('does not stay in runs/');
    },
  );

  test('a run called so in another week is none of the report’s business', async () => {
    const { code } = await failing(
      brought({ 'runs/index.csv': `${INDEX}../../x,,20250101_000000,bold,1,1\n` }),
    );
    expect(code).toBeNull();
  });

  test.each<[string, (folder: string, outside: string) => Promise<void>]>([
    [
      'a run’s folder that is a link',
      async (folder, outside) => {
        await rm(join(folder, 'runs/grid_USDJPY_bold_or4_ktp0.6'), { recursive: true });
        await symlink(outside, join(folder, 'runs/grid_USDJPY_bold_or4_ktp0.6'));
      },
    ],
    [
      'a file that is a link',
      async (folder, outside) => {
        await rm(join(folder, DAILY_FILE));
        await symlink(join(outside, 'daily.csv'), join(folder, DAILY_FILE));
      },
    ],
    [
      'the summary’s folder that is a link',
      async (folder, outside) => {
        await rm(join(folder, 'reports'), { recursive: true });
        await symlink(outside, join(folder, 'reports'));
      },
    ],
  ])('%s is refused, and nothing of what it leads to is read', async (_, link) => {
    const outside = await temporaryFolder();
    await writeTexts(outside, {
      'daily.csv': 'date,fills\n2018-01-01,42424242\n',
      'portfolio_summary.json': JSON.stringify({ ...SUMMARY, secret: 42_424_242 }),
    });
    const { code, message } = await failing(({ folder }) => link(folder, outside));
    expect(code).toBe('unsafe_path');
    expect(message).toContain('leads out of the working directory');
    expect(message).not.toContain('42424242');
  });

  test('a link within it is followed', async () => {
    const { code } = await failing(async ({ folder }) => {
      await mkdir(join(folder, 'elsewhere'));
      await writeTexts(folder, { 'elsewhere/daily.csv': 'date,fills\n2018-01-01,1\n' });
      await rm(join(folder, DAILY_FILE));
      await symlink('../../elsewhere/daily.csv', join(folder, DAILY_FILE));
    });
    expect(code).toBeNull();
  });
});

describe('a file that is no such file', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['reports/portfolio_summary.json', '{"ann@example.com', 'reports/portfolio_summary.json: is no JSON'],
    [
      'reports/portfolio_summary.json',
      new Uint8Array([0x7b, 0xff, 0x7d]),
      'reports/portfolio_summary.json: is no UTF-8',
    ],
    ['runs/index.csv', 'run_id,"a\n', 'runs/index.csv: opens a quote that nothing closes'],
    ['runs/index.csv', '', 'runs/index.csv:1:1 timestamp: there is no such column'],
    [
      DAILY_FILE,
      'date,fills\n2018-01-01,"1,5"\n',
      `${DAILY_FILE}:2:1 fills: "1,5" has a decimal comma; write a decimal point`,
    ],
    [
      'reports/portfolio_summary.json',
      '[]',
      'reports/portfolio_summary.json /category_utilisation/*/budget_status: ',
    ],
  ])('%s is bad_input', async (file, content, said) => {
    const { code, message } = await failing(({ folder }) => writeFile(join(folder, file), content));
    expect(code).toBe('bad_input');
    expect(message).toContain(said);
    expect(message).not.toContain('ann@example.com');
  });

  test('a folder in place of a file is bad_input', async () => {
    const { code, message } = await failing(async ({ folder }) => {
      await rm(join(folder, DAILY_FILE));
      await mkdir(join(folder, DAILY_FILE));
    });
    expect([code, message]).toEqual(['bad_input', `${DAILY_FILE}: is no regular file`]);
  });

  test('a byte order mark is no matter', async () => {
    const { code } = await failing(
      brought({
        'reports/portfolio_summary.json': `\ufeff${JSON.stringify(SUMMARY)}`,
        [DAILY_FILE]: '\ufeffdate,fills\r\n2018-01-01,1\r\n',
      }),
    );
    expect(code).toBeNull();
  });

  test('a summary with fields that nobody asked for is none', async () => {
    const summary = {
      ...SUMMARY,
      later: { deep: [1, { __proto__: null }] },
      category_utilisation: [{ budget_status: 'ok', x: 1 }],
    };
    const { code } = await failing(brought({ 'reports/portfolio_summary.json': JSON.stringify(summary) }));
    expect(code).toBeNull();
  });

  test('a hundred faults are told as twenty, and how many more', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `r${i},20260623_000000,bold,"1,5",1`).join('\n');
    const { code, message, diagnostics } = await failing(
      brought({
        'runs/index.csv': `run_id,timestamp,mode,sharpe,win_rate\n${rows}\n`,
        ...Object.fromEntries(
          Array.from({ length: 100 }, (_, i) => [`runs/r${i}/daily.csv`, 'date,fills\n2018-01-01,1\n']),
        ),
      }),
    );
    expect(code).toBe('bad_input');
    expect(diagnostics).toMatchObject({ faults: 100 });
    expect(message).toMatch(/; and 80 more/);
  });
});

describe('what is hidden', () => {
  test('a field that is not to be shown is named, and its value is not', async () => {
    const hidden = await referencePolicy((text) =>
      text.replace('    keep: 60d\n', '    keep: 60d\n    redact: [win_rate]\n'),
    );
    const world = await WeeklyWorld.make({ policy: hidden, url: 'http://127.0.0.1:9' });
    await writeTexts(world.folder, { 'runs/index.csv': INDEX.replace('0.625', 'acct-7001') });
    const { record } = await world.run({ isDryRun: true });
    expect(record.error_message).toBe(
      'runs/index.csv:3:1 win_rate: the value is not what the policy asks for',
    );
    expect([...world.console.said, ...world.console.summaries].join('\n')).not.toContain('acct-7001');
  });
});

describe('samples that were put away', () => {
  const week = lastCompleteWeek(NOW);
  const read = async (world: WeeklyWorld) => {
    const { weekly } = policy.observability ?? {};
    if (weekly == null) throw new Error('the policy has no weekly report');
    const tree = new DiskInputTree(world.folder);
    const { sections, notes } = await weeklyInputs({ policy, weekly, tree, root: world.root }).read(week);
    const latency = sections['latency'] as { readonly p50_ms: number | null; readonly p95_ms: number | null };
    return { latency: [latency.p50_ms, latency.p95_ms], notes };
  };

  /** Moves all samples but those of the last days to a compressed file, as the archive does. */
  async function rotated(world: WeeklyWorld, jobId = '20260626T000000Z-latency'): Promise<string> {
    const [header = '', ...lines] = (await world.read('ops/signal_latency.csv')).trimEnd().split('\n');
    const old = lines.filter((line) => line < '2026-06-26');
    const left = lines.filter((line) => line >= '2026-06-26');
    const bytes = gzipSync(`${[header, ...old].join('\n')}\n`);
    const path = `ops/signal_latency_archive/2026/06/${jobId}.csv.gz`;
    await mkdir(join(world.root, 'ops/signal_latency_archive/2026/06'), { recursive: true });
    await writeFile(join(world.root, path), bytes);
    const entry = { job_id: jobId, path, sha256: sha256(bytes), row_count: old.length };
    await writeTexts(world.root, {
      'ops/signal_latency_archive/manifest.jsonl': `${JSON.stringify(entry)}\n`,
      'ops/signal_latency.csv': `${[header, ...left].join('\n')}\n`,
    });
    return path;
  }

  test('are read as well', async () => {
    const world = await WeeklyWorld.make({ policy });
    const before = await read(world);
    expect(before.latency).toEqual([expect.any(Number), expect.any(Number)]);
    await rotated(world);
    expect(await read(world)).toEqual(before);
  });

  test('and are damaged or gone leave no percentiles', async () => {
    const world = await WeeklyWorld.make({ policy });
    const path = await rotated(world);
    await writeFile(join(world.root, path), 'no gzip');
    const damaged = await read(world);
    expect(damaged.latency).toEqual([null, null]);
    expect(damaged.notes[0]).toContain(`${path} cannot be read`);
    await rm(join(world.root, path));
    expect((await read(world)).notes[0]).toBe(`${path} cannot be read: ENOENT`);
  });

  test('and are still where they were, since the archive was killed at it, count once', async () => {
    const world = await WeeklyWorld.make({ policy });
    const text = await world.read('ops/signal_latency.csv');
    const before = await read(world);
    const path = await rotated(world);
    const rows = text.trimEnd().split('\n').length - 1;
    const archive = {
      ...EMPTY_ARCHIVE,
      until: MONDAY + 7 * 86_400_000,
      samples: { bytes: Buffer.byteLength(text), rows },
      intent: { kind: 'rotate' as const, jobId: '20260626T000000Z-latency', path },
    };
    await writeTexts(world.root, {
      'ops/signal_latency.csv': text,
      'ops/latency_archive.json': renderArchive(archive),
    });
    expect(await read(world)).toEqual(before);
  });

  test('before the week are not looked at', async () => {
    const world = await WeeklyWorld.make({ policy });
    const before = await read(world);
    const path = 'ops/signal_latency_archive/2026/06/20260620T000000Z-latency.csv.gz';
    const entry = { job_id: '20260620T000000Z-latency', path, sha256: sha256(''), row_count: 1 };
    await writeTexts(world.root, {
      'ops/signal_latency_archive/manifest.jsonl': `${JSON.stringify(entry)}\n`,
    });
    expect(await read(world)).toEqual(before);
  });

  test('and what was cut off in the writing does not count', async () => {
    const world = await WeeklyWorld.make({ policy });
    const before = await read(world);
    const text = await world.read('ops/signal_latency.csv');
    const samples = { bytes: Buffer.byteLength(text), rows: text.trimEnd().split('\n').length - 1 };
    await writeTexts(world.root, {
      'ops/signal_latency.csv': `${text}2026-06-28T23:30:00Z,router,9999,5,success,\n2026-06-28T23:3`,
      'ops/latency_archive.json': renderArchive({
        ...EMPTY_ARCHIVE,
        until: MONDAY + 7 * 86_400_000,
        samples,
      }),
    });
    expect(await read(world)).toEqual(before);
  });
});
