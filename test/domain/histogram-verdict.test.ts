import { expect, test } from '@jest/globals';
import type { Verdict } from '../../src/domain/analysis.js';
import type { Intervals } from '../../src/domain/bucketed.js';
import { distributionOfIntervals } from '../../src/domain/distribution.js';
import { rulesReachMs } from '../../src/domain/rules/reach.js';
import { fixedLimitsText } from '../../src/domain/rules/rule-text.js';
import { toSeries } from '../../src/domain/series.js';
import { DAY, formatInstant, MINUTE } from '../../src/domain/time.js';
import { judgeSlo } from '../../src/domain/verdict.js';
import { formatVerdictValue } from '../../src/render/format.js';
import { LATENCY, limit, slo } from '../policy-builder.js';
import { at } from './batch-builder.js';

/** Verdicts on quantiles that are known from a server's histograms. */

const WINDOW = 15 * MINUTE;

/** A p95 over one window of 2,000 requests, against a limit. */
function judge(
  intervals: Intervals,
  options: { readonly above: number; readonly falseAlarmEveryMs: number | null },
): Verdict {
  const { above, falseAlarmEveryMs } = options;
  const end = at('10:15');
  const window = { start: end - WINDOW, end };
  const distribution = distributionOfIntervals(intervals);
  const points = [
    {
      window,
      parts: [{ label: null, measurement: { kind: 'quantile', distribution } as const }],
      occurred: true,
    },
  ];
  const own = slo({ windowMs: WINDOW, warn: null, rollback: limit('above', above), falseAlarmEveryMs });
  return judgeSlo({
    slo: own,
    sli: { ...LATENCY, unit: 's' },
    series: toSeries('pay', points),
    end,
    baselineOf: () => null,
    earlier: () => [],
    maxGapMs: 30 * MINUTE,
    batchMs: WINDOW,
    warmingUp: false,
    reachMs: rulesReachMs(own, 30 * MINUTE),
    facts: { window: { start: formatInstant(window.start), end: formatInstant(end) }, batches: 1 },
    missed: [],
    limitsText: fixedLimitsText(own, LATENCY),
  });
}

/** One in ten takes longer than a second, and at most two and a half. */
const SLOW: Intervals = { lower: [0, 1], upper: [1, 2.5], counts: [1_800, 200] };
/** One in ten takes longer than two and a half seconds. */
const OPEN: Intervals = { lower: [0, 2.5], upper: [2.5, null], counts: [1_800, 200] };

test.each([
  ['a limit at the end of a bucket is exceeded for sure', 1, DAY, 'violation'],
  ['a limit within a bucket is exceeded by the rule alone, which warns', 1.5, DAY, 'warn'],
  ['without evidence the rule decides', 1.5, null, 'violation'],
  ['a limit above the value', 2, DAY, 'ok'],
])('%s', (_, above, falseAlarmEveryMs, status) => {
  const verdict = judge(SLOW, { above, falseAlarmEveryMs });
  expect(verdict).toMatchObject({ status, n: 2_000, interval: { low: 1, high: 2.5 } });
  expect(verdict.value).toBeCloseTo(1.75, 2);
  expect((verdict.value ?? 0) * (1 + verdict.error)).toBeCloseTo(2.5, 9);
  expect(verdict).not.toHaveProperty('bound');
});

test('in the highest bucket the value is a bound, and the verdict says so', () => {
  const verdict = judge(OPEN, { above: 2.5, falseAlarmEveryMs: DAY });
  expect(verdict).toMatchObject({ error: 0, bound: 'at-least', interval: null });
  expect(formatVerdictValue(verdict)).toBe('≥ 2.50 s');
  // All that lies in it is above its lower end, and so beyond a limit there.
  expect(verdict.status).toBe('violation');
  expect(judge(OPEN, { above: 2.6, falseAlarmEveryMs: DAY }).status).toBe('ok');
  expect(verdict.reason).toContain('it may be more, since it lies in the highest bucket, which has no end');
});
