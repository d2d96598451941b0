import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/domain/analyse.js';
import { emptyHistory } from '../../src/domain/history.js';
import { MINUTE } from '../../src/domain/time.js';
import { LATENCY, limit, phase, policy, slo, SUCCESS } from '../policy-builder.js';
import { at, header, incoming, ledgerOf, type BatchSpec } from './batch-builder.js';

const slos = [
  slo({ windowMs: 15 * MINUTE, warn: null }),
  slo({
    id: 'success',
    sli: 'success_rate',
    windowMs: 15 * MINUTE,
    warn: null,
    rollback: limit('below', 0.9),
  }),
];
const rules = policy({
  slis: [{ ...LATENCY, by: 'region' }, SUCCESS],
  phases: [phase(), phase({ id: 'two', slos, promote: null })],
});
const ledger = ledgerOf(rules, [[at('10:02'), 'two']]);

function alerts(...windows: readonly (readonly [BatchSpec, ...BatchSpec[]])[]) {
  const batches = incoming(windows.map((specs) => header(rules, ...specs)));
  const history = emptyHistory(rules.rollout);
  return analyse({ policy: rules, ledger, head: null, history, incoming: batches, now: 0, forcedPhase: null })
    .analysis.alerts;
}

const good = { end: at('10:15'), phase: 'two', latencies: [100, 100], region: 'eu' } as const;

describe('the why-why draft', () => {
  test('names what is beyond, the label that carries it, the last good window, and the last decision', () => {
    const slow = { end: at('10:30'), phase: 'two', latencies: [950, 950], region: 'eu' };
    const quick = { end: at('10:30'), phase: 'two', latencies: [100, 100, 100, 100, 100, 100], region: 'us' };
    const [alert] = alerts([good], [slow, quick]);
    expect(alert).toMatchObject({
      id: expect.stringMatching(/^two\/latency_p95\/2026-03-02T10:30:00Z\/[0-9a-f]{12}$/),
      severity: 'critical',
    });
    expect(alert?.why).toEqual([
      'latency_p95 of "shop": 950 ms is above the rollback limit of 900 ms (8 samples from 2026-03-02T10:15:00Z to 2026-03-02T10:30:00Z).',
      'region "eu" has 100 % of the bad samples and 25 % of all.',
      'The last window within this limit ended 2026-03-02T10:15:00Z with 100 ms.',
      'The last decision before it was #1, promote from one to two, at 2026-03-02T10:02:00Z by octocat.',
    ]);
  });

  test('of a ratio counts what is on the wrong side', () => {
    const failing = { end: at('10:30'), phase: 'two', latencies: [1, 1, 1, 1], failed: 3, region: 'eu' };
    const well = { end: at('10:30'), phase: 'two', latencies: [1, 1, 1, 1], failed: 1, region: 'us' };
    const [alert] = alerts([good], [failing, well]);
    expect(alert?.slo).toBe('success');
    expect(alert?.why[1]).toBe('region "eu" has 75 % of the bad samples and 50 % of all.');
  });

  test('says when no label stands out', () => {
    const both = ['eu', 'us'].map((region) => ({ end: at('10:30'), phase: 'two', latencies: [950], region }));
    const [a, b] = both;
    if (a === undefined || b === undefined) throw new Error('two regions');
    expect(alerts([good], [a, b])[0]?.why[1]).toBe('No value of region stands out.');
  });

  test('says when nothing was good before', () => {
    const [alert] = alerts([{ end: at('10:15'), phase: 'two', latencies: [950] }]);
    expect(alert?.why).toContain('No earlier window of this phase was within this limit.');
  });
});
