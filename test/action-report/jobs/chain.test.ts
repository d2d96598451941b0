import { expect, test } from '@jest/globals';
import { runChain, type Chain } from '../../../action-report/src/jobs/chain.js';
import type { JobName } from '../../../src/domain/observability/job-id.js';
import type { Job, JobEnd } from '../../../src/ports/job.js';
import { outcome } from '../../observability-builder.js';

const NOW = Date.parse('2026-03-02T14:15:00Z');

function job(name: JobName, isDue = true): Job {
  return {
    name,
    isDue: (now) => Promise.resolve(isDue && now === NOW),
    work: () => Promise.reject(new Error('not here')),
  };
}

function end({ name }: Job, isFailed: boolean): JobEnd {
  const record = { ...outcome({ job_id: `20260302T141500Z-${name}` }), sequence: 1 };
  return { record, isFailed, summary: {} };
}

/** What the chain does, in order. `failing`: jobs that fail. */
async function done(jobs: readonly Job[], parts: Partial<Chain> & { failing?: readonly string[] } = {}) {
  const events: string[] = [];
  const { failing = [], ...rest } = parts;
  const ends = await runChain({
    jobs,
    when: 'always',
    upstream: '',
    now: NOW,
    run: async (one) => {
      events.push(`run ${one.name}`);
      return end(one, failing.includes(one.name));
    },
    skip: async (one, why) => {
      events.push(`skip ${one.name}: ${why}`);
      return end(one, false);
    },
    info: (text) => void events.push(text),
    ...rest,
  });
  return { events, ends: ends.length };
}

const ALL = [job('latency'), job('weekly'), job('dashboard')];

test.each<readonly [string, Parameters<typeof done>, readonly string[]]>([
  ['runs its jobs in order', [ALL], ['run latency', 'run weekly', 'run dashboard']],
  [
    'skips what comes behind a job that failed, and says which it was',
    [ALL, { failing: ['latency'] }],
    [
      'run latency',
      'skip weekly: 20260302T141500Z-latency failed',
      'skip dashboard: 20260302T141500Z-latency failed',
    ],
  ],
  [
    'is not stopped by its last job',
    [ALL, { failing: ['dashboard'] }],
    ['run latency', 'run weekly', 'run dashboard'],
  ],
  [
    'does not begin behind something that failed',
    [ALL.slice(1), { upstream: 'failure' }],
    ['skip weekly: what ran before ended with failure', 'skip dashboard: what ran before ended with failure'],
  ],
  ['begins behind something that succeeded', [ALL.slice(2), { upstream: 'success' }], ['run dashboard']],
  [
    'passes over what is not due, where it is asked to',
    [[job('weekly', false), job('dashboard')], { when: 'due' }],
    ['weekly: not due', 'run dashboard'],
  ],
  ['runs what is not due, where it is not asked', [[job('weekly', false)]], ['run weekly']],
])('a chain %s', async (_, args, events) => {
  expect((await done(...args)).events).toEqual(events);
});

test('a chain gives the end of each job that has a line', async () => {
  expect(await done([job('weekly', false), ...ALL], { when: 'due', failing: ['weekly'] })).toMatchObject({
    ends: 3,
  });
});
