import { describe, expect, test } from '@jest/globals';
import { collect } from '../../action-collect/src/collect.js';
import { newState, parseState, type CollectorState } from '../../action-collect/src/collector-state.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import type { Sli } from '../../src/domain/policy.js';
import { tickEvent, type TickEvent } from '../../src/domain/tick-event.js';
import { formatInstant, MINUTE, parseInstant, SECOND } from '../../src/domain/time.js';
import { policy as buildPolicy, source } from '../policy-builder.js';
import { MemoryTelemetry } from './memory-telemetry.js';

const START = parseInstant('2026-03-02T14:00:00Z') ?? 0;
const at = (minutes: number): number => START + minutes * MINUTE;

function of(field: keyof TickEvent): Sli {
  const measure = { kind: 'quantile', of: field, p: 99 } as const;
  return { id: field, events: ['tick.completed'], where: [], measure, by: null, unit: 'ms' };
}

const POLICY = buildPolicy({
  slis: [of('slot_delay_ms'), of('freshness_ms'), of('missed_slots'), of('rejected_share')],
  sources: [
    source(),
    source({
      name: 'ticks',
      format: 'ticks',
      files: '',
      schema: '',
      sparse: true,
      fields: { ts: 'ts', id: 'id', arrived: null },
    }),
  ],
});

function line(minutes: number): string {
  const time = formatInstant(at(minutes));
  return JSON.stringify({ event: 'request.done', ts: time, feature: 'web', phase: 'one', received_at: time });
}

/** Batches of ticks at the minutes, over lines of which each is there from its own time on. */
async function batchesOf(
  minutes: readonly number[],
  lines: readonly (readonly [number, string])[],
): Promise<BatchHeader[]> {
  let state: CollectorState = newState(POLICY.rollout);
  const headers: BatchHeader[] = [];
  for (const minute of minutes) {
    const there = lines.filter(([from]) => from <= minute).map(([, text]) => text);
    const plan = await collect({
      policy: POLICY,
      ledger: null,
      state,
      reader: new MemoryTelemetry({ 'app/a.jsonl': there }),
      validators: new Map(),
      keysOfClosed: async () => Promise.resolve(new Set<string>()),
      now: at(minute),
      simulatedLatencyMs: 0,
      forcedPhase: null,
    });
    const reading = parseState(plan.state, POLICY.rollout);
    if (reading.kind !== 'state') throw new Error('the collector cannot read its own state');
    state = reading.state;
    headers.push(...plan.batches.map(({ header }) => header));
  }
  return headers;
}

/** The greatest value of each SLI in the batch whose window starts at the minute. */
function figures(headers: readonly BatchHeader[], minute: number): Record<string, string> {
  const batch = headers.find(({ window }) => window.start === formatInstant(at(minute)));
  const found = batch?.summaries.map((one) => [one.sli, JSON.stringify(one)] as const) ?? [];
  return Object.fromEntries(found);
}

describe('ticks as telemetry', () => {
  const lines = [1, 5, 20, 35].map((minute) => [minute, line(minute)] as const);

  test('a tick is an event of the window in which it came', async () => {
    const headers = await batchesOf([2, 17, 32, 47], lines);
    const batch = headers.find(({ window }) => window.start === formatInstant(at(15)));
    expect(batch?.sources['ticks']).toEqual({
      accepted: 1,
      rejected: 0,
      duplicates: 0,
      late: 0,
      missed: false,
    });
    expect(figures(headers, 15)['slot_delay_ms']).toContain(String(2 * MINUTE));
    expect(figures(headers, 15)['missed_slots']).toContain('[0');
  });

  test('after three slots without a tick the next one says so', async () => {
    const headers = await batchesOf([2, 17, 77, 92], lines);
    expect(figures(headers, 75)['missed_slots']).toContain('[3');
    // The last line came at minute 35.
    expect(figures(headers, 75)['freshness_ms']).toContain(String(42 * MINUTE));
  });

  test('lines that were rejected are a share of all', async () => {
    const headers = await batchesOf([2, 17, 32], [...lines, [6, 'no JSON'], [7, 'none either']]);
    expect(figures(headers, 15)['rejected_share']).toMatch(/0\.(?:6{3}|5\b)/);
  });

  test('one that is done again is the same event', async () => {
    const [once] = await batchesOf([17, 32, 47], lines);
    const [twice] = await batchesOf([17, 17, 32, 47], lines);
    expect(twice?.digest).toBe(once?.digest);
  });
});

describe('tickEvent', () => {
  const facts = {
    policy: POLICY,
    now: at(17) + 30 * SECOND,
    clock: at(17) + 30 * SECOND,
    closedUntil: at(0),
    totals: { accepted: 3, rejected: 1, duplicates: 0, late: 0 },
    trails: { app: { 'a.jsonl': { reached: at(3) }, 'b.jsonl': { reached: at(10) } } },
  };

  test('tells delay, freshness and share', () => {
    expect(tickEvent(facts)).toEqual({
      event: 'tick.completed',
      ts: '2026-03-02T14:17:30Z',
      feature: 'phasegate',
      id: 'tick/2026-03-02T14:17:30Z',
      slot_delay_ms: 150_000,
      missed_slots: 0,
      freshness_ms: 450_000,
      rejected_share: 0.25,
    });
  });

  test.each([
    ['the first tick has missed nothing', { closedUntil: null }, { missed_slots: 0 }],
    ['a clock that jumped back has missed nothing', { closedUntil: at(600) }, { missed_slots: 0 }],
    ['before the first line nothing is known to be old', { trails: {} }, { freshness_ms: undefined }],
    [
      'a line from the future is not older than now',
      { trails: { app: { a: { reached: at(90) } } } },
      { freshness_ms: 0 },
    ],
    [
      'without lines none was rejected',
      { totals: { accepted: 0, rejected: 0, duplicates: 0, late: 0 } },
      { rejected_share: 0 },
    ],
  ])('%s', (_, changes, expected) => {
    const event = tickEvent({ ...facts, ...changes });
    for (const [field, value] of Object.entries(expected))
      expect(event[field as keyof TickEvent]).toBe(value);
  });
});
