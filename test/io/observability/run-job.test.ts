import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { RUN_SCHEMA, type RunRecord } from '../../../src/domain/observability/run-record.js';
import { LOG_FILES, type LogFiles } from '../../../src/io/observability/log-files.js';
import { runJob, skipJob, type JobRun } from '../../../src/io/observability/run-job.js';
import type { JobResult } from '../../../src/ports/job.js';
import { withLock } from '../../../src/io/state-lock.js';
import { memoryConsole } from '../../observability-builder.js';
import { temporaryFolder } from '../../temporary-folder.js';

const NOW = Date.parse('2026-03-02T14:15:00Z');

let root: string;
let ticks: number;
let console: ReturnType<typeof memoryConsole>;
beforeEach(async () => {
  root = await temporaryFolder();
  ticks = 0;
  console = memoryConsole();
});

function run(work: () => Promise<JobResult> | JobResult, parts: Partial<JobRun> = {}): JobRun {
  return {
    job: 'latency',
    root,
    policy: { runLog: { keepMs: 60 * 86_400_000 } },
    now: NOW,
    // Each look at the clock is 5 ms later.
    clock: { now: () => (ticks += 5) },
    console,
    environment: { GITHUB_RUN_ID: '4711', GITHUB_RUN_ATTEMPT: '2' },
    work: async () => work(),
    ...parts,
  };
}

const log = async (): Promise<RunRecord[]> =>
  (await readFile(join(root, 'ops/automation_runs.log'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunRecord);
const heartbeat = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(root, 'ops/latency_job_heartbeat.json'), 'utf8')) as unknown;

describe('a job', () => {
  test('that works has its line, its heartbeat, one summary, and leaves no lock', async () => {
    const result: JobResult = {
      status: 'ok',
      artefacts: ['ops/signal_latency.csv'],
      diagnostics: { rows: 3 },
      summary: { samples_written: 3 },
      heartbeat: { pending_alerts: 0 },
    };
    const end = await runJob(run(() => result));
    expect(end.isFailed).toBe(false);
    const line = {
      schema: RUN_SCHEMA,
      job_id: '20260302T141500Z-latency',
      status: 'ok',
      duration_ms: 15,
      attempts: 1,
      artefacts: ['ops/signal_latency.csv'],
      alerts: [],
      diagnostics: { rows: 3, run: { id: '4711', attempt: '2' } },
      error_code: null,
      error_message: null,
      reason: null,
      sequence: 1,
    };
    expect(await log()).toEqual([line]);
    expect(console.summaries.map((text) => JSON.parse(text) as unknown)).toEqual([
      { ...line, samples_written: 3 },
    ]);
    expect(await heartbeat()).toMatchObject({
      job_id: line.job_id,
      last_success_at: '2026-03-02T14:15:00Z',
      last_failure: null,
      pending_alerts: 0,
    });
    expect(await readdir(join(root, 'ops'))).toEqual([
      'automation_runs.log',
      'automation_runs.sequence',
      'latency_job_heartbeat.json',
    ]);
  });

  test('that fails is an error in the log and in the heartbeat, and fails the step', async () => {
    await runJob(run(() => ({ status: 'ok', heartbeat: { pending_alerts: 2 } })));
    const fault = new JobError('webhook_failed', 'answered 500', {
      attempts: 3,
      diagnostics: { retry_after: 60 },
    });
    const end = await runJob(run(() => Promise.reject(fault), { now: NOW + 60_000 }));
    expect(end.isFailed).toBe(true);
    expect((await log())[1]).toMatchObject({
      status: 'error',
      error_code: 'webhook_failed',
      error_message: 'answered 500',
      attempts: 3,
      diagnostics: { retry_after: 60 },
      sequence: 2,
    });
    expect(await heartbeat()).toMatchObject({
      last_success_at: '2026-03-02T14:15:00Z',
      last_failure: { job_id: '20260302T141600Z-latency', error_code: 'webhook_failed' },
      pending_alerts: 2,
    });
    expect(console.said.at(-1)).toBe('error: latency: error: webhook_failed: answered 500');
  });

  test('that finds another of its kind at work is skipped, and fails nothing', async () => {
    let end;
    await withLock(join(root, 'ops/.latency.lock'), async () => {
      end = await runJob(run(() => Promise.reject(new Error('it began'))));
    });
    expect(end).toMatchObject({ isFailed: false });
    expect(await log()).toMatchObject([
      { status: 'skipped', reason: 'lock_not_acquired', attempts: 0, error_code: null },
    ]);
  });

  test('started twice at once works once and skips once, a hundred times', async () => {
    let worked = 0;
    for (let i = 0; i < 100; i += 1) {
      // Whoever works waits until the other one has found the lock taken.
      let isSkipped = (): void => undefined;
      const other = new Promise<void>((resolve) => (isSkipped = resolve));
      const once = async (): Promise<string> => {
        const end = await runJob(
          run(async () => {
            worked += 1;
            await other;
            return { status: 'ok' };
          }),
        );
        if (end.record.status === 'skipped') isSkipped();
        return end.record.status;
      };
      expect((await Promise.all([once(), once()])).sort()).toEqual(['ok', 'skipped']);
    }
    expect(worked).toBe(100);
    expect((await log()).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
  });

  test('behind one that failed is skipped with its own line', async () => {
    const { work: _, ...rest } = run(() => ({ status: 'ok' }), { job: 'weekly' });
    const end = await skipJob(rest, 'latency failed');
    expect(end.isFailed).toBe(false);
    expect(await log()).toMatchObject([
      {
        job_id: '20260302T141500Z-weekly',
        status: 'skipped',
        reason: 'upstream_failed',
        diagnostics: { message: 'latency failed' },
      },
    ]);
  });

  test('of a dry run leaves the heartbeat alone', async () => {
    await runJob(run(() => ({ status: 'dry_run' })));
    expect(await log()).toMatchObject([{ status: 'dry_run' }]);
    await expect(heartbeat()).rejects.toThrow('ENOENT');
  });

  test('on a full disk says so, and the log has no half of a line', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const files: LogFiles = { ...LOG_FILES, append: () => Promise.reject(full) };
    const end = await runJob(run(() => ({ status: 'ok' }), { files }));
    expect(end).toMatchObject({
      isFailed: true,
      record: { status: 'error', error_code: 'disk_full', sequence: null },
    });
    expect(await readdir(join(root, 'ops'))).toEqual(['latency_job_heartbeat.json']);
    await runJob(run(() => ({ status: 'ok' })));
    expect(await log()).toMatchObject([{ sequence: 1, status: 'ok' }]);
  });

  test('does not begin on a log of a newer version', async () => {
    await mkdir(join(root, 'ops'));
    await writeFile(join(root, 'ops/automation_runs.log'), '{"schema":"phasegate.automation-run/2"}\n');
    let began = false;
    const end = await runJob(
      run(() => {
        began = true;
        return { status: 'ok' };
      }),
    );
    expect(began).toBe(false);
    expect(end).toMatchObject({
      isFailed: true,
      record: { error_code: 'unsupported_schema_version', sequence: null },
    });
  });
});
