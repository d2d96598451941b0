import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { ClosedHour } from '../../../src/domain/observability/latency/add-hours.js';
import { parseManifest } from '../../../src/domain/observability/latency/archive-manifest.js';
import { SAMPLE_HEADER } from '../../../src/domain/observability/latency/latency-sample.js';
import { DAY, HOUR, MINUTE } from '../../../src/domain/time.js';
import validate from '../../../src/generated/validate-signal-latency-archive.js';
import { LatencyStore, type LatencyStoreOptions } from '../../../src/io/observability/latency-store.js';
import { LOG_FILES, type LogFiles } from '../../../src/io/observability/log-files.js';
import { closedHour, DAY_ONE, hourOf, signalRules } from '../../observability/signals.js';
import { temporaryFolder } from '../../temporary-folder.js';

const CSV = 'ops/signal_latency.csv';
const ROLLUPS = 'ops/signal_latency_rollup.csv';
const STATE = 'ops/latency_archive.json';
const POLICY = { keepSamplesMs: 14 * DAY, keepRollupsMs: 90 * DAY, rotateAtBytes: 10_000_000 };

let root: string;
beforeEach(async () => {
  root = await temporaryFolder();
});

function open(parts: Partial<LatencyStoreOptions> = {}): Promise<LatencyStore> {
  const now = parts.now ?? DAY_ONE + DAY;
  return LatencyStore.open({
    root,
    policy: POLICY,
    rules: signalRules(),
    jobId: '20260621T000000Z-latency',
    ...parts,
    now,
  });
}

/** Adds hours as one job does. */
async function add(
  hours: readonly ClosedHour[],
  parts: Partial<LatencyStoreOptions> = {},
): Promise<LatencyStore> {
  const store = await open(parts);
  await store.add(hours);
  return store;
}

const text = (file: string): Promise<string> => readFile(join(root, file), 'utf8');
const hours = (from: number, to: number, latency = 100): ClosedHour[] =>
  Array.from({ length: to - from }, (_, i) => hourOf(from + i, { latency, count: 3 }));
const rowsOf = (csv: string): string[][] => parse(csv, { from: 2 });

describe('the archive of signals', () => {
  test('takes hours job by job, as if one had taken them all', async () => {
    await add(hours(0, 2));
    await add(hours(2, 3));
    await add([]);
    const store = await add(hours(3, 5, 6000));
    const bits = [await text(CSV), await text(ROLLUPS)];
    expect(store.work).toMatchObject({ samplesWritten: 6, notes: [], isDoubtful: false, rotatedTo: null });
    expect(store.work.rollups.map(({ streak }) => streak)).toEqual([1, 2]);
    root = await temporaryFolder();
    await add([...hours(0, 3), ...hours(3, 5, 6000)]);
    expect([await text(CSV), await text(ROLLUPS)]).toEqual(bits);
    expect(rowsOf(bits[0] ?? '')).toHaveLength(15);
    expect(rowsOf(bits[1] ?? '')).toHaveLength(5);
  });

  test('cuts off what an append left that was not committed', async () => {
    await add(hours(0, 2));
    const before = await text(CSV);
    await appendFile(join(root, CSV), '2026-06-20T02:00:00Z,router,"1');
    const store = await add(hours(2, 3));
    expect(store.work.notes).toEqual(['30 bytes of samples did not count and were cut off']);
    expect(store.work.isDoubtful).toBe(false);
    expect((await text(CSV)).startsWith(before)).toBe(true);
    expect(rowsOf(await text(CSV))).toHaveLength(9);
  });

  test('takes hours again whose collector died before it wrote them down, with what came meanwhile', async () => {
    await add(hours(0, 2));
    await add(hours(2, 4));
    const late = hourOf(2, { latency: 100, count: 7 });
    const store = await add([late, ...hours(3, 5)]);
    expect(store.archive).toMatchObject({ until: DAY_ONE + 5 * HOUR, samples: { rows: 3 + 3 + 7 + 3 + 3 } });
    expect(rowsOf(await text(CSV))).toHaveLength(19);
    expect(rowsOf(await text(ROLLUPS)).map(([, , count]) => count)).toEqual(['3', '3', '7', '3', '3']);
  });

  test('passes over hours from a state of the collector that was lost', async () => {
    await add(hours(0, 2));
    await add(hours(2, 4));
    const bits = [await text(CSV), await text(ROLLUPS)];
    const store = await add(hours(1, 4));
    expect([await text(CSV), await text(ROLLUPS)]).toEqual(bits);
    expect(store.work).toMatchObject({ samplesWritten: 0, isDoubtful: false });
  });

  test('names hours that never came', async () => {
    await add(hours(0, 2));
    const { work } = await add(hours(4, 5));
    expect(work).toMatchObject({
      isDoubtful: true,
      notes: ['nothing is known of 2026-06-20T02:00:00Z to 2026-06-20T04:00:00Z'],
    });
  });

  test('quotes what a signal says of itself', async () => {
    const detail = 'no "answer", after\n30 s';
    await add([closedHour(DAY_ONE, [{ ts: DAY_ONE, latency: 30_000, status: 'timeout', detail }])]);
    await add(hours(1, 2));
    expect(rowsOf(await text(CSV))[0]).toEqual([
      '2026-06-20T00:00:00Z',
      'router',
      '30000',
      '35',
      'timeout',
      detail,
    ]);
  });
});

describe('old samples and rollups', () => {
  const policy = { ...POLICY, keepSamplesMs: DAY };

  test('go once a day, and those that are young enough stay as they are', async () => {
    await add(hours(0, 30), { policy, now: DAY_ONE + 30 * HOUR });
    expect(rowsOf(await text(CSV))).toHaveLength(90);
    // The same UTC day: nothing goes.
    await add(hours(30, 32), { policy, now: DAY_ONE + 32 * HOUR });
    expect(rowsOf(await text(CSV))[0]?.[0]).toBe('2026-06-20T00:00:00Z');
    const before = await text(CSV);
    const store = await add(hours(32, 50), { policy, now: DAY_ONE + 50 * HOUR });
    expect(store.work.samplesDropped).toBe(26 * 3);
    const rows = await text(CSV);
    const first = before.indexOf('2026-06-21T02:00:00Z');
    expect(rows.startsWith(SAMPLE_HEADER + before.slice(first))).toBe(true);
    expect(rowsOf(rows)).toHaveLength((50 - 26) * 3);
    expect(store.archive.samples).toEqual({ bytes: Buffer.byteLength(rows), rows: 72 });
  });

  test('all may go', async () => {
    await add(hours(0, 2), { policy, now: DAY_ONE + 2 * HOUR });
    await add(hours(72, 73), { policy, now: DAY_ONE + 73 * HOUR });
    expect(rowsOf(await text(CSV))).toHaveLength(3);
  });

  test('of rollups go when their time is over', async () => {
    const short = { ...POLICY, keepRollupsMs: DAY };
    await add(hours(0, 23), { policy: short, now: DAY_ONE + 23 * HOUR });
    await add(hours(23, 26), { policy: short, now: DAY_ONE + 26 * HOUR });
    const rollups = rowsOf(await text(ROLLUPS));
    expect(rollups[0]?.[0]).toBe('2026-06-20T02:00:00Z');
    expect(rollups).toHaveLength(24);
  });
});

describe('a file of samples that has grown too large', () => {
  const policy = { ...POLICY, rotateAtBytes: 500 };

  test('is put into the archive whole, and begins anew', async () => {
    await add(hours(0, 5), { policy });
    const before = await text(CSV);
    expect(before.length).toBeGreaterThan(500);
    const store = await add(hours(5, 6), { policy });
    const path = 'ops/signal_latency_archive/2026/06/20260621T000000Z-latency.csv.gz';
    expect(store.work.rotatedTo).toBe(path);
    const gzip = await readFile(join(root, path));
    expect(gunzipSync(gzip).toString()).toBe(before);
    const [line] = parseManifest(await text('ops/signal_latency_archive/manifest.jsonl'), validate);
    expect(line).toMatchObject({
      kind: 'entry',
      entry: {
        job_id: '20260621T000000Z-latency',
        path,
        row_count: 15,
        sha256: createHash('sha256').update(gzip).digest('hex'),
      },
    });
    expect(rowsOf(await text(CSV))).toHaveLength(3);
    expect(rowsOf(await text(ROLLUPS))).toHaveLength(6);
  });

  test('does not take the place of one that a job of the same second made', async () => {
    for (const n of [0, 5, 10, 15]) await add(hours(n, n + 5), { policy });
    const lines = parseManifest(await text('ops/signal_latency_archive/manifest.jsonl'), validate);
    const entries = lines.flatMap((one) => (one.kind === 'entry' ? [one.entry] : []));
    expect(entries.map(({ row_count }) => row_count)).toEqual([15, 15, 15]);
    expect(new Set(entries.map(({ path }) => path)).size).toBe(3);
  });
});

describe('what somebody did to the files', () => {
  test('a state that is gone is made from them', async () => {
    await add([...hours(0, 2), ...hours(2, 4, 6000)]);
    const held = (await open()).archive;
    await appendFile(join(root, CSV), '2026-06-20T04:00:00Z,router,1,1,ok,\n2026-06-20T04:01');
    await rm(join(root, STATE));
    const store = await open();
    expect(store.work).toMatchObject({
      isDoubtful: true,
      notes: [
        'the archive begins anew from its files, with 12 samples',
        '52 bytes of samples did not count and were cut off',
      ],
    });
    const { alerts: _, last: __, droppedOn: ___, ...rest } = store.archive;
    expect(held).toMatchObject(rest);
    await store.add(hours(4, 5, 6000));
    expect(store.work.rollups[0]?.streak).toBe(3);
  });

  test('a damaged state is made from them too', async () => {
    await add(hours(0, 2));
    await truncate(join(root, STATE), 40);
    const { work, archive } = await open();
    expect(work.notes[0]).toBe('ops/latency_archive.json was damaged');
    expect(archive.samples.rows).toBe(6);
  });

  test('samples that are missing are said, and no half of one stays', async () => {
    await add(hours(0, 2));
    const { size } = await stat(join(root, CSV));
    await truncate(join(root, CSV), size - 10);
    const store = await open();
    expect(store.work).toMatchObject({
      isDoubtful: true,
      notes: ['missing from ops/signal_latency.csv: 1 sample'],
    });
    await store.add(hours(2, 3));
    expect(rowsOf(await text(CSV))).toHaveLength(8);
  });

  test('a file of samples that is gone is said', async () => {
    await add(hours(0, 2));
    await rm(join(root, CSV));
    const store = await add(hours(2, 3));
    expect(store.work.notes).toEqual(['missing from ops/signal_latency.csv: 6 samples']);
    expect(rowsOf(await text(CSV))).toHaveLength(3);
    expect((await text(CSV)).startsWith(SAMPLE_HEADER)).toBe(true);
  });

  test('rollups that are gone are said', async () => {
    await add(hours(0, 2));
    await rm(join(root, ROLLUPS));
    const { work } = await add(hours(2, 3));
    expect(work.notes).toEqual(['ops/signal_latency_rollup.csv was not there']);
    expect(rowsOf(await text(ROLLUPS))).toHaveLength(1);
  });

  test('a state of a newer version is left alone', async () => {
    await mkdir(join(root, 'ops'));
    await writeFile(join(root, STATE), '{"schema":"phasegate.latency-archive/2"}');
    await expect(open()).rejects.toMatchObject({ code: 'unsupported_schema_version' });
    expect(await text(STATE)).toBe('{"schema":"phasegate.latency-archive/2"}');
  });

  test('files that a killed process left half-written go, and no others', async () => {
    await add(hours(0, 1));
    for (const name of ['signal_latency_rollup.csv.1-ab.tmp', 'latency_archive.json.1-ab.tmp', 'other.tmp'])
      await writeFile(join(root, 'ops', name), 'x');
    await open();
    await expect(stat(join(root, 'ops/signal_latency_rollup.csv.1-ab.tmp'))).rejects.toThrow('ENOENT');
    await expect(stat(join(root, 'ops/latency_archive.json.1-ab.tmp'))).rejects.toThrow('ENOENT');
    expect(await text('ops/other.tmp')).toBe('x');
  });
});

describe('alerts', () => {
  const jobId = '20260621T000000Z-latency';
  const log = (status: string): Promise<void> =>
    writeFile(
      join(root, 'ops/automation_runs.log'),
      `{"job_id":"${jobId}","status":"${status}"}\nhalf of a li`,
    );

  test('are open until the run log holds the job that found them', async () => {
    await add([...hours(0, 1), ...hours(1, 3, 6000)]);
    expect((await open()).archive.alerts).toHaveLength(1);
    await log('ok');
    expect((await open()).archive.alerts).toEqual([]);
  });

  test.each(['skipped', 'dry_run', 'error'])('are open where that job was %s', async (status) => {
    await add([...hours(0, 1), ...hours(1, 3, 6000)]);
    await log(status);
    expect((await open()).archive.alerts).toHaveLength(1);
  });

  test('that another job tells are looked for in the line of that one', async () => {
    await add([...hours(0, 1), ...hours(1, 3, 6000)], { jobId: '20260620T220000Z-latency' });
    await log('ok');
    expect((await open({ jobId })).archive.alerts).toMatchObject([{ jobId }]);
    expect((await open({ jobId: '20260621T000500Z-latency' })).archive.alerts).toEqual([]);
  });

  test('of hours that come again are found again, and those before stay told', async () => {
    await add(hours(0, 2, 6000));
    await log('ok');
    await add(hours(2, 3, 6000), { jobId: '20260621T010000Z-latency' });
    const store = await add(hours(2, 3, 90), { jobId: '20260621T020000Z-latency' });
    expect(store.archive.alerts.map(({ alert }) => alert.id)).toEqual(['latency_breach_resolved']);
  });
});

describe('a full disk', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

  /** Files of which the n-th change fails; an append leaves the half of what it was given, as a disk does. */
  function filling(failAt: number): LogFiles & { readonly changes: () => number } {
    let changes = 0;
    const isFull = (): boolean => (changes += 1) === failAt;
    return {
      ...LOG_FILES,
      changes: () => changes,
      append: async (path, line) => {
        if (!isFull()) return LOG_FILES.append(path, line);
        await appendFile(path, line.slice(0, line.length / 2));
        throw full;
      },
      replace: async (path, data) => {
        if (isFull()) throw full;
        await LOG_FILES.replace(path, data);
      },
    };
  }

  test('loses nothing, wherever it is noticed', async () => {
    const policy = { ...POLICY, keepSamplesMs: DAY, rotateAtBytes: 2_500 };
    const steps: [ClosedHour[], number][] = [
      [hours(0, 20), DAY_ONE + 20 * HOUR],
      [hours(20, 40), DAY_ONE + 40 * HOUR],
      [hours(40, 41, 6000), DAY_ONE + 41 * HOUR + MINUTE],
    ];
    const result = async (): Promise<unknown> => {
      const state = JSON.parse(await text(STATE)) as { digest?: string; last?: unknown };
      return [await text(CSV), await text(ROLLUPS), { ...state, digest: null, last: null }];
    };
    for (const [step, now] of steps) await add(step, { policy, now });
    const expected = await result();
    let failures = 0;
    for (const [broken] of steps.entries()) {
      for (let failAt = 1; ; failAt += 1) {
        root = await temporaryFolder();
        const files = filling(failAt);
        for (const [step, now] of steps.slice(0, broken)) await add(step, { policy, now });
        const [step, now] = steps[broken] ?? [[], 0];
        const ended = await add(step, { policy, now, files }).then(
          () => 'done',
          (error: unknown) => error,
        );
        if (ended === 'done') break;
        expect(ended).toBe(full);
        failures += 1;
        for (const [later, at] of steps.slice(broken)) await add(later, { policy, now: at });
        expect({ broken, failAt, result: await result() }).toEqual({ broken, failAt, result: expected });
      }
    }
    expect(failures).toBeGreaterThan(15);
  });
});
