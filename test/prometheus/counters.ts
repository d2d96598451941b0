import fc from 'fast-check';
import { MINUTE, SECOND } from '../../src/domain/time.js';
import type { Sample, ServedSeries } from './prometheus-server.js';

/** How long a silence is after which a series counts as new. */
const REACH = 60 * MINUTE;

/** By how much a series grew after `from` until `to`, by the definition and one sample after the other. */
export function grownBy(samples: readonly Sample[], from: number, to: number): number {
  let last: Sample | null = null;
  let sum = 0;
  for (const sample of samples) {
    const [time, value] = sample;
    if (time > to) break;
    if (time > from) {
      const before = last === null || time - last[0] > REACH ? 0 : last[1];
      sum += value >= before ? value - before : value;
    }
    last = sample;
  }
  return sum;
}

interface Life {
  readonly from: number;
  readonly ticks: number;
  readonly phase: number;
  readonly interval: number;
  readonly steps: readonly number[];
  readonly resets: readonly number[];
  readonly lost: readonly number[];
}

function samplesOf(start: number, life: Life): Sample[] {
  let value = 0;
  const samples: Sample[] = [];
  for (let i = 0; i < life.ticks; i += 1) {
    if (life.resets.includes(i)) value = 0;
    value += life.steps[i % life.steps.length] ?? 0;
    if (!life.lost.includes(i)) samples.push([start + life.from + life.phase + i * life.interval, value]);
  }
  return samples;
}

/** Lives of counters that are scraped, set back, silent for some scrapes, that begin late and end early. */
export const life: fc.Arbitrary<Life> = fc.record({
  from: fc.integer({ min: 0, max: 80 }).map((minutes) => minutes * MINUTE),
  ticks: fc.integer({ min: 1, max: 240 }),
  phase: fc.integer({ min: 0, max: 14_999 }),
  interval: fc.constantFrom(15 * SECOND, 30 * SECOND),
  steps: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 7 }),
  resets: fc.array(fc.integer({ min: 1, max: 239 }), { maxLength: 3 }),
  lost: fc.array(fc.integer({ min: 0, max: 239 }), { maxLength: 30 }),
});

/** A fleet of counters in two groups, with one that has always been there. */
export function fleet(start: number, lives: readonly Life[]): ServedSeries[] {
  const always: Life = { from: 0, ticks: 480, phase: 7, interval: 15_000, steps: [1], resets: [], lost: [] };
  return [always, ...lives].map((one, i) => ({
    metric: 'work_total',
    labels: { pod: `p${i}`, group: i % 2 === 0 ? 'even' : 'odd' },
    samples: samplesOf(start - (i === 0 ? 10 * MINUTE : 0), one),
  }));
}
