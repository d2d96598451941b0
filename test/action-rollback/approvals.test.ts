import { describe, expect, test } from '@jest/globals';
import { neededApprovals, readApprovals, type ApprovalInputs } from '../../action-rollback/src/approvals.js';
import { runDecision } from '../../action-rollback/src/run.js';
import type { EnvironmentReview } from '../../src/domain/approval.js';
import { HOUR } from '../../src/domain/time.js';
import { NOON, policyWith } from '../domain/rollout-builder.js';
import { World } from './world.js';

const policy = policyWith({ environments: { sre: 'operations' } });

function review(
  environment: string,
  by: string,
  state: EnvironmentReview['state'] = 'approved',
): EnvironmentReview {
  return { environments: [environment], state, by, isPerson: true };
}

const both = [review('phasegate-qa', 'mona'), review('operations', 'alex')];

function inputs(changes: Partial<ApprovalInputs> = {}): ApprovalInputs {
  return {
    operation: 'promote',
    from: 'run',
    typed: ['qa', 'sre'],
    executor: 'octocat',
    policy,
    reviews: async () => both,
    ...changes,
  };
}

/** Promotes out of the phase that wants two approvals. */
async function promote(changes: Partial<ApprovalInputs>) {
  const world = new World(policy);
  await world.promote(NOON);
  const approved = await readApprovals(inputs(changes));
  const options = world.options({ operation: 'promote', now: NOON + HOUR, ...approved });
  return { world, answer: runDecision(options) };
}

describe('a promotion by the reviews of its run', () => {
  test('keeps role, login and source in the ledger, and what was typed does not count', async () => {
    const { world, answer } = await promote({});
    expect(await answer).toMatchObject({ changed: true, phase: 'all' });
    expect(world.entries[1]?.approvals).toEqual([
      { role: 'qa', by: 'mona', source: 'environment' },
      { role: 'sre', by: 'alex', source: 'environment' },
    ]);
  });

  test('is refused without them, though they were typed, naming each environment', async () => {
    const { world, answer } = await promote({ reviews: async () => [] });
    await expect(answer).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /approval of qa .*\(environment phasegate-qa\); the approval of sre .*\(environment operations\)/,
      ),
    });
    expect(world.entries).toHaveLength(1);
  });

  test('is refused by one who rejected, beside what else is missing', async () => {
    const reviews = async () => [review('phasegate-qa', 'mona', 'rejected')];
    const { answer } = await promote({ reviews });
    await expect(answer).rejects.toThrow(/qa rejected it \(mona\).*the approval of sre is missing/);
  });

  test('needs a token', async () => {
    await expect(readApprovals(inputs({ reviews: null }))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/give `github-token` and the permission `actions: read`/),
    });
  });
});

test('typed approvals are kept in the name of who typed them', async () => {
  const { world, answer } = await promote({ from: 'input', reviews: null });
  await answer;
  expect(world.entries[1]?.approvals.map(({ by, source }) => `${by} ${source}`)).toEqual([
    'octocat input',
    'octocat input',
  ]);
});

test.each(['rollback', 'release'] as const)('a %s asks nobody, and makes no call', async (operation) => {
  const reviews = () => Promise.reject(new Error('nobody is asked'));
  expect(await readApprovals(inputs({ operation, reviews }))).toEqual({ approvals: [], rejections: [] });
});

test('what a promotion needs is told with the environments', () => {
  expect(neededApprovals(policy, 'beta')).toEqual([
    { role: 'qa', environment: 'phasegate-qa' },
    { role: 'sre', environment: 'operations' },
  ]);
  expect(neededApprovals(policy, 'all')).toEqual([]);
  expect(neededApprovals(policy, 'gone')).toEqual([]);
});
