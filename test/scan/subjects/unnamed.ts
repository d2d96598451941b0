import { HOUR, MINUTE } from '../../../src/domain/time.js';
import type { Random } from '../random.js';
import { elsewhere, instant, ledgerBefore, NOW, policyWith, SLI, type FuzzSubject } from './common.js';

const policy = policyWith(
  [
    { ...SLI, id: 'seen', events: ['hit'], by: 'path', measure: { kind: 'count' } },
    { ...SLI, id: 'mean', events: ['hit', 'miss'], measure: { kind: 'mean', of: 'took' } },
    {
      ...SLI,
      id: 'fast',
      events: ['hit'],
      where: [{ field: 'cached', anyOf: [true, 'yes', 1] }],
      measure: { kind: 'ratio', good: true, match: [{ field: 'took', above: null, below: 2.5 }] },
    },
  ],
  ['first', 'second'],
  'at_log',
  { constants: { event: 'hit', feature: 'web', phase: null } },
);

/** No schema that says much, lines without a phase or an event, times with offsets, ids, arrivals. */
export const unnamed: FuzzSubject = {
  name: 'lines without a phase, times with offsets',
  now: NOW,
  policy,
  ledger: ledgerBefore(policy, [
    [3 * HOUR, 'second'],
    [90 * MINUTE, 'first'],
    [80 * MINUTE, 'third'],
    [75 * MINUTE + 1, 'second'],
    [85 * MINUTE, 'first'],
    [20 * MINUTE, 'second'],
  ]),
  schema: {
    type: 'object',
    properties: {
      took: { type: ['number', 'null'] },
      cached: { type: ['boolean', 'string', 'number'] },
      path: { type: 'string', minLength: 1 },
    },
  },
  event: (random, span) => {
    const ts = random.chance(0.7) ? instant(random, span) : elsewhere(random, span);
    return {
      ...(random.chance(0.6) ? { phase: random.pick(['first', 'second', 'second', 'third']) } : {}),
      ts,
      ...(random.chance(0.3) ? { event: random.pick(['hit', 'miss', 'else']) } : {}),
      took: random.pick([random.below(500) / 100, random.next(), 2.5, null]),
      cached: random.pick([true, false, 'yes', 'no', 1, 0]),
      path: random.pick(['/', '/a', '/a/b', '/\u00fc']),
      ...(random.chance(0.3) ? { id: random.pick([random.below(1e6), `r-${random.below(1e6)}`]) } : {}),
      ...(random.chance(0.3) ? { at_log: arrival(random, ts) } : {}),
    };
  },
};

function arrival(random: Random, ts: string): string {
  return new Date(Date.parse(ts) + random.below(HOUR)).toISOString();
}
