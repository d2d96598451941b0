import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  readSample,
  SAMPLE_HEADER,
  SAMPLE_HEADER_BYTES,
  sampleLine,
  samplesOf,
  type LatencySample,
} from '../../../../src/domain/observability/latency/latency-sample.js';
import { DAY_ONE, eventLine, signalRules } from '../../../observability/signals.js';

function roundTrip(samples: readonly LatencySample[]): (LatencySample | null)[] {
  const text = SAMPLE_HEADER + samples.map(sampleLine).join('');
  return parse(text, { from: 2, relax_column_count: true }).map(readSample);
}

const SAMPLE: LatencySample = {
  ts: DAY_ONE,
  source: 'router_demo',
  latencyMs: 1338,
  ingestLatencyMs: 218,
  status: 'success',
  detail: '',
};

describe('a sample as a line', () => {
  test('has its columns in their order', () => {
    expect(SAMPLE_HEADER).toBe('timestamp_utc,source,latency_ms,ingest_latency_ms,status,detail\n');
    expect(SAMPLE_HEADER_BYTES).toBe(Buffer.byteLength(SAMPLE_HEADER));
    expect(sampleLine(SAMPLE)).toBe('2026-06-20T00:00:00Z,router_demo,1338,218,success,\n');
  });

  test.each<[string, Partial<LatencySample>, string]>([
    ['a comma', { detail: 'a,b' }, '"a,b"'],
    ['quotes', { detail: 'said "no"' }, '"said ""no"""'],
    ['a line break', { detail: 'one\ntwo' }, '"one\ntwo"'],
    ['a carriage return', { detail: 'one\rtwo' }, '"one\rtwo"'],
    ['a space at its end', { detail: 'tail ' }, '"tail "'],
    ['nothing measured', { latencyMs: null, ingestLatencyMs: null }, ',,'],
    ['a fraction', { latencyMs: 0.1 }, ',0.1,'],
    ['a formula, which stays text', { detail: '=1+1' }, ',=1+1'],
  ])('with %s', (_, parts, shown) => {
    const sample = { ...SAMPLE, ...parts };
    expect(sampleLine(sample)).toContain(shown);
    expect(roundTrip([sample])).toEqual([sample]);
  });

  test('whatever it holds, it is read back', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ü', '\ufeff', '😀', ';', "'"),
    });
    const number = fc.option(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      { nil: null },
    );
    const sample = fc.record({
      ts: fc.integer({ min: 0, max: 4e12 }),
      source: text,
      latencyMs: number,
      ingestLatencyMs: number,
      status: text,
      detail: text,
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 8 }), (samples) => {
        const read = roundTrip(samples);
        // Of minus zero a text has no sign.
        const plain = JSON.parse(JSON.stringify(samples)) as unknown;
        expect(JSON.parse(JSON.stringify(read))).toEqual(plain);
      }),
    );
  });

  test.each([
    [['2026-06-20T00:00:00Z', 'a', '1', '1', '']],
    [['2026-06-20', 'a', '1', '1', '', '']],
    [['2026-06-20T00:00:00Z', 'a', 'x', '1', '', '']],
    [['2026-06-20T00:00:00Z', 'a', '1', '1 ms', '', '']],
    [['2026-06-20T00:00:00Z', 'a', 'Infinity', '1', '', '']],
  ])('%j is none', (record) => expect(readSample(record)).toBeNull());
});

describe('samples of events', () => {
  const { sli } = signalRules();
  const event = (line: string) => ({ source: 'signal', ts: DAY_ONE, line });

  test('have the fields that the columns are named by', () => {
    const line = eventLine({
      ts: DAY_ONE,
      source: 'broker',
      latency: 7,
      status: 'timeout',
      detail: 'no answer',
    });
    expect(samplesOf(sli, [event(line)])).toEqual([
      {
        ts: DAY_ONE,
        source: 'broker',
        latencyMs: 7,
        ingestLatencyMs: 35,
        status: 'timeout',
        detail: 'no answer',
      },
    ]);
  });

  test('have the name of the telemetry where they name no source, and no number where there is none', () => {
    const line = JSON.stringify({ event: 'signal.latency', latency_ms: 'slow', status: 5, detail: { a: 1 } });
    expect(samplesOf(sli, [event(line)])).toEqual([
      {
        ts: DAY_ONE,
        source: 'signal',
        latencyMs: null,
        ingestLatencyMs: null,
        status: '5',
        detail: '{"a":1}',
      },
    ]);
  });

  test('are of the events that the SLI is about', () => {
    expect(samplesOf(sli, [event(JSON.stringify({ event: 'flag_resolution', latency_ms: 3 }))])).toEqual([]);
  });
});
