import { describe, expect, test } from '@jest/globals';
import {
  eventKey,
  eventLine,
  readEvent,
  type EventRules,
  type TelemetryEvent,
} from '../../src/domain/event.js';
import { parseJsonLine } from '../../src/domain/json-line.js';
import { parseInstant } from '../../src/domain/time.js';
import { policy, source } from '../policy-builder.js';

const NOW = parseInstant('2026-03-02T14:32:00Z') ?? 0;
const PLACE = { source: 'app', file: 'telemetry/app/a.jsonl', line: 7 };

function rules(overrides: Partial<EventRules> = {}): EventRules {
  return {
    policy: policy(),
    source: source(),
    validate: () => null,
    now: NOW,
    forcedPhase: null,
    phaseAt: () => 'one',
    ...overrides,
  };
}

function read(text: string, overrides: Partial<EventRules> = {}) {
  const fields = parseJsonLine(text);
  return typeof fields === 'string' ? fields : readEvent(fields, PLACE, rules(overrides));
}

const EVENT =
  '{"event":"request.done","ts":"2026-03-02T14:20:00Z","feature":"web","phase":"two","duration_ms":5}';

test('an event is taken with its time, phase and canonical text', () => {
  expect(read(EVENT)).toEqual({
    place: PLACE,
    key: expect.stringMatching(/^[0-9a-f]{32}$/),
    ts: parseInstant('2026-03-02T14:20:00Z'),
    arrived: null,
    phase: 'two',
    fields: JSON.parse(EVENT) as unknown,
  });
  expect(eventLine(read(EVENT) as TelemetryEvent)).toBe(
    '{"duration_ms":5,"event":"request.done","feature":"web","phase":"two","ts":"2026-03-02T14:20:00Z"}',
  );
});

describe('the phase', () => {
  test('of the event comes before that of the ledger', () => {
    expect(read(EVENT)).toMatchObject({ phase: 'two' });
  });
  test('is the one that the ledger had on at the time, where the event names none', () => {
    expect(read(EVENT.replace(',"phase":"two"', ''))).toMatchObject({ phase: 'one' });
  });
  test('of the input comes before both', () => {
    expect(read(EVENT, { forcedPhase: 'one' })).toMatchObject({ phase: 'one' });
  });
  test('of the source fills in for events that name none', () => {
    const constants = { event: null, feature: null, phase: 'two' };
    expect(read(EVENT.replace(',"phase":"two"', ''), { source: source({ constants }) })).toMatchObject({
      phase: 'two',
    });
  });
});

describe('refused with a reason', () => {
  test.each([
    ['cut short', EVENT.slice(0, 40), /is no JSON/],
    ['an array', '[1]', /is JSON, but no object/],
    ['a bare number', '7', /is JSON, but no object/],
    ['a NUL byte', '{"a":"\u0000"}', /is no JSON/],
    ['a number of 400 digits', `{"a":${'9'.repeat(400)}}`, /too large for a double/],
    ['depth 10,000', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, /nested deeper than 64 levels/],
    ['no time', '{"event":"x"}', /ts is missing or no text/],
    ['time as a number', '{"ts":1772460900000}', /ts is missing or no text/],
    ['time without zone', EVENT.replace('00Z', '00'), /is no RFC 3339 time with a zone/],
    ['before the epoch', EVENT.replace('2026', '1969'), /ts 1969-03-02T14:20:00Z is before 1970/],
    ['far future', EVENT.replace('2026', '2099'), /ahead of the clock; max-ahead is 1d/],
    [
      'a phase that the policy does not know',
      EVENT.replace('two', '../x'),
      /phase "..\/x" is not in the policy/,
    ],
    ['a phase that is no text', EVENT.replace('"two"', '2'), /phase 2 is not in the policy/],
  ])('%s', (_name, text, reason) => {
    expect(read(text)).toMatch(reason);
  });

  test('by the schema', () => {
    expect(read(EVENT, { validate: () => 'duration_ms must be integer' })).toBe(
      'duration_ms must be integer',
    );
  });
});

test('arrival is read where the source has it, and is never later than the clock', () => {
  expect(read(EVENT.replace('"two"', '"two","received_at":"2026-03-02T14:21:00Z"'))).toMatchObject({
    arrived: parseInstant('2026-03-02T14:21:00Z'),
  });
  expect(read(EVENT.replace('"two"', '"two","received_at":"2030-01-01T00:00:00Z"'))).toMatchObject({
    arrived: NOW,
  });
});

test('a key named __proto__ stays data', () => {
  const event = read(EVENT.replace('{', '{"__proto__":{"polluted":true},'));
  expect(eventLine(event as TelemetryEvent)).toContain('"__proto__":{"polluted":true}');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

describe('identity', () => {
  test.each([
    ['the same id, other content', { id: 'a', x: 1 }, { id: 'a', x: 2 }, true],
    ['other ids, the same content', { id: 'a', x: 1 }, { id: 'b', x: 1 }, false],
    ['no id, the same content in another order', { x: 1, y: 2 }, { y: 2, x: 1 }, true],
    ['no id, other content', { x: 1 }, { x: 2 }, false],
    ['an id that is text and one that is a number', { id: '1' }, { id: 1 }, false],
    ['an id that is an object counts as content', { id: { a: 1 }, x: 1 }, { id: { a: 1 }, x: 2 }, false],
  ])('%s', (_name, a, b, same) => {
    expect(eventKey(source(), a) === eventKey(source(), b)).toBe(same);
  });

  test('is within one source', () => {
    expect(eventKey(source({ name: 'a' }), { id: '1' })).not.toBe(
      eventKey(source({ name: 'b' }), { id: '1' }),
    );
  });
});
