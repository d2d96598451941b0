import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import {
  archivedSamples,
  at,
  latencyJob,
  makeSignals,
  rollups,
  SIGNALS,
  summaryOf,
} from './latency-world.js';
import { filesBelow } from './run-bundle.js';

jest.setTimeout(120_000);

const HEADER = 'timestamp_utc,source,latency_ms,ingest_latency_ms,status,detail\n';
const good = (minute: number, latency = 100): string =>
  `2026-06-20T00:${String(minute).padStart(2, '0')}:00Z,router,${latency},35,ok,\n`;

interface Case {
  readonly name: string;
  readonly csv: string;
  /** Latencies that are archived, in order. */
  readonly latencies: readonly number[];
  /** Reasons by line of the file. */
  readonly reasons?: readonly string[];
}

const LATE = 'late: its window of 1h from 2026-06-20T00:00:00Z closed at 2026-06-20T01:02:00Z';

const CASES: readonly Case[] = [
  {
    name: 'columns in another order',
    csv: 'status,latency_ms,source,ingest_latency_ms,timestamp_utc\nok,7,router,35,2026-06-20T00:01:00Z\n',
    latencies: [7],
  },
  {
    name: 'a column that nobody knows',
    csv: 'timestamp_utc,region,source,latency_ms,ingest_latency_ms\n2026-06-20T00:01:00Z,eu,router,7,35\n',
    latencies: [7],
  },
  {
    name: 'no columns for what may be left out',
    csv: 'timestamp_utc,source,latency_ms,ingest_latency_ms\n2026-06-20T00:01:00Z,router,7,35\n',
    latencies: [7],
  },
  {
    name: 'a column that is missing',
    csv: 'timestamp_utc,source,latency_ms\n2026-06-20T00:01:00Z,router,7\n',
    latencies: [],
    reasons: ["2: the event must have required property 'ingest_latency_ms'"],
  },
  {
    name: 'rows with too few and too many values',
    csv: `${HEADER}2026-06-20T00:01:00Z,router,7\n${good(2)}2026-06-20T00:03:00Z,router,7,35,ok,,,\n`,
    latencies: [100],
    reasons: [
      '2: has 3 values where the header names 6 columns',
      '4: has 8 values where the header names 6 columns',
    ],
  },
  {
    name: 'quoted names and values',
    csv: '"timestamp_utc","source","latency_ms","ingest_latency_ms","status","detail"\n"2026-06-20T00:01:00Z","a, ""b""","7","35","timeout","one\ntwo"\n',
    latencies: [7],
  },
  {
    name: 'a quote within a value',
    csv: `${HEADER}2026-06-20T00:01:00Z,rou"ter,7,35,ok,\n${good(2)}`,
    latencies: [100],
    reasons: ['2: is no CSV: a quote stands inside an unquoted value'],
  },
  { name: 'a byte order mark', csv: `\ufeff${HEADER}${good(1)}`, latencies: [100] },
  { name: 'CRLF', csv: `${HEADER}${good(1)}${good(2, 5)}`.replaceAll('\n', '\r\n'), latencies: [100, 5] },
  { name: 'empty lines', csv: `\n${HEADER}\n\n${good(1)}\n   \n${good(2, 5)}\n`, latencies: [100, 5] },
  {
    name: 'decimals',
    csv: `${HEADER}2026-06-20T00:01:00Z,router,1,5,35,ok,\n2026-06-20T00:02:00Z,router,"1,5",35,ok,\n2026-06-20T00:03:00Z,router,1.5,35,ok,\n2026-06-20T00:04:00Z,router,1e2,35,ok,\n`,
    latencies: [100],
    reasons: [
      '2: has 7 values where the header names 6 columns',
      '3: latency_ms must be integer',
      '4: latency_ms must be integer',
    ],
  },
  {
    name: 'latencies that cannot be',
    csv: `${HEADER}${good(1, -1)}${good(2, 86_400_000)}${good(3, 86_400_001)}${good(4, 1e308)}2026-06-20T00:05:00Z,router,1e999,35,ok,\n2026-06-20T00:06:00Z,router,NaN,35,ok,\n2026-06-20T00:07:00Z,router,,35,ok,\n2026-06-20T00:08:00Z,router,fast,35,ok,\n`,
    latencies: [86_400_000],
    reasons: [
      '2: latency_ms must be >= 0',
      '4: latency_ms must be <= 86400000',
      '5: latency_ms must be <= 86400000',
      '6: latency_ms holds a number too large for a double',
      '7: latency_ms must be integer',
      "8: the event must have required property 'latency_ms'",
      '9: latency_ms must be integer',
    ],
  },
  {
    name: 'another status',
    csv: `${HEADER}2026-06-20T00:01:00Z,router,7,35,OK,\n2026-06-20T00:02:00Z,router,7,35,,\n`,
    latencies: [7],
    reasons: ['2: status must be equal to one of the allowed values: ["ok","success","error","timeout",""]'],
  },
  {
    name: 'times out of order within their hour',
    csv: `${HEADER}${good(30, 30)}${good(10, 10)}${good(20, 20)}`,
    latencies: [10, 20, 30],
  },
  {
    name: 'times that are none, or far ahead',
    csv: `${HEADER}2026-06-20 00:01:00,router,7,35,ok,\n2026-06-20T00:01:00,router,7,35,ok,\n2026-06-31T00:01:00Z,router,7,35,ok,\n2027-06-20T00:01:00Z,router,7,35,ok,\n,router,7,35,ok,\n`,
    latencies: [],
    reasons: [
      '2: timestamp_utc "2026-06-20 00:01:00" is no RFC 3339 time with a zone, such as 2026-03-02T14:15:00Z',
      '3: timestamp_utc "2026-06-20T00:01:00" is no RFC 3339 time with a zone, such as 2026-03-02T14:15:00Z',
      '4: timestamp_utc "2026-06-31T00:01:00Z" is no RFC 3339 time with a zone, such as 2026-03-02T14:15:00Z',
      '5: timestamp_utc 2027-06-20T00:01:00Z is 364d22h56m ahead of the clock; max-ahead is 1d',
      '6: timestamp_utc is missing or no text; write an RFC 3339 time such as 2026-03-02T14:15:00Z',
    ],
  },
  {
    name: 'a time in another zone, which is written in UTC',
    csv: `${HEADER}2026-06-20T09:01:00+09:00,router,7,35,ok,\n`,
    latencies: [7],
  },
  {
    name: 'a row that comes twice, which counts once',
    csv: `${HEADER}${good(1)}${good(1)}`,
    latencies: [100],
  },
  { name: 'a file without a row', csv: HEADER, latencies: [] },
  { name: 'an empty file', csv: '', latencies: [] },
];

/** What was put aside, as `line: reason`. */
async function quarantined(workspace: string): Promise<string[]> {
  const texts = Object.values(await filesBelow(join(workspace, 'out/quarantine')));
  return texts
    .flatMap((text) => text.split('\n').filter((line) => line !== ''))
    .map((line) => JSON.parse(line) as { line: number; reason: string })
    .map(({ line, reason }) => `${line}: ${reason}`);
}

describe('telemetry of signals with', () => {
  test.each(CASES)('$name', async ({ csv, latencies, reasons = [] }) => {
    const workspace = await makeSignals([]);
    await writeFile(join(workspace, SIGNALS), csv);
    const run = await latencyJob(workspace, at(65));
    expect(run).toMatchObject({ code: 0 });
    expect(await quarantined(workspace)).toEqual(reasons);
    const samples = await archivedSamples(workspace);
    expect(samples.map(([, , latency]) => Number(latency))).toEqual(latencies);
    expect(samples.every(([ts]) => /^2026-06-20T00:\d\d:00Z$/.test(ts ?? ''))).toBe(true);
    expect((await rollups(workspace)).map(({ count }) => Number(count))).toEqual([latencies.length]);
    expect(summaryOf(run)).toMatchObject({
      status: 'ok',
      samples_written: latencies.length,
      rejected: reasons.length,
    });
    const lines = reasons.length === 0 ? {} : { rejected: reasons.length };
    expect(summaryOf(run)['diagnostics']).toMatchObject(reasons.length === 0 ? {} : { lines });
  });

  test('times of an hour that is closed', async () => {
    const workspace = await makeSignals([]);
    await writeFile(join(workspace, SIGNALS), HEADER + good(1));
    await latencyJob(workspace, at(65));
    await writeFile(
      join(workspace, SIGNALS),
      `${HEADER}${good(1)}2026-06-20T01:10:00Z,router,5,35,ok,\n${good(59, 9)}`,
    );
    const run = await latencyJob(workspace, at(125));
    expect(await quarantined(workspace)).toEqual([`4: ${LATE}`]);
    expect((await archivedSamples(workspace)).map(([, , latency]) => latency)).toEqual(['100', '5']);
    expect(summaryOf(run)).toMatchObject({
      samples_written: 1,
      late: 1,
      diagnostics: { lines: { late: 1 } },
    });
  });
});
