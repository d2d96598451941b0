import { describe, expect, test } from '@jest/globals';
import { approvalsOf, environmentOf, parseReviews } from '../../src/domain/approval.js';
import { policyWith } from './rollout-builder.js';

const policy = policyWith();

interface Told {
  readonly environments: readonly string[];
  readonly by?: string;
  readonly state?: string;
  readonly type?: string;
}

/** The answer of GitHub, as far as it matters. */
function answer(...reviews: readonly Told[]): unknown {
  return reviews.map(({ environments, by = 'mona', state = 'approved', type = 'User' }) => ({
    state,
    comment: '@everyone <b>ok</b>',
    environments: environments.map((name) => ({ id: 1, name, html_url: 'x' })),
    user: { login: by, id: 1, type },
  }));
}

describe('approvals of a run', () => {
  test.each<[string, readonly Told[], readonly [string, string][]]>([
    [
      'one environment a role',
      [{ environments: ['phasegate-qa'] }, { environments: ['phasegate-sre'], by: 'hubot-fan' }],
      [
        ['qa', 'mona'],
        ['sre', 'hubot-fan'],
      ],
    ],
    [
      'one review for several environments',
      [{ environments: ['phasegate-qa', 'phasegate-sre'] }],
      [
        ['qa', 'mona'],
        ['sre', 'mona'],
      ],
    ],
    [
      'two people in one role',
      [{ environments: ['phasegate-qa'] }, { environments: ['phasegate-qa'], by: 'alex' }],
      [
        ['qa', 'alex'],
        ['qa', 'mona'],
      ],
    ],
    [
      'the same review twice',
      [{ environments: ['phasegate-qa'] }, { environments: ['phasegate-qa'] }],
      [['qa', 'mona']],
    ],
    ['an environment in another case', [{ environments: ['PhaseGate-QA'] }], [['qa', 'mona']]],
    ['an environment of no role', [{ environments: ['production'] }], []],
    ['a role that the policy does not name', [{ environments: ['phasegate-boss'] }], []],
    ['one that waits', [{ environments: ['phasegate-qa'], state: 'pending' }], []],
    ['a bot', [{ environments: ['phasegate-qa'], type: 'Bot', by: 'ci[bot]' }], []],
    ['a bot that says it is a user', [{ environments: ['phasegate-qa'], by: 'ci[bot]' }], []],
    ['nothing', [], []],
  ])('%s', (_, reviews, expected) => {
    const { approvals, rejections } = approvalsOf(policy, parseReviews(answer(...reviews)));
    expect(approvals).toEqual(expected.map(([role, by]) => ({ role, by, source: 'environment' })));
    expect(rejections).toEqual([]);
  });

  test('a rejection stays one, whoever approved besides', () => {
    const reviews = parseReviews(
      answer(
        { environments: ['phasegate-qa'], state: 'rejected', by: 'alex' },
        { environments: ['phasegate-qa'] },
      ),
    );
    expect(approvalsOf(policy, reviews)).toEqual({
      approvals: [{ role: 'qa', by: 'mona', source: 'environment' }],
      rejections: [{ role: 'qa', by: 'alex' }],
    });
  });

  test('the policy names the environment of a role, and of no other', () => {
    const own = policyWith({ environments: { qa: 'Quality Gate' } });
    expect([environmentOf(own, 'qa'), environmentOf(own, 'sre'), environmentOf(own, 'toString')]).toEqual([
      'Quality Gate',
      'phasegate-sre',
      'phasegate-toString',
    ]);
    const reviews = parseReviews(
      answer({ environments: ['quality gate'] }, { environments: ['phasegate-qa'], by: 'x' }),
    );
    expect(approvalsOf(own, reviews).approvals).toEqual([{ role: 'qa', by: 'mona', source: 'environment' }]);
  });

  test.each<[string, unknown]>([
    ['no list', { approvals: [] }],
    ['nothing', null],
    ['a review without a user', [{ state: 'approved', environments: [] }]],
    ['a review of an unknown state', answer({ environments: [], state: 'maybe' })],
    ['an environment without a name', [{ state: 'approved', environments: [{}], user: { login: 'x' } }]],
    ['a review that is a text', ['approved']],
  ])('%s is no answer to decide on', (_, body) => {
    expect(() => parseReviews(body)).toThrow(/in a form that this version does not know/);
  });
});
