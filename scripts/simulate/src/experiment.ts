import type { Tally } from '../../../src/domain/evidence/evidence.js';
import { binomial } from './binomial.js';
import { baselineRate, type PeerPolicy } from './policies.js';
import { Random } from './random.js';
import { DAY_BATCHES } from './service-runs.js';
import type { Service } from './services.js';

/** What became of a rule in the runs of one service at one level of traffic. */
export interface Outcome {
  readonly service: string;
  readonly policy: string;
  readonly n: number;
  readonly runs: number;
  /** Share of the runs with a rollback while healthy, and with one on the first day. */
  readonly falseShare: number;
  readonly falseFirstDay: number;
  /** Rollbacks while healthy for each 30 days of it; after each one the release starts anew. */
  readonly falsePer30Days: number;
  /** Batches from the onset to the rollback, that one included; ascending, Infinity where it did not come. */
  readonly delays: readonly number[];
}

interface RunResult {
  readonly falseAlarms: readonly number[];
  readonly delay: number | null;
}

interface Data {
  readonly service: Service;
  readonly batches: ReturnType<Service['run']>;
  readonly baseline: ReturnType<Service['run']>;
}

function dataOf(service: Service, options: { n: number; run: number; compares: boolean }): Data {
  const { n, run, compares } = options;
  const random = new Random(`${service.id}/${n}/${run}`);
  const batches = service.run(random, n);
  const rate = baselineRate(service);
  const baseline = compares
    ? batches.map(({ total }) => ({ bad: binomial(random, total, rate), total }))
    : batches;
  return { service, batches, baseline };
}

function watchRun({ service, batches, baseline }: Data, policy: PeerPolicy): RunResult {
  const falseAlarms: number[] = [];
  const from = service.known ?? 0;
  const past: Tally[][] = [batches.slice(0, from), []];
  let watch = policy.start(service.allowed, past);
  for (let i = 0; i < service.batches; i += 1) {
    const [batch, before] = [batches[from + i], baseline[from + i]];
    if (batch === undefined || before === undefined) throw new RangeError(`${service.id} ends at batch ${i}`);
    past.at(-1)?.push(batch);
    if (!watch.next(batch, before)) continue;
    if (service.sickFrom !== null && i >= service.sickFrom)
      return { falseAlarms, delay: i - service.sickFrom + 1 };
    falseAlarms.push(i);
    past.push([]);
    watch = policy.start(service.allowed, past);
  }
  return { falseAlarms, delay: service.sickFrom === null ? null : Infinity };
}

function outcomeOf(
  service: Service,
  policy: PeerPolicy,
  options: { n: number; results: readonly RunResult[] },
): Outcome {
  const { n, results } = options;
  const runs = results.length;
  const share = (is: (result: RunResult) => boolean): number => results.filter(is).length / runs;
  const alarms = results.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const healthyDays = (runs * (service.sickFrom ?? service.batches)) / DAY_BATCHES;
  return {
    service: service.id,
    policy: policy.id,
    n,
    runs,
    falseShare: share(({ falseAlarms }) => falseAlarms.length > 0),
    falseFirstDay: share(({ falseAlarms: [first = Infinity] }) => first < DAY_BATCHES),
    falsePer30Days: healthyDays === 0 ? 0 : (30 * alarms) / healthyDays,
    delays: results.flatMap(({ delay }) => (delay === null ? [] : [delay])).sort((a, b) => a - b),
  };
}

/** Runs one service at one level of traffic under each policy, all of them on the same numbers. */
export function experiment(options: {
  readonly service: Service;
  readonly policies: readonly PeerPolicy[];
  /** Requests a batch. */
  readonly n: number;
  readonly runs: number;
}): Outcome[] {
  const { service, n, runs } = options;
  const policies = options.policies.filter(({ only = service.id }) => only === service.id);
  const compares = policies.some((policy) => policy.compares === true);
  const results = policies.map((): RunResult[] => []);
  for (let run = 0; run < runs; run += 1) {
    const data = dataOf(service, { n, run, compares });
    policies.forEach((policy, i) => results[i]?.push(watchRun(data, policy)));
  }
  return policies.map((policy, i) => outcomeOf(service, policy, { n, results: results[i] ?? [] }));
}

/** Share of the delays of at most so many batches. */
export function within(outcome: Outcome, batches: number): number {
  return outcome.delays.filter((delay) => delay <= batches).length / outcome.delays.length;
}

/** The delay that the share of runs does not exceed. */
export function delayQuantile(outcome: Outcome, share: number): number {
  return outcome.delays[Math.max(0, Math.ceil(share * outcome.delays.length) - 1)] ?? Infinity;
}
