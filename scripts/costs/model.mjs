import { API_CALLS, DOLLARS_A_MINUTE, MINUTES_A_MONTH } from './figures.mjs';

/** Conditions that hold in every tick: of jobs that wait for nothing but that others do not fail. */
const ALWAYS = [undefined, '${{ !cancelled() }}', "${{ !cancelled() && needs.plan.result != 'failure' }}"];

/** Jobs that run whenever a workflow does, of one shard. A skipped job costs nothing. */
export function jobsAlways({ jobs }) {
  const isAlways = ({ if: condition }) => ALWAYS.includes(condition);
  return Object.values(jobs).filter(isAlways).length;
}

/** Started minutes a month: each job of each run is one, since each takes less than a minute. */
export function minutesOf({ jobs, everyMinutes }) {
  return jobs * (MINUTES_A_MONTH / everyMinutes);
}

/** Dollars a month beyond what the plan includes. */
export function dollarsOf(minutes, plan) {
  return Math.max(0, minutes - plan.minutes) * DOLLARS_A_MINUTE;
}

/** Requests of a quiet tick of several rollouts. */
export function quietCalls(rollouts) {
  return API_CALLS.quiet + API_CALLS.further * (rollouts - 1);
}

/** How many rollouts fit into a limit of requests an hour: `callsOf` gives the requests of an hour. */
export function mostRollouts(limit, callsOf) {
  let rollouts = 0;
  while (callsOf(rollouts + 1) <= limit) rollouts += 1;
  return rollouts;
}
