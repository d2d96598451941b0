import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchDigest, batchesDigest, type BatchHeader } from '../../src/domain/batch.js';
import { canonicalJson, canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { analyse } from '../../src/domain/analyse.js';
import { emptyHistory } from '../../src/domain/history.js';
import { historyAfter, remake } from '../../src/domain/replay-analysis.js';
import { asKnownBefore, distinctBatches, figuresFault, gaps } from '../../src/domain/replay-batches.js';
import { firstDifference } from '../../src/domain/replay-difference.js';
import { policy, SUCCESS } from '../policy-builder.js';
import { at, eventsOf, header, incoming, ledgerOf } from './batch-builder.js';

const rules = policy();

describe('the first difference', () => {
  test.each([
    { name: 'none', a: { x: [1, { y: null }] }, b: { x: [1, { y: null }] }, found: null },
    { name: 'a value', a: { x: 1 }, b: { x: 2 }, found: { path: 'x', recorded: '1', made: '2' } },
    {
      name: 'the first by name, not by place',
      a: { b: 1, a: { c: 1 } },
      b: { b: 2, a: { c: 2 } },
      found: { path: 'a.c', recorded: '1', made: '2' },
    },
    {
      name: 'in a list',
      a: [0, { x: 1 }],
      b: [0, { x: 2 }],
      found: { path: '[1].x', recorded: '1', made: '2' },
    },
    { name: 'a longer list', a: [1], b: [1, 2], found: { path: '[1]', recorded: null, made: '2' } },
    { name: 'a member too few', a: { x: 1 }, b: {}, found: { path: 'x', recorded: '1', made: null } },
    { name: 'null and nothing', a: { x: null }, b: {}, found: { path: 'x', recorded: 'null', made: null } },
    {
      name: 'another kind',
      a: { x: [1] },
      b: { x: { 0: 1 } },
      found: { path: 'x', recorded: '[1]', made: '{"0":1}' },
    },
    { name: 'the whole', a: 1, b: 'a', found: { path: '', recorded: '1', made: '"a"' } },
  ])('$name', ({ a, b, found }) => {
    expect(firstDifference(a, b)).toEqual(found);
  });

  test('there is one exactly where the canonical texts differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(firstDifference(a, b) === null).toBe(canonicalJson(a) === canonicalJson(b));
        expect(firstDifference(a, structuredClone(a))).toBeNull();
      }),
    );
  });
});

describe('distinct batches', () => {
  const early = header(rules, { end: at('08:15'), latencies: [1] });
  const late = header(rules, { end: at('08:30'), latencies: [2] });
  const other = header(rules, { end: at('08:15'), latencies: [3] });

  test('identical copies are one, oldest first', () => {
    const [first, second] = [...incoming([late, early]), ...incoming([early, late])];
    const batches = distinctBatches([first, second, ...incoming([early])].filter((one) => one !== undefined));
    expect(batches.map((one) => one.header)).toEqual([early, late]);
  });

  test('of two that contradict each other, that of the earlier run comes first', () => {
    const runs = [
      { file: 'artifacts/10/batch.jsonl', header: early },
      { file: 'artifacts/9/batch.jsonl', header: other },
    ];
    expect(distinctBatches(runs).map(({ file }) => file)).toEqual([
      'artifacts/9/batch.jsonl',
      'artifacts/10/batch.jsonl',
    ]);
  });

  test('the digest of several does not depend on their order, and on every one of them', () => {
    expect(batchesDigest([early, late])).toBe(batchesDigest([late, early]));
    const digests = [[early, late], [other, late], [early], [], [{ ...early, phase: 'x' }, late]];
    expect(new Set(digests.map(batchesDigest)).size).toBe(digests.length);
  });
});

describe('batches that lacked a shard', () => {
  const [first, second, third] = ['08:15', '08:30', '08:45'].map((end, i) =>
    header(rules, { end: at(end), latencies: [100 + i, 300] }),
  ) as [BatchHeader, BatchHeader, BatchHeader];
  const lacking: BatchHeader = {
    ...header(rules, { end: at('08:30'), latencies: [101] }),
    lacks: { shards: [2], of: 3 },
  };
  const all = distinctBatches(incoming([first, lacking, second, third]));
  const common = { policy: rules, ledger: ledgerOf(rules, []), head: null, forcedPhase: null };
  const empty = emptyHistory(rules.rollout);
  const before = analyse({
    ...common,
    history: empty,
    incoming: incoming([first, lacking]),
    now: at('08:32'),
  });
  const after = analyse({
    ...common,
    history: historyAfter(before, rules.rollout),
    incoming: incoming([second, third]),
    now: at('08:47'),
  });
  const inputs = { policy: rules, ledger: ledgerOf(rules, []), checklist: null, batches: all };
  const text = ({ analysis }: typeof before): string => canonicalJsonPretty(analysis);
  const nothing = { history: empty, until: -Infinity };

  test('are what a tick of that time is made again from', () => {
    const withLedger = { ...inputs, analysis: before.analysis, progress: nothing };
    expect(text(remake(withLedger, false))).not.toBe(text(before));
    const [then] = asKnownBefore(all.filter((one) => one.header !== third));
    expect(then?.map((one) => one.header)).toEqual([first, lacking]);
    expect(text(remake({ ...withLedger, batches: then ?? [] }, false))).toBe(text(before));
  });

  test.each([
    ['from nothing', nothing],
    ['from the one that lacked it', { history: historyAfter(before, rules.rollout), until: at('08:30') }],
  ])('are not what a later tick is made again from, %s', (_, progress) => {
    expect(text(remake({ ...inputs, analysis: after.analysis, progress }, false))).toBe(text(after));
  });

  test('there are none where no batch lacked anything', () => {
    expect(asKnownBefore(incoming([first, second]))).toEqual([]);
  });
});

describe('figures of a batch', () => {
  const spec = { end: at('08:15'), latencies: [100, 200, 300], failed: 1 };
  const lines = eventsOf(spec).map((event) => canonicalJson(event));
  const whole = { ...header(rules, spec), events: lines.length };

  test.each([
    { name: 'as they were summed up', batch: whole, policies: [rules], fault: null },
    {
      name: 'under an earlier policy',
      batch: whole,
      policies: [policy({ slis: [SUCCESS] }), rules],
      fault: null,
    },
    {
      name: 'with one changed',
      batch: {
        ...whole,
        summaries: whole.summaries.map((one) => (one.kind === 'ratio' ? { ...one, matching: 3 } : one)),
      },
      policies: [rules],
      fault: 'its figures are not those of its events under any policy at hand',
    },
    {
      name: 'with another count',
      batch: { ...whole, counts: { ...whole.counts, accepted: 4 } },
      policies: [rules],
      fault: 'it says 4 accepted events, and 3 follow',
    },
  ])('$name', ({ batch, policies, fault }) => {
    expect(batch.digest).toBe(batchDigest(lines));
    expect(figuresFault(batch, lines, policies)).toBe(fault);
  });

  test('say nothing where the events are not kept', () => {
    expect(figuresFault({ ...whole, events: 0, summaries: [] }, [], [rules])).toBeNull();
  });
});

test('gaps are the silences between batches of a time', () => {
  const ends = ['08:15', '08:30', '09:00', '09:15', '10:00'].map(at);
  const headers = ends.map((end) => header(rules, { end, latencies: [1] }));
  const first = '2026-03-02T08:30:00Z to 2026-03-02T08:45:00Z';
  const second = '2026-03-02T09:15:00Z to 2026-03-02T09:45:00Z';
  expect(gaps(headers, { from: -Infinity, to: Infinity })).toEqual([first, second]);
  expect(gaps(headers, { from: at('08:00'), to: at('09:15') })).toEqual([first]);
  expect(gaps([], { from: -Infinity, to: Infinity })).toEqual([]);
});
