import { within, type Outcome } from './experiment.js';

/** Requests a batch. */
export const TRAFFIC: readonly number[] = [20, 50, 200, 1_000, 10_000];

/** A promise of the product's own rule, "2 in a row and evidence". */
export interface Bound {
  readonly text: string;
  readonly service: string;
  readonly traffic: readonly number[];
  /** `false`: share of the runs with a false rollback; a number: share of the runs acted on within so many batches. */
  readonly of: 'false' | number;
  readonly limit: number;
}

const atLeast200 = TRAFFIC.filter((n) => n >= 200);

function detection(service: string, what: string): Bound[] {
  const bound = (traffic: readonly number[], batches: number, limit: number): Bound => ({
    text: `${what} is acted on within ${batches} batches`,
    service,
    traffic,
    of: batches,
    limit,
  });
  return [bound(atLeast200, 3, 0.9), bound([50], 12, 0.85), bound([20], 24, 0.85)];
}

function falsely(
  service: string,
  text: string,
  options: { limit: number; traffic?: readonly number[] },
): Bound {
  const { limit, traffic = TRAFFIC } = options;
  return { text: `${text} is rolled back`, service, traffic, of: 'false', limit };
}

export const BOUNDS: readonly Bound[] = [
  falsely('steady', 'a steady 99.5 % service', { limit: 0.01 }),
  falsely('at-limit', 'a service exactly at the limit', { limit: 0.1 }),
  ...detection('step', 'a drop to 95 %'),
  falsely('p95-steady', 'a service with half of what its p95 limit allows', { limit: 0.01 }),
  falsely('p95-at-limit', 'a service exactly at its p95 limit', { limit: 0.1 }),
  ...detection('p95-step', 'a slowdown by half, against a p95 limit,'),
  falsely('clustered', 'a service with beta-binomial errors', {
    limit: 0.1,
    traffic: TRAFFIC.filter((n) => n <= 1_000),
  }),
  falsely('spike', 'a healthy service with a single batch of 90 %', { limit: 0.05 }),
];

/** The share that a bound is about. */
export function shareOf(bound: Bound, outcome: Outcome): number {
  return bound.of === 'false' ? outcome.falseShare : within(outcome, bound.of);
}

export function isKept(bound: Bound, share: number): boolean {
  return bound.of === 'false' ? share <= bound.limit : share >= bound.limit;
}
