import { beforeEach, expect, test } from '@jest/globals';
import { VERIFICATION_FILE, verifyJob, type Verifying } from '../../../action-report/src/jobs/verify.js';
import { canonicalJson } from '../../../src/domain/canonical-json.js';
import { observabilityOf } from '../../../src/domain/observability/convert-observability.js';
import { parseHeartbeat } from '../../../src/domain/observability/heartbeat.js';
import { RUN_LOG_FILE, SEQUENCE_FILE } from '../../../src/domain/observability/run-tail.js';
import validateRun from '../../../src/generated/validate-automation-run.js';
import validateArchive from '../../../src/generated/validate-signal-latency-archive.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';
import { memoryConsole, outcome } from '../../observability-builder.js';

const NOW = Date.parse('2026-03-02T14:15:00Z');
const observability = observabilityOf({ latency: { sli: 'x' } });
if (observability === null) throw new Error('the section is there');

let texts: Map<string, string>;
let told: (readonly string[])[];
let console: ReturnType<typeof memoryConsole>;
beforeEach(() => {
  const line = canonicalJson({ ...outcome(), sequence: 1 });
  const heartbeat = { schema: 'phasegate.heartbeat/1', job_id: 'x', last_success_at: '2026-03-02T14:15:00Z' };
  texts = new Map([
    [RUN_LOG_FILE, `${line}\n`],
    [SEQUENCE_FILE, '{"first":1,"value":1}'],
    ['ops/latency_job_heartbeat.json', canonicalJson(heartbeat)],
  ]);
  told = [];
  console = memoryConsole();
});

const memory: ObservedFiles = {
  read: async (path) => texts.get(path) ?? null,
  fact: async () => ({ kind: 'missing' }),
  list: async () => [],
};

function verify(parts: Partial<Verifying> = {}) {
  const job = verifyJob({
    observability: observability as NonNullable<typeof observability>,
    files: memory,
    validateRun,
    validateArchive,
    dashboard: async () => [],
    policy: { batchMs: 3_600_000, graceMs: 120_000, phases: [] },
    heartbeat: async () => ({ kind: 'missing' }),
    writeFile: async (path, text) => void texts.set(path, text),
    tell: async (findings) => void told.push(findings),
    ...parts,
  });
  const context = { jobId: '20260302T141500Z-verify', now: NOW, root: 'root', lockLatencyMs: 0, console };
  return { job, run: () => job.work(context) };
}

test('finds nothing where everything is as it should be, and says so to whoever was told otherwise', async () => {
  expect(await verify().run()).toEqual({
    status: 'ok',
    artefacts: [VERIFICATION_FILE],
    diagnostics: { findings: 0, lines: 1, ticks: 0, windows: 0 },
    heartbeat: { findings: 0 },
  });
  expect(told).toEqual([[]]);
});

test('fails with everything that it finds, in its file, its line and its telling', async () => {
  texts.set(SEQUENCE_FILE, '{"first":1,"value":3}');
  texts.set('ops/latency_job_heartbeat.json', '{');
  const findings = [
    `${RUN_LOG_FILE}: lines 2 to 3 of the run log are missing at its end`,
    'ops/latency_job_heartbeat.json: is no JSON',
  ];
  await expect(verify().run()).rejects.toMatchObject({
    code: 'verification_failed',
    message: findings.join('; '),
    diagnostics: { findings: 2, by_check: { log: 1, heartbeat: 1 }, lines: 1 },
    artefacts: [VERIFICATION_FILE],
  });
  expect(told).toEqual([findings]);
  expect(console.said).toEqual(findings.map((text) => `error: verify: ${text}`));
  expect(JSON.parse(texts.get(VERIFICATION_FILE) ?? '')).toMatchObject({
    schema: 'phasegate.verification/1',
    job_id: '20260302T141500Z-verify',
    findings: [
      { check: 'log', file: RUN_LOG_FILE, code: 'sequence_gap' },
      { check: 'heartbeat', line: null },
    ],
  });
});

test('holds the archive against its manifest: a changed file, one that is gone, one that nobody named, a broken line', async () => {
  const folder = 'ops/signal_latency_archive';
  const entry = (name: string) => ({
    job_id: '20260301T000000Z-latency',
    path: `${folder}/2026/03/${name}.csv.gz`,
    row_count: 3,
    sha256: 'a'.repeat(64),
  });
  const lines = [entry('good'), entry('changed'), entry('gone')].map((one) => canonicalJson(one));
  texts.set(`${folder}/manifest.jsonl`, [...lines, 'rubbish', ''].join('\n'));
  const sums: Readonly<Record<string, string>> = { good: 'a', changed: 'b', strange: 'c' };
  const files: ObservedFiles = {
    ...memory,
    fact: async (path) => {
      const sum = sums[/(\w+)\.csv\.gz$/.exec(path)?.[1] ?? ''];
      return sum === undefined ? { kind: 'missing' } : { kind: 'file', sha256: sum.repeat(64), rows: 3 };
    },
    list: async (below) =>
      below === folder
        ? [`${folder}/manifest.jsonl`, ...Object.keys(sums).map((name) => entry(name).path)]
        : [],
  };
  await verify({ files })
    .run()
    .catch(() => undefined);
  expect(told).toEqual([
    [
      `${folder}/manifest.jsonl:4: is no JSON`,
      `${folder}/2026/03/changed.csv.gz: was changed: its SHA-256 is ${'b'.repeat(64)}, and ${folder}/manifest.jsonl:2 says ${'a'.repeat(64)}`,
      `${folder}/2026/03/gone.csv.gz: is missing; ${folder}/manifest.jsonl:3 names it`,
      `${folder}/2026/03/strange.csv.gz: is not named in ${folder}/manifest.jsonl`,
    ],
  ]);
});

test('names the first of many findings, and how many more there are', async () => {
  texts.set(RUN_LOG_FILE, 'rubbish\n'.repeat(9));
  await expect(verify().run()).rejects.toMatchObject({
    message: expect.stringMatching(
      /^ops\/automation_runs.log:1: is no JSON; .*:5: is no JSON; and \d+ more in out\/verification.json$/,
    ) as unknown,
  });
});

test('a log that cannot be read is found, and the rest is looked at all the same', async () => {
  const files: ObservedFiles = {
    ...memory,
    read: async (path) => {
      if (path === RUN_LOG_FILE) throw new Error('EACCES: permission denied');
      return texts.get(path) ?? null;
    },
  };
  texts.set('ops/latency_job_heartbeat.json', '{');
  await expect(verify({ files }).run()).rejects.toMatchObject({
    message: `${RUN_LOG_FILE}: cannot be read: EACCES: permission denied; ops/latency_job_heartbeat.json: is no JSON`,
  });
});

test('that nobody can be told hides nothing', async () => {
  const tell = (): Promise<void> => Promise.reject(new Error('GitHub is down'));
  await expect(verify({ tell }).run()).rejects.toThrow('GitHub is down');
  texts.set(SEQUENCE_FILE, 'rubbish');
  texts.set(RUN_LOG_FILE, 'rubbish\n');
  await expect(verify({ tell }).run()).rejects.toMatchObject({ code: 'verification_failed' });
  expect(console.said.at(-1)).toBe('error: verify: nobody was told: GitHub is down');
});

test.each([
  ['is due before the first', { kind: 'missing' as const }, true],
  ['is due on the next day', success('2026-03-01T23:59:59Z'), true],
  ['is not due twice a day', success('2026-03-02T00:00:00Z'), false],
  [
    'is due again after a failure',
    parseHeartbeat('{"schema":"phasegate.heartbeat/1","job_id":"x","last_success_at":null}'),
    true,
  ],
])('%s', async (_, heartbeat, isDue) => {
  expect(await verify({ heartbeat: async () => heartbeat }).job.isDue(NOW)).toBe(isDue);
});

function success(at: string) {
  return parseHeartbeat(canonicalJson({ schema: 'phasegate.heartbeat/1', job_id: 'x', last_success_at: at }));
}

test('holds the datasets against their manifest too, also where they cannot be looked at', async () => {
  const found = {
    check: 'dashboard',
    file: 'out/dashboard/turnover.json',
    line: null,
    what: 'was changed',
    code: null,
  };
  const named = verify({ dashboard: async () => [found as never] }).run();
  await expect(named).rejects.toMatchObject({ message: 'out/dashboard/turnover.json: was changed' });
  const unreadable = verify({ dashboard: async () => Promise.reject(new Error('EACCES')) }).run();
  await expect(unreadable).rejects.toMatchObject({ message: 'out/dashboard: cannot be read: EACCES' });
});
