import { readFile } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { RunResult } from '../../scripts/local/src/progress.js';
import { Runner } from '../../scripts/local/src/runner.js';
import { formatInstant, HOUR } from '../../src/domain/time.js';
import { webhookReceiver, type Receiver } from '../io/notify/receivers.js';
import { temporaryFolder } from '../temporary-folder.js';
import { BREACH, END, makeObserved, ticks } from './observability/week.js';

jest.setTimeout(600_000);

const PROJECT = join(import.meta.dirname, '../..');
const KEY = 'a signing key of more than sixteen characters';

let repo: string;
let runner: Runner;
let notices: Receiver;
let weekly: Receiver;
const runs: RunResult[] = [];

/** The files below the root as the newest run uploaded them. */
const uploaded = (path: string): string =>
  join(runs.at(-1)?.artifacts ?? '', 'phasegate-observability', path);
const read = (path: string): Promise<string> => readFile(uploaded(path), 'utf8');
const json = async (path: string): Promise<unknown> => JSON.parse(await read(path));

interface Line {
  readonly job_id: string;
  readonly status: string;
  readonly sequence: number;
  readonly error_message: string | null;
  readonly alerts: readonly { readonly severity: string }[];
}

async function log(): Promise<readonly Line[]> {
  const text = await read('ops/automation_runs.log');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const jobOf = ({ job_id: id }: Line): string => id.replace(/^\w+Z-/, '');

const errors = ({ annotations }: RunResult): string =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n');

async function run(now: number, inputs: Readonly<Record<string, string>> = {}): Promise<RunResult> {
  const result = await runner.run({
    workflow: 'observability',
    now,
    inputs: new Map(Object.entries(inputs)),
  });
  runs.push(result);
  return result;
}

beforeAll(async () => {
  repo = await temporaryFolder();
  await makeObserved(repo);
  [notices, weekly] = [await webhookReceiver(), await webhookReceiver()];
  runner = await Runner.open({
    repo,
    project: PROJECT,
    env: process.env,
    secrets: {
      HOOK_URL: notices.url,
      HOOK_KEY: KEY,
      OBS_WEEKLY_WEBHOOK_URL: weekly.url,
      OBS_WEBHOOK_SECRET: KEY,
    },
    play: { folder: 'ops', until: END },
  });
  for (const now of ticks()) {
    const result = await run(now);
    if (result.result !== 'success')
      throw new Error(`the tick of ${formatInstant(now)} failed: ${errors(result)}`);
  }
});

afterAll(() => runner.close());

describe('a week of ticks, most of which cron dropped', () => {
  test('every hour has its rollup', async () => {
    const rows = (await read('ops/signal_latency_rollup.csv')).trim().split('\n');
    expect(rows).toHaveLength(1 + 168);
    const breaches = rows.filter((row) => row.includes(',true,')).map((row) => row.split(',')[0]);
    expect(breaches).toEqual([0, 1, 2, 3].map((hour) => formatInstant(BREACH.from + hour * HOUR)));
  });

  test('the breach is told as one warning, one critical and one resolve', () => {
    const told = (notices.taken as { template: string; kind: string; severity: string }[]).map(
      ({ template, kind, severity }) => `${template} ${kind} ${severity}`,
    );
    expect(told).toEqual(['warn trigger warning', 'incident trigger critical', 'resolved resolve info']);
  });

  test('one report was delivered, under a signature that its receiver can check', () => {
    expect(weekly.requests).toHaveLength(1);
    const [request] = weekly.requests;
    expect(weekly.taken).toMatchObject([{ schema_version: '1.0.0', week_start: '2026-06-22' }]);
    const [, time = '', mac] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers['x-obs-signature'])) ?? [];
    const own = createHmac('sha256', KEY).update(`${time}.${request?.body ?? ''}`);
    expect(mac).toBe(own.digest('hex'));
  });

  test('the datasets have been made once a day, their sequences without a gap', async () => {
    const manifest = (await json('out/dashboard/manifest.json')) as {
      datasets: { dataset: string; sequence: number }[];
    };
    const days = new Set(ticks().map((at) => formatInstant(at).slice(0, 10)));
    expect(manifest.datasets.map(({ dataset }) => dataset).sort()).toEqual([
      'ev_history',
      'latency',
      'slippage',
      'turnover',
    ]);
    for (const { sequence } of manifest.datasets) expect(sequence).toBe(days.size);
  });

  test('the run log has a line for each job, numbered without a gap, and nothing failed', async () => {
    const lines = await log();
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1));
    expect(lines.filter((line) => jobOf(line) === 'latency')).toHaveLength(ticks().length);
    expect(lines.filter(({ status }) => status === 'error')).toEqual([]);
    const alerts = lines.flatMap((line) => line.alerts.map(({ severity }) => severity));
    expect(alerts).toEqual(['warning', 'critical', 'info']);
  });
});
