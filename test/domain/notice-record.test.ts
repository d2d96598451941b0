import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { sha256 } from '../../src/domain/digest.js';
import type { Notice } from '../../src/domain/notice.js';
import { MAX_SENT, noticeRecords, type NoticeAnswer } from '../../src/domain/notice-record.js';
import { emptyOutbox, MAX_PENDING, recordNotices, type Outbox } from '../../src/domain/outbox.js';
import { answered, begun, postponed, tickedOff } from '../../src/domain/outbox-delivery.js';
import { parseOutbox, renderOutbox } from '../../src/domain/outbox-file.js';
import { DAY, formatInstant, HOUR } from '../../src/domain/time.js';
import { notice } from '../notice-builder.js';

const NOW = Date.parse('2026-03-02T14:32:00Z');
const AT = formatInstant(NOW);
const CHANNELS = ['team', 'oncall'];

function record(
  outbox: Outbox,
  wanted: readonly Notice[],
  { now = NOW, channels = CHANNELS }: { now?: number; channels?: readonly string[] } = {},
): Outbox {
  const routes = [{ severities: [], templates: [], phases: [], to: CHANNELS }];
  const titleOf = ({ id }: Notice): string => `title of ${id}`;
  return recordNotices(outbox, { wanted, routes, channels, phase: 'P-1', window: null, now, titleOf });
}

function sent(outbox: Outbox, id: string, channel: string, changes: Partial<NoticeAnswer> = {}): Outbox {
  const item = outbox.items.find((one) => one.notice.id === id);
  if (item === undefined) throw new Error(`${id} does not wait`);
  const answer = { channel, state: 'sent', at: AT, why: '', ...changes } as const;
  return tickedOff(answered(outbox, item, answer), { id, channel });
}

const empty = emptyOutbox('checkout');

describe('what reports tell of a notice', () => {
  test('it waits for all channels, then for some, then for none', () => {
    const recorded = record(empty, [notice({ id: 'a' })]);
    const states = (outbox: Outbox): unknown =>
      noticeRecords(outbox).map(({ id, title, to }) => [
        id,
        title,
        to.map((one) => [one.channel, one.state]),
      ]);
    const title = 'title of a';
    const waiting = (channel: string): string[] => [channel, 'waiting'];
    expect(states(recorded)).toEqual([['a', title, [waiting('team'), waiting('oncall')]]]);
    const half = sent(recorded, 'a', 'oncall');
    expect(states(half)).toEqual([['a', title, [['oncall', 'sent'], waiting('team')]]]);
    const refused = sent(half, 'a', 'team', { state: 'refused', why: 'answered 404: no_service' });
    expect(states(refused)).toEqual([
      [
        'a',
        title,
        [
          ['oncall', 'sent'],
          ['team', 'refused'],
        ],
      ],
    ]);
    expect(refused.items).toEqual([]);
  });

  test('why one waits is that of the last try', () => {
    const at = { id: 'a', channel: 'team' };
    const tried = begun(record(empty, [notice({ id: 'a' })]), at);
    const later = { ...at, why: 'answered 503', afterMs: null, mayHaveArrived: false, now: NOW };
    const [one] = noticeRecords(postponed(tried, later).outbox);
    expect(one?.to[0]).toEqual({ channel: 'team', state: 'waiting', at: null, why: 'answered 503' });
  });

  test('they come in the order in which they were recorded', () => {
    const first = record(empty, [notice({ id: 'a' })]);
    const both = record(first, [notice({ id: 'a' }), notice({ id: 'b' })], { now: NOW + HOUR });
    const after = sent(sent(both, 'b', 'team'), 'b', 'oncall');
    expect(noticeRecords(after).map(({ id, recorded }) => [id, recorded])).toEqual([
      ['a', AT],
      ['b', formatInstant(NOW + HOUR)],
    ]);
  });

  test('what a channel that is gone did not take is told too', () => {
    const outbox = record(record(empty, [notice({ id: 'a' })]), [], { channels: ['team'] });
    expect(outbox.sent[0]?.to).toEqual([
      { channel: 'oncall', state: 'refused', at: AT, why: 'there is no such channel' },
    ]);
  });

  test('what was given up for want of room is told too', () => {
    let outbox = record(empty, [notice({ id: 'least', severity: 'info', kind: 'update' })]);
    for (let i = 0; i < MAX_PENDING; i += 1)
      outbox = record(outbox, [notice({ id: `n-${i}`, dedupKey: `n-${i}`, kind: 'update' })]);
    expect(outbox.left).toBe(1);
    expect(outbox.sent.map(({ id, to }) => [id, to.map(({ why }) => why)])).toEqual([
      ['least', ['too many wait already', 'too many wait already']],
    ]);
  });

  test.each([
    { name: 'for seven days', age: 7 * DAY - 1_000, there: 1 },
    { name: 'and no longer', age: 7 * DAY, there: 0 },
  ])('it is remembered $name', ({ age, there }) => {
    const outbox = sent(record(empty, [notice({ id: 'a' })]), 'a', 'team');
    expect(record(outbox, [], { now: NOW + age }).sent).toHaveLength(there);
  });

  test('only so many are remembered, the newest', () => {
    let outbox = empty;
    for (let i = 0; i <= MAX_SENT; i += 1) {
      outbox = record(outbox, [notice({ id: `n-${i}`, dedupKey: `n-${i}`, kind: 'update' })]);
      for (const channel of CHANNELS) outbox = sent(outbox, `n-${i}`, channel);
    }
    expect(outbox.sent).toHaveLength(MAX_SENT);
    expect(outbox.sent[0]?.id).toBe('n-1');
  });
});

test('an outbox of the format before tells as it did, with plain titles and nothing sent', () => {
  const { sent: none, items, ...rest } = record(empty, [notice({ id: 'a' })]);
  expect(none).toEqual([]);
  const outbox = { ...rest, schema: 'phasegate.outbox/1', items: items.map(({ title, ...item }) => item) };
  const text = canonicalJson({ digest: sha256(canonicalJson(outbox)), outbox });
  const read = parseOutbox(text, { file: 'outbox.json', rollout: 'checkout' });
  expect(noticeRecords(read).map(({ id, title }) => [id, title])).toEqual([['a', 'incident: pay_p95']]);
  expect(parseOutbox(renderOutbox(read), { file: 'outbox.json', rollout: 'checkout' })).toEqual(read);
});
