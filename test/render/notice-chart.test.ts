import { describe, expect, test } from '@jest/globals';
import type { Judgement, Verdict } from '../../src/domain/analysis.js';
import { noticeChart } from '../../src/render/notice-chart.js';
import { stabilising, violated } from '../dashboard/scenarios.js';
import { judgementAt, limit, storyJudgements, verdict } from './analysis-builder.js';
import { notice } from './notice-cases.js';

const ofSlo = notice({ template: 'incident', slo: 'pay_p95' });
const ofRollback = notice({ template: 'rollback', slo: null, facts: { metric: 'rollback' } });

/** Windows in which the given verdicts hold, each with its phase. */
function windows(all: readonly { phase?: string; verdicts: readonly Partial<Verdict>[] }[]): Judgement[] {
  return all.map(({ phase = 'P-1', verdicts }, index) =>
    judgementAt(index, { phase, verdicts: verdicts.map(verdict) }),
  );
}

test('a day of an SLO against its limits', () => {
  expect(noticeChart(violated().analysis.recent)(ofSlo)).toEqual([
    'pay_p95',
    'warn > 700, rollback > 900',
    '1,085 ms ┤                              ××',
    '  900 ms ┤────────────────────────────────',
    '         │',
    '  700 ms ┤--------------------------------',
    '         │    •••  •••    •',
    '  369 ms ┤••••   ••   •••• •••••••••••••',
    '         └ 03-08 14:15Z to 03-09 14:15Z',
    '• ok   + warn   × violation',
    '· too few samples   blank: no data',
    '- warn limit   ─ rollback limit',
  ]);
});

test('after a rollback the line goes on, by the limits of the phase that is on, which is named', () => {
  const moved = windows([
    { phase: 'P-2', verdicts: [{ value: 400, rollback: limit('above', 500) }] },
    { phase: 'P-2', verdicts: [{ value: 950, status: 'violation', rollback: limit('above', 500) }] },
    { phase: 'P-1', verdicts: [{ value: 410, rollback: limit('above', 900) }] },
  ]);
  const lines = noticeChart(moved)({ ...ofSlo, phase: 'P-2' });
  expect(lines[1]).toBe('warn > 700, rollback > 900');
  expect(lines.filter((line) => /[•×] |[•×]$/.test(line)).join()).toContain('×');
  expect(lines).toContain('P-1 since 03-02 12:30Z');
});

describe('a rollback', () => {
  test('is about what was violated, also when it is over', () => {
    const titles = (judgements: readonly Judgement[]): readonly string[] =>
      noticeChart(judgements)(ofRollback).filter((line) => /^[a-z0-9_]+$/.test(line));
    expect(titles(storyJudgements())).toEqual(['pay_p95', 'pay_success']);
    expect(titles(stabilising().analysis.recent)).toEqual(['pay_p95', 'pay_success']);
    expect(titles(storyJudgements().slice(0, 9))).toEqual([]);
  });
});

describe('there is no chart', () => {
  test.each([
    { name: 'without an SLO', of: { ...ofSlo, slo: null }, judgements: storyJudgements() },
    { name: 'for an SLO that was not judged', of: { ...ofSlo, slo: 'other' }, judgements: storyJudgements() },
    { name: 'without windows', of: ofSlo, judgements: [] },
    {
      name: 'without a value',
      of: ofSlo,
      judgements: windows([{ verdicts: [{ value: null, status: 'no-data' }] }]),
    },
  ])('$name', ({ of, judgements }) => {
    expect(noticeChart(judgements)(of)).toEqual([]);
  });
});

describe('several features', () => {
  const features = (names: readonly string[], bad: string): Judgement[] =>
    windows([
      {
        verdicts: names.map((feature) => ({ feature, ...(feature === bad ? { status: 'violation' } : {}) })),
      },
    ]);

  test('the one in trouble comes first, and what is left out is counted', () => {
    const lines = noticeChart(features(['a', 'b', 'c', 'd'], 'c'))(ofSlo);
    expect(lines.filter((line) => line.startsWith('pay_p95'))).toEqual(['pay_p95 (c)', 'pay_p95 (a)']);
    expect(lines).toContain('and 2 more on the dashboard');
  });

  test('whatever their names are, there are lines that a message can hold', () => {
    const hostile = `<script>\u202e${'x'.repeat(10_000)}\n# heading`;
    const lines = noticeChart(features([hostile, 'b'], hostile))(ofSlo);
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join('')).not.toMatch(/[\n\u202e]/);
  });
});

test('of whatever length, it fits a phone: 45 characters', () => {
  for (const { analysis } of [violated(), stabilising()]) {
    for (const count of [1, 31, 32, 33, 95, 96]) {
      const lines = noticeChart(analysis.recent.slice(-count))(ofRollback);
      expect(Math.max(0, ...lines.map((line) => line.length))).toBeLessThanOrEqual(45);
    }
  }
});
