import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noticesOf, windowNotices } from '../../src/render/notices.js';
import {
  analysis,
  judgementAt,
  ratio,
  rollbackAnalysis,
  storyJudgements,
  verdict,
} from './analysis-builder.js';

type Status = 'ok' | 'warn' | 'violation' | 'no-data' | 'insufficient';

function told(statuses: readonly Status[]): string[] {
  const judgements = statuses.map((status, index) => judgementAt(index, { verdicts: [verdict({ status })] }));
  return windowNotices('checkout', judgements).map(({ notice }) => notice.id.split('/').slice(4).join(' '));
}

describe('windowNotices', () => {
  test.each<{ name: string; statuses: Status[]; ids: string[] }>([
    { name: 'nothing of health', statuses: ['ok', 'ok'], ids: [] },
    { name: 'a change once', statuses: ['ok', 'warn', 'warn'], ids: ['warn 20260302T123000Z'] },
    {
      name: 'each step up and the way back',
      statuses: ['warn', 'violation', 'violation', 'ok'],
      ids: ['warn 20260302T121500Z', 'violation 20260302T123000Z', 'ok 20260302T130000Z'],
    },
    {
      name: 'nothing of windows without a verdict',
      statuses: ['violation', 'no-data', 'insufficient', 'violation'],
      ids: ['violation 20260302T121500Z'],
    },
  ])('tells $name', ({ statuses, ids }) => {
    expect(told(statuses)).toEqual(ids);
  });

  test('tells a source that fell silent once, and again after it came back', () => {
    const judgements = [true, true, false, true].map((silent, index) =>
      judgementAt(index, { missed: silent ? ['pay'] : [] }),
    );
    expect(windowNotices('checkout', judgements).map(({ notice }) => notice.id)).toEqual([
      'checkout/P-1/pay/missed/20260302T121500Z',
      'checkout/P-1/pay/missed/20260302T130000Z',
    ]);
  });

  test('every fact has an id of its own', () => {
    const status = fc.constantFrom<Status>('ok', 'warn', 'violation', 'no-data', 'insufficient');
    fc.assert(
      fc.property(fc.array(fc.tuple(status, status, fc.boolean()), { maxLength: 30 }), (windows) => {
        const judgements = windows.map(([a, b, missed], index) =>
          judgementAt(index, {
            verdicts: [verdict({ status: a }), ratio({ status: b })],
            missed: missed ? ['pay'] : [],
          }),
        );
        const ids = windowNotices('checkout', judgements).map(({ notice }) => notice.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('noticesOf', () => {
  test('tells what is new in this tick, with the reasons, and the gate', () => {
    const notices = noticesOf(rollbackAnalysis());
    expect(notices.map(({ id, severity }) => [id, severity])).toEqual([
      ['checkout/P-1/pay_success/pay/violation/20260302T150000Z', 'critical'],
      ['checkout/P-1/rollback/after-6', 'critical'],
    ]);
    expect(notices[0]?.body).toContain('eu carries 96 % of the failures');
  });

  test('a late tick tells the same as ticks on time', () => {
    const story = storyJudgements();
    const onTime = story.flatMap((_, index) =>
      noticesOf(analysis({ judged: story.slice(index, index + 1), recent: story.slice(0, index + 1) })),
    );
    expect(noticesOf(analysis({ judged: story, recent: story }))).toEqual(onTime);
  });

  test.each([
    { gate: 'hold', target: null, ids: [] },
    { gate: 'promote', target: 'P-2', ids: ['checkout/P-1/promote/after-6'] },
    { gate: 'rollback', target: 'P-0', ids: ['checkout/P-1/rollback/after-6'] },
  ] as const)(
    'the gate $gate is told with an id that lasts until the ledger moves on',
    ({ gate, target, ids }) => {
      expect(noticesOf(analysis({ gate, target, judged: [] })).map(({ id }) => id)).toEqual(ids);
    },
  );
});
