import { readdir, rm } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../../src/domain/canonical-json.js';
import { sha256 } from '../../../src/domain/digest.js';
import { payloadChecksum } from '../../../src/domain/observability/weekly/payload.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/time.js';
import type { Trouble } from '../../io/notify/receivers.js';
import { closedServer } from '../../io/scripted-server.js';
import { reportReceiver } from '../../observability/report-receiver.js';
import {
  broughtFiles,
  KEY,
  NEXT_KEY,
  NOW,
  referencePolicy,
  signalFiles,
  WeeklyWorld,
  writeTexts,
  type WorldOptions,
} from '../../observability/weekly-world.js';

const HISTORY = 'ops/weekly_report_history';
const WEEK = '2026-06-22';

/** A world whose receiver checks signatures by the clock of the test. */
async function received(options: WorldOptions & { key?: string } = {}) {
  let now = (): number => NOW;
  const hook = await reportReceiver({ key: options.key ?? KEY, now: () => now() });
  const world = await WeeklyWorld.make({ url: `${hook.url}/reports?token=in-the-address`, ...options });
  ({ now } = world.clock);
  return { world, hook };
}

const failure = ({
  error_code,
  attempts,
  diagnostics,
}: {
  error_code: unknown;
  attempts: number;
  diagnostics: object;
}) => ({
  error_code,
  attempts,
  ...diagnostics,
});

describe('a report', () => {
  test('is made of the week, sent once, and kept with its signature and checksum', async () => {
    const { world, hook } = await received();
    const { record, isFailed } = await world.run();
    expect({ isFailed, status: record.status, attempts: record.attempts }).toEqual({
      isFailed: false,
      status: 'ok',
      attempts: 1,
    });
    const [report] = hook.taken as Record<string, unknown>[];
    expect(report).toEqual({
      schema_version: '1.0.0',
      generated_at: '2026-06-29T00:15:00Z',
      week_start: WEEK,
      latency: {
        p50_ms: expect.any(Number),
        p95_ms: expect.any(Number),
        breaches: [
          {
            begin: '2026-06-23T12:00:00Z',
            end: '2026-06-23T16:00:00Z',
            hours: 4,
            max_p95_ms: 6_028.5,
            evidence_path: 'ops/signal_latency_rollup.csv',
          },
        ],
        pending_alerts: 0,
      },
      portfolio: { budget_status: 'warning', drawdown_pct: 0.38, max_drawdown_pct: 0.31 },
      runs: [
        {
          run_id: 'grid_USDJPY_bold_or4_ktp0.6',
          mode: 'bold',
          start_ts: '2018-01-01T00:00:00Z',
          end_ts: '2018-01-03T00:00:00Z',
          sharpe: 1.25,
          win_rate: null,
          turnover_per_day: 2,
        },
        {
          run_id: 'USDJPY_conservative_20260623_101500',
          mode: 'conservative',
          start_ts: '2018-01-01T00:00:00Z',
          end_ts: '2018-01-03T00:00:00Z',
          sharpe: null,
          win_rate: 0.625,
          turnover_per_day: 2,
        },
      ],
      alerts: [
        {
          id: 'latency_breach-2026-06-23T12:00:00Z',
          severity: 'critical',
          message: 'signal_latency_p95 above 5000 ms from 2026-06-23T12:00:00Z to 2026-06-23T16:00:00Z',
          notified_channels: [],
          evidence_path: 'ops/signal_latency_rollup.csv',
        },
      ],
      payload_checksum_sha256: expect.stringMatching(/^[A-F0-9]{64}$/),
    });
    const kept = await world.read(`${HISTORY}/${WEEK}.json`);
    const [request] = hook.requests;
    expect(kept).toBe(request?.body);
    expect(kept).toBe(canonicalJson(report));
    expect(payloadChecksum(report ?? {})).toBe(report?.['payload_checksum_sha256']);
    expect(await world.read(`${HISTORY}/${WEEK}.sig`)).toBe(
      `${String(request?.headers['x-obs-signature'])}\n`,
    );
    expect(
      (await world.read(`${HISTORY}/manifest.jsonl`))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        schema: 'phasegate.weekly-report-history/1',
        event: 'delivered',
        week_start: WEEK,
        job_id: '20260629T001500Z-weekly',
        at: '2026-06-29T00:15:00Z',
        path: `${HISTORY}/${WEEK}.json`,
        signature_path: `${HISTORY}/${WEEK}.sig`,
        signature_sha256: sha256(await world.read(`${HISTORY}/${WEEK}.sig`)),
        sha256: sha256(kept),
        size_bytes: Buffer.byteLength(kept),
        payload_checksum_sha256: report?.['payload_checksum_sha256'],
        webhook_status_code: 200,
      },
    ]);
    expect(record.diagnostics).toMatchObject({
      payload_checksum_sha256: report?.['payload_checksum_sha256'],
      payload_size_bytes: Buffer.byteLength(kept),
      webhook_status_code: 200,
      week_start: WEEK,
    });
    expect(await world.json('ops/weekly_report_heartbeat.json')).toMatchObject({
      last_success_at: '2026-06-29T00:15:00Z',
      last_webhook_status_code: 200,
    });
    expect(await readdir(join(world.root, 'ops'))).not.toContain('weekly_report_pending.json');
  });

  test('has the exact percentiles of the week’s samples', async () => {
    const { world, hook } = await received();
    await world.run();
    const values = (await world.read('ops/signal_latency.csv'))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .filter(([at = '']) => at >= '2026-06-22')
      .map(([, , ms]) => Number(ms))
      .sort((a, b) => a - b);
    const at = (p: number): number => {
      const place = (values.length - 1) * p;
      const low = values[Math.floor(place)] ?? 0;
      return low + ((values[Math.ceil(place)] ?? 0) - low) * (place % 1);
    };
    const { latency } = hook.taken[0] as { latency: { p50_ms: number; p95_ms: number } };
    expect(latency.p50_ms).toBeCloseTo(at(0.5), 6);
    expect(latency.p95_ms).toBeCloseTo(at(0.95), 6);
  });

  test('is the same to the byte for the same inputs and clock', async () => {
    const [one, other] = await Promise.all([received(), received()]);
    await one.world.run();
    await other.world.run();
    expect(other.hook.requests[0]?.body).toBe(one.hook.requests[0]?.body);
    expect(other.hook.requests[0]?.headers['x-obs-signature']).toBe(
      one.hook.requests[0]?.headers['x-obs-signature'],
    );
  });

  test('is signed over its time and its bytes, as anybody can compute', async () => {
    const { world, hook } = await received();
    await world.run();
    const [request] = hook.requests;
    const time = String(NOW / SECOND);
    const hex = createHmac('sha256', KEY)
      .update(`${time}.${request?.body ?? ''}`)
      .digest('hex');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': sha256('weekly-report p-latency 2026-06-22'),
      'x-obs-signature': `t=${time},v1=${hex}`,
    });
  });

  test('that was delivered is not sent again, also by another clock of the same week', async () => {
    const { world, hook } = await received();
    await world.run();
    world.clock.ms += 3 * DAY;
    expect(await world.isDue()).toBe(false);
    const { record } = await world.run();
    expect(record).toMatchObject({ status: 'skipped', reason: 'already_delivered', attempts: 0 });
    expect(hook.requests).toHaveLength(1);
  });

  test('of a week before the first signals is not due', async () => {
    const { world } = await received();
    world.clock.ms -= 35 * DAY;
    expect(await world.isDue()).toBe(false);
    world.clock.ms += 35 * DAY;
    expect(await world.isDue()).toBe(true);
  });

  test('of an empty week has empty lists and no percentiles', async () => {
    const policy = await referencePolicy();
    const { world, hook } = await received({
      brought: { ...broughtFiles(), 'runs/index.csv': 'run_id,timestamp,mode,sharpe,win_rate\n' },
      signals: Object.fromEntries(
        Object.entries(signalFiles(policy)).map(([path, text]) => [
          path,
          text.slice(0, text.indexOf('\n') + 1),
        ]),
      ),
    });
    const { record } = await world.run();
    expect(record).toMatchObject({
      status: 'warning',
      diagnostics: { notes: ["signal latency is known of 0 of the week's 168 hours"] },
    });
    expect(hook.taken[0]).toMatchObject({
      latency: { p50_ms: null, p95_ms: null, breaches: [], pending_alerts: 0 },
      runs: [],
      alerts: [],
    });
  });

  test('without all samples of the week has no percentiles, and says why', async () => {
    const { world, hook } = await received();
    const samples = (await world.read('ops/signal_latency.csv')).split('\n');
    await writeTexts(world.root, {
      'ops/signal_latency.csv': [samples[0], ...samples.slice(150)].join('\n'),
    });
    const { record } = await world.run();
    expect(record.status).toBe('warning');
    expect(hook.taken[0]).toMatchObject({
      latency: { p50_ms: null, p95_ms: null, breaches: [{ hours: 4 }] },
    });
    expect(world.console.said.join('\n')).toContain(
      'the percentiles are left out: the samples of 14 hours are not as their rollups count them, the first 2026-06-22T00:00:00Z',
    );
  });
});

describe('two keys at once', () => {
  test.each([
    ['the old one', KEY],
    ['the next one', NEXT_KEY],
  ])('a receiver that knows %s takes the report', async (_, key) => {
    const { world, hook } = await received({ key, environment: { OBS_WEBHOOK_SECRET_NEXT: NEXT_KEY } });
    const { record } = await world.run();
    expect(record).toMatchObject({ status: 'ok', attempts: 1 });
    expect(String(hook.requests[0]?.headers['x-obs-signature'])).toMatch(
      /^t=\d+,v1=[a-f0-9]{64},v1=[a-f0-9]{64}$/,
    );
    expect(world.masked).toEqual([`${hook.url}/reports?token=in-the-address`, KEY, NEXT_KEY]);
  });

  test('one of the two is enough, and the other one is named', async () => {
    const { world } = await received();
    const { record } = await world.run();
    expect(record.diagnostics).toMatchObject({ unset_secrets: ['OBS_WEBHOOK_SECRET_NEXT'] });
  });

  test.each([
    ['no key', { OBS_WEBHOOK_SECRET: ' ' }, 'OBS_WEBHOOK_SECRET'],
    ['no address', { OBS_WEEKLY_WEBHOOK_URL: '' }, 'OBS_WEEKLY_WEBHOOK_URL'],
    [
      'an address that is not encrypted',
      { OBS_WEEKLY_WEBHOOK_URL: 'http://example.com/x' },
      'is not encrypted; use https',
    ],
  ])('%s is missing_secret, and nothing is sent', async (_, environment, said) => {
    const { world, hook } = await received({ environment });
    const { record } = await world.run();
    expect(record).toMatchObject({ error_code: 'missing_secret' });
    expect(record.error_message).toContain(said);
    expect(hook.requests).toEqual([]);
  });
});

describe('a receiver that', () => {
  const bad = (status: number, headers: Record<string, string> = {}, body = ''): Trouble => ({
    status,
    headers,
    body,
  });

  test.each<{ name: string; troubles: Trouble[]; waits: number[]; attempts: number }>([
    { name: 'answers 500, 500, 200', troubles: [bad(500), bad(500)], waits: [60_000, 120_000], attempts: 3 },
    {
      name: 'answers 429 with seconds',
      troubles: [bad(429, { 'retry-after': '7' })],
      waits: [7_000],
      attempts: 2,
    },
    {
      name: 'answers 429 with a date',
      troubles: [bad(429, { 'retry-after': 'Mon, 29 Jun 2026 00:17:30 GMT' })],
      waits: [150_000],
      attempts: 2,
    },
    { name: 'answers 429 and says no time', troubles: [bad(429)], waits: [60_000], attempts: 2 },
    {
      name: 'answers 503 with a time, and breaks off',
      troubles: [bad(503, { 'retry-after': '5' }), 'reset'],
      waits: [5_000, 120_000],
      attempts: 3,
    },
    { name: 'takes it and breaks off before it says so', troubles: ['lost'], waits: [60_000], attempts: 2 },
  ])('$name takes it in the end', async ({ troubles, waits, attempts }) => {
    const { world, hook } = await received();
    hook.troubles.push(...troubles);
    const { record } = await world.run();
    expect({ status: record.status, attempts: record.attempts, waits: world.clock.slept }).toEqual({
      status: 'ok',
      attempts,
      waits,
    });
    expect(hook.reports.size).toBe(1);
    expect(new Set(hook.requests.map(({ body }) => body)).size).toBe(1);
    expect(new Set(hook.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  test.each<{ name: string; troubles: Trouble[]; waits: number[]; failed: object }>([
    {
      name: 'answers 500 three times',
      troubles: [bad(500), bad(502), bad(503, {}, 'maintenance')],
      waits: [60_000, 120_000],
      failed: { error_code: 'webhook_failed', attempts: 3, webhook_status_code: 503 },
    },
    {
      name: 'answers 429 three times',
      troubles: [
        bad(429, { 'retry-after': '1' }),
        bad(429, { 'retry-after': '2' }),
        bad(429, { 'retry-after': '3' }),
      ],
      waits: [1_000, 2_000],
      failed: { error_code: 'rate_limited', attempts: 3, webhook_status_code: 429, retry_after: 3 },
    },
    {
      name: 'asks for an hour',
      troubles: [bad(429, { 'retry-after': '3600' })],
      waits: [],
      failed: { error_code: 'rate_limited', attempts: 1, webhook_status_code: 429, retry_after: 3600 },
    },
    {
      name: 'answers 401',
      troubles: [bad(401, {}, 'who are you')],
      waits: [],
      failed: { error_code: 'auth_failed', attempts: 1, webhook_status_code: 401 },
    },
    {
      name: 'answers 401 of a signature',
      troubles: [bad(401, {}, '{"error":"Signature mismatch"}')],
      waits: [],
      failed: { error_code: 'signature_mismatch', attempts: 1, webhook_status_code: 401 },
    },
    {
      name: 'answers 500, then 403',
      troubles: [bad(500), bad(403)],
      waits: [60_000],
      failed: { error_code: 'auth_failed', attempts: 2, webhook_status_code: 403 },
    },
    {
      name: 'answers 400',
      troubles: [bad(400, {}, 'no such field')],
      waits: [],
      failed: { error_code: 'webhook_failed', attempts: 1, webhook_status_code: 400 },
    },
    {
      name: 'sends elsewhere',
      troubles: [bad(302, { location: 'https://evil.example' })],
      waits: [],
      failed: { error_code: 'webhook_failed', attempts: 1, webhook_status_code: 302 },
    },
  ])('$name does not get it', async ({ troubles, waits, failed }) => {
    const { world, hook } = await received();
    hook.troubles.push(...troubles);
    const { record, isFailed } = await world.run();
    expect(isFailed).toBe(true);
    expect(failure(record)).toEqual(failed);
    expect(world.clock.slept).toEqual(waits);
    expect(await world.json('ops/weekly_report_heartbeat.json')).toMatchObject({
      last_success_at: null,
      last_failure: { error_code: record.error_code },
    });
    expect(await readdir(join(world.root, 'ops'))).not.toContain('weekly_report_history');
  });

  test('refuses the signature of another key is told apart from one that knows nobody', async () => {
    const { world } = await received({ key: 'another key' });
    const { record } = await world.run();
    expect(failure(record)).toEqual({
      error_code: 'signature_mismatch',
      attempts: 1,
      webhook_status_code: 401,
    });
  });

  test('never answers is given up by the time limit of each try', async () => {
    const { world, hook } = await received();
    hook.troubles.push('silent', 'silent', 'silent');
    const limits: number[] = [];
    world.timeLimit = (ms) => {
      limits.push(ms);
      // The clock of the test: the limit is over as soon as the request is there.
      const controller = new AbortController();
      const look = setInterval(() => {
        if (hook.requests.length < limits.length) return;
        clearInterval(look);
        world.clock.ms += ms;
        controller.abort();
      }, 5);
      return controller.signal;
    };
    const { record } = await world.run();
    expect(limits).toEqual([30_000, 30_000, 30_000]);
    expect(world.clock.slept).toEqual([60_000, 120_000]);
    expect(failure(record)).toEqual({ error_code: 'webhook_failed', attempts: 3, webhook_status_code: null });
    expect(record.duration_ms).toBe(270_000);
    expect(record.error_message).toBe('the receiver of the report did not answer in time');
  });

  test('is not there does not get it', async () => {
    const world = await WeeklyWorld.make({ url: await closedServer() });
    const { record } = await world.run();
    expect(failure(record)).toEqual({ error_code: 'webhook_failed', attempts: 3, webhook_status_code: null });
    expect(record.error_message).toContain('ECONNREFUSED');
  });

  test('says a secret or an address of a person is not quoted', async () => {
    const { world, hook } = await received();
    hook.troubles.push(bad(401, {}, `${KEY} of ann@example.com at /reports?token=in-the-address`));
    await world.run();
    const everything = [
      ...world.console.said,
      ...world.console.summaries,
      await world.read('ops/automation_runs.log'),
    ].join('\n');
    expect(everything).toContain('auth_failed');
    for (const hidden of [KEY, 'ann@example.com', 'in-the-address']) expect(everything).not.toContain(hidden);
  });
});

describe('a week that failed', () => {
  test('is tried again by a later tick, with what there is by then', async () => {
    const { world, hook } = await received();
    hook.troubles.push({ status: 400 });
    await world.run();
    world.clock.ms += 15 * MINUTE;
    expect(await world.isDue()).toBe(true);
    expect((await world.run()).record).toMatchObject({ status: 'ok' });
    expect(hook.taken).toMatchObject([{ generated_at: '2026-06-29T00:30:00Z' }]);
  });

  test('is left alone for as long as the receiver asked', async () => {
    const { world, hook } = await received();
    hook.troubles.push({ status: 429, headers: { 'retry-after': '3600' } });
    await world.run();
    world.clock.ms += 59 * MINUTE;
    expect(await world.isDue()).toBe(false);
    expect(failure((await world.run()).record)).toEqual({
      error_code: 'rate_limited',
      attempts: 0,
      retry_after: 60,
    });
    world.clock.ms += MINUTE;
    expect(await world.isDue()).toBe(true);
    expect((await world.run()).record).toMatchObject({ status: 'ok' });
    expect(hook.requests).toHaveLength(2);
  });

  test('whose last try may have arrived is sent again as it was, under the same key', async () => {
    const { world, hook } = await received();
    hook.troubles.push('lost', 'lost', 'lost');
    expect(failure((await world.run()).record)).toMatchObject({ error_code: 'webhook_failed', attempts: 3 });
    world.clock.ms += 15 * MINUTE;
    await rm(join(world.folder, 'runs'), { recursive: true });
    const { record } = await world.run();
    expect(record).toMatchObject({ status: 'ok', diagnostics: { resumed: true } });
    expect(hook.requests).toHaveLength(4);
    expect(new Set(hook.requests.map(({ body }) => body)).size).toBe(1);
    expect(hook.reports.size).toBe(1);
  });

  test('is over when the next one is: its report is named and not sent', async () => {
    const { world, hook } = await received();
    hook.troubles.push('lost', 'lost', 'lost');
    await world.run();
    world.clock.ms = NOW + 7 * DAY;
    const { record } = await world.run();
    expect(record).toMatchObject({
      status: 'warning',
      diagnostics: { abandoned_week: WEEK, week_start: '2026-06-29' },
    });
  });
});

describe('what is due', () => {
  test('is the last complete week, once its last hour is known, or three hours later', async () => {
    const { world } = await received();
    expect(await world.isDue()).toBe(true);
    const rollups = await world.read('ops/signal_latency_rollup.csv');
    await writeTexts(world.root, {
      'ops/signal_latency_rollup.csv': `${rollups.trimEnd().split('\n').slice(0, -1).join('\n')}\n`,
    });
    expect(await world.isDue()).toBe(false);
    world.clock.ms = NOW - 15 * MINUTE + 3 * HOUR;
    expect(await world.isDue()).toBe(true);
  });

  test('is every week anew', async () => {
    const { world } = await received();
    await world.run();
    world.clock.ms = NOW + 7 * DAY;
    await writeTexts(world.root, {});
    world.clock.ms += 3 * HOUR;
    expect(await world.isDue()).toBe(true);
  });
});

describe('the history', () => {
  test('is kept for as long as the policy says: the manifest first, then the files', async () => {
    const { world } = await received();
    await world.run();
    world.clock.ms = NOW + 67 * DAY;
    const { record } = await world.run();
    expect(record.diagnostics).toMatchObject({ removed: 1 });
    expect((await readdir(join(world.root, HISTORY))).sort()).toEqual([
      '2026-08-24.json',
      '2026-08-24.sig',
      'manifest.jsonl',
    ]);
    const lines = (await world.read(`${HISTORY}/manifest.jsonl`))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toMatchObject([
      { event: 'delivered', week_start: WEEK },
      { event: 'delivered', week_start: '2026-08-24' },
      { event: 'removed', week_start: WEEK, job_id: '20260904T001500Z-weekly', at: '2026-09-04T00:15:00Z' },
    ]);
  });

  test('of a newer version is left alone', async () => {
    const { world, hook } = await received();
    await writeTexts(world.root, {
      [`${HISTORY}/manifest.jsonl`]: '{"schema":"phasegate.weekly-report-history/2"}\n',
    });
    expect(await world.isDue()).toBe(true);
    const { record } = await world.run();
    expect(record).toMatchObject({ error_code: 'unsupported_schema_version' });
    expect(record.error_message).toContain('manifest.jsonl:1 is phasegate.weekly-report-history/2');
    expect(hook.requests).toEqual([]);
  });

  test('without a webhook is all that there is: no signature, no status', async () => {
    const policy = await referencePolicy((text) => text.replace(/ {4}webhook:\n(?: {6}.*\n)+/, ''));
    const world = await WeeklyWorld.make({ policy });
    const { record } = await world.run();
    expect(record).toMatchObject({ status: 'ok', diagnostics: { webhook_status_code: null } });
    expect((await readdir(join(world.root, HISTORY))).sort()).toEqual([`${WEEK}.json`, 'manifest.jsonl']);
  });
});

describe('a dry run', () => {
  test('sends nothing, signs nothing, and needs no secret', async () => {
    const { world, hook } = await received({
      environment: { OBS_WEBHOOK_SECRET: '', OBS_WEEKLY_WEBHOOK_URL: '' },
    });
    const { record, isFailed } = await world.run({ isDryRun: true });
    expect(isFailed).toBe(false);
    expect(record).toMatchObject({
      status: 'dry_run',
      artefacts: ['out/weekly_report/20260629T001500Z-weekly.json'],
    });
    expect(hook.requests).toEqual([]);
    expect((await readdir(join(world.root, 'ops'))).sort()).toEqual([
      'automation_runs.log',
      'automation_runs.sequence',
      'signal_latency.csv',
      'signal_latency_rollup.csv',
    ]);
    expect(await world.json('out/weekly_report/20260629T001500Z-weekly.json')).toMatchObject({
      week_start: WEEK,
    });
  });

  test('leaves the fifty newest', async () => {
    const { world } = await received();
    const names = Array.from(
      { length: 52 },
      (_, i) => `20260628T0000${String(i).padStart(2, '0')}Z-weekly_invalid.json`,
    );
    await writeTexts(
      world.root,
      Object.fromEntries(names.map((name) => [`out/weekly_report/${name}`, '{}'])),
    );
    await world.run({ isDryRun: true });
    const left = (await readdir(join(world.root, 'out/weekly_report'))).sort();
    expect(left).toEqual([...names.slice(3), '20260629T001500Z-weekly.json']);
  });
});
