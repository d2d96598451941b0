import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Analysis } from '../../src/domain/analysis.js';
import type { BatchHeader, Summary } from '../../src/domain/batch.js';
import { parseBatch } from '../../src/domain/batch-reader.js';
import { figuresFault, summedUpBy } from '../../src/domain/replay-batches.js';
import { MINUTE, parseInstant } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import { git } from '../git.js';
import { grownBy } from '../prometheus/counters.js';
import {
  startPrometheus,
  type Prometheus,
  type Sample,
  type ServedSeries,
} from '../prometheus/prometheus-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle } from './run-bundle.js';

/** The actions as the runner starts them, with a real Prometheus that has watched a fleet for an hour. */

jest.setTimeout(120_000);

const START = parseInstant('2026-03-02T13:30:00Z') ?? 0;
const SCRAPE = 15_000;
const END = parseInstant('2026-03-02T14:15:00Z') ?? 0;
const WINDOW = 15 * MINUTE;
/** In the middle of the window until 14:15, a pod begins again from 0. */
const RESTART = 148;

/** Counts that grow by `step` a scrape; those of the pod that is started anew begin again. */
function counter(step: number, restarts: boolean): Sample[] {
  return Array.from({ length: 241 }, (_, i) => {
    const ticks = restarts && i >= RESTART ? i - RESTART : i;
    return [START + 3_217 + i * SCRAPE, step * ticks] as const;
  });
}

const SERIES: readonly ServedSeries[] = ['a', 'b'].flatMap((pod) => {
  const common = { pod, track: 'dark', service: 'pay' };
  const restarts = pod === 'a';
  return [
    ...[
      ['200', 97],
      ['500', 3],
    ].map(([code, step]) => ({
      metric: 'requests_total',
      labels: { ...common, code: String(code) },
      samples: counter(Number(step), restarts),
    })),
    // Of 100 values 60 are at most 0.1, 90 at most 0.5, 99 at most 1.
    ...[
      ['0.1', 60],
      ['0.5', 90],
      ['1', 99],
      ['+Inf', 100],
    ].map(([le, step]) => ({
      metric: 'seconds_bucket',
      labels: { ...common, le: String(le) },
      samples: counter(Number(step), restarts),
    })),
  ];
});

function grown(metric: string, label: Readonly<Record<string, string>> = {}): number {
  return SERIES.filter(
    ({ metric: name, labels }) =>
      name === metric && Object.entries(label).every(([key, value]) => labels[key] === value),
  ).reduce((sum, { samples }) => sum + grownBy(samples, END - WINDOW, END), 0);
}

let server: Prometheus;
beforeAll(async () => {
  server = await startPrometheus({ series: SERIES });
});
afterAll(() => server.stop());

let workspace: string;
beforeEach(async () => {
  workspace = await temporaryFolder();
});

const policyText = (keep: boolean): string => `version: 1
rollout: checkout
keep-events: ${keep}
sources:
  - name: fleet
    url: ${server.url}
    format: prometheus
    private: true
    labels: { phase: track, feature: service }
  - { name: app, jsonl: 'telemetry/*.jsonl', schema: app }
slis:
  errors: { from: fleet, ratio: { bad: 'requests_total{code=~"5.."}', total: requests_total } }
  p95: { from: fleet, quantile: { of: seconds_bucket, p: 95 }, unit: s }
  requests: { from: fleet, count: requests_total, by: pod }
  saves: { event: saved, count: true }
phases:
  - id: dark
    slos:
      - { sli: errors, rollback: { above: 0.05 } }
      - { sli: p95, rollback: { above: 1 } }
      - { sli: requests, rollback: { below: 1 }, evidence: none }
      - { sli: saves, rollback: { below: 1 }, evidence: none }
`;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(workspace, path)), { recursive: true });
  await writeFile(join(workspace, path), text);
}

async function makeWorkspace(keep: boolean): Promise<void> {
  const event = { event: 'saved', ts: '2026-03-02T14:03:00Z', feature: 'pay' };
  await put('telemetry/app.jsonl', `${JSON.stringify(event)}\n`);
  await put('schemas/events/app.json', JSON.stringify({ type: 'object', required: ['event', 'ts'] }));
  await put('governance/policy.yaml', policyText(keep));
  await put('ca.pem', server.ca);
  git(workspace, 'init', '--quiet', '--initial-branch=main');
  git(workspace, 'add', 'governance');
  git(workspace, 'commit', '--quiet', '-m', 'Policy');
}

const tick = (now: string): ReturnType<typeof runBundle> =>
  runBundle('collect', {
    workspace,
    inputs: { now },
    env: { NODE_EXTRA_CA_CERTS: join(workspace, 'ca.pem') },
  });

async function batch(): Promise<{ readonly header: BatchHeader; readonly lines: readonly string[] }> {
  const files = await filesBelow(join(workspace, 'out'));
  const name = Object.keys(files).find((path) => path.endsWith('batch-20260302T140000Z.jsonl')) ?? '';
  const text = files[name] ?? '';
  const lines = text.split('\n').slice(1, -1);
  return { header: parseBatch(text, name, 'checkout'), lines };
}

function summary({ summaries }: BatchHeader, sli: string): Summary | undefined {
  return summaries.find((one) => one.sli === sli);
}

test.each([true, false])(
  'a window is measured, judged and not asked for again (keep-events: %s)',
  async (keep) => {
    await makeWorkspace(keep);
    const first = await tick('2026-03-02T14:17:30Z');
    expect(first).toMatchObject({ code: 0, outputs: { missed: '0', accepted: '5' } });

    const { header, lines } = await batch();
    expect(header.sources['fleet']).toMatchObject({ accepted: 4, rejected: 0, missed: false });
    expect(lines).toHaveLength(keep ? 5 : 0);
    const [matching, total] = [grown('requests_total', { code: '500' }), grown('requests_total')];
    expect(matching).toBeGreaterThan(300);
    expect(matching / total).toBeCloseTo(0.03, 12);
    expect(summary(header, 'errors')).toMatchObject({ feature: 'pay', matching, total });
    expect(summary(header, 'requests')).toMatchObject({
      label: 'a',
      total: grown('requests_total', { pod: 'a' }),
    });
    const [low, middle, high, all] = ['0.1', '0.5', '1', '+Inf'].map((le) => grown('seconds_bucket', { le }));
    expect(summary(header, 'p95')).toMatchObject({
      distribution: {
        lower: [0, 0.1, 0.5, 1],
        upper: [0.1, 0.5, 1, null],
        counts: [low, (middle ?? 0) - (low ?? 0), (high ?? 0) - (middle ?? 0), (all ?? 0) - (high ?? 0)],
      },
    });

    const again = await tick('2026-03-02T14:18:30Z');
    expect(again).toMatchObject({ code: 0, outputs: { accepted: '0', batches: '0' } });

    const analyzed = await runBundle('analyze', {
      workspace,
      inputs: { batches: 'out', now: '2026-03-02T14:17:30Z' },
    });
    expect(analyzed.code).toBe(0);
    const files = await filesBelow(join(workspace, 'out'));
    const { recent } = JSON.parse(files['analysis.json'] ?? '{}') as Analysis;
    const verdicts = new Map(recent.at(-1)?.verdicts.map((verdict) => [verdict.sli, verdict]));
    expect(verdicts.get('errors')).toMatchObject({
      status: 'ok',
      value: matching / total,
      n: total,
      error: 0,
    });
    expect(verdicts.get('requests')?.breakdown.map(({ label }) => label)).toEqual(['a', 'b']);
    const p95 = verdicts.get('p95');
    const [value, error] = [p95?.value ?? 0, p95?.error ?? 0];
    expect(value).toBeGreaterThan(0.5);
    expect(value).toBeLessThan(1);
    // The true p95 lies in the bucket from 0.5 to 1, which the stated error covers.
    expect(value * (1 + error)).toBeGreaterThanOrEqual(1);
    expect(value * (1 - error)).toBeLessThanOrEqual(0.5);

    if (!keep) return;
    const { policy } = parsePolicy(policyText(keep), 'policy.yaml');
    expect(figuresFault(header, lines, [policy])).toBeNull();
    expect(summedUpBy(policy, header, lines)).toEqual(header);
    const forged = lines.map((line) => line.replace(`"total":${total}`, `"total":${total + 1}`));
    expect(figuresFault(header, forged, [policy])).not.toBeNull();
  },
);

test('a server that is down is a missed batch, named, and the others go on', async () => {
  await makeWorkspace(true);
  await put('governance/policy.yaml', policyText(true).replace(server.url, 'https://127.0.0.1:1'));
  const run = await tick('2026-03-02T14:17:30Z');
  expect(run).toMatchObject({ code: 0, outputs: { accepted: '1', missed: '1' } });
  expect(run.log).toContain('::warning::source fleet has no data: the connection failed (ECONNREFUSED)');
  const { header } = await batch();
  expect(header.sources['fleet']).toMatchObject({ accepted: 0, missed: true });
  expect(header.summaries.map(({ sli }) => sli)).toEqual(['saves']);
  const analyzed = await runBundle('analyze', {
    workspace,
    inputs: { batches: 'out', now: '2026-03-02T14:17:30Z' },
  });
  expect(analyzed.code).toBe(0);
  const files = await filesBelow(join(workspace, 'out'));
  const { recent } = JSON.parse(files['analysis.json'] ?? '{}') as Analysis;
  const found = recent.at(-1);
  expect(found?.missed).toEqual(['fleet']);
  const statuses = found?.verdicts.map(({ sli, status }) => `${sli} ${status}`);
  expect(statuses).toEqual(['errors no-data', 'p95 no-data', 'requests no-data', 'saves ok']);
});

test('telemetry cannot pass for what a server counted', async () => {
  await makeWorkspace(false);
  const event = 'metric fleet: ratio requests_total{code=~"5.."} of requests_total';
  const forged = { event, ts: '2026-03-02T14:03:00Z', feature: 'pay', measured: { matching: 9, total: 9 } };
  await put('telemetry/app.jsonl', `${JSON.stringify(forged)}\n`.repeat(3));
  const run = await tick('2026-03-02T14:17:30Z');
  expect(run).toMatchObject({ code: 0, outputs: { accepted: '4', rejected: '3' } });
  expect(summary((await batch()).header, 'errors')).toMatchObject({ total: grown('requests_total') });
});
