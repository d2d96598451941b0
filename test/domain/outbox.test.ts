import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../../src/domain/notice.js';
import type { Route } from '../../src/domain/notify-policy.js';
import {
  emptyOutbox,
  MAX_PENDING,
  MAX_TOLD,
  recordNotices,
  type Outbox,
  type Recording,
} from '../../src/domain/outbox.js';
import {
  begun,
  DEFAULT_WAIT_MS,
  MAX_TRIES,
  pendingFor,
  postponed,
  tickedOff,
  waitMs,
} from '../../src/domain/outbox-delivery.js';
import { parseOutbox, renderOutbox } from '../../src/domain/outbox-file.js';
import { channelsOf } from '../../src/domain/routes.js';
import { HOUR } from '../../src/domain/time.js';
import { notice } from '../notice-builder.js';

const NOW = Date.parse('2026-03-02T14:32:00Z');
const ALL: Route = { severities: [], templates: [], phases: [], to: ['team', 'oncall'] };

function record(outbox: Outbox, wanted: readonly Notice[], changes: Partial<Recording> = {}): Outbox {
  const recording = { wanted, routes: [ALL], channels: ['team', 'oncall'], phase: 'P-1', window: null };
  return recordNotices(outbox, { ...recording, now: NOW, ...changes });
}

function many(count: number, changes: Partial<Notice> = {}): Notice[] {
  return Array.from({ length: count }, (_, i) =>
    notice({ id: `${changes.kind ?? 'trigger'}-${i}`, dedupKey: `key-${i}`, ...changes }),
  );
}

const empty = emptyOutbox('checkout');

describe('recording', () => {
  test('a notice is recorded once, for every channel of its routes', () => {
    const once = record(empty, [notice()]);
    expect(once.items.map(({ to }) => to.map(({ channel }) => channel))).toEqual([['team', 'oncall']]);
    expect(record(once, [notice()])).toEqual(once);
  });

  test('what was delivered is not recorded again', () => {
    const { id } = notice();
    let outbox = record(empty, [notice()]);
    for (const channel of ['team', 'oncall']) outbox = tickedOff(outbox, { id, channel });
    expect(outbox.items).toEqual([]);
    expect(record(outbox, [notice()]).items).toEqual([]);
  });

  test('two incidents are two notices', () => {
    const two = record(empty, many(2));
    expect(two.items.map((item) => item.notice.id)).toEqual(['trigger-0', 'trigger-1']);
  });

  test('a channel that the policy lost takes its pending notices with it', () => {
    const outbox = record(record(empty, [notice()]), [], { channels: ['team'] });
    expect(pendingFor(outbox, 'oncall')).toEqual([]);
    expect(pendingFor(outbox, 'team')).toHaveLength(1);
  });

  test('what lasts keeps its first begin, and its end ends it', () => {
    const first = record(empty, [notice()]);
    const again = record(first, [notice({ id: 'b', severity: 'warning', at: '2026-03-02T15:00:00Z' })]);
    expect(again.lasting['checkout/slo/P-1/pay_p95']).toMatchObject({
      since: '2026-03-02T14:30:00Z',
      severity: 'warning',
    });
    expect(record(again, [notice({ id: 'c', kind: 'resolve' })]).lasting).toEqual({});
  });

  test.each([
    { name: 'a year ahead', jump: 365 * 24 * HOUR },
    { name: 'a year back', jump: -365 * 24 * HOUR },
  ])('a clock that jumps $name makes nothing new', ({ jump }) => {
    const before = record(empty, many(3));
    const after = record(before, many(3), { now: NOW + jump });
    expect(after.items).toEqual(before.items);
  });

  test('it stays within its bounds, and the least severe goes first', () => {
    const id = (i: number): string => `n-${i}`;
    const wanted = Array.from({ length: MAX_PENDING + 5 }, (_, i) =>
      notice({ id: id(i), dedupKey: id(i), template: 'warn', kind: 'update', severity: 'critical' }),
    );
    let outbox = record(empty, [notice({ id: 'least', severity: 'info', kind: 'update' })]);
    // One a tick, so that none is grouped.
    for (const one of wanted) outbox = record(outbox, [one]);
    expect(outbox.items).toHaveLength(MAX_PENDING);
    expect(outbox.items[0]?.notice.id).toBe(id(5));
    expect(outbox.left).toBe(6);
  });

  test('ids are forgotten oldest first, those of what is wanted still never', () => {
    const outbox = {
      ...record(empty, [notice()]),
      told: Array.from({ length: MAX_TOLD }, (_, i) => `old-${i}`),
    };
    const next = record(outbox, [notice({ id: 'old-0' }), notice({ id: 'new' })]);
    expect(next.told).toHaveLength(MAX_TOLD);
    expect(next.told.slice(-2)).toEqual(['old-0', 'new']);
    expect(next.items.map((item) => item.notice.id)).not.toContain('old-0');
  });

  test('whatever comes in whatever order, every id is told at most once', () => {
    const ids = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(ids, (ticks) => {
        let outbox = empty;
        const seen: string[] = [];
        for (const tick of ticks) {
          const before = new Set(outbox.items.map((item) => item.notice.id));
          const wanted = tick.map((n) => notice({ id: `n-${n}`, dedupKey: `k-${n}` }));
          outbox = record(outbox, wanted);
          seen.push(...outbox.items.map((item) => item.notice.id).filter((one) => !before.has(one)));
        }
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });
});

describe('many at once', () => {
  test('200 incidents are one notice with a list, and none of them comes later', () => {
    const outbox = record(empty, many(200));
    expect(outbox.items).toHaveLength(1);
    const [group] = outbox.items;
    expect(group?.notice).toMatchObject({ template: 'group', kind: 'trigger', severity: 'critical' });
    expect(group?.notice.facts.count).toBe('200');
    expect(group?.notice.facts.list.split('\n').at(-1)).toBe('and 180 more');
    expect(record(outbox, many(200)).items).toHaveLength(1);
  });

  test('the group ends with the last of them, once', () => {
    const grouped = record(empty, many(200));
    const some = record(grouped, many(199, { kind: 'resolve' }));
    expect(some.items).toHaveLength(1);
    const all = record(some, many(200, { kind: 'resolve', at: '2026-03-02T16:00:00Z' }));
    expect(all.items).toHaveLength(2);
    const [begin, end] = all.items.map((item) => item.notice);
    expect(end).toMatchObject({ kind: 'resolve', dedupKey: begin?.dedupKey });
    expect(end?.facts.duration).toBe('1h30m');
    expect(all.groups).toEqual({});
    expect(Object.keys(all.lasting)).toEqual([]);
  });

  test('reminders of one in a group are not told by themselves', () => {
    const grouped = record(empty, many(11));
    expect(record(grouped, [notice({ id: 'r', dedupKey: 'key-3', kind: 'update' })]).items).toHaveLength(1);
  });

  test('ten are told one by one', () => {
    expect(record(empty, many(10)).items).toHaveLength(10);
  });
});

describe('delivery', () => {
  const at = { id: notice().id, channel: 'team' };

  test('a try is written down before it, and its end behind it', () => {
    const outbox = begun(record(empty, [notice()]), at);
    expect(pendingFor(outbox, 'team')[0]?.pending).toMatchObject({ tries: 1, isOpen: true });
    const later = { ...at, why: 'answered 503', afterMs: null, mayHaveArrived: false, now: NOW };
    const next = postponed(outbox, later).outbox;
    expect(pendingFor(next, 'team')[0]?.pending).toMatchObject({ tries: 1, isOpen: false });
    expect(pendingFor(next, 'oncall')[0]?.pending.tries).toBe(0);
  });

  test.each([
    { name: 'for 5 minutes where it did not say', afterMs: null, wait: DEFAULT_WAIT_MS },
    { name: 'for as long as it said', afterMs: 90_000, wait: 90_000 },
    { name: 'for an hour at most', afterMs: 9 * HOUR, wait: HOUR },
  ])('a channel is left alone $name', ({ afterMs, wait }) => {
    const later = { ...at, why: '', afterMs, mayHaveArrived: false, now: NOW };
    const { outbox } = postponed(record(empty, [notice()]), later);
    expect(waitMs(outbox, 'team', NOW)).toBe(wait);
    expect(waitMs(outbox, 'oncall', NOW)).toBe(0);
    expect(waitMs(outbox, 'team', NOW + wait)).toBe(0);
    // The clock was ahead when it was written.
    expect(waitMs(outbox, 'team', NOW - 2 * HOUR)).toBe(0);
    expect(waitMs(tickedOff(outbox, at), 'team', NOW)).toBe(0);
  });

  test('it is given up after many tries', () => {
    let outbox = record(empty, [notice()]);
    const later = { ...at, why: '', afterMs: null, mayHaveArrived: false, now: NOW };
    for (let i = 1; i < MAX_TRIES; i += 1) {
      const next = postponed(begun(outbox, at), later);
      expect(next.isGivenUp).toBe(false);
      outbox = next.outbox;
    }
    const last = postponed(begun(outbox, at), later);
    expect(last.isGivenUp).toBe(true);
    expect(pendingFor(last.outbox, 'team')).toEqual([]);
  });
});

describe('routes', () => {
  const warn: Route = { severities: ['warning'], templates: [], phases: [], to: ['team'] };
  const routes: Route[] = [
    warn,
    { ...warn, severities: ['critical'], to: ['oncall', 'team'] },
    { ...warn, severities: [], templates: ['promotion'], phases: ['P-2'], to: ['mail', 'team'] },
  ];
  test.each<{ name: string; of: Partial<Notice>; to: string[] }>([
    { name: 'a warning', of: { severity: 'warning' }, to: ['team'] },
    { name: 'a critical one', of: { severity: 'critical' }, to: ['oncall', 'team'] },
    {
      name: 'the end of a critical one',
      of: { severity: 'info', routedAs: 'critical', kind: 'resolve' },
      to: ['oncall', 'team'],
    },
    {
      name: 'by two routes, each channel once',
      of: { severity: 'warning', template: 'promotion', phase: 'P-2' },
      to: ['team', 'mail'],
    },
    { name: 'an info of another phase nowhere', of: { severity: 'info' }, to: [] },
  ])('$name', ({ of, to }) => {
    expect(channelsOf(notice(of), routes)).toEqual(to);
  });
});

describe('the file', () => {
  const options = { file: 'outbox.json', rollout: 'checkout' };
  const outbox = record(empty, many(3));

  test('comes back as it was, and the same outbox is the same bytes', () => {
    expect(parseOutbox(renderOutbox(outbox), options)).toEqual(outbox);
    expect(renderOutbox(parseOutbox(renderOutbox(outbox), options))).toBe(renderOutbox(outbox));
  });

  test.each([
    { name: 'was cut', text: renderOutbox(outbox).slice(0, 200), code: 'bad-input' },
    { name: 'was changed', text: renderOutbox(outbox).replace('trigger-0', 'trigger-9'), code: 'bad-input' },
    { name: 'is none', text: '[]', code: 'bad-input' },
    { name: 'is of another rollout', text: renderOutbox(emptyOutbox('search')), code: 'bad-input' },
    {
      name: 'is newer',
      text: renderOutbox({ ...outbox, schema: 'phasegate.outbox/9' as Outbox['schema'] }),
      code: 'newer-state',
    },
  ])('is refused where it $name', ({ text, code }) => {
    expect(() => parseOutbox(text, options)).toThrow(expect.objectContaining({ code }));
  });
});
