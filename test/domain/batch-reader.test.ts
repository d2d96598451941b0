import { describe, expect, test } from '@jest/globals';
import { parseBatch } from '../../src/domain/batch-reader.js';
import { batchDigest, renderBatch, type BatchHeader } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { PhasegateError } from '../../src/domain/fault.js';
import type { Sli } from '../../src/domain/policy.js';
import { LATENCY, policy, SUCCESS } from '../policy-builder.js';
import { at, eventsOf, header } from './batch-builder.js';

const MEAN: Sli = { ...LATENCY, id: 'latency_mean', measure: { kind: 'mean', of: 'duration_ms' } };
const COUNT: Sli = { ...LATENCY, id: 'requests', measure: { kind: 'count' } };
const rules = policy({ slis: [LATENCY, SUCCESS, MEAN, COUNT] });
const spec = { end: at('10:15'), latencies: [100, 200.5, 300], failed: 1 };
const lines = eventsOf(spec).map(canonicalJson).sort();
const good: BatchHeader = { ...header(rules, spec), events: lines.length };

function parse(text: string): BatchHeader {
  return parseBatch(text, 'one/batch-x.jsonl', 'checkout');
}

/** What a refusal says; null where the text was taken. */
function faultOf(text: string): { code: string; message: string } | null {
  try {
    parse(text);
    return null;
  } catch (error) {
    const { code, message } = error as PhasegateError;
    return { code, message };
  }
}

function withHeader(change: Record<string, unknown>): string {
  return `${canonicalJson({ ...good, events: 0, ...change })}\n`;
}

const summary = (change: Record<string, unknown>) => ({
  summaries: [{ sli: 'x', feature: '', label: null, kind: 'count', total: 1, ...change }],
});
const distribution = (value: unknown) => summary({ kind: 'quantile', distribution: value });
const NO_KEYS = { keys: [], counts: [] };
const BUCKETS = {
  kind: 'buckets',
  lower: [0, 1],
  upper: [1, null],
  counts: [5, 5],
  zero: 0,
  positive: NO_KEYS,
  negative: NO_KEYS,
};

describe('parseBatch', () => {
  test('gives the header of what the collector wrote, with and without events', () => {
    expect(parse(renderBatch(good, lines))).toEqual(good);
    expect(parse(renderBatch({ ...good, events: 0 }, []))).toEqual({ ...good, events: 0 });
  });

  test('the digest is that of the events in any order', () => {
    expect(good.digest).toBe(batchDigest([...lines].reverse()));
    expect(parse(renderBatch(good, [...lines].reverse())).digest).toBe(good.digest);
  });

  test.each([
    { name: 'an empty file', text: '', says: 'no JSON' },
    { name: 'a file of zeros', text: '\0\0\0', says: 'no JSON' },
    { name: 'another format', text: '{"schema":"other/1"}\n', says: 'no batch header' },
    {
      name: 'a header alone where events should follow',
      text: renderBatch(good, []),
      says: '0 events follow a header that says 3',
    },
    { name: 'a file that was cut off', text: renderBatch(good, lines).slice(0, -5), says: 'cut off' },
    {
      name: 'a changed event',
      text: renderBatch(
        good,
        lines.map((line) => line.replace('200.5', '200.6')),
      ),
      says: 'do not match its digest',
    },
    { name: 'another rollout', text: withHeader({ rollout: 'basket' }), says: '"basket"' },
    { name: 'a phase that is no name', text: withHeader({ phase: '../x' }), says: 'phase is not a name' },
    {
      name: 'a window that ends before it starts',
      text: withHeader({ window: { start: good.window.end, end: good.window.start } }),
      says: 'window does not end after its start',
    },
    {
      name: 'a window of a year',
      text: withHeader({ window: { start: '2025-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' } }),
      says: 'within a day',
    },
    {
      name: 'a negative count',
      text: withHeader({ counts: { ...good.counts, late: -1 } }),
      says: 'counts.late',
    },
    {
      name: 'a source without its silence',
      text: withHeader({ sources: { app: good.counts } }),
      says: 'sources.app.missed is missing',
    },
    { name: 'a digest that is none', text: withHeader({ digest: 'abc' }), says: 'digest is not a SHA-256' },
    {
      name: 'a digest of definitions that is none',
      text: withHeader({ definitions: 'abc' }),
      says: 'definitions is not a SHA-256',
    },
    { name: 'an unknown kind', text: withHeader(summary({ kind: 'toString' })), says: 'summaries[0].kind' },
    {
      name: 'more matching than there are',
      text: withHeader(summary({ kind: 'ratio', matching: 2, total: 1 })),
      says: 'more matching',
    },
    {
      name: 'a sum that is none',
      text: withHeader(summary({ kind: 'mean', n: 1, sum: '5', squares: '0p0' })),
      says: 'sum is not an exact sum',
    },
    {
      name: 'a distribution out of order',
      text: withHeader(distribution({ kind: 'exact', values: [2, 1], counts: [1, 1] })),
      says: 'ascending values',
    },
    {
      name: 'a distribution with a count too few',
      text: withHeader(distribution({ kind: 'exact', values: [1, 2], counts: [1] })),
      says: 'ascending values',
    },
    {
      name: 'a count beyond what a double holds exactly',
      text: withHeader(summary({ total: 2 ** 53 })),
      says: 'summaries[0].total is not a whole number',
    },
    {
      name: 'labels that together count more than a batch may have',
      text: withHeader({
        summaries: ['eu', 'us'].map((label) => ({
          ...{ sli: 'x', feature: '', label, kind: 'ratio' },
          ...{ matching: 6e9, total: 6e9 },
        })),
      }),
      says: 'summaries of x have 12000000000 samples, more than the 1e10 that a batch may have',
    },
    {
      name: 'a distribution of more values than a batch may have',
      text: withHeader(distribution({ kind: 'exact', values: [1, 2], counts: [2 ** 53 - 1, 1] })),
      says: 'summaries of x have 9007199254740992 samples',
    },
    {
      name: 'more lines than a batch may have',
      text: withHeader({ counts: { ...good.counts, accepted: 2 ** 53 - 1 } }),
      says: 'counts.accepted is 9007199254740991',
    },
    {
      name: 'a mean of values that there cannot be',
      text: withHeader(summary({ kind: 'mean', n: 2, sum: '5p1', squares: '1p0' })),
      says: 'summaries[0] has a sum and squares that no values',
    },
    {
      name: 'a mean of nothing that is something',
      text: withHeader(summary({ kind: 'mean', n: 0, sum: '5p1', squares: '0p0' })),
      says: 'no values of its number',
    },
    {
      name: 'a sketch without its negative side',
      text: withHeader(
        distribution({ kind: 'sketch', min: 0, max: 1, zero: 1, positive: { keys: [], counts: [] } }),
      ),
      says: 'negative is missing',
    },
    {
      name: 'buckets without their lower ends',
      text: withHeader(distribution({ ...BUCKETS, lower: undefined })),
      says: 'lower is missing',
    },
    {
      name: 'a bucket that ends before it begins',
      text: withHeader(distribution({ ...BUCKETS, lower: [2], upper: [1], counts: [5] })),
      says: 'distribution is not a list of ascending intervals',
    },
    {
      name: 'buckets in no order',
      text: withHeader(distribution({ ...BUCKETS, lower: [1, 0], upper: [null, 1], counts: [5, 5] })),
      says: 'distribution is not a list of ascending intervals',
    },
    {
      name: 'an empty bucket',
      text: withHeader(distribution({ ...BUCKETS, counts: [5, 0] })),
      says: 'distribution is not a list of ascending intervals',
    },
    {
      name: 'a bucket more than there are ends',
      text: withHeader(distribution({ ...BUCKETS, counts: [5, 5, 5] })),
      says: 'distribution is not a list of ascending intervals',
    },
  ])('refuses $name', ({ text, says }) => {
    expect(faultOf(text)).toEqual({ code: 'bad-batch', message: expect.stringContaining(says) });
    expect(faultOf(text)?.message).toMatch(/^one\/batch-x\.jsonl: /);
  });

  test('takes buckets', () => {
    expect(faultOf(withHeader(distribution(BUCKETS)))).toBeNull();
  });

  test('takes as many samples as a batch may have', () => {
    expect(faultOf(withHeader(summary({ kind: 'ratio', matching: 0, total: 1e10 })))).toBeNull();
    expect(faultOf(withHeader(summary({ kind: 'mean', n: 2, sum: '5p1', squares: '19p1' })))).toBeNull();
  });

  test('refuses what a newer version wrote', () => {
    expect(faultOf('{"schema":"phasegate.batch/2"}\n')?.code).toBe('newer-state');
  });
});
