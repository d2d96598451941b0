import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import type { RunRecord } from '../../src/domain/observability/run-record.js';
import { formatInstant, MINUTE } from '../../src/domain/time.js';
import { reportReceiver } from '../observability/report-receiver.js';
import { KEY, NOW, referencePolicy, WeeklyWorld } from '../observability/weekly-world.js';
import { copyOf } from './kill-stages.js';
import { filesBelow, runBundle, type BundleRun } from './run-bundle.js';
import { git } from './scenario.js';

// What docs/observability-runbook.md promises of `disk_full`, at every write of the weekly job.
jest.setTimeout(600_000);

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'full-disk.mjs')).href];
const ROOT = '.phasegate/observability';
const HISTORY = 'ops/weekly_report_history';

/** A workspace with all that the weekly report of the reference policy is made of. */
async function makeWorkspace(): Promise<string> {
  const { folder } = await WeeklyWorld.make();
  await mkdir(join(folder, ROOT), { recursive: true });
  await cp(join(folder, 'obs'), join(folder, ROOT), { recursive: true });
  let policy = '';
  await referencePolicy((text) => (policy = text));
  await mkdir(join(folder, 'governance'));
  await writeFile(join(folder, 'governance/policy.yaml'), policy);
  await git(folder, 'init', '--quiet');
  return folder;
}

/** The job's line on stdout. */
function recordOf({ stdout }: BundleRun): RunRecord {
  return JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '{}') as RunRecord;
}

async function runLog(workspace: string): Promise<RunRecord[]> {
  const { ['ops/automation_runs.log']: text = '' } = await filesBelow(join(workspace, ROOT));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RunRecord);
}

test('a disk that is full at any write is said, nothing stays half-written, and the next job tells the week once', async () => {
  const hook = await reportReceiver({ key: KEY, now: Date.now });
  const weekly = (workspace: string, at: number, fullAt?: number): Promise<BundleRun> =>
    runBundle('report', {
      workspace,
      inputs: { job: 'weekly', now: formatInstant(at) },
      env: {
        ...{ OBS_WEEKLY_WEBHOOK_URL: hook.url, OBS_WEBHOOK_SECRET: KEY },
        ...(fullAt === undefined ? {} : { FULL_AT: String(fullAt) }),
      },
      nodeArgs: fullAt === undefined ? [] : PRELOAD,
    });
  const start = await makeWorkspace();
  const kept = (files: Readonly<Record<string, string>>): string[] =>
    Object.keys(files).filter((path) => path.startsWith(HISTORY));
  let failures = 0;
  let twice = 0;
  for (let fullAt = 1; ; fullAt += 1) {
    hook.requests.length = 0;
    const workspace = await copyOf(start);
    const run = await weekly(workspace, NOW, fullAt);
    if (run.code === 0) break;
    failures += 1;
    const { status, error_code } = recordOf(run);
    expect({ fullAt, status, error_code }).toEqual({ fullAt, status: 'error', error_code: 'disk_full' });
    const names = await readdir(workspace, { recursive: true });
    expect({ fullAt, left: names.filter((name) => name.endsWith('.tmp')) }).toEqual({ fullAt, left: [] });
    const again = await weekly(workspace, NOW + 15 * MINUTE);
    expect({ fullAt, log: again.log, code: again.code }).toMatchObject({ fullAt, code: 0 });
    const files = await filesBelow(join(workspace, ROOT));
    expect(kept(files)).toEqual([
      `${HISTORY}/2026-06-22.json`,
      `${HISTORY}/2026-06-22.sig`,
      `${HISTORY}/manifest.jsonl`,
    ]);
    const lines = await runLog(workspace);
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1));
    // What was sent and could not be written down is sent again, as the same report.
    expect(new Set(hook.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(hook.requests.map(({ body }) => body)).size).toBe(1);
    if (hook.requests.length > 1) twice += 1;
  }
  process.stderr.write(
    `the disk was full at ${failures} writes, ${twice} of them right behind the sending\n`,
  );
  // The file that says so is opened and written.
  expect(twice).toBe(2);
  expect(failures).toBeGreaterThan(10);
});
