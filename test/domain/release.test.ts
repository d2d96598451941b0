import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Analysis, Stabilising } from '../../src/domain/analysis.js';
import { plan, planPromotion, planRelease, planRollback } from '../../src/domain/decision.js';
import { auditFile } from '../../src/domain/governance-paths.js';
import { heldRollback } from '../../src/domain/held-rollback.js';
import { currentPhase, parseLedger, rollbackEvents, type LedgerAction } from '../../src/domain/ledger.js';
import { neighbours, type Policy } from '../../src/domain/policy.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { verifyGovernance } from '../../src/domain/verify.js';
import { decisionSettings } from '../policy-builder.js';
import { inputOf, type Case } from './decision-cases.js';
import {
  analysisFor,
  branchAfter,
  changeOf,
  EMPTY_STATE,
  governanceFiles,
  NOON,
  policyWith,
  requestOf,
  type Step,
} from './rollout-builder.js';

const HELD = 30 * MINUTE;
const forced = { 'search.engine': 'old' };
const policy = policyWith(decisionSettings({ stabilise: { ms: HELD, flags: forced } }));
const back: readonly Step[] = [
  { operation: 'promote', at: NOON - 2 * HOUR },
  { operation: 'promote', at: NOON - HOUR },
  { operation: 'rollback', at: NOON - HELD },
];
const { state } = branchAfter(policy, back);
const BACK: Stabilising = {
  entry: 3,
  since: formatInstant(NOON - HELD),
  until: formatInstant(NOON),
  flags: forced,
  back: true,
  due: true,
  reason: 'every SLO was kept in the windows of the last 30m',
};

function reasonsOf(of: Case, decide = planRelease): string[] {
  const decision = decide(inputOf({ policy, state, ...of }));
  return decision.kind === 'refused' ? [...decision.reasons] : [decision.kind];
}

const byItself = { operation: 'release', automatic: true, reason: '', executor: 'x' } as const;
const byHand = { operation: 'release', reason: 'it is calm' } as const;
const holding: Partial<Analysis> = { gate: 'hold', target: null, stabilising: BACK };

describe('a rollback', () => {
  test('begins the stabilising time that the policy wants, and forces its flags', () => {
    const files = branchAfter(policy, back).files;
    const entry = state.ledger?.entries[2];
    expect(entry).toMatchObject({ action: 'rollback', until: formatInstant(NOON), forced });
    expect(files.get('governance/flags/flags.env')).toMatch(
      /^PHASEGATE_FORCED=search\.engine\nSEARCH_ENGINE=old\nSEARCH_NEW=true$/m,
    );
    const flagd = JSON.parse(files.get('governance/flags/flags.flagd.json') ?? '') as {
      metadata: unknown;
      flags: Record<string, { variants: unknown }>;
    };
    expect(flagd.metadata).toEqual({ rollout: 'search', phase: 'beta', forced: 'search.engine' });
    expect(flagd.flags['search.engine']?.variants).toEqual({ phase: 'old', baseline: 'old' });
    expect(flagd.flags['search.new']?.variants).toEqual({ phase: true, baseline: false });
    expect(verifyGovernance(governanceFiles(policy, back), 'search')).toEqual([]);
  });

  test('begins nothing where the policy wants no such time', () => {
    const { state: plain } = branchAfter(policyWith(), back);
    expect(plain.ledger?.entries[2]).toMatchObject({ until: null, forced: {} });
    expect(heldRollback(plain.ledger)).toBeNull();
  });

  test('while another one stabilises begins the time anew', () => {
    const { ledger } = branchAfter(policy, [...back, { operation: 'rollback', at: NOON - MINUTE }]).state;
    expect(heldRollback(ledger)).toMatchObject({
      seq: 4,
      to: 'off',
      until: formatInstant(NOON + 29 * MINUTE),
    });
  });
});

describe('a release', () => {
  test('leaves the phase on, takes the forced flags away, and is on the record like any decision', () => {
    const steps: Step[] = [...back, { operation: 'release', at: NOON, reason: 'calm' }];
    const { files, state: after } = branchAfter(policy, steps);
    const entry = after.ledger?.entries[3];
    expect(entry).toMatchObject({
      action: 'release',
      from: 'beta',
      to: 'beta',
      until: null,
      forced: {},
      trigger: null,
    });
    expect(currentPhase(policy, after.ledger)).toEqual({ phase: 'beta', since: NOON - HELD });
    expect(files.get('governance/flags/flags.env')).toMatch(/^SEARCH_ENGINE=beta$/m);
    expect(files.get('governance/flags/flags.env')).not.toContain('FORCED');
    expect(files.get('governance/audit/phase_rollout/2026-03-02.jsonl')).toContain('"action":"release"');
    expect(verifyGovernance(governanceFiles(policy, steps), 'search')).toEqual([]);
    if (after.ledger === null) throw new Error('there is a ledger');
    expect(rollbackEvents(after.ledger).map(({ event }) => event)).toEqual([
      'promotion.executed',
      'promotion.executed',
      'rollback.executed',
      'rollback.released',
    ]);
  });

  test.each<[string, Case]>([
    ['when it is due', { analysis: holding, request: byItself }],
    [
      'when it has become due since the analysis',
      { analysis: { ...holding, stabilising: { ...BACK, due: false } }, request: byItself },
    ],
    [
      'where the policy only proposes rollbacks',
      { analysis: holding, request: byItself, policy: { ...policy, rollback: 'propose' } },
    ],
  ])('by the pipeline is made %s', (_, of) => {
    const { entry } = changeOf(planRelease(inputOf({ policy, state, ...of })));
    expect(entry).toMatchObject({
      action: 'release',
      executor: 'phasegate (automatic)',
      reason: BACK.reason,
    });
  });

  const soon = { ...byItself, now: NOON - MINUTE };
  const ill = { ...BACK, back: false, due: false, reason: 'latency_p95: 431 ms is above 200 ms' };
  test.each<[string, Case, readonly RegExp[]]>([
    [
      'before its time is over',
      { analysis: holding, request: soon },
      [/entry 3 still stabilises: it lasts until 2026-03-02T12:00:00Z, 1m from now/],
    ],
    [
      'while an SLO is ill',
      { analysis: { ...holding, stabilising: ill }, request: byItself },
      [/^the SLOs are not back: latency_p95: 431 ms/],
    ],
    [
      'while a further rollback is due',
      { analysis: { ...holding, gate: 'rollback', reason: 'x is bad' }, request: byItself },
      [/the gate is rollback: x is bad/],
    ],
    [
      'without an analysis',
      { analysis: null, request: byItself },
      [/a release by the pipeline needs the analysis/],
    ],
    [
      'on an analysis that knew no rollback',
      { analysis: { ...holding, stabilising: null }, request: byItself },
      [/the analysis knows of no rollback/],
    ],
    [
      'on an analysis of another phase',
      { analysis: { ...holding, phase: 'off' }, request: byItself },
      [/judged phase off, and beta is on/],
    ],
    [
      'on an old analysis, too early and ill',
      { analysis: { ...holding, window: null, stabilising: ill }, request: soon },
      [/judged no window/, /still stabilises/],
    ],
    [
      'on a ledger that was rewritten',
      {
        analysis: {
          ...holding,
          integrity: {
            message: 'the ledger was rewritten',
            repair: '',
            seen: { seq: 1, hash: '', head: null, trust: null },
            found: { entries: 0, head: null },
          },
        },
        request: byItself,
      },
      [/was rewritten/],
    ],
    [
      'without a rollback',
      { state: EMPTY_STATE, analysis: { ...holding, phase: 'off' }, request: byItself },
      [/there is no rollback to release/],
    ],
    [
      'by hand without a rollback',
      { state: EMPTY_STATE, request: byHand },
      [/there is no rollback to release/],
    ],
    ['by hand without a reason', { request: { ...byHand, reason: '' } }, [/a reason is missing/]],
  ])('%s is refused', (_, of, expected) => {
    const reasons = reasonsOf(of);
    expect(reasons).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(reasons[i]).toMatch(pattern));
  });

  test.each<[string, Case]>([
    ['before the time is over', { analysis: holding, request: { ...byHand, now: NOON - 20 * MINUTE } }],
    ['while an SLO is ill', { analysis: { ...holding, stabilising: ill }, request: byHand }],
    ['without an analysis', { analysis: null, request: byHand }],
  ])('by hand is made %s: a person answers for it', (_, of) => {
    expect(reasonsOf(of)).toEqual(['plan']);
  });

  test('asked for again is done, by the pipeline and by the same run', () => {
    const first = changeOf(planRelease(inputOf({ policy, state, analysis: holding, request: byItself })));
    const after = { ledger: first.ledger, lastAudit: first.audit, auditToday: '' };
    const again = inputOf({ policy, state, analysis: holding, request: byItself });
    expect(planRelease({ ...again, state: after })).toEqual({ kind: 'done', entry: first.entry });
    const own = inputOf({ policy, state, request: { ...byHand, request: 'run-1' } });
    const made = changeOf(planRelease(own));
    const next = { ledger: made.ledger, lastAudit: made.audit, auditToday: '' };
    expect(planRelease({ ...own, state: next })).toEqual({ kind: 'done', entry: made.entry });
  });
});

describe('a promotion while a rollback stabilises', () => {
  test.each<[string, Case, RegExp]>([
    [
      'says until when',
      { request: { now: NOON - 10 * MINUTE } },
      /entry 3 still stabilises: it lasts until 2026-03-02T12:00:00Z, 10m from now; the pipeline releases it/,
    ],
    [
      'says what it waits for',
      { analysis: { stabilising: { ...BACK, reason: 'the SLOs are ill' } } },
      /still stabilises: the SLOs are ill;/,
    ],
    [
      'without an analysis says that the release has not come',
      { analysis: null },
      /its release has not come yet/,
    ],
  ])('is refused, and %s', (_, of, expected) => {
    const reasons = reasonsOf(of, planPromotion);
    expect(reasons.filter((reason) => expected.test(reason))).toHaveLength(1);
  });

  test('names it once, beside everything else that is not met', () => {
    const promotion = [
      { name: 'released after the last rollback', met: false, since: null, evidence: 'entry 3' },
      { name: 'healthy for 1h', met: false, since: null, evidence: 'for 3m' },
    ];
    const analysis = { gate: 'hold', reason: 'not yet', promotion, stabilising: BACK } as const;
    expect(reasonsOf({ analysis, request: { approvals: [], reason: '' } }, planPromotion)).toEqual([
      expect.stringMatching(/a reason is missing/),
      expect.stringMatching(/the rollback of entry 3 still stabilises/),
      'the gate is hold, not promote: not yet',
      'not met: healthy for 1h (for 3m)',
      expect.stringMatching(/approval of qa/),
      expect.stringMatching(/approval of sre/),
    ]);
  });

  test('does not keep a person from rolling back further', () => {
    const decision = planRollback(
      inputOf({ policy, state, analysis: null, request: { operation: 'rollback' } }),
    );
    expect(changeOf(decision).entry).toMatchObject({ from: 'beta', to: 'off' });
  });
});

/** What may happen in any order; a number of minutes goes by before each. */
const asked = fc.array(
  fc.record({
    operation: fc.constantFrom<LedgerAction>('promote', 'rollback', 'release'),
    automatic: fc.boolean(),
    minutes: fc.integer({ min: 0, max: 50 }),
    back: fc.boolean(),
  }),
  { maxLength: 25 },
);
const policies = fc
  .record({ ms: fc.constantFrom(0, HELD), isForced: fc.boolean() })
  .map(({ ms, isForced }): Policy =>
    policyWith(decisionSettings({ stabilise: { ms, flags: isForced && ms > 0 ? forced : {} } })),
  );

describe('whatever is asked for in whatever order', () => {
  test('the ledger stays whole, moves one phase at a time, and nothing is promoted before a release', () => {
    fc.assert(
      fc.property(policies, asked, (own, requests) => {
        let now = NOON;
        let current = EMPTY_STATE;
        const files = new Map<string, string>();
        for (const { operation, automatic, minutes, back: isBack } of requests) {
          now += minutes * MINUTE;
          const held = heldRollback(current.ledger);
          const on = currentPhase(own, current.ledger).phase;
          const gate = operation === 'rollback' ? 'rollback' : operation === 'release' ? 'hold' : 'promote';
          const stabilising =
            held === null ? null : { ...BACK, entry: held.seq, until: held.until, back: isBack };
          const decision = plan({
            policy: own,
            state: { ...current, auditToday: files.get(auditFile(now)) ?? '' },
            analysis: analysisFor({ policy: own, state: current, now }, { gate, stabilising }),
            request: requestOf({ operation, automatic, now }),
          });
          const { previous, next } = neighbours(own, on);
          const over = held !== null && Date.parse(held.until) <= now;
          const allowed = {
            promote: !automatic && held === null && next !== null,
            rollback: previous !== null,
            release: held !== null && (!automatic || (over && isBack)),
          }[operation];
          expect({ operation, kind: decision.kind }).toEqual({
            operation,
            kind: allowed ? 'plan' : 'refused',
          });
          if (decision.kind !== 'plan') continue;
          const { change } = decision;
          expect(change.entry.to).toBe({ promote: next?.id, rollback: previous?.id, release: on }[operation]);
          for (const [path, text] of Object.entries(change.files))
            files.set(path.slice('governance/'.length), text);
          current = { ledger: change.ledger, lastAudit: change.audit, auditToday: '' };
          const isForced = Object.keys(change.entry.forced).length > 0;
          expect(files.get('flags/flags.env')?.includes('PHASEGATE_FORCED=')).toBe(isForced);
        }
        expect(verifyGovernance(files, 'search')).toEqual([]);
        const text = files.get('phase-ledger.yaml');
        if (text !== undefined) expect(parseLedger(text, 'phase-ledger.yaml')).toEqual(current.ledger);
      }),
    );
  });
});
