import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE, parseInstant } from '../../src/domain/time.js';
import { PrometheusReader } from '../../src/io/sources/prometheus-reader.js';
import type { Policy } from '../../src/domain/policy.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import { fleet, grownBy, life } from './counters.js';
import { startPrometheus, type Prometheus, type ServedSeries } from './prometheus-server.js';

/** What a real Prometheus answers to the queries, held against the definition on every sample. */

const START = parseInstant('2026-03-02T12:00:00Z') ?? 0;
const [lives = []] = fc.sample(fc.array(life, { minLength: 300, maxLength: 300 }), { numRuns: 1, seed: 7 });
const series = fleet(START, lives);
let server: Prometheus;
beforeAll(async () => {
  server = await startPrometheus({ series });
}, 60_000);
afterAll(() => server.stop());

function policy(): Policy {
  const text = `version: 1
rollout: fleet
sources:
  - { name: fleet, url: '${server.url}', format: prometheus, private: true, labels: { feature: group } }
slis:
  work: { from: fleet, count: work_total }
phases:
  - id: P-0
    slos: [{ sli: work, rollback: { above: 9 }, evidence: none }]
`;
  return parsePolicy(text, 'policy.yaml').policy;
}

async function measured(batchMs: number, ends: readonly number[]): Promise<Map<string, number>> {
  const { sources, slis } = policy();
  const said: string[] = [];
  const reader = new PrometheusReader({
    environment: {},
    mask: () => undefined,
    warn: (line) => said.push(line),
    ca: server.ca,
  });
  const [source] = sources;
  if (source === undefined) throw new Error('no source');
  const { events } = await reader.read({ source, slis, batchMs, ends });
  expect(said).toEqual([]);
  return new Map(
    events.map((event) => [
      `${String(event['feature'])} ${String(event['ts'])}`,
      (event['measured'] as { total: number }).total,
    ]),
  );
}

function expected(batchMs: number, ends: readonly number[]): Map<string, number> {
  const sums = new Map<string, number>();
  const isIn = ({ samples }: ServedSeries, end: number): boolean =>
    samples.some(([time]) => time >= end - batchMs && time <= end);
  for (const end of ends)
    for (const group of ['even', 'odd']) {
      const own = series.filter((one) => one.labels['group'] === group && isIn(one, end));
      if (own.length === 0) continue;
      const key = `${group} ${new Date(end - 1).toISOString()}`;
      sums.set(
        key,
        own.reduce((sum, one) => sum + grownBy(one.samples, end - batchMs, end), 0),
      );
    }
  return sums;
}

const windows = (batchMs: number, from: number, to: number): number[] =>
  Array.from({ length: (to - from) / batchMs }, (_, i) => from + (i + 1) * batchMs);

test.each([5, 15, 30, 60])(
  'windows of %d minutes, of 300 counters that are set back, begin and end',
  async (minutes) => {
    const batchMs = minutes * MINUTE;
    const ends = windows(batchMs, START, START + 120 * MINUTE);
    const found = await measured(batchMs, ends);
    expect(found).toEqual(expected(batchMs, ends));
  },
  60_000,
);

test('two halves of a window come to the whole of it', async () => {
  const total = async (minutes: number): Promise<number> => {
    const batchMs = minutes * MINUTE;
    const found = await measured(batchMs, windows(batchMs, START, START + 120 * MINUTE));
    return [...found.values()].reduce((sum, one) => sum + one, 0);
  };
  const whole = await total(60);
  expect(whole).toBeGreaterThan(100_000);
  expect([await total(30), await total(15), await total(5)]).toEqual([whole, whole, whole]);
});
