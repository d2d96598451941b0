import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chart, CHART_LEGEND, NARROW, NARROW_LEGEND } from '../../src/render/chart.js';
import { seriesOf, type Series } from '../../src/render/series.js';
import { judgementAt, storyJudgements, verdict } from './analysis-builder.js';

function seriesWith(values: readonly (number | null)[]): Series {
  const judgements = values.map((value, index) => {
    const status = value === null ? 'no-data' : value > 900 ? 'violation' : value > 700 ? 'warn' : 'ok';
    return judgementAt(index, { verdicts: [verdict({ value, status })] });
  });
  return seriesOf(judgements, 'P-1')[0] as Series;
}

describe('chart', () => {
  test('shows each window by its verdict, against both limits, with a gap as a gap', () => {
    expect(chart(seriesWith([400, 450, null, 800, 1000]), 'pay_p95')).toEqual([
      'pay_p95',
      '1,000 ms ┤    ×',
      '  900 ms ┤───── rollback',
      '  700 ms ┤---+- warn',
      '         │',
      '         │',
      '  400 ms ┤••',
      '         └ 2026-03-02 12:00Z to 13:15Z',
    ]);
  });

  test('a window that is not there is a gap too', () => {
    const judgements = [0, 1, 5].map((index) => judgementAt(index, { verdicts: [verdict({ value: 400 })] }));
    expect(chart(seriesOf(judgements, 'P-1')[0] as Series, 'x').at(-2)).toBe('400 ms ┤••   •');
  });

  test('there is no chart without a value', () => {
    expect(chart(seriesWith([null, null]), 'x')).toEqual([]);
    expect(chart({ ...seriesWith([400]), points: [] }, 'x')).toEqual([]);
  });

  test('equal values and limits draw one line', () => {
    const flat = { ...seriesWith([400]), warn: null, rollback: null };
    expect(chart(flat, 'x')).toHaveLength(8);
    expect(chart(flat, 'x').filter((line) => line.includes('•'))).toHaveLength(1);
  });

  test('many windows share a column, which shows the worst of them', () => {
    const values = Array.from({ length: 200 }, (_, index) => (index === 100 ? 1000 : 400));
    const lines = chart(seriesWith(values), 'x');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
    expect(lines.join('\n').match(/×/g)).toHaveLength(1);
  });

  test('in little room the limits stand under the title', () => {
    expect(chart(seriesWith([400, 450, null, 800, 1000]), 'pay_p95', NARROW)).toEqual([
      'pay_p95',
      'warn > 700, rollback > 900',
      '1,000 ms ┤    ×',
      '  900 ms ┤─────',
      '  700 ms ┤---+-',
      '         │',
      '         │',
      '  400 ms ┤••',
      '         └ 03-02 12:00Z to 13:15Z',
    ]);
    const free = { ...seriesWith([400]), warn: null, rollback: null };
    expect(chart(free, 'x', NARROW)).toHaveLength(8);
  });

  test('every sign is one that fonts for code have on every system (WGL4)', () => {
    const drawn = [
      ...[CHART_LEGEND, ...NARROW_LEGEND],
      ...chart(seriesWith([400, 800, 1000]), 'x'),
      ...chart(seriesWith([400, 800, 1000]), 'x', NARROW),
    ].join('');
    const others = new Set([...drawn].filter((sign) => sign > '~'));
    expect([...others].sort()).toEqual([...'·×•─│└┤'].sort());
  });

  test('marks every column once, and no other', () => {
    const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 96 }), (values) => {
        const lines = chart(seriesWith(values), 'x').slice(1, -1);
        const marks = lines
          .map((line) => line.match(/[•+×](?=[^a-z]*)/g)?.length ?? 0)
          .reduce((a, b) => a + b, 0);
        const known = values.filter((one) => one !== null).length;
        const inLabels = lines.filter((line) => /e\+\d/.test(line)).length;
        expect(marks - inLabels).toBe(known);
      }),
    );
  });
});

describe('seriesOf', () => {
  test('keeps phases apart', () => {
    const mixed = [judgementAt(0), judgementAt(1, { phase: 'P-2' })];
    expect(seriesOf(mixed, 'P-1').map(({ points }) => points.length)).toEqual([1, 1]);
    expect(seriesOf(mixed, 'P-3')).toEqual([]);
  });

  test('follows the order of the newest judgement and has its limits', () => {
    const older = judgementAt(0, { verdicts: [verdict({ warn: null })] });
    const series = seriesOf([...storyJudgements().slice(1), older], 'P-1');
    expect(series.map(({ slo }) => slo)).toEqual(['pay_p95', 'pay_success']);
    expect(series[0]?.warn).toEqual({ side: 'above', value: 700, batches: 1 });
    expect(series[0]?.points[0]?.start).toBe('2026-03-02T12:00:00Z');
  });
});
