// What the tables of docs/costs.md are made of.

/** Requests to GitHub's REST API at most; the tests of the workflows count them. */
export const API_CALLS = {
  /** A tick that finds nothing new, of one rollout. */
  quiet: 4,
  /** More for a tick whose cache is lost: a list and a download for each of three stages. */
  lost: 6,
  /** For each shard of a tick that has several: the ledger, for the phases of its events. */
  shard: 2,
  /** For each further rollout of the same tick. */
  further: 2,
  /** A tick that opens or changes an incident, of one rollout. */
  incident: 15,
  /** A decision. */
  rollback: 12,
  /** A look for a rollback that stabilises, of one rollout. */
  look: 1,
};

/** US dollars for a started minute of a job on a 2-core Linux runner, in a private repository; none in a public one. */
export const DOLLARS_A_MINUTE = 0.006;

/** Minutes a month that a plan includes for private repositories. */
export const PLANS = [
  { name: 'Free', minutes: 2_000 },
  { name: 'Pro, Team', minutes: 3_000 },
  { name: 'Enterprise', minutes: 50_000 },
];

/** Requests an hour and repository. */
export const RATE_LIMITS = [
  { name: 'the workflow’s token', calls: 1_000 },
  { name: 'the workflow’s token, Enterprise', calls: 15_000 },
];

/** Of a month of 30 days. */
export const MINUTES_A_MONTH = 30 * 24 * 60;
