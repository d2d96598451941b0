import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parseBatch } from '../../src/domain/batch-reader.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import { distributionOf } from '../../src/domain/distribution.js';
import { quantile, quantileBounds } from '../../src/domain/quantile.js';
import { valueOf } from '../../src/domain/measurement.js';
import type { Policy } from '../../src/domain/policy.js';
import { measurementOf } from '../../src/domain/summary.js';
import { formatInstant, SECOND } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import { PrometheusReader } from '../../src/io/sources/prometheus-reader.js';
import { MemoryTelemetry } from '../action-collect/memory-telemetry.js';
import { ShardWorld } from '../action-collect/shard-world.js';
import { startPrometheus, type Prometheus } from './prometheus-server.js';
import { Target } from './target.js';

/** A real Prometheus that scrapes a service every second while ticks of the collector ask it. */

jest.setTimeout(120_000);

const WINDOW = 10 * SECOND;
const GRACE = 2 * SECOND;
const target = new Target();
let server: Prometheus;
beforeAll(async () => {
  server = await startPrometheus({ target: await target.listen() });
});
afterAll(async () => {
  target.close();
  await server.stop();
});

function policy(): Policy {
  const text = `version: 1
rollout: live
batch: 10s
grace: 2s
sources:
  - { name: fleet, url: '${server.url}', format: prometheus, private: true, feature: pay }
slis:
  errors: { from: fleet, ratio: { bad: 'requests_total{code="500"}', total: requests_total } }
  p95: { from: fleet, quantile: { of: seconds_bucket, p: 95 }, unit: s }
phases:
  - id: one
    slos: [{ sli: errors, rollback: { above: 0.5 } }, { sli: p95, rollback: { above: 1 } }]
`;
  return parsePolicy(text, 'policy.yaml').policy;
}

/** Seconds that requests took, the same at every run. */
const took = (n: number, seed: number): number[] =>
  Array.from({ length: n }, (_, i) => (((i * 7_919 + seed * 104_729) % 1_000) / 1_000) ** 3 * 2);

async function until(ms: number): Promise<void> {
  await sleep(Math.max(0, ms - Date.now()));
}

/** @throws where the work of a window was not over well before its end */
function requireTime(end: number): void {
  if (Date.now() > end - 1_500)
    throw new Error('the machine was too slow for windows of 10 seconds; run it again');
}

function headerOf(world: ShardWorld, start: number): BatchHeader {
  const found = [...world.batches].map(([file, text]) => parseBatch(text, file, 'live'));
  const header = found.find(({ window }) => window.start === formatInstant(start));
  if (header === undefined) throw new Error(`no batch from ${formatInstant(start)}`);
  return header;
}

test('ratios are exact, a p95 is within its bucket, a restart breaks no window, and silence is no data', async () => {
  const world = new ShardWorld();
  const tick = async (now: number): Promise<readonly string[]> => {
    const said: string[] = [];
    const options = { environment: {}, mask: () => undefined, ca: server.ca };
    const metrics = new PrometheusReader({ ...options, warn: (line) => said.push(line) });
    await world.whole({ now, reader: new MemoryTelemetry({}), metrics, policy: policy() });
    return said;
  };
  target.work({ failed: 1, seconds: took(10, 1) });
  await target.scraped();
  const start = Math.ceil((Date.now() + SECOND) / WINDOW) * WINDOW;
  const [steady, restarted, silent] = [start, start + WINDOW, start + 2 * WINDOW];
  await until(start + 500);
  await tick(steady + GRACE);

  const first = took(1_000, 2);
  target.work({ failed: 30, seconds: first });
  await target.scraped();
  requireTime(restarted);

  await until(restarted + 500);
  const [before, after] = [took(400, 3), took(700, 4)];
  target.work({ failed: 11, seconds: before });
  await target.scraped();
  target.restart();
  target.work({ failed: 17, seconds: after });
  await target.scraped();
  requireTime(silent);

  await until(silent + GRACE);
  expect(await tick(silent + GRACE)).toEqual([]);
  const all = [...before, ...after];
  for (const [at, total, matching, seconds] of [
    [steady, 1_000, 30, first],
    [restarted, 1_100, 28, all],
  ] as const) {
    const { summaries, sources } = headerOf(world, at);
    expect(sources['fleet']).toMatchObject({ accepted: 2, missed: false });
    expect(summaries[0]).toMatchObject({ sli: 'errors', feature: 'pay', matching, total });
    const [, p95] = summaries;
    if (p95?.kind !== 'quantile') throw new Error('no p95');
    const truth = quantile(distributionOf(seconds), 95) ?? Number.NaN;
    const bounds = quantileBounds(p95.distribution, 95);
    expect(bounds?.low).toBeLessThanOrEqual(truth);
    expect(bounds?.high).toBeGreaterThanOrEqual(truth);
    const { value, n, error } = valueOf(measurementOf(p95), { kind: 'quantile', of: '', p: 95 });
    expect(n).toBe(total);
    expect(Math.abs((value ?? 0) - truth)).toBeLessThanOrEqual(error * (value ?? 0));
  }

  // The same tick again has nothing to ask, and nothing to say.
  expect(await tick(silent + GRACE)).toEqual([]);
  expect(world.made).toEqual([]);

  await server.stop();
  const said = await tick(silent + WINDOW + GRACE);
  expect(said).toEqual([expect.stringMatching(/^source fleet has no data: the connection failed/)]);
  const lost = headerOf(world, silent);
  expect(lost.sources['fleet']).toMatchObject({ accepted: 0, missed: true });
  expect(lost.summaries).toEqual([]);
});
