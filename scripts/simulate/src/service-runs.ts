import type { Tally } from '../../../src/domain/evidence/evidence.js';
import { normalTail } from '../../../src/domain/statistics/normal.js';
import { binomial, poisson } from './binomial.js';
import type { Random } from './random.js';

/** Batches of 15 minutes in a day. */
export const DAY_BATCHES = 96;
export const WEEK = 7 * DAY_BATCHES;
export const MONTH = 30 * DAY_BATCHES;
/** Share of bad requests of a healthy service under a limit of 99 %, and of a sick one. */
export const HEALTHY = 0.005;
export const SICK = 0.05;
/** Sick services are healthy for two days, so that there is a history, and then not: the run goes on for ten days. */
export const ONSET = 2 * DAY_BATCHES;
export const SICK_RUN = 12 * DAY_BATCHES;

/** A run's batches, at about n requests each. */
export type Run = (random: Random, n: number) => readonly Tally[];

/** Share of bad requests in a batch. */
export type Rate = (batch: number, random: Random) => number;

export function drawn(batches: number, rate: Rate): Run {
  return (random, n) =>
    Array.from({ length: batches }, (_, i) => ({ bad: binomial(random, n, rate(i, random)), total: n }));
}

/** Traffic and errors over the day: from a fifth to nine fifths of the mean, errors 60 % up at the peak. */
export function diurnal(random: Random, n: number): Tally[] {
  return Array.from({ length: MONTH }, (_, i) => {
    const wave = Math.sin((2 * Math.PI * i) / DAY_BATCHES);
    const total = Math.round(n * (1 + 0.8 * wave));
    return { bad: binomial(random, total, HEALTHY * (1 + 0.6 * wave)), total };
  });
}

/**
 * Bursts of 4 % errors, 30 minutes long on average, 5 % of the time; the long run is 99.5 %. Times are exponential. From the
 * batch `sickFrom` on it is sick.
 */
export function bursty(random: Random, n: number, sickFrom = Infinity): Tally[] {
  const [share, errors, mean] = [0.05, 0.04, 2];
  const calm = (HEALTHY - share * errors) / (1 - share);
  let inBurst = random.uniform() < share;
  const stay = (): number => -Math.log(random.uniform()) * (inBurst ? mean : (mean * (1 - share)) / share);
  let left = stay();
  return Array.from({ length: WEEK + MONTH }, (_, i) => {
    let burst = 0;
    let at = 0;
    while (left < 1 - at) {
      if (inBurst) burst += left;
      at += left;
      inBurst = !inBurst;
      left = stay();
    }
    if (inBurst) burst += 1 - at;
    left -= 1 - at;
    const rate = i < sickFrom ? burst * errors + (1 - burst) * calm : SICK;
    return { bad: binomial(random, n, rate), total: n };
  });
}

/** Errors that come together within a batch: beta-binomial with correlation 0.02. */
export function clustered(random: Random, n: number): Tally[] {
  const strength = 1 / 0.02 - 1;
  const rate = (): number => random.beta(HEALTHY * strength, (1 - HEALTHY) * strength);
  return Array.from({ length: WEEK + MONTH }, () => ({ bad: binomial(random, n, rate()), total: n }));
}

export function lowTraffic(random: Random, n: number): Tally[] {
  return Array.from({ length: MONTH }, () => {
    const total = poisson(random, n / 20);
    return { bad: binomial(random, total, HEALTHY), total };
  });
}

/** One batch in five is missing, and six hours of the first day; sick as the step. */
export function withGaps(random: Random, n: number): Tally[] {
  return Array.from({ length: SICK_RUN }, (_, i) => {
    const silent = random.uniform() < 0.2 || (i >= 40 && i < 64);
    return { bad: silent ? 0 : binomial(random, n, i < ONSET ? HEALTHY : SICK), total: silent ? 0 : n };
  });
}

/** Share of log-normal latencies (sigma 0.5) above the p95 limit, which is where 2.5 % are above when nothing is slowed. */
export function slowed(by: number): number {
  return normalTail(1.959963984540054 - Math.log(by) / 0.5);
}
