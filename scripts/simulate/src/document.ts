import { BOUNDS, isKept, shareOf, TRAFFIC, type Bound } from './bounds.js';
import { delayQuantile, type Outcome } from './experiment.js';
import { markdownTable, percent } from './markdown.js';
import { POLICIES } from './policies.js';
import { SERVICES, type Service } from './services.js';

const grouped = new Intl.NumberFormat('en-US');
const HEADING = ['', ...TRAFFIC.map((n) => `n = ${grouped.format(n)}`)];

/** Outcomes by service, rule and traffic. @throws RangeError for one that was not simulated */
export class Results {
  readonly #outcomes: ReadonlyMap<string, Outcome>;

  constructor(outcomes: readonly Outcome[]) {
    this.#outcomes = new Map(outcomes.map((one) => [`${one.service} ${one.policy} ${one.n}`, one]));
  }

  find(service: string, policy: string, n: number): Outcome | undefined {
    return this.#outcomes.get(`${service} ${policy} ${n}`);
  }

  get(service: string, policy: string, n: number): Outcome {
    const outcome = this.find(service, policy, n);
    if (outcome === undefined) throw new RangeError(`${policy} was not tried on ${service} at n = ${n}`);
    return outcome;
  }
}

function boundRow(bound: Bound, results: Results): string[] {
  const shares = bound.traffic.map((n) => shareOf(bound, results.get(bound.service, 'phasegate', n)));
  const worst = bound.of === 'false' ? Math.max(...shares) : Math.min(...shares);
  const sign = bound.of === 'false' ? '≤' : '≥';
  return [
    bound.text,
    bound.traffic.map((n) => grouped.format(n)).join('; '),
    `${sign} ${percent(bound.limit)}`,
    shares.map(percent).join('; '),
    isKept(bound, worst) ? 'yes' : '**no**',
  ];
}

function promises(results: Results): string[] {
  const heading = ['share of the runs in which …', 'requests a batch', 'bound', 'found', 'kept'];
  return markdownTable([heading, ...BOUNDS.map((bound) => boundRow(bound, results))]);
}

function serviceTable(service: Service, results: Results, cell: (outcome: Outcome) => string): string[] {
  const rows = POLICIES.filter(({ only = service.id }) => only === service.id).map(({ id, title }) => [
    title,
    ...TRAFFIC.map((n) => cell(results.get(service.id, id, n))),
  ]);
  return [`### ${service.id}: ${service.what}`, '', ...markdownTable([HEADING, ...rows]), ''];
}

function delay(batches: number): string {
  return batches === Infinity ? 'never' : `${batches}`;
}

function falseTables(results: Results): string[] {
  return SERVICES.filter(({ sickFrom }) => sickFrom === null).flatMap((service) =>
    serviceTable(
      service,
      results,
      (one) =>
        `${percent(one.falseShare)} · ${percent(one.falseFirstDay)} · ${one.falsePer30Days.toFixed(2)}`,
    ),
  );
}

function delayTables(results: Results): string[] {
  return SERVICES.filter(({ sickFrom }) => sickFrom !== null).flatMap((service) =>
    serviceTable(service, results, (one) =>
      [0.1, 0.5, 0.9].map((share) => delay(delayQuantile(one, share))).join(' · '),
    ),
  );
}

/** The page about how often the rules are wrong and how late; the same bytes for the same outcomes. */
export function decisionQuality(results: Results, runs: number): string {
  const lines = [
    '# How often a decision is wrong, and how late it is right',
    '',
    `Written by \`npm run simulate\`, ${runs} runs for each service and level of traffic, with seeded random numbers: the same figures every time. Batches are 15 minutes, 96 a day; n is the number of requests in one. The limit is 99 % good requests, or a p95; Phasegate’s rule is \`batches: 2\` with \`false-alarm-every: 300d\`.`,
    '',
    '## What is promised',
    '',
    ...promises(results),
    '',
    '![Share of healthy runs rolled back](plots/false-rollbacks.svg)',
    '',
    '![Batches until a drop to 95 % is acted on](plots/delay.svg)',
    '',
    '![False rollbacks on bursts](plots/bursts.svg)',
    '',
    ...HOW_IT_WORKS,
    '## Healthy services: every rollback is false',
    '',
    'In each cell: share of the runs with a rollback · share with one on the first day · rollbacks for each 30 days (after each one the release starts anew). A run is 30 days, and two for `spike`.',
    '',
    ...falseTables(results),
    '## Sick services: batches until the rollback',
    '',
    'In each cell: the delay that 10 % · 50 % · 90 % of the runs do not exceed, in batches of 15 minutes from the first sick one, that one included. The run before the onset is two healthy days; a rule that rolls healthy releases back is quick here too, so read both halves of this page together.',
    '',
    ...delayTables(results),
    ...PEERS,
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const HOW_IT_WORKS = [
  '## What does not hold',
  '',
  '- **Bursts.** The guarantee is for independent errors. Errors that come in bursts are tempered by a design effect, learned from the last seven days of the service in whatever phases it was, each without what it may have been rolled back for. A service that is new has none, and its first bursts look like a fault; of a burst that was rolled back for, nothing is learned. Once a week is known (`bursty-known`), as after a promotion, the figures are better, and they are still not those of the steady service; the price is delay (`bursty-step-known`). A burst of 4 % errors _is_ beyond a limit of 99 % while it lasts: where that must not roll back, judge a longer window.',
  '- **Clusters at high traffic.** Above some thousand requests a batch the first hours of a new service with clustered errors are judged before the clustering is known; a new phase of a known service is not (`clustered-known`).',
  '- **Flapping.** A rule “in a row” does not see what is sick every other batch, whatever the evidence. Use `mean-of`: it is tried beside it.',
  '- **Slow leaks** are acted on when the mean has passed the limit by enough to be told from chance, which takes longer at low traffic.',
  '- **Several SLOs.** The time between false alarms is that of one SLO and feature. Twenty of them, independent, have one twenty times as often.',
  '',
  '## How it is simulated',
  '',
  'Counts are drawn exactly (inversion, and transformed rejection where ten or more are expected), never from a normal approximation. Latencies are log-normal with sigma 0.5; of them only the number above the limit matters, which is binomial with the log-normal’s tail. All rules see the same numbers. Phasegate’s figures come from the code that the analyzer runs: change point, design effect, evidence. Each rollback ends a release, and what is known before a run is a release of its own, as a phase that was promoted; a test holds what the simulator weighs against the analyzer’s verdicts.',
  '',
];

const PEERS = [
  '## The rules beside it, and how they are simplified',
  '',
  'Each is taken as its documentation describes it and given the same batches; their usual interval is a minute or five, over which each of them sees fewer requests than here. All of them are meant for releases of minutes to hours: the middle figure of each cell, the first day, is nearer to their use than the month.',
  '',
  '- **Argo Rollouts**: a background analysis with `failureLimit: 3`, so the fourth failed measurement fails it, in a row or not; a batch without data is an error, and more than `consecutiveErrorLimit: 4` (the default) in a row fail it too.',
  '- **Flagger**: `threshold: 5` failed checks, counted up over the whole analysis. Checks without data are left out here, though it halts on them.',
  '- **Kayenta**: the Mann–Whitney judge on the error rates of 24 batches of the release and of a healthy baseline at the same traffic, confidence 98 %, tolerance 0.25 of the Hodges–Lehmann estimate, one metric, so that one failed metric fails the analysis; large-sample interval; a fresh analysis every six hours. At low traffic most error rates are 0 on both sides, and ties leave it without a verdict: it accuses nobody, and misses the drop.',
  '- **Plain rules**: 2 and 3 batches in a row beyond the limit, with no evidence asked.',
];
