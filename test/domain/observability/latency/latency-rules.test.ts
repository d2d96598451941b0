import { describe, expect, test } from '@jest/globals';
import { latencyRules } from '../../../../src/domain/observability/latency/latency-rules.js';
import { HOUR } from '../../../../src/domain/time.js';
import { signalPolicy, signalRules } from '../../../observability/signals.js';

describe('what a policy says of its signals', () => {
  test('are the rules of the SLO', () => {
    expect(signalRules({ minSamples: 20 })).toMatchObject({
      sli: { id: 'p95' },
      failures: { id: 'failures' },
      p: 95,
      warning: { bound: { side: 'above', value: 5000 }, windows: 2 },
      critical: { bound: { side: 'above', value: 5000 }, windows: 3 },
      minSamples: 20,
      maxGapMs: 2 * HOUR,
    });
  });

  test('is of several limits the first that counts hours in a row', () => {
    const rollback = '[{ above: 9000, mean-of: 2 }, { above: 6000, batches: 4 }, { above: 7000 }]';
    expect(signalRules({ rollback }).critical).toEqual({ bound: { side: 'above', value: 6000 }, windows: 4 });
  });

  test('may warn within a share of the limit, or not at all', () => {
    expect(signalRules({ warn: '80%' }).warning).toEqual({
      bound: { side: 'above', value: 4000 },
      windows: 1,
    });
    expect(signalRules({ warn: '{ above: 5000, times: 2, within: 6h }' }).warning).toBeNull();
  });

  test('is not there without the section', () => {
    expect(() => latencyRules({ ...signalPolicy(), observability: null })).toThrow(
      'the policy has no observability.latency',
    );
  });

  test('is not there without a limit, which the linter refuses', () => {
    const policy = signalPolicy();
    const phases = policy.phases.map((phase) => ({ ...phase, slos: [] }));
    expect(() => latencyRules({ ...policy, phases })).toThrow('nothing says what a breach of p95 is');
  });
});
