import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Policy } from '../../../src/domain/policy.js';
import { MINUTE, parseInstant } from '../../../src/domain/time.js';
import { parsePolicy } from '../../../src/io/policy-file.js';
import { PrometheusReader, WINDOWS_A_QUERY } from '../../../src/io/sources/prometheus-reader.js';
import type { MetricsReading } from '../../../src/ports/metrics.js';
import { startHttps, type HttpsServer } from './https-server.js';

/** A server that is asked over the network, and answers in every wrong way. */

const SECRET = 's3cret-of-the-metrics';
const LIMITS = { bytes: 20_000, timeMs: 1_500 };
const END = parseInstant('2026-03-02T14:15:00Z') ?? 0;

let server: HttpsServer;
beforeAll(async () => {
  server = await startHttps();
});
afterAll(() => server.close());

function policyOf(url: string, more = ''): Policy {
  const text = `version: 1
rollout: shop
sources:
  - name: fleet
    url: ${url}
    format: prometheus
    private: true
    headers: { authorization: { secret: METRICS_TOKEN, prefix: 'Bearer ' } }
slis:
  orders: { from: fleet, count: 'orders_total{shop="a"}' }
${more}phases:
  - id: P-0
    slos: [{ sli: orders, rollback: { above: 9 }, evidence: none }]
`;
  return parsePolicy(text, 'policy.yaml').policy;
}

interface Asked extends MetricsReading {
  readonly said: readonly string[];
  readonly masked: readonly string[];
}

async function ask(
  policy: Policy,
  options: { readonly ends?: readonly number[]; readonly token?: string | undefined } = {},
): Promise<Asked> {
  const [said, masked]: [string[], string[]] = [[], []];
  const reader = new PrometheusReader({
    environment: 'token' in options ? { METRICS_TOKEN: options.token } : { METRICS_TOKEN: SECRET },
    mask: (secret) => masked.push(secret),
    warn: (line) => said.push(line),
    limits: LIMITS,
    ca: server.ca,
  });
  const [source] = policy.sources;
  if (source === undefined) throw new Error('no source');
  const reading = await reader.read({
    source,
    slis: policy.slis,
    batchMs: 15 * MINUTE,
    ends: options.ends ?? [END],
  });
  return { ...reading, said, masked };
}

type Row = readonly [metric: Readonly<Record<string, string>>, value: string];

/** An answer with one value for each row at the ends that are asked for. */
function matrix(rows: readonly Row[], ends: readonly number[] = [END]): string {
  const result = rows.map(([metric, value]) => ({ metric, values: ends.map((end) => [end / 1_000, value]) }));
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}

const KNOWN: Row = [{ phasegate_part: 'known' }, '3'];

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** Answers each query in turn, and keeps what was asked. */
function answers(...bodies: readonly string[]): URLSearchParams[] {
  const forms: URLSearchParams[] = [];
  server.answer((request, response) => {
    void formOf(request).then((form) => {
      forms.push(form);
      response.end(bodies[Math.min(forms.length, bodies.length) - 1]);
    });
  });
  return forms;
}

describe('a question', () => {
  test('is a form to the one address, with the secret, for closed windows only', async () => {
    const forms = answers(matrix([[{}, '7'], KNOWN]));
    const { events, isWhole, said, masked } = await ask(policyOf(`${server.url}/prometheus/`));
    expect({ isWhole, said, masked }).toEqual({ isWhole: true, said: [], masked: [SECRET] });
    expect(events.map(({ measured, ts }) => ({ measured, ts }))).toEqual([
      { measured: { total: 7 }, ts: '2026-03-02T14:14:59.999Z' },
    ]);
    expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/prometheus/api/v1/query_range', `Bearer ${SECRET}`],
    ]);
    const { query, ...others } = Object.fromEntries(forms[0] ?? []);
    expect(query).toContain('orders_total{shop="a"}[900000ms]');
    expect(others).toEqual({
      start: '1772460900',
      end: '1772460900',
      step: '900',
      timeout: '2s',
      partial_response: '0',
      deny_partial_response: '1',
    });
  });

  test('is one for each metric, for a fleet of any size and any number of windows', async () => {
    const more = `  all: { from: fleet, ratio: { bad: errors_total, total: 'orders_total{ shop="a" }' } }
  p95: { from: fleet, quantile: { of: seconds_bucket, p: 95 } }
  p99: { from: fleet, quantile: { of: seconds_bucket, p: 99 } }
`;
    const ends = Array.from({ length: 96 }, (_, i) => END + i * 15 * MINUTE);
    const forms = answers(matrix([KNOWN], ends));
    await ask(policyOf(server.url, more), { ends });
    expect(forms).toHaveLength(3);
    expect(new Set(forms.map((form) => `${form.get('start')} ${form.get('end')}`))).toEqual(
      new Set([`1772460900 ${1_772_460_900 + 95 * 900}`]),
    );
  });

  test('is one more for a metric with series that were set back, for their windows', async () => {
    const ends = [END, END + 15 * MINUTE, END + 30 * MINUTE];
    const resets = { metric: { phasegate_part: 'resets' }, values: [[(END + 15 * MINUTE) / 1_000, '60']] };
    const first = JSON.parse(matrix([[{}, '7'], KNOWN], ends)) as { data: { result: unknown[] } };
    first.data.result.push(resets);
    const forms = answers(JSON.stringify(first), matrix([[{}, '5']], [END + 15 * MINUTE]));
    const { events } = await ask(policyOf(server.url), { ends });
    expect(events.map(({ measured }) => measured)).toEqual([{ total: 7 }, { total: 12 }, { total: 7 }]);
    expect(forms.map((form) => form.get('start'))).toEqual(['1772460900', '1772461800']);
    expect(forms[1]?.get('query')).toContain('[899999ms:7200ms]');
  });

  test('is one more for every 500 windows', async () => {
    const ends = Array.from({ length: 2 * WINDOWS_A_QUERY + 1 }, (_, i) => END + i * 15 * MINUTE);
    const forms = answers(matrix([]));
    await ask(policyOf(server.url), { ends });
    expect(forms).toHaveLength(3);
  });
});

describe('an answer that is no data', () => {
  type Answer = (response: ServerResponse, request: IncomingMessage) => void;
  const text =
    (body: string, status = 200): Answer =>
    (response) =>
      void response.writeHead(status).end(body);
  const failure = (kind: string, error: string): string =>
    JSON.stringify({ status: 'error', errorType: kind, error });

  test.each<[string, Answer, string]>([
    [
      '400',
      text(failure('bad_data', 'parse error'), 400),
      'it was answered 400: it refused the query: bad_data: parse error',
    ],
    ['401', text('who are you', 401), 'it was answered 401: its answer is no JSON'],
    [
      '422',
      text(failure('execution', 'too many samples'), 422),
      'it was answered 422: it refused the query: execution: too many samples',
    ],
    ['429', text('', 429), 'it was answered 429'],
    ['503', text('<html>', 503), 'it was answered 503'],
    [
      '201, though it looks whole',
      text(matrix([[{}, '7'], KNOWN]), 201),
      'it was answered 201: with an answer',
    ],
    ['an error under 200', text(failure('timeout', 'slow')), 'it refused the query: timeout: slow'],
    ['no JSON', text('{"status":"succ'), 'its answer is no JSON'],
    [
      'a part',
      text(JSON.stringify({ status: 'success', isPartial: true, data: {} })),
      'its answer is partial',
    ],
    ['a number that is none', text(matrix([[{}, 'NaN'], KNOWN])), '{} is "NaN", which is no whole number'],
    ['too long', text('x'.repeat(30_000)), 'its answer is longer than 20000 bytes'],
    ['silence', () => undefined, 'it took too long'],
    [
      'a redirect',
      (response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
      'it redirects',
    ],
    [
      'a connection that breaks',
      (response) => {
        response.writeHead(200).write('{');
        setTimeout(() => response.destroy(), 50);
      },
      'the connection',
    ],
    [
      'the secret itself',
      (response, request) =>
        void response.writeHead(400).end(failure('bad_data', String(request.headers.authorization))),
      'bad_data: Bearer ***',
    ],
    [
      'drop by drop',
      (response) => {
        const drops = setInterval(() => response.write(' '), 100);
        response.on('close', () => clearInterval(drops));
      },
      'it took too long',
    ],
  ])('%s', async (_, answer, why) => {
    server.answer((request, response) => answer(response, request));
    const { events, isWhole, said } = await ask(policyOf(server.url));
    expect({ events, isWhole }).toEqual({ events: [], isWhole: false });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`source fleet has no data: `);
    expect(said[0]).toContain(why);
    expect(said[0]).not.toContain(SECRET);
    expect(server.requests).toHaveLength(1);
  });

  test('nobody', async () => {
    const { said } = await ask(policyOf('https://127.0.0.1:1'));
    expect(said).toEqual(['source fleet has no data: the connection failed (ECONNREFUSED)']);
  });

  test('without the secret nothing is asked', async () => {
    answers(matrix([]));
    const { said } = await ask(policyOf(server.url), { token: undefined });
    expect(said[0]).toContain(
      'the environment variable METRICS_TOKEN for its header authorization is not set',
    );
    expect(server.requests).toEqual([]);
  });

  test('a half: one window of two has no data, and the other has', async () => {
    const ends = [END, END + 15 * MINUTE];
    const body = JSON.parse(matrix([[{}, '7']], ends)) as { data: { result: unknown[] } };
    body.data.result.push({
      metric: { phasegate_part: 'known' },
      values: [[(END + 15 * MINUTE) / 1_000, '1']],
    });
    answers(JSON.stringify(body));
    const { events, isWhole, said } = await ask(policyOf(server.url), { ends });
    expect(isWhole).toBe(false);
    expect(events.map(({ ts }) => ts)).toEqual(['2026-03-02T14:29:59.999Z']);
    expect(said).toEqual([expect.stringContaining('the window until 2026-03-02T14:15:00Z: it knew none')]);
  });
});
