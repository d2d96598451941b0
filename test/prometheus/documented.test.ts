import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Policy } from '../../src/domain/policy.js';
import { MINUTE, parseInstant, SECOND } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import { PrometheusReader } from '../../src/io/sources/prometheus-reader.js';
import type { MetricsReading } from '../../src/ports/metrics.js';
import { startHttps } from '../io/sources/https-server.js';
import { startPrometheus, type ServedSeries } from './prometheus-server.js';

/** The example of docs/prometheus.md, asked of servers. */

const END = parseInstant('2026-03-02T14:15:00Z') ?? 0;
const text = readFileSync(join(import.meta.dirname, '../../docs/prometheus.md'), 'utf8');

function documented(url: string): Policy {
  const [, example = ''] = /^```yaml\n(.*?)^```$/ms.exec(text) ?? [];
  const there = example.replace('https://prometheus.example.com', `${url}\n    private: true`);
  expect(there).not.toBe(example);
  return parsePolicy(there, 'docs/prometheus.md').policy;
}

async function ask({ url, ca }: { readonly url: string; readonly ca: string }): Promise<MetricsReading> {
  const { sources, slis } = documented(url);
  const [source] = sources;
  if (source === undefined) throw new Error('no source');
  const environment = { TELEMETRY_TOKEN: 's3cret' };
  const said: string[] = [];
  const reader = new PrometheusReader({
    environment,
    mask: () => undefined,
    warn: (line) => said.push(line),
    ca,
  });
  const reading = await reader.read({ source, slis, batchMs: 15 * MINUTE, ends: [END] });
  expect(said).toEqual([]);
  return reading;
}

test.each([
  ['4 queries', false, 4],
  ['8 queries where everything was started anew', true, 8],
])('takes %s', async (_, restarted, queries) => {
  expect(text).toContain('takes 4, and 8 after a restart of everything');
  const server = await startHttps();
  try {
    const row = { metric: { phasegate_part: 'resets' }, values: [[END / 1_000, '60']] };
    const body = { status: 'success', data: { resultType: 'matrix', result: restarted ? [row] : [] } };
    server.answer((request: IncomingMessage, response) => {
      request.resume();
      response.end(JSON.stringify(body));
    });
    await ask({ url: server.url, ca: server.ca });
    expect(server.requests).toHaveLength(queries);
  } finally {
    await server.close();
  }
});

test('measures what it says', async () => {
  const common = { track: 'canary', service: 'pay', job: 'shop' };
  const growing = (metric: string, labels: Record<string, string>, step: number): ServedSeries => ({
    metric,
    labels: { ...common, ...labels },
    samples: Array.from({ length: 121 }, (_, i) => [END - 30 * MINUTE + i * 15 * SECOND, i * step] as const),
  });
  const server = await startPrometheus({
    series: [
      growing('http_requests_total', { code: '200', region: 'eu' }, 9),
      growing('http_requests_total', { code: '503', region: 'eu' }, 1),
      growing('http_request_duration_seconds_bucket', { le: '0.5' }, 19),
      growing('http_request_duration_seconds_bucket', { le: '+Inf' }, 20),
      growing('orders_total', {}, 2),
    ],
  });
  try {
    const { events } = await ask(server);
    expect(
      events.map(({ phase, feature, label, measured }) => ({ phase, feature, label, measured })),
    ).toEqual([
      { phase: 'canary', feature: 'pay', label: 'eu', measured: { matching: 60, total: 600 } },
      {
        phase: 'canary',
        feature: 'pay',
        measured: { lower: [0, 0.5], upper: [0.5, null], counts: [1_140, 60] },
      },
      { phase: 'canary', feature: 'pay', measured: { total: 120 } },
    ]);
  } finally {
    await server.stop();
  }
});
