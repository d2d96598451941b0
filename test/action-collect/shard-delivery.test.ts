import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDelivery, renderDelivery, type Delivery } from '../../action-collect/src/shard-delivery.js';
import { EMPTY_PART, mergeParts, tallyOf, type WindowPart } from '../../action-collect/src/window-part.js';
import { definitionsOf } from '../../src/domain/batch-definitions.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { sha256 } from '../../src/domain/digest.js';
import { MINUTE } from '../../src/domain/time.js';
import { PhaseTally } from '../../src/domain/window-tally.js';
import { LATENCY, policy as buildPolicy, source } from '../policy-builder.js';

const POLICY = buildPolicy({ sources: ['app', 'merge', 'web'].map((name) => source({ name })) });
const WINDOW = 15 * MINUTE;
const START = 2 * WINDOW;

function tallied(name: string, values: readonly number[], slis = [LATENCY]): WindowPart {
  const tally = new PhaseTally();
  for (const ms of values) tally.add(slis, name, { event: 'request.done', feature: 'web', duration_ms: ms });
  const definitions = definitionsOf(slis);
  return {
    ...EMPTY_PART,
    tallies: { [definitions.digest]: { definitions, phases: { one: tally.summary() } } },
  };
}

function event(name: string, ms: number): WindowPart {
  const line = canonicalJson({ event: 'request.done', duration_ms: ms });
  return { ...EMPTY_PART, events: [{ source: name, key: '', ts: START + ms, phase: 'one', line }] };
}

const DELIVERY: Delivery = {
  rollout: 'checkout',
  shard: { index: 2, of: 3 },
  batchMs: WINDOW,
  sources: ['merge'],
  from: START,
  until: START + WINDOW,
  unanswered: ['merge'],
  totals: { accepted: 3, rejected: 1, duplicates: 0, late: 0 },
  reached: { merge: START + 5 },
  holds: true,
  windows: new Map([
    [
      START,
      mergeParts(
        { ...event('merge', 7), counts: { merge: { accepted: 0, rejected: 1, duplicates: 0, late: 0 } } },
        tallied('merge', [1, 2.5]),
      ),
    ],
  ]),
};

const read = (text: string): Delivery => parseDelivery(text, 'shard.jsonl', { policy: POLICY, of: 3 });

/** A delivery whose digest is right, whatever it says. */
function sealed(change: (head: Record<string, unknown>, lines: string[]) => void): string {
  const [first = '', ...rest] = renderDelivery(DELIVERY).trimEnd().split('\n');
  const { digest: _, ...head } = JSON.parse(first) as Record<string, unknown>;
  change(head, rest);
  head['lines'] = rest.length;
  const digest = sha256([canonicalJson(head), ...rest].join('\n'));
  return [canonicalJson({ ...head, digest }), ...rest].map((line) => `${line}\n`).join('');
}

describe('a delivery', () => {
  test('is read as it was written', () => {
    expect(read(renderDelivery(DELIVERY))).toEqual(DELIVERY);
    expect(read(sealed(() => undefined))).toEqual(DELIVERY);
  });

  test('that was cut anywhere is refused', () => {
    const text = renderDelivery(DELIVERY);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), (length) => {
        expect(() => read(text.slice(0, length))).toThrow('it is not taken');
      }),
    );
  });

  const put = (name: string, value: unknown) => (head: Record<string, unknown>) => {
    head[name] = value;
  };
  const line = (i: number, value: unknown) => (_: unknown, lines: string[]) => {
    lines[i] = typeof value === 'string' ? value : canonicalJson(value);
  };
  const good = { start: START, source: 'merge', ts: START, phase: 'one', line: '{"a":1}' };

  test.each([
    [
      'of another rollout',
      put('rollout', 'other'),
      'it is of the rollout other, and the policy is that of checkout',
    ],
    [
      'of another number of shards',
      put('shard', { index: 2, of: 4 }),
      'it is of shard 2 of 4, and this tick has 3',
    ],
    ['of no shard', put('shard', { index: 0, of: 3 }), 'it is of shard 0 of 3, and this tick has 3'],
    ['with other windows', put('batchMs', 60_000), "its windows have 60000 ms, and the policy's have 900000"],
    ['with other sources', put('sources', ['app']), 'its sources are not those of shard 2 of 3'],
    ['unanswered for another', put('unanswered', ['app']), 'it has an unanswered source of another shard'],
    ['whose until is a text', put('until', '../x'), 'until is not a whole number from 0'],
    [
      'whose windows are behind its end',
      put('until', START),
      'its window 1800000 is none of those that it delivers',
    ],
    ['with an event of another window', line(2, { ...good, ts: 0 }), 'is none of those that it delivers'],
    ['with an event of another shard', line(2, { ...good, source: 'app' }), 'has a source of another shard'],
    ['with a line that is none', line(2, 'no JSON'), 'line 4 is not an object'],
    [
      'with an event that is two lines',
      line(2, { ...good, line: '{"a":1}\n{"b":1}' }),
      'is no canonical JSON object',
    ],
    ['with an event that is no object', line(2, { ...good, line: '[1]' }), 'is no canonical JSON object'],
    ['with a phase that is a path', line(2, { ...good, phase: '../../x' }), 'phase is not a name of letters'],
    [
      'with counts of nobody',
      line(0, { start: START, counts: { app: DELIVERY.totals } }),
      'has a source of another shard',
    ],
    [
      'with half of a count',
      line(0, { start: START, counts: { merge: { accepted: 0.5 } } }),
      'is not a whole number',
    ],
  ])('%s is refused', (_, change, fault) => {
    expect(() => read(sealed(change))).toThrow(fault);
  });

  test('of a newer version is an error of its own', () => {
    expect(() => read(sealed(put('schema', 'phasegate.shard/2')))).toThrow(
      'use one version of Phasegate in all jobs',
    );
  });

  test('that was changed is refused', () => {
    expect(() => read(renderDelivery(DELIVERY).replace('"rejected":1', '"rejected":2'))).toThrow(
      'it is not what its digest says',
    );
  });
});

/** Something that does not depend on the order of what is in it. */
function formOf(part: WindowPart): unknown {
  const events = part.events.map((one) => canonicalJson(one)).sort();
  const phases = [...(tallyOf([LATENCY], part)?.phases ?? [])].map(([phase, summary]) =>
    canonicalJson([phase, summary]),
  );
  return { counts: canonicalJson(part.counts), events, phases: phases.sort() };
}

describe('mergeParts', () => {
  const other = { ...LATENCY, where: [{ field: 'ok', anyOf: [true] }] };
  const part = fc.oneof(
    fc
      .tuple(fc.constantFrom('app', 'merge'), fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true })))
      .map(([name, values]) => tallied(name, values)),
    fc.array(fc.nat({ max: 2_000 }), { maxLength: 700 }).map((values) => tallied('web', values)),
    fc.array(fc.nat({ max: 9 })).map((values) => tallied('web', values, [other])),
    fc.nat({ max: 9 }).map((ms) => event('web', ms)),
    fc.nat({ max: 9 }).map((late): WindowPart => {
      return { ...EMPTY_PART, counts: { app: { accepted: 0, rejected: 0, duplicates: 0, late } } };
    }),
  );

  test('gives the same in any order', () => {
    fc.assert(
      fc.property(part, part, (a, b) => expect(formOf(mergeParts(a, b))).toEqual(formOf(mergeParts(b, a)))),
    );
  });

  test('gives the same in any grouping', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(formOf(mergeParts(mergeParts(a, b), c))).toEqual(formOf(mergeParts(a, mergeParts(b, c))));
      }),
    );
  });

  test('with nothing changes nothing', () => {
    fc.assert(fc.property(part, (a) => expect(formOf(mergeParts(a, EMPTY_PART))).toEqual(formOf(a))));
  });

  test('of other definitions leaves out what was measured otherwise', () => {
    const merged = mergeParts(tallied('app', [1]), tallied('web', [2], [other]));
    const tally = tallyOf([LATENCY], merged);
    expect(tally?.definitions).toEqual(definitionsOf([other]));
    expect(tally?.phases.get('one')).toMatchObject({ accepted: { app: 1, web: 1 } });
    expect(tally?.phases.get('one')?.summaries).toEqual(
      tallyOf([other], tallied('web', [2], [other]))?.phases.get('one')?.summaries,
    );
  });
});
