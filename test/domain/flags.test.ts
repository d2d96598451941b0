import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { FlagdCore } from '@openfeature/flagd-core';
import fc from 'fast-check';
import { envName, renderEnv } from '../../src/domain/flags-env.js';
import { phaseFlags, renderFlagd, TOTAL_WEIGHT, weightOf } from '../../src/domain/flags.js';
import type { Phase } from '../../src/domain/policy.js';
import { phase, policyWith } from './rollout-builder.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const base = phase('off', { flags: { 'search.engine': 'old', 'search.new': false, 'search.limit': 10 } });
const flags = { 'search.engine': 'new', 'search.new': true, 'search.limit': 20.5 };

function withAudience(audience: Phase['audience']): { phase: Phase; evaluator: FlagdCore } {
  const next = phase('next', { audience, flags });
  const evaluator = new FlagdCore(undefined, silent);
  evaluator.setConfigurations(renderFlagd(policyWith({ phases: [base, next] }), next));
  return { phase: next, evaluator };
}

/** The variants of all flags for a user: one, since a user is in or out as a whole. */
function variantOf(evaluator: FlagdCore, context: { targetingKey?: string; segment?: string }): string {
  const answers = [
    evaluator.resolveStringEvaluation('search.engine', 'none', context, silent),
    evaluator.resolveBooleanEvaluation('search.new', false, context, silent),
    evaluator.resolveNumberEvaluation('search.limit', 0, context, silent),
  ];
  return [...new Set(answers.map((answer) => answer.variant ?? 'none'))].join(' and ');
}

const percents = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: TOTAL_WEIGHT }).map((n) => n / 10_000),
);
const segmentLists = fc.constantFrom<readonly string[]>([], ['qa'], ['qa', 'beta testers']);

describe('flags for flagd', () => {
  test('everybody gets the phase: no targeting, the phase is the default', () => {
    const text = renderFlagd(
      policyWith({ phases: [base, phase('all', { flags })] }),
      phase('all', { flags }),
    );
    expect(JSON.parse(text)).toEqual({
      $schema: 'https://flagd.dev/schema/v0/flags.json',
      metadata: { rollout: 'search', phase: 'all' },
      flags: {
        'search.engine': {
          state: 'ENABLED',
          variants: { phase: 'new', baseline: 'old' },
          defaultVariant: 'phase',
        },
        'search.limit': {
          state: 'ENABLED',
          variants: { phase: 20.5, baseline: 10 },
          defaultVariant: 'phase',
        },
        'search.new': {
          state: 'ENABLED',
          variants: { phase: true, baseline: false },
          defaultVariant: 'phase',
        },
      },
    });
  });

  test.each<[string, Phase['audience'], { targetingKey?: string; segment?: string }, string]>([
    ['everybody, any user', { segments: [], percent: 100 }, { targetingKey: 'u' }, 'phase'],
    ['everybody, a user without a key', { segments: [], percent: 100 }, {}, 'phase'],
    ['nobody', { segments: [], percent: 0 }, { targetingKey: 'u' }, 'baseline'],
    ['a share, a user without a key', { segments: [], percent: 99.9999 }, {}, 'baseline'],
    ['a share, an empty key', { segments: [], percent: 99.9999 }, { targetingKey: '' }, 'baseline'],
    [
      'a segment, its user',
      { segments: ['qa'], percent: 100 },
      { targetingKey: 'u', segment: 'qa' },
      'phase',
    ],
    ['a segment, its user without a key', { segments: ['qa'], percent: 100 }, { segment: 'qa' }, 'phase'],
    [
      'a segment, another user',
      { segments: ['qa'], percent: 100 },
      { targetingKey: 'u', segment: 'beta' },
      'baseline',
    ],
    ['a segment, no segment', { segments: ['qa'], percent: 100 }, { targetingKey: 'u' }, 'baseline'],
    [
      'a segment, part of its name',
      { segments: ['qa-team'], percent: 100 },
      { targetingKey: 'u', segment: 'qa' },
      'baseline',
    ],
    [
      'two segments, the second',
      { segments: ['qa', 'beta'], percent: 100 },
      { targetingKey: 'u', segment: 'beta' },
      'phase',
    ],
  ])('%s: %j gives %j the %s', (_, audience, context, expected) => {
    expect(variantOf(withAudience(audience).evaluator, context)).toBe(expected);
  });

  test('a larger percent keeps everybody who was in, for all flags alike', () => {
    fc.assert(
      fc.property(
        percents,
        percents,
        segmentLists,
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), {
          minLength: 20,
          maxLength: 40,
        }),
        (one, two, segments, keys) => {
          const [less, more] = [Math.min(one, two), Math.max(one, two)].map((percent) =>
            withAudience({ segments, percent }),
          );
          for (const targetingKey of keys) {
            const context = { targetingKey, ...(segments[0] === undefined ? {} : { segment: segments[0] }) };
            const before = less === undefined ? 'none' : variantOf(less.evaluator, context);
            const after = more === undefined ? 'none' : variantOf(more.evaluator, context);
            expect(['phase', 'baseline']).toContain(before);
            expect(['phase', 'baseline']).toContain(after);
            expect([before, after]).not.toEqual(['phase', 'baseline']);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each([0.5, 5, 33.3333, 50, 99])('%d %% of the users get the phase', (percent) => {
    const { evaluator } = withAudience({ segments: [], percent });
    const users = 10_000;
    let inside = 0;
    for (let i = 0; i < users; i += 1) {
      if (variantOf(evaluator, { targetingKey: `user-${i}` }) === 'phase') inside += 1;
    }
    // Five standard deviations of a share of 10,000 users.
    const share = percent / 100;
    expect(Math.abs(inside / users - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / users));
  });

  test('weights are whole numbers with one total, whatever the percent', () => {
    fc.assert(
      fc.property(percents, (percent) => {
        expect(Number.isInteger(weightOf(percent))).toBe(true);
        expect(Math.abs(weightOf(percent) - (percent / 100) * TOTAL_WEIGHT)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test('a flag that only one of the phases sets is named', () => {
    const lone = phase('lone', { flags: { 'search.engine': 'new', toString: true } });
    const policy = policyWith({ phases: [base, lone] });
    expect(() => phaseFlags(policy, lone)).toThrow(
      /only one of them sets search\.limit, search\.new, toString/,
    );
  });
});

describe('flags as a .env file', () => {
  const render = (
    values: Phase['flags'],
    audience: Phase['audience'] = { segments: [], percent: 5 },
  ): string => {
    const only = phase('p-1', { flags: values, audience });
    return renderEnv(policyWith({ phases: [only] }), only);
  };

  test('has the flags, the phase and its audience, and says what it cannot say', () => {
    const lines = render(
      { 'search.new': true, 'search.engine': "it's $HOME `x`" },
      { segments: ['qa', 'beta'], percent: 0.5 },
    ).split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'PHASEGATE_ROLLOUT=search',
      'PHASEGATE_PHASE=p-1',
      'PHASEGATE_AUDIENCE_PERCENT=0.5',
      'PHASEGATE_AUDIENCE_SEGMENTS=qa,beta',
      "SEARCH_ENGINE='it'\\''s $HOME `x`'",
      'SEARCH_NEW=true',
      '',
    ]);
    expect(lines.filter((line) => line.startsWith('#')).join(' ')).toContain('cannot say "5 % of the users"');
  });

  test('a shell reads every value as it is', () => {
    const texts = fc.stringMatching(/^[^\0\r\n\ud800-\udfff]{0,30}$/);
    fc.assert(
      fc.property(texts, (value) => {
        const script = `${render({ x: value })}printf '%s' "$X"`;
        expect(execFileSync('sh', ['-c', script], { encoding: 'utf8', env: {} })).toBe(value);
      }),
      { numRuns: 30 },
    );
  });

  test.each<[string, Phase['flags'], RegExp]>([
    ['names that become one', { 'a.b': 1, a_b: 2, 'a-b': 3 }, /flags a-b and a\.b and a_b would both be A_B/],
    ['a reserved name', { 'phasegate.phase': 'x' }, /phasegate\.phase would be PHASEGATE_PHASE/],
    ['a value with a line break', { x: 'a\nB=2' }, /flag x has a value with a line break/],
    ['a value with NUL', { x: 'a\0' }, /flag x has a value/],
  ])('%s: refused, and named', (_, values, message) => {
    expect(() => render(values)).toThrow(message);
  });

  test.each([
    ['search.enabled', 'SEARCH_ENABLED'],
    ['1st', '_1ST'],
    ['a--b', 'A__B'],
  ])('%s becomes %s', (flag, name) => {
    expect(envName(flag)).toBe(name);
  });
});
