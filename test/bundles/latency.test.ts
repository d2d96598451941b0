import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  addSignals,
  archivedSamples,
  at,
  latencyJob,
  makeSignals,
  rollups,
  runLog,
  signals,
  SIGNALS,
  summaryOf,
} from './latency-world.js';
import { filesBelow, runBundle } from './run-bundle.js';

jest.setTimeout(180_000);

const DATA = join(import.meta.dirname, '../../../shared/data/observability');
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;

describe('a week of real signals', () => {
  const isThere = existsSync(DATA);
  if (!isThere) process.stderr.write(`skipped: there is no ${DATA}\n`);

  (isThere ? test : test.skip)('gives the rollups of an independent implementation', async () => {
    const workspace = await makeSignals([]);
    await copyFile(join(DATA, 'ops/signal_latency.csv'), join(workspace, SIGNALS));
    const run = await latencyJob(workspace, '2026-06-27T00:05:00Z');
    expect(summaryOf(run)).toMatchObject({
      samples_written: 1_344,
      rollups_written: 168,
      breach_count: 4,
      breach_streak: 0,
      rejected: 0,
    });
    const columns: Record<string, string>[] = parse(
      await readFile(join(DATA, 'expected/signal_latency_rollup.csv'), 'utf8'),
      { columns: true },
    );
    const made = await rollups(workspace);
    expect(Object.keys(made[0] ?? {})).toEqual(Object.keys(columns[0] ?? {}));
    expect(made).toHaveLength(168);
    let largest = 0;
    for (const [i, expected] of columns.entries()) {
      for (const [name, text] of Object.entries(expected)) {
        const found = made[i]?.[name] ?? '';
        const isText = !/_ms$|count|rate|streak/.test(name);
        if (isText) expect({ i, name, found }).toEqual({ i, name, found: text });
        else {
          const error = Math.abs(Number(found) - Number(text)) / Math.max(1, Math.abs(Number(text)));
          largest = Math.max(largest, found === '' ? Infinity : error);
        }
      }
    }
    expect(largest).toBeLessThanOrEqual(1e-9);
    // The archive holds what came, row by row.
    const rows: string[][] = parse(await readFile(join(workspace, SIGNALS), 'utf8'), { from: 2 });
    const sorted = (list: string[][]): string[] => list.map((row) => row.join()).sort();
    expect(sorted(await archivedSamples(workspace))).toEqual(sorted(rows));
  });

  (isThere ? test : test.skip)('gives the same files hour by hour as at once', async () => {
    const telemetry = join(DATA, 'ops/signal_latency.csv');
    const [once, hourly] = [await makeSignals([]), await makeSignals([])];
    for (const workspace of [once, hourly]) await copyFile(telemetry, join(workspace, SIGNALS));
    await latencyJob(once, '2026-06-20T12:05:00Z');
    for (let hour = 1; hour <= 12; hour += 1) await latencyJob(hourly, at(hour * 60 + 5));
    for (const file of ['ops/signal_latency.csv', 'ops/signal_latency_rollup.csv'])
      expect(await readFile(join(hourly, 'obs', file), 'utf8')).toBe(
        await readFile(join(once, 'obs', file), 'utf8'),
      );
  });
});

describe('job latency', () => {
  test('says one line of JSON to machines, and the rest to people', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 1, each: 4, latency: 100 }));
    const run = await latencyJob(workspace, at(65));
    const summary = summaryOf(run);
    expect(summary).toMatchObject({
      job_id: '20260620T010500Z-latency',
      status: 'ok',
      sequence: 1,
      samples_written: 4,
      rollups_written: 1,
      breach_count: 0,
      breach_streak: 0,
      next_rotation_bytes: 10_000_000 - 64 - 4 * 39,
      lock_latency_ms: expect.any(Number),
      artefacts: ['ops/signal_latency.csv', 'ops/signal_latency_rollup.csv'],
    });
    expect(run.log).toContain('read 4 events');
    expect(run.outputs).toMatchObject({ batches: '1', accepted: '4', skipped: 'false' });
    expect(JSON.parse(run.outputs['summary'] ?? '')).toEqual(summary);
    expect(await json(join(workspace, 'obs/ops/latency_job_heartbeat.json'))).toEqual({
      schema: 'phasegate.heartbeat/1',
      job_id: '20260620T010500Z-latency',
      generated_at: at(65),
      status: 'ok',
      next_run_at: at(75),
      last_success_at: at(65),
      last_failure: null,
      last_breach_at: null,
      pending_alerts: 0,
    });
  });

  test('raises each alert once, and its end', async () => {
    const workspace = await makeSignals([]);
    for (const [hour, latency] of [6_000, 6_000, 6_000, 6_000, 100].entries()) {
      await addSignals(workspace, signals({ from: hour, to: hour + 1, each: 4, latency }));
      // Two ticks an hour: the second one closes nothing.
      await latencyJob(workspace, at(hour * 60 + 65));
      await latencyJob(workspace, at(hour * 60 + 80));
    }
    const alerts = (await runLog(workspace)).map((line) =>
      line.alerts.map(({ severity }) => severity).join(),
    );
    expect(alerts).toEqual(['', '', 'warning', '', 'critical', '', '', '', 'info', '']);
  });

  test('has pending alerts in its heartbeat', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 3, each: 4, latency: 6_000 }));
    await latencyJob(workspace, at(185));
    expect(await json(join(workspace, 'obs/ops/latency_job_heartbeat.json'))).toMatchObject({
      status: 'warning',
      pending_alerts: 2,
      last_breach_at: at(180),
    });
  });

  test('with dry-run-alert writes alerts to a file, and the next run has them again', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 2, each: 4, latency: 6_000 }));
    const run = await latencyJob(workspace, at(125), { inputs: { 'dry-run-alert': 'true' } });
    const path = 'out/latency_alerts/20260620T020500Z-latency.json';
    expect(summaryOf(run)).toMatchObject({
      status: 'dry_run',
      samples_written: 8,
      artefacts: ['ops/signal_latency.csv', 'ops/signal_latency_rollup.csv', path],
    });
    expect(await json(join(workspace, 'obs', path))).toMatchObject({
      job_id: '20260620T020500Z-latency',
      generated_at: at(125),
      alerts: [{ id: 'latency_breach', severity: 'warning', evidence_path: 'ops/signal_latency_rollup.csv' }],
    });
    expect(summaryOf(await latencyJob(workspace, at(140)))).toMatchObject({
      status: 'ok',
      alerts: [{ severity: 'warning' }],
    });
    expect(summaryOf(await latencyJob(workspace, at(155)))['alerts']).toEqual([]);
  });

  test('of a collector that lost its state archives no hour twice', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 3, each: 4, latency: 100 }));
    for (const now of [at(65), at(125)]) await latencyJob(workspace, now);
    await rm(join(workspace, '.phasegate/state'), { recursive: true });
    const run = await latencyJob(workspace, at(185));
    expect(summaryOf(run)).toMatchObject({ status: 'ok', samples_written: 4, rollups_written: 1 });
    expect(await archivedSamples(workspace)).toHaveLength(12);
  });

  test('whose archive was lost says what it does not know', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 3, each: 4, latency: 100 }));
    await latencyJob(workspace, at(65));
    const early = await filesBelow(join(workspace, 'obs/ops'));
    await latencyJob(workspace, at(125));
    for (const [name, text] of Object.entries(early)) await writeFile(join(workspace, 'obs/ops', name), text);
    const run = await latencyJob(workspace, at(185));
    expect(summaryOf(run)).toMatchObject({
      status: 'warning',
      diagnostics: { notes: ['nothing is known of 2026-06-20T01:00:00Z to 2026-06-20T02:00:00Z'] },
    });
  });

  test.each([
    [{ 'dry-run': 'true' }, 'use dry-run-alert, or job: rollout'],
    [{ job: 'weekly' }, 'job is "weekly"; use one of rollout, latency'],
  ])('refuses %j', async (inputs, said) => {
    const workspace = await makeSignals([]);
    const run = await latencyJob(workspace, at(65), { inputs });
    expect(run).toMatchObject({ code: 1, stdout: expect.not.stringContaining('{') });
    expect(run.log).toContain(said);
  });

  test('needs a policy of signals', async () => {
    const workspace = await makeSignals([]);
    const path = join(workspace, 'governance/policy.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/^observability:\n(?: .*\n)+/m, ''));
    const run = await latencyJob(workspace, at(65));
    expect(run).toMatchObject({ code: 1 });
    expect(run.log).toContain('governance/policy.yaml says nothing of signals');
  });

  test('that cannot read the schema of signals fails with its line, and the next one catches up', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 1, each: 4, latency: 100 }));
    const schema = join(workspace, 'schemas/events/signal.json');
    const text = await readFile(schema, 'utf8');
    await writeFile(schema, '{');
    const run = await latencyJob(workspace, at(65));
    expect(run).toMatchObject({ code: 1 });
    expect(summaryOf(run)).toMatchObject({ status: 'error', error_code: 'bad_input', sequence: 1 });
    await writeFile(schema, text);
    expect(summaryOf(await latencyJob(workspace, at(80)))).toMatchObject({ samples_written: 4, sequence: 2 });
    expect(await json(join(workspace, 'obs/ops/latency_job_heartbeat.json'))).toMatchObject({
      last_failure: { job_id: '20260620T010500Z-latency', error_code: 'bad_input' },
    });
  });

  test('of a rollout does not touch the archive', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 1, each: 4, latency: 100 }));
    const run = await runBundle('collect', { workspace, inputs: { now: at(65) } });
    expect(run).toMatchObject({ code: 0, outputs: { batches: '1' } });
    expect(existsSync(join(workspace, 'obs'))).toBe(false);
  });
});

describe('a disk that is full', () => {
  const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'full-disk.mjs')).href];

  test('is said, and nothing of what the job wrote stays half-written', async () => {
    const workspace = await makeSignals(signals({ from: 0, to: 1, each: 30, latency: 6_000 }), {
      latency: 'rotate-at: 1kB',
    });
    await latencyJob(workspace, at(65));
    await addSignals(workspace, signals({ from: 1, to: 2, each: 30, latency: 6_000 }));
    const saved = join(workspace, 'saved');
    await mkdir(saved);
    const { cp } = await import('node:fs/promises');
    for (const name of ['obs', 'out', '.phasegate'])
      await cp(join(workspace, name), join(saved, name), { recursive: true });
    let failures = 0;
    for (let fullAt = 1; ; fullAt += 1) {
      for (const name of ['obs', 'out', '.phasegate']) {
        await rm(join(workspace, name), { recursive: true, force: true });
        await cp(join(saved, name), join(workspace, name), { recursive: true });
      }
      const run = await latencyJob(workspace, at(125), {
        nodeArgs: PRELOAD,
        env: { FULL_AT: String(fullAt) },
      });
      if (run.code === 0) break;
      failures += 1;
      expect({ fullAt, ...summaryOf(run) }).toMatchObject({
        fullAt,
        status: 'error',
        error_code: 'disk_full',
      });
      expect(Object.keys(await filesBelow(workspace)).filter((path) => path.endsWith('.tmp'))).toEqual([]);
      const again = await latencyJob(workspace, at(140));
      expect({ fullAt, log: again.log, code: again.code }).toMatchObject({ fullAt, code: 0 });
      expect({ fullAt, rows: (await archivedSamples(workspace)).length }).toEqual({ fullAt, rows: 60 });
      expect(await rollups(workspace)).toHaveLength(2);
      const lines = await runLog(workspace);
      expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1));
      expect(lines.flatMap(({ alerts }) => alerts)).toHaveLength(1);
    }
    process.stderr.write(`the disk was full at ${failures} writes\n`);
    expect(failures).toBeGreaterThan(15);
  });
});
