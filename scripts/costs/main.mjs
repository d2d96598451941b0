// `npm run costs`: writes docs/costs.md from the workflows and the figures.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { API_CALLS, DOLLARS_A_MINUTE, MINUTES_A_MONTH, PLANS, RATE_LIMITS } from './figures.mjs';
import { dollarsOf, jobsAlways, minutesOf, mostRollouts, quietCalls } from './model.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'docs/costs.md');

const read = (name) => parse(readFileSync(join(root, '.github/workflows', name), 'utf8'));
const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
const dollars = (value) => (value === 0 ? '0' : value.toFixed(2));

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** What a month of each layout starts. */
function layouts() {
  const [three, one, look] = ['rollout.yml', 'rollout-compact.yml', 'stabilise.yml'].map((name) =>
    jobsAlways(read(name)),
  );
  const looks = minutesOf({ jobs: look, everyMinutes: 5 });
  const of = (name, jobs, everyMinutes) => {
    const minutes = minutesOf({ jobs, everyMinutes });
    return [
      { name: `\`${name}\` every ${everyMinutes} minutes`, minutes },
      ...(everyMinutes === 15
        ? [{ name: `the same, and a look every 5 minutes`, minutes: minutes + looks }]
        : []),
    ];
  };
  return [
    ...of('rollout.yml', three, 15),
    ...of('rollout.yml', three, 60),
    ...of('rollout-compact.yml', one, 15),
    ...of('rollout-compact.yml', one, 30),
    ...of('rollout-compact.yml', one, 60),
  ];
}

function priceTable() {
  const head = ['Layout', 'Minutes a month', 'Price', ...PLANS.map(({ name }) => `${name}: to pay`)];
  const rows = layouts().map(({ name, minutes }) => [
    name,
    number(minutes),
    dollars(minutes * DOLLARS_A_MINUTE),
    ...PLANS.map((plan) => dollars(dollarsOf(minutes, plan))),
  ]);
  return table(head, rows);
}

/** Requests of an hour in which something happens, or nothing does. */
const HOURS = [
  { name: 'quiet, a tick every 15 minutes', calls: (n) => 4 * quietCalls(n) },
  { name: 'quiet, and a look every 5 minutes', calls: (n) => 4 * quietCalls(n) + 12 * API_CALLS.look * n },
  {
    name: 'every rollout has an incident in each tick, and is rolled back once',
    calls: (n) => (4 * API_CALLS.incident + API_CALLS.rollback) * n,
  },
];

function callTable() {
  const head = ['Hour', ...RATE_LIMITS.map(({ name, calls }) => `${number(calls)} (${name})`)];
  const rows = HOURS.map(({ name, calls }) => [
    name,
    ...RATE_LIMITS.map((limit) => number(mostRollouts(limit.calls, calls))),
  ]);
  return table(head, rows);
}

/** The page, as Markdown that is not formatted yet. */
function page() {
  const plans = PLANS.map(({ name, minutes }) => `${name} ${number(minutes)}`).join(', ');
  return `# What it costs

<!-- Written by \`npm run costs\` from the workflows and scripts/costs/figures.mjs; change it there. -->

Public repositories pay nothing. In private ones each job of each run is billed by the started minute: $${DOLLARS_A_MINUTE} on a 2-core
Linux runner, after what the plan includes (${plans} minutes a month, for all repositories together). A month here is
${number(MINUTES_A_MONTH)} minutes, and nothing else uses the included ones. Skipped jobs are free; a rollback or release adds a minute when there is one.
With \`shards: n\` a tick of \`rollout.yml\` has n more jobs: n instead of one collect, and one says who they are.

## By layout and plan

In US dollars a month.

${priceTable()}

One tick serves all rollouts of a repository: more of them cost the same.

## Requests to the API

A quiet tick sends at most ${API_CALLS.quiet} requests, and ${API_CALLS.further} more for each further rollout; one with an incident at most ${API_CALLS.incident}, a decision ${API_CALLS.rollback}, a look
for a rollback that stabilises ${API_CALLS.look} for each rollout. A lost cache costs ${API_CALLS.lost} more, whatever the number of rollouts: state, history and
outbox come back from artifacts. Each shard of several sends ${API_CALLS.shard}, and 2 more when its cache is lost. The tests count them. So many rollouts fit into the requests of an hour:

${callTable()}

The workflows that a policy names for flags and smoke tests, and sources at GitHub, come on top.
`;
}

/** The page as it should be, formatted. */
export async function costsPage() {
  const { format, resolveConfig } = await import('prettier');
  return format(page(), { ...(await resolveConfig(file)), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, await costsPage());
