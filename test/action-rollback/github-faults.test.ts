import { describe, expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import { github } from '../io/github-world.js';
import { FAILURES, type Failure } from '../github/model.js';
import { GithubRollout, NEW, promotion, PROMOTED, rollback, type Ran } from './github-world.js';

const PATIENT = { timeoutMs: 10_000 };
/** For a call that is never answered. */
const HASTY = { timeoutMs: 500 };
const byPipeline = { ...rollback, automatic: true, reason: '', request: null };

interface Step {
  readonly name: string;
  /** What the branch holds before. */
  readonly before: (rollout: GithubRollout) => Promise<unknown>;
  readonly run: (rollout: GithubRollout, client: { timeoutMs: number }) => Promise<Ran>;
  /** How many entries the ledger holds before and after. */
  readonly entries: readonly [number, number];
  /** The phase that is on afterwards. */
  readonly phase: string;
  /** Default: every way. */
  readonly ways?: readonly Failure[];
}

const STEPS: readonly Step[] = [
  {
    name: 'the first promotion, which makes the branch',
    before: async () => undefined,
    run: (rollout, client) => rollout.decide(promotion, { ...NEW, api: client }),
    entries: [0, 1],
    phase: 'beta',
  },
  {
    name: 'a rollback by a person, the first decision of its day',
    before: (rollout) => rollout.decide(promotion, NEW),
    run: (rollout, client) => rollout.decide(rollback, { ...PROMOTED, api: client }),
    entries: [1, 2],
    phase: 'off',
  },
  {
    name: 'a rollback by the pipeline',
    before: (rollout) => rollout.decide(promotion, NEW),
    run: (rollout, client) => rollout.decide(byPipeline, { ...PROMOTED, api: client }),
    entries: [1, 2],
    phase: 'off',
    // It makes the same calls. What differs is how it finds its own decision: after those that may have been carried out.
    ways: [500, 'hang', 'reset', 'lost-answer'],
  },
  {
    name: 'the status',
    before: (rollout) => rollout.decide(promotion, NEW),
    run: (rollout, client) => rollout.status(client),
    entries: [1, 1],
    phase: 'beta',
  },
];

/** How many calls a good run makes. */
async function callsOf(step: Step): Promise<number> {
  const rollout = new GithubRollout();
  await step.before(rollout);
  return (await step.run(rollout, PATIENT)).sent;
}

/**
 * Runs the step while its `nth` call (from 1) fails, once or from there on; then again on a GitHub that is well. Whatever
 * the first run said, what it was asked for is carried out once in the end.
 */
async function check(step: Step, at: { nth: number; how: Failure; lasts: boolean }): Promise<string> {
  const server = await github();
  const rollout = new GithubRollout();
  await step.before(rollout);
  const { how, nth, lasts } = at;
  server.fail({ how, nth, times: lasts ? 1_000 : 1, retryAfter: lasts ? 600 : 1 });
  const first = await step.run(rollout, how === 'hang' ? HASTY : PATIENT).catch((error: unknown) => error);
  server.heal();
  const held = (await rollout.entries()).length;
  if (first instanceof PhasegateError) {
    expect(['api-failed', 'api-unknown', 'no-permission']).toContain(first.code);
    // Only where it says that it does not know may it have happened all the same.
    if (first.code !== 'api-unknown') expect(held).toBe(step.entries[0]);
  } else {
    expect(first).toMatchObject({ phase: step.phase });
    expect(held).toBe(step.entries[1]);
  }
  expect(await step.run(rollout, PATIENT)).toMatchObject({ phase: step.phase });
  expect(await rollout.entries()).toHaveLength(step.entries[1]);
  expect(await rollout.findings()).toEqual([]);
  return first instanceof PhasegateError ? first.code : 'fine';
}

const ONCE = FAILURES.map((how) => ({ how, lasts: false }));
const LASTING = ([500, 'secondary-rate-limit', 'lost-answer'] as const).map((how) => ({
  how,
  lasts: true,
}));

describe.each(STEPS)('$name, each of its calls made to fail', (step) => {
  const ways = [...ONCE, ...LASTING].filter(({ how }) => step.ways?.includes(how) ?? true);
  test.each(ways)(
    'by $how (lasting: $lasts): carried out once in the end',
    async ({ how, lasts }) => {
      const calls = await callsOf(step);
      expect(calls).toBeGreaterThan(1);
      const told: string[] = [];
      for (let nth = 1; nth <= calls; nth += 1) told.push(await check(step, { nth, how, lasts }));
      // A single fault of GitHub's or the network's is got over; what lasts or was refused is an error.
      const gotOver =
        !lasts && [500, 502, 'secondary-rate-limit', 'hang', 'reset', 'lost-answer'].includes(how);
      if (gotOver) expect(new Set(told)).toEqual(new Set(['fine']));
      if (lasts) expect(told).not.toContain('fine');
    },
    120_000,
  );
});
