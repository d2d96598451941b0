import {
  bursty,
  clustered,
  DAY_BATCHES,
  diurnal,
  drawn,
  HEALTHY,
  lowTraffic,
  MONTH,
  ONSET,
  SICK,
  SICK_RUN,
  slowed,
  WEEK,
  withGaps,
  type Rate,
  type Run,
} from './service-runs.js';

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
  /** The known batches, then those of the run. */
  readonly run: Run;
}

function healthy(id: string, what: string, run: Run, allowed = 0.01): Service {
  return { id, what, allowed, batches: MONTH, sickFrom: null, run };
}

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

/** The same service after a week of its own, as a later phase of a rollout knows it. */
function known(service: Service): Service {
  return {
    ...service,
    id: `${service.id}-known`,
    what: `${service.what}; a week of its past is known`,
    known: WEEK,
  };
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
  {
    ...sick('bursty-step', 'bursts as of bursty, then 95 %', () => SICK),
    run: (random, n) => bursty(random, n, ONSET),
  },
  {
    ...sick(
      'bursty-step-known',
      'a week of bursts is known, then 95 % from the first batch of the phase',
      () => SICK,
      { from: 0 },
    ),
    known: WEEK,
    run: (random, n) => bursty(random, n, WEEK),
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
