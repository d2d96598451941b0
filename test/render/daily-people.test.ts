import { describe, expect, test } from '@jest/globals';
import type { NoticeRecord } from '../../src/domain/notice-record.js';
import { checklistState, incidentList, noticeLines } from '../../src/render/daily-people.js';
import { incidentState } from '../incident-builder.js';

describe('the checklist', () => {
  test('each section says how much of it is done, and who signed', () => {
    const text = [
      '# Rollout',
      '## Before',
      '- [x] one',
      '- [ ] two',
      '## After',
      '- [x] three | four',
      'Signed: qa, Mona <b>, 2026-03-01',
      'Signed: nobody',
    ].join('\n');
    expect(checklistState(text).split('\n').slice(2)).toEqual([
      '| Rollout | ⬜ 2 of 3 | qa, Mona &lt;b&gt;, 2026-03-01; line 8: a signature is written as \\`Signed&#58; &lt;role&gt;, &lt;name&gt;, &lt;YYYY-MM-DD&gt;\\` |',
      '| Before | ⬜ 1 of 2 | – |',
      '| After | ⬜ 1 of 1 | qa, Mona &lt;b&gt;, 2026-03-01; line 8: a signature is written as \\`Signed&#58; &lt;role&gt;, &lt;name&gt;, &lt;YYYY-MM-DD&gt;\\` |',
    ]);
  });

  test.each([
    { name: 'no file', text: null, said: 'There is no ' },
    { name: 'no tasks', text: '# Rollout\nwords\n', said: 'has no tasks' },
  ])('$name is said', ({ text, said }) => {
    expect(checklistState(text)).toContain(said);
  });
});

describe('incidents of a day', () => {
  const resolved = { at: '2026-03-04T00:30:00Z', because: 'it is over' };
  const ended = incidentState({ issue: 12, opened: '2026-03-02T23:30:00Z', resolved });

  test.each([
    { date: '2026-03-01', isThere: false },
    { date: '2026-03-02', isThere: true },
    { date: '2026-03-03', isThere: true },
    { date: '2026-03-04', isThere: true },
    { date: '2026-03-05', isThere: false },
  ])('one that lasted is of every day it touched: $date', ({ date, isThere }) => {
    expect(incidentList([ended], date) !== 'None.').toBe(isThere);
  });

  test('its end leads to its root cause analysis and postmortem', () => {
    expect(incidentList([ended], '2026-03-04')).toBe(
      '- ✅ P-1&#58; pay_p95 is violated (P1, issue 12): opened 2026-03-02 23:30Z, lasted 1d1h, acknowledged by nobody; [root cause analysis](../rca/checkout-pay_p95-20260302T233000Z.md), [postmortem](../postmortem/checkout-pay_p95-20260302T233000Z.md)',
    );
  });

  test('names that could lead elsewhere are no links', () => {
    const odd = incidentState({
      rollout: '../../x](https://evil.test',
      resolved,
      opened: '2026-03-02T23:30:00Z',
    });
    expect(incidentList([odd], '2026-03-04')).not.toMatch(/(?<!\\)\]\(/);
  });

  test('an open one says so, oldest first', () => {
    const open = incidentState({ opened: '2026-03-02T14:32:00Z', subject: 'pay_success' });
    const lines = incidentList([ended, open], '2026-03-02').split('\n');
    expect(lines[0]).toContain('🔴 P-1&#58; pay_success is violated (P1): open since 2026-03-02 14:32Z');
    expect(lines).toHaveLength(2);
  });

  test('none, and none known, are two things', () => {
    expect(incidentList([], '2026-03-02')).toBe('None.');
    expect(incidentList(null, '2026-03-02')).toContain('Not known');
  });
});

describe('notices of a day', () => {
  const at = '2026-03-02T15:00:00Z';
  const record: NoticeRecord = {
    id: 'a',
    template: 'warn',
    severity: 'warning',
    phase: 'P-1',
    title: 'P-1 <b>',
    recorded: at,
    to: [
      { channel: 'team', state: 'sent', at, why: '' },
      { channel: 'mail', state: 'sent', at: '2026-03-03T00:02:00Z', why: '' },
      { channel: 'hook', state: 'refused', at, why: 'answered 404: <b>' },
      { channel: 'oncall', state: 'waiting', at: null, why: 'answered 503' },
    ],
  };

  test('are told with what came of them on each channel', () => {
    expect(noticeLines([record], '2026-03-02')).toEqual([
      '15:00Z warning: P-1 &lt;b&gt; (sent to team, mail; waits for oncall (answered 503); refused by hook (answered 404&#58; &lt;b&gt;))',
    ]);
  });

  test('one that arrived on a later day is of both days', () => {
    expect(noticeLines([record], '2026-03-03')[0]).toMatch(/^2026-03-02 15:00Z warning: /);
    expect(noticeLines([record], '2026-03-04')).toEqual([]);
  });
});
