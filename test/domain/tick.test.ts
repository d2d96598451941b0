import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isFurther, type Progress } from '../../src/domain/state-choice.js';
import {
  isRightBefore,
  isUnbroken,
  parseTaken,
  parseTick,
  renderTaken,
  renderTick,
  runIdentity,
  withTaken,
  type Tick,
} from '../../src/domain/tick.js';

const WORKFLOW = 'octo/shop/.github/workflows/rollout.yml';
const RUN = { run: 12_345_678_901, attempt: 1, workflow: WORKFLOW, number: 8 };
const TICK: Tick = { ...RUN, at: 1_772_000_000_000, previous: { run: 5, attempt: 2 } };

test('the run is the one that the runner names', () => {
  const environment = {
    GITHUB_RUN_ID: '12345678901',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_NUMBER: '8',
    GITHUB_WORKFLOW_REF: `${WORKFLOW}@refs/heads/main`,
  };
  expect(runIdentity(environment)).toEqual(RUN);
});

test.each([
  ['outside of a run', {}],
  ['with an id that is none', { GITHUB_RUN_ID: '1e9' }],
  ['with one that a number cannot hold', { GITHUB_RUN_ID: '9999999999999999' }],
])('there is no run %s', (_name, environment) => {
  expect(runIdentity(environment)).toBeNull();
});

describe('a tick', () => {
  test('is read as it was written', () => {
    expect(parseTick(renderTick(TICK))).toEqual(TICK);
    expect(parseTick(renderTick({ ...TICK, previous: null }))).toEqual({ ...TICK, previous: null });
  });

  test.each([
    ['no text', null],
    ['no JSON', '{'],
    ['another schema', renderTick(TICK).replace('tick/1', 'tick/2')],
    ['a run that is no number', renderTick(TICK).replace('12345678901', '"7"')],
    ['a predecessor that is none', renderTick(TICK).replace('"attempt":2,', '')],
  ])('is none in %s', (_name, text) => {
    expect(parseTick(text)).toBeNull();
  });

  test.each([
    ['the next run of the workflow', { number: 9 }, true],
    ['a later one', { number: 10 }, false],
    ['the run itself', { number: 8 }, false],
    ['another attempt at the next one', { number: 9, attempt: 2 }, false],
    ['a run of another workflow', { number: 9, workflow: 'octo/shop/.github/workflows/b.yml' }, false],
  ])('is right before a run: %s', (_name, change, expected) => {
    expect(isRightBefore(TICK, { ...RUN, ...change })).toBe(expected);
  });
});

describe('the ticks that were taken', () => {
  test('are read as they were written, and none are in a text that is damaged', () => {
    const taken = [{ run: 5, attempt: 2 }];
    expect(parseTaken(renderTaken(taken))).toEqual(taken);
    for (const text of [
      null,
      '',
      '[]',
      '{"schema":"phasegate.taken/1"}',
      renderTaken(taken).replace('5', '"5"'),
    ])
      expect(parseTaken(text)).toEqual([]);
  });

  test('hold each once, the newest last, and the last seven hundred', () => {
    const many = Array.from({ length: 750 }, (_, run) => ({ run, attempt: 1 }));
    const taken = withTaken(many, [{ run: 740, attempt: 1 }, TICK]);
    expect(taken).toHaveLength(700);
    expect(taken.slice(-3).map(({ run }) => run)).toEqual([749, 740, TICK.run]);
  });

  test('come back with their clocks, and those of an earlier version without', () => {
    const taken = [
      { run: 4, attempt: 1 },
      { run: 5, attempt: 2, at: 1_700_000_000_000 },
    ];
    expect(parseTaken(renderTaken(taken))).toEqual(taken);
    expect(parseTaken(renderTaken(taken).replace('1700000000000', '"now"'))).toEqual([]);
  });

  test('are unbroken up to a tick when it or the one before it is among them', () => {
    expect(isUnbroken(TICK, [TICK])).toBe(true);
    expect(isUnbroken(TICK, [{ run: 5, attempt: 2 }])).toBe(true);
    expect(isUnbroken(TICK, [{ run: 5, attempt: 1 }])).toBe(false);
    expect(isUnbroken({ ...TICK, previous: null }, [])).toBe(false);
  });
});

test('of two states at most one is further, and what closed more windows always is', () => {
  const maybe = fc.option(fc.nat({ max: 3 }));
  const progress = fc.record({
    until: maybe,
    at: maybe,
    tick: fc.option(fc.record({ run: fc.nat({ max: 3 }), attempt: fc.nat({ max: 2 }) })),
  });
  fc.assert(
    fc.property(progress, progress, (a: Progress, b: Progress) => {
      expect(isFurther(a, b) && isFurther(b, a)).toBe(false);
      if ((a.until ?? -1) > (b.until ?? -1)) expect(isFurther(a, b)).toBe(true);
    }),
  );
});
