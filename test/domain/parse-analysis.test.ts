import { describe, expect, test } from '@jest/globals';
import type { Integrity, Stabilising } from '../../src/domain/analysis.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import { analysis, rollbackAnalysis } from '../render/analysis-builder.js';

const STABILISING: Stabilising = {
  entry: 3,
  since: '2026-03-02T12:00:00Z',
  until: '2026-03-02T12:30:00Z',
  flags: { 'pay.engine': 'old', 'pay.fast': false, 'pay.limit': 3 },
  back: true,
  due: false,
  reason: 'it lasts',
};

const INTEGRITY: Integrity = {
  message: 'the ledger was rewritten',
  repair: 'Put it back',
  seen: { seq: 3, hash: 'a'.repeat(64), head: null, trust: null },
  found: { entries: 0, head: null },
};

function refusal(value: unknown): PhasegateError {
  try {
    parseAnalysis(typeof value === 'string' ? value : JSON.stringify(value), 'out/analysis.json');
  } catch (error) {
    if (error instanceof PhasegateError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test.each([
  { name: 'a calm tick', value: analysis() },
  { name: 'a rollback', value: rollbackAnalysis() },
  {
    name: 'a rollback that stabilises on a ledger that was rewritten',
    value: analysis({ stabilising: STABILISING, integrity: INTEGRITY, rollbackActive: true }),
  },
  { name: 'nothing judged', value: analysis({ window: null, since: null, previous: null, judged: [] }) },
])('reads $name as it was written', ({ value }) => {
  expect(parseAnalysis(JSON.stringify(value), 'x')).toEqual(value);
});

test('a field of a later version is no fault', () => {
  expect(parseAnalysis(JSON.stringify({ ...analysis(), later: 1 }), 'x')).toMatchObject({
    rollout: 'checkout',
  });
});

describe('refuses', () => {
  test.each([
    { name: 'no JSON', value: '{', code: 'bad-input', says: 'is no JSON' },
    { name: 'null', value: 'null', code: 'bad-input', says: 'is no analysis' },
    { name: 'something else', value: { schema: 'x' }, code: 'bad-input', says: 'is no analysis' },
    {
      name: 'a later version',
      value: { schema: 'phasegate.analysis/2' },
      code: 'newer-state',
      says: 'phasegate.analysis/2',
    },
    {
      name: 'a phase that leads out of the folder',
      value: analysis({ phase: '../../x' }),
      code: 'bad-input',
      says: 'phase is not a name',
    },
    {
      name: 'a rollout with a slash',
      value: analysis({ rollout: 'a/b' }),
      code: 'bad-input',
      says: 'rollout is not a name',
    },
    {
      name: 'a gate of its own',
      value: { ...analysis(), gate: 'open' },
      code: 'bad-input',
      says: 'gate is not promote or hold or rollback',
    },
    {
      name: 'a missing list',
      value: { ...analysis(), alerts: undefined },
      code: 'bad-input',
      says: 'alerts is missing',
    },
    {
      name: 'a forced flag that is a list',
      value: analysis({ stabilising: { ...STABILISING, flags: { x: [] as unknown as string } } }),
      code: 'bad-input',
      says: 'stabilising.flags is not texts, numbers, true or false by name',
    },
    {
      name: 'a release that is due by a text',
      value: analysis({ stabilising: { ...STABILISING, due: 'yes' as unknown as boolean } }),
      code: 'bad-input',
      says: 'stabilising.due is not true or false',
    },
    {
      name: 'a finding without what was seen',
      value: analysis({ integrity: { ...INTEGRITY, seen: null as unknown as Integrity['seen'] } }),
      code: 'bad-input',
      says: 'integrity.seen is not an object',
    },
    {
      name: 'an analysis that says nothing of the record',
      value: { ...analysis(), integrity: undefined },
      code: 'bad-input',
      says: 'integrity is missing',
    },
    {
      name: 'a time that is none',
      value: analysis({ window: { start: 'x', end: '2026-03-02T14:15:00Z' } }),
      code: 'bad-input',
      says: 'window.start is not an RFC 3339 time',
    },
  ])('$name', ({ value, code, says }) => {
    const error = refusal(value);
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
    expect(error.message).toContain('out/analysis.json');
  });

  test('and names every fault at once', () => {
    const { faults, message } = refusal({ ...analysis(), gate: 'x', reason: 1, judged: [{}] });
    expect(faults.length).toBeGreaterThan(4);
    expect(message).toContain('judged[0].window is missing');
  });
});
