import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, parseInstant } from '../../src/domain/time.js';
import { dashboard, type CountedBatch } from '../../src/render/dashboard.js';
import { punctuality } from '../../src/render/dashboard-ticks.js';
import {
  analysis,
  judgementAt,
  limit,
  rollbackAnalysis,
  storyJudgements,
  verdict,
} from './analysis-builder.js';
import { dashboardOf, hostile, quiet, violated } from '../dashboard/scenarios.js';
import { CASES } from './golden-cases.js';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/dashboard.schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

test.each(Object.keys(CASES))('%s is what the schema says', (name) => {
  const of = CASES[name];
  if (of === undefined) throw new Error(`no case ${name}`);
  validate(dashboard(of));
  expect(validate.errors).toBeNull();
});

test.each([quiet, violated, hostile])('with decisions, incidents and notices too: %p', (scenario) => {
  validate(dashboardOf(scenario()));
  expect(validate.errors).toBeNull();
});

test('of a long story the newest hundred of each kind are shown', () => {
  const { analysis: of, sources } = violated();
  const hundreds = <T>(rows: readonly T[] | null | undefined): T[] =>
    Array.from({ length: 70 }, () => rows ?? []).flat();
  const { incidents, notices } = dashboard(of, {
    ...sources,
    incidents: hundreds(sources.incidents),
    notices: hundreds(sources.notices),
  });
  expect([incidents.length, notices?.length]).toEqual([100, 100]);
  expect(notices?.at(-1)?.to.at(-1)?.state).toBe('waiting');
});

test('the schema refuses what it does not know', () => {
  expect(validate({ ...dashboard(analysis()), more: 1 })).toBe(false);
  expect(validate({ ...dashboard(analysis()), gate: 'open' })).toBe(false);
});

test('a rollback is active while the gate calls for it', () => {
  expect(dashboard(rollbackAnalysis()).rollback_active).toBe(true);
  expect(dashboard(analysis()).rollback_active).toBe(false);
});

test('every value is the batch figure of its window, to seven digits', () => {
  const judgements = storyJudgements();
  const { windows, series } = dashboard(rollbackAnalysis());
  expect(windows.end.map((end) => end * 1_000)).toEqual(
    judgements.map(({ window }) => parseInstant(window.end)),
  );
  expect(windows.accepted).toEqual(judgements.map(({ counts }) => counts.accepted));
  for (const { slo, first, value, n } of series)
    for (const [index, judgement] of judgements.slice(first).entries()) {
      const ours = judgement.verdicts.find((one) => one.slo === slo);
      expect(n[index]).toBe(ours?.n);
      if (ours?.value == null) expect(value[index]).toBeNull();
      else
        expect(Math.abs((value[index] ?? NaN) - ours.value)).toBeLessThanOrEqual(Math.abs(ours.value) * 5e-7);
    }
});

test('the lines of a window are those of all its batches, and of its judgement where there are none', () => {
  const [first, second] = [judgementAt(0), judgementAt(1)];
  const batch = ({ window }: typeof first, phase: string, n: number): CountedBatch => ({
    ...{ window, phase },
    counts: { accepted: n, rejected: n + 1, duplicates: n + 2, late: n + 3 },
  });
  const batches = [
    first,
    batch(first, 'P-0', 10),
    batch(first, 'P-2', 100),
    batch(judgementAt(7), 'P-0', 1_000),
  ];
  const { windows } = dashboard(analysis({ judged: [second], recent: [first, second] }), { batches });
  const lines = [windows.accepted, windows.rejected, windows.duplicates, windows.late];
  expect(lines).toEqual([
    [5_482 + 110, 5_482],
    [112, 0],
    [114, 0],
    [116, 0],
  ]);
});

describe('series', () => {
  const relaxed = verdict({ rollback: limit('above', 1_500) });
  const early = [0, 1].map((index) => judgementAt(index, { phase: 'P-0', verdicts: [relaxed] }));
  const later = [2, 3].map((index) => judgementAt(index));

  test('one SLO is one line through all phases, with the limits of each', () => {
    const { windows, series } = dashboard(analysis({ judged: later.slice(-1), recent: later }), {
      history: early,
    });
    expect(windows.phases).toEqual(['P-0', 'P-1']);
    expect(windows.phase).toEqual([0, 0, 1, 1]);
    expect(series.map(({ slo, first }) => [slo, first])).toEqual([
      ['pay_p95', 0],
      ['pay_success', 2],
    ]);
    expect(series[0]?.limits.map(({ from, rollback }) => [from, rollback?.value])).toEqual([
      [0, 1_500],
      [2, 900],
    ]);
    expect(series[0]?.status).toBe('oooo');
  });

  test('a window in which it was not judged is a gap', () => {
    const gap = judgementAt(1, { verdicts: [] });
    const all = [judgementAt(0), gap, judgementAt(2)];
    const [first] = dashboard(analysis({ judged: all, recent: all })).series;
    expect(first?.status).toBe('o o');
    expect(first?.value[1]).toBeNull();
  });

  test('what is older than seven days is left out', () => {
    const old = judgementAt(-7 * 96, { phase: 'P-0' });
    expect(dashboard(analysis(), { history: [old] }).windows.phases).toEqual(['P-1']);
    const last = judgementAt(-7 * 96 + 1, { phase: 'P-0' });
    expect(dashboard(analysis(), { history: [last] }).windows.phases).toEqual(['P-0', 'P-1']);
  });

  test('only a ratio has an interval', () => {
    const [p95, success] = dashboard(rollbackAnalysis()).series;
    expect(p95?.low).toEqual([]);
    expect(success?.low).toHaveLength(success?.value.length ?? 0);
  });
});

describe('punctuality', () => {
  const at = (clock: string): number => parseInstant(`2026-03-02T${clock}Z`) ?? 0;
  const options = { everyMs: 15 * MINUTE, reachMs: 2 * HOUR };

  test('a slot without a tick is missed, and of several in a slot the first counts', () => {
    const ticks = [at('12:47:30'), at('12:02:00'), at('12:17:00'), at('12:20:00')];
    expect(punctuality({ ...options, ticks, now: at('12:47:30') })).toEqual({
      expected: 4,
      delivered: 3,
      at: [at('12:02:00'), at('12:17:00'), at('12:47:30')].map((ms) => ms / 1_000),
      delay_s: [120, 120, 150],
    });
  });

  test('a clock that jumped ahead is no tick, and an old one is not counted', () => {
    const ticks = [at('09:00:00'), at('23:00:00')];
    expect(punctuality({ ...options, ticks, now: at('12:47:30') })).toBeNull();
  });
});
