import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { beat, readHeartbeat } from '../../../src/io/observability/heartbeat-files.js';
import { temporaryFolder } from '../../temporary-folder.js';

const NOW = Date.parse('2026-03-02T14:15:00Z');
const JOB = '20260302T141500Z-weekly';

let root: string;
let path: string;
beforeEach(async () => {
  root = await temporaryFolder();
  path = join(root, 'ops/weekly_report_heartbeat.json');
  await mkdir(join(root, 'ops'));
});

test('there is none before the first', async () => {
  expect(await readHeartbeat(root, 'weekly')).toEqual({ kind: 'missing' });
});

test('a success is remembered through failures, and a failure through successes', async () => {
  const fields = { last_webhook_status_code: 200 };
  await beat(root, 'weekly', { jobId: JOB, now: NOW, failure: null, fields });
  await beat(root, 'weekly', { jobId: `${JOB}`, now: NOW + 60_000, failure: 'webhook_failed', fields: {} });
  const failed = { job_id: JOB, error_code: 'webhook_failed' };
  const heartbeat = {
    schema: 'phasegate.heartbeat/1',
    job_id: JOB,
    generated_at: '2026-03-02T14:16:00Z',
    last_success_at: '2026-03-02T14:15:00Z',
    last_failure: failed,
    last_webhook_status_code: 200,
  };
  expect(await readHeartbeat(root, 'weekly')).toEqual({ kind: 'heartbeat', heartbeat });
  await beat(root, 'weekly', { jobId: JOB, now: NOW + 120_000, failure: null, fields: {} });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    last_success_at: '2026-03-02T14:17:00Z',
    last_failure: failed,
  });
  expect(await readdir(join(root, 'ops'))).toEqual(['weekly_report_heartbeat.json']);
});

test.each([
  ['is no JSON', '{', 'is no JSON'],
  ['is something else', '{"schema":"x"}', 'is no phasegate.heartbeat/1'],
  [
    'has no time',
    '{"schema":"phasegate.heartbeat/1","job_id":"x"}',
    'last_success_at is neither a time nor null',
  ],
  ['has no job', '{"schema":"phasegate.heartbeat/1","last_success_at":null}', 'job_id is missing'],
])('one that %s is broken, and begun anew', async (_, text, why) => {
  await writeFile(path, text);
  expect(await readHeartbeat(root, 'weekly')).toEqual({ kind: 'broken', why });
  await beat(root, 'weekly', { jobId: JOB, now: NOW, failure: null, fields: {} });
  expect(await readHeartbeat(root, 'weekly')).toMatchObject({ kind: 'heartbeat' });
});

test('one of a newer version is left alone', async () => {
  await writeFile(path, '{"schema":"phasegate.heartbeat/2"}');
  const next = beat(root, 'weekly', { jobId: JOB, now: NOW, failure: null, fields: {} });
  await expect(next).rejects.toMatchObject({ code: 'unsupported_schema_version' });
  expect(await readFile(path, 'utf8')).toBe('{"schema":"phasegate.heartbeat/2"}');
});
