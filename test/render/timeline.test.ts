import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ANSI } from '../../src/render/palette.js';
import { progressBar, progressText, timeline, timelineHeader } from '../../src/render/timeline.js';
import { judgement, ratio, verdict } from './analysis-builder.js';

const quiet = { accepted: 0, rejected: 0, duplicates: 0, late: 0 };
const empty = [
  verdict({ status: 'no-data', value: null, n: 0 }),
  ratio({ status: 'no-data', value: null, n: 0 }),
];

describe('timeline', () => {
  test('a window: its end, a line a verdict, the gate', () => {
    expect(
      timeline(judgement({ verdicts: [verdict({ value: 1204, status: 'violation', streak: 2 }), ratio()] })),
    ).toEqual([
      '12:15Z  pay_p95        1,204 ms  warn > 700, rollback > 900  n  4,180  violation, 2nd in a row',
      '        pay_success     99.81 %  rollback < 99.50            n  1,302  ok',
      '        gate hold',
    ]);
  });

  test('the decision that was carried out stands on the line of the gate', () => {
    const flags = { 'pay.mode': 'legacy', 'pay.enabled': false };
    const lines = timeline(judgement({ gate: 'rollback' }), {
      answer: { gate: 'rollback', target: 'P-0' },
      entry: { seq: 7, hash: '9c1e04b7d2', flags },
    });
    expect(lines.at(-1)).toBe(
      '        gate rollback → P-0   ledger #7 9c1e04b   flags pay.enabled=false pay.mode=legacy',
    );
  });

  test('a window in which nothing came is one line', () => {
    expect(timeline(judgement({ counts: quiet, missed: ['pay'], verdicts: empty }))).toEqual([
      '12:15Z  no telemetry  missed batch recorded: pay, gate hold',
    ]);
  });

  test('a silent window keeps the verdicts that look further back', () => {
    const lines = timeline(
      judgement({ counts: quiet, missed: ['pay'], verdicts: [verdict(), ...empty.slice(1)] }),
    );
    expect(lines).toEqual([
      '12:15Z  no telemetry  missed batch recorded: pay',
      '        pay_p95      413 ms  warn > 700, rollback > 900  n  4,180  ok',
      '        gate hold',
    ]);
  });

  test('one silent source among others is named', () => {
    expect(timeline(judgement({ missed: ['refunds'] }))).toContain('        missed batch recorded: refunds');
  });

  test('lines that were lost are counted', () => {
    const counts = { accepted: 1200, rejected: 3, duplicates: 1, late: 0 };
    expect(timeline(judgement({ counts }))).toContain(
      '        lines 1,200 accepted, 3 quarantined, 1 duplicate',
    );
  });

  test('features of one SLO are told apart', () => {
    const lines = timeline(judgement({ verdicts: [verdict(), verdict({ feature: 'refund' })] })).join('\n');
    expect(lines).toContain('pay_p95 (pay) ');
    expect(lines).toContain('pay_p95 (refund) ');
  });

  test('without verdicts there is the gate alone', () => {
    expect(timeline(judgement({ verdicts: [] }))).toEqual(['12:15Z  gate hold']);
  });

  test('colour adds nothing but colour', () => {
    const one = judgement({ missed: ['refunds'], counts: { ...quiet, accepted: 5, late: 2 } });
    const coloured = timeline(one, { palette: ANSI });
    expect(coloured.map(stripVTControlCharacters)).toEqual(timeline(one));
    expect(coloured.join('')).toContain('\u001b[32mok\u001b[39m');
  });
});

describe('timelineHeader', () => {
  test('rollout, phase, governance and, at the right, the progress', () => {
    const line = timelineHeader({
      rollout: 'checkout',
      phase: 'P-1',
      head: '3f2a1c9d5b8e',
      progress: { done: 96, total: 192 },
    });
    expect(line).toMatch(
      /^checkout · phase P-1 · governance 3f2a1c9 {2,}tick 96\/192 ████████░░░░░░░░ 50 %$/,
    );
  });

  test('before the first decision', () => {
    expect(timelineHeader({ rollout: 'checkout', phase: 'P-0', head: null })).toBe(
      'checkout · phase P-0 · no ledger yet',
    );
  });
});

describe('progress', () => {
  test.each([
    { done: 0, total: 4, bar: '░░░░░░░░' },
    { done: 1, total: 4, bar: '██░░░░░░' },
    { done: 99, total: 100, bar: '███████░' },
    { done: 4, total: 4, bar: '████████' },
    { done: 5, total: 4, bar: '████████' },
    { done: 0, total: 0, bar: '░░░░░░░░' },
  ])('$done of $total', ({ done, total, bar }) => {
    expect(progressBar(done, total, 8)).toBe(bar);
  });

  test('is full exactly when all is done', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 40 }),
        (done, total, width) => {
          const bar = progressBar(done, total, width);
          expect(bar).toHaveLength(width);
          expect(bar === '█'.repeat(width)).toBe(done >= total);
          expect(progressText({ done, total }).endsWith(' 100 %')).toBe(done >= total);
        },
      ),
    );
  });
});
