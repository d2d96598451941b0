import type { Tally } from '../../../src/domain/evidence/evidence.js';
import { normalTail } from '../../../src/domain/statistics/normal.js';
import { binomial, poisson } from './binomial.js';
import type { Random } from './random.js';

/** Batches of 15 minutes in a day. */
export const DAY_BATCHES = 96;
const MONTH = 30 * DAY_BATCHES;
/** Share of bad requests of a healthy service under a limit of 99 %. */
const HEALTHY = 0.005;
const SICK = 0.05;

export interface Service {
  readonly id: string;
  readonly what: string;
  /** Share of bad requests that the limit allows. */
  readonly allowed: number;
  /** Batches of a run. */
  readonly batches: number;
  /** The first batch of sickness, a rollback from which on is right; null: every rollback is false. */
  readonly sickFrom: number | null;
  /** Batches before the run, which no rule judges but those that learn from the past have seen. Default 0. */
  readonly known?: number;
  /** A run's batches, at about n requests each. */
  readonly run: (random: Random, n: number) => readonly Tally[];
}

type Rate = (batch: number, random: Random) => number;

function drawn(batches: number, rate: Rate): Service['run'] {
  return (random, n) =>
    Array.from({ length: batches }, (_, i) => ({ bad: binomial(random, n, rate(i, random)), total: n }));
}

function healthy(id: string, what: string, run: Service['run'], allowed = 0.01): Service {
  return { id, what, allowed, batches: MONTH, sickFrom: null, run };
}

/** Healthy for two days, so that there is a history, and then not: the run goes on for ten days. */
const ONSET = 2 * DAY_BATCHES;
const SICK_RUN = 12 * DAY_BATCHES;

function sick(
  id: string,
  what: string,
  rate: Rate,
  options: { from?: number; batches?: number; allowed?: number } = {},
): Service {
  const { from = ONSET, batches = SICK_RUN, allowed = 0.01 } = options;
  return { id, what, allowed, batches, sickFrom: from, run: drawn(batches, rate) };
}

function step(before: number, after: number): Rate {
  return (i) => (i < ONSET ? before : after);
}

const WEEK = 7 * DAY_BATCHES;

/** The same service after a week of its own, as a later phase of a rollout knows it. */
function known(service: Service): Service {
  return {
    ...service,
    id: `${service.id}-known`,
    what: `${service.what}; a week of its past is known`,
    known: WEEK,
  };
}

/** Traffic and errors over the day: from a fifth to nine fifths of the mean, errors 60 % up at the peak. */
function diurnal(random: Random, n: number): Tally[] {
  return Array.from({ length: MONTH }, (_, i) => {
    const wave = Math.sin((2 * Math.PI * i) / DAY_BATCHES);
    const total = Math.round(n * (1 + 0.8 * wave));
    return { bad: binomial(random, total, HEALTHY * (1 + 0.6 * wave)), total };
  });
}

/** Bursts of 4 % errors, 30 minutes long on average, 5 % of the time; the long run is 99.5 %. Times are exponential. */
function bursty(random: Random, n: number): Tally[] {
  const [share, errors, mean] = [0.05, 0.04, 2];
  const calm = (HEALTHY - share * errors) / (1 - share);
  let inBurst = random.uniform() < share;
  const stay = (): number => -Math.log(random.uniform()) * (inBurst ? mean : (mean * (1 - share)) / share);
  let left = stay();
  return Array.from({ length: WEEK + MONTH }, () => {
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
    return { bad: binomial(random, n, burst * errors + (1 - burst) * calm), total: n };
  });
}

/** Errors that come together within a batch: beta-binomial with correlation 0.02. */
function clustered(random: Random, n: number): Tally[] {
  const strength = 1 / 0.02 - 1;
  const rate = (): number => random.beta(HEALTHY * strength, (1 - HEALTHY) * strength);
  return Array.from({ length: WEEK + MONTH }, () => ({ bad: binomial(random, n, rate()), total: n }));
}

function lowTraffic(random: Random, n: number): Tally[] {
  return Array.from({ length: MONTH }, () => {
    const total = poisson(random, n / 20);
    return { bad: binomial(random, total, HEALTHY), total };
  });
}

/** One batch in five is missing, and six hours of the first day; sick as the step. */
function withGaps(random: Random, n: number): Tally[] {
  return Array.from({ length: SICK_RUN }, (_, i) => {
    const silent = random.uniform() < 0.2 || (i >= 40 && i < 64);
    return { bad: silent ? 0 : binomial(random, n, i < ONSET ? HEALTHY : SICK), total: silent ? 0 : n };
  });
}

/** Share of log-normal latencies (sigma 0.5) above the p95 limit, which is where 2.5 % are above when nothing is slowed. */
function slowed(by: number): number {
  return normalTail(1.959963984540054 - Math.log(by) / 0.5);
}
const AT_P95 = 0.05;

const CLUSTERED = healthy(
  'clustered',
  '99.5 % in the long run, beta-binomial with correlation 0.02',
  clustered,
);
const BURSTY = healthy(
  'bursty',
  '99.5 % in the long run, 5 % of the time in bursts of 4 % errors, 30 minutes on average',
  bursty,
);

export const SERVICES: readonly Service[] = [
  healthy(
    'steady',
    '99.5 %, independent',
    drawn(MONTH, () => HEALTHY),
  ),
  healthy(
    'at-limit',
    '99 %, exactly the limit',
    drawn(MONTH, () => 0.01),
  ),
  healthy('diurnal', 'traffic and errors rise and fall over the day, 99.5 % in the mean', diurnal),
  healthy('low-traffic', '99.5 %, a twentieth of the traffic, at n = 20 one request a batch', lowTraffic),
  CLUSTERED,
  known(CLUSTERED),
  BURSTY,
  known(BURSTY),
  {
    ...healthy('spike', 'a day of 99.5 %, then one with a single batch of 90 %', (random, n) => {
      const at = DAY_BATCHES + Math.floor(random.uniform() * DAY_BATCHES);
      return drawn(2 * DAY_BATCHES, (i) => (i === at ? 0.1 : HEALTHY))(random, n);
    }),
    batches: 2 * DAY_BATCHES,
  },
  healthy(
    'p95-steady',
    '2.5 % of log-normal latencies above the p95 limit',
    drawn(MONTH, () => slowed(1)),
    AT_P95,
  ),
  healthy(
    'p95-at-limit',
    '5 % of log-normal latencies above the p95 limit',
    drawn(MONTH, () => AT_P95),
    AT_P95,
  ),
  sick('step', '99.5 %, then 95 %', step(HEALTHY, SICK)),
  sick('sick-from-start', '95 % from the first batch of the phase', () => SICK, { from: 0 }),
  sick(
    'slow-leak',
    '99.5 %, then errors grow to 5 % within 5 days; counted from 99 %',
    (i) => {
      const share = Math.min(1, Math.max(0, i - ONSET) / (5 * DAY_BATCHES));
      return HEALTHY + share * (SICK - HEALTHY);
    },
    { from: ONSET + Math.ceil((5 * DAY_BATCHES * (0.01 - HEALTHY)) / (SICK - HEALTHY)) },
  ),
  sick('flapping', '99.5 %, then 95 % and 99.9 % by turns, batch by batch', (i) =>
    i < ONSET ? HEALTHY : i % 2 === 0 ? SICK : 0.001,
  ),
  {
    ...sick('gap', 'as step, with a fifth of the batches and once six hours missing', () => 0),
    run: withGaps,
  },
  sick(
    'p95-step',
    'log-normal latencies, then slowed by half (12.5 % above the p95 limit)',
    step(slowed(1), slowed(1.5)),
    {
      allowed: AT_P95,
    },
  ),
];
