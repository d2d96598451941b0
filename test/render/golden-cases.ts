import type { Analysis, Integrity, Stabilising } from '../../src/domain/analysis.js';
import type { Phase } from '../../src/domain/policy.js';
import { HOUR } from '../../src/domain/time.js';
import { phase, promote } from '../policy-builder.js';
import {
  alert,
  analysis,
  judgementAt,
  ratio,
  rollbackAnalysis,
  storyJudgements,
  verdict,
} from './analysis-builder.js';

/** What the policy says of the phase that the cases are in. */
export const PHASE: Phase = phase({
  id: 'P-1',
  promote: promote({
    healthyMs: 48 * HOUR,
    evidence: { 'qa-cases': 10, drills: 1 },
    approvals: ['qa', 'release-engineering'],
  }),
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '| cell | [link](https://evil.test) ![i](x) `code` **b** _i_ $x$',
  '@octocat octo/repo#1 GH-1 www.evil.test',
  '\n::error::forged\n##[add-mask]forged\n# heading\n- item',
  '\u202eright to left\u202c \u200bhidden \u001b[31mred',
  '\'; $(touch x) `touch x` "',
  '{{ rollout }}',
  'x'.repeat(10_000),
].join(' ');

/** The case's analysis with hostile text wherever telemetry or people can write. */
function hostile(of: Analysis): Analysis {
  const replacer = (key: string, value: unknown): unknown => {
    if (
      [
        'feature',
        'reason',
        'label',
        'summary',
        'name',
        'evidence',
        'unit',
        'id',
        'head',
        'message',
        'repair',
      ].includes(key)
    ) {
      return typeof value === 'string' && value !== '%' ? HOSTILE : value;
    }
    return key === 'why' || key === 'missed' ? [HOSTILE, HOSTILE] : value;
  };
  return JSON.parse(JSON.stringify(of, replacer)) as Analysis;
}

const healthy = [0, 1, 2, 3].map((index) => judgementAt(index));
const night = Array.from({ length: 24 }, (_, count) => {
  const index = count + 36;
  const value = index % 7 === 5 ? 780 : 420 + ((index * 37) % 100);
  const status = value > 700 ? 'warn' : 'ok';
  return judgementAt(index, {
    verdicts: [verdict({ value, status, streak: status === 'warn' ? 1 : 0 }), ratio()],
  });
});

const STABILISING: Stabilising = {
  entry: 7,
  since: '2026-03-02T15:02:00Z',
  until: '2026-03-02T15:32:00Z',
  flags: { 'pay.engine': 'legacy', 'pay.fast': false },
  back: false,
  due: false,
  reason:
    'it lasts until 2026-03-02T15:32:00Z, 15m from now; pay_p95: 1,204 ms is above 900 ms, in the window that ended 2026-03-02T15:15:00Z',
};

const INTEGRITY: Integrity = {
  message:
    'the ledger was rewritten: it had entry 6 (0a1b2c3d4e5f) at 3f2a1c9d5b8e, and its last entry is 5 (99aabbccddee) at feedc0de0011',
  repair:
    'Put the branch back, from a clone that still has the commit: git push --force-with-lease origin 3f2a1c9d5b8e7f60112233445566778899aabbcc:refs/heads/phasegate',
  seen: {
    seq: 6,
    hash: '0a1b2c3d4e5f'.padEnd(64, '0'),
    head: '3f2a1c9d5b8e7f60112233445566778899aabbcc',
    trust: null,
  },
  found: { entries: 5, head: 'feedc0de00112233445566778899aabbccddeeff' },
};

const afterRollback: Partial<Analysis> = {
  phase: 'P-0',
  previous: null,
  next: 'P-1',
  since: '2026-03-02T15:02:00Z',
  reason:
    'not yet released after the last rollback: entry 7 rolled back from P-1 at 2026-03-02T15:02:00Z; it stabilises until 2026-03-02T15:32:00Z at least',
  governance: { head: '9c1e04b7d2f3a4b5c6d7e8f90011223344556677', entries: 7 },
  judged: [judgementAt(12, { phase: 'P-0' })],
  recent: [...storyJudgements(), judgementAt(12, { phase: 'P-0' })],
};

/** One analysis for each thing that a report can have to say. */
export const CASES: Readonly<Record<string, Analysis>> = {
  'nothing-judged': analysis({
    since: null,
    previous: null,
    phase: 'P-0',
    next: 'P-1',
    governance: { head: null, entries: 0 },
    window: null,
    reason: 'no telemetry yet',
    verdicts: [],
    judged: [],
    recent: [],
  }),
  healthy: analysis({ judged: healthy.slice(-1), recent: healthy }),
  promote: analysis({
    gate: 'promote',
    target: 'P-2',
    reason: 'healthy for 48h',
    judged: healthy.slice(-1),
    recent: healthy,
    promotion: [{ name: 'healthy for 48h', met: true, since: null, evidence: 'since 2026-02-28T13:00:00Z' }],
  }),
  'rollback-automatic': rollbackAnalysis(),
  'rollback-proposed': rollbackAnalysis({ rollback: 'propose' }),
  'alert-in-the-first-phase': rollbackAnalysis({
    gate: 'hold',
    target: null,
    previous: null,
    reason: 'pay_p95 is beyond its rollback limit, and there is no phase to go back to',
  }),
  'missed-batch': analysis({
    judged: storyJudgements().slice(9, 10),
    recent: storyJudgements().slice(0, 10),
    reason: 'no telemetry since 2026-03-02T14:15:00Z',
  }),
  'catch-up-over-midnight': analysis({ judged: night.slice(-20), recent: night, next: null, promotion: [] }),
  'after-a-rollback': analysis({
    phase: 'P-0',
    previous: null,
    next: 'P-1',
    since: '2026-03-02T15:02:00Z',
    governance: { head: '9c1e04b7d2f3a4b5c6d7e8f90011223344556677', entries: 7 },
    judged: [
      judgementAt(12, { phase: 'P-0', verdicts: [verdict({ value: 405.5, n: 12, status: 'insufficient' })] }),
    ],
    recent: [
      ...storyJudgements(),
      judgementAt(12, { phase: 'P-0', verdicts: [verdict({ value: 405.5, n: 12, status: 'insufficient' })] }),
    ],
  }),
  'sketched-value': analysis({
    judged: [judgementAt(0, { verdicts: [verdict({ error: 0.005, slo: 'pay_p95_24h' })] })],
    alerts: [alert({ severity: 'warning', why: [] })],
  }),
  stabilising: analysis({ ...afterRollback, stabilising: STABILISING, rollbackActive: true }),
  'release-due': analysis({
    ...afterRollback,
    stabilising: {
      ...STABILISING,
      flags: {},
      back: true,
      due: true,
      reason: 'every SLO was kept in the windows of the last 30m',
    },
    rollbackActive: true,
  }),
  'ledger-rewritten': analysis({
    gate: 'hold',
    reason: INTEGRITY.message,
    governance: { head: 'feedc0de00112233445566778899aabbccddeeff', entries: 5 },
    integrity: INTEGRITY,
    judged: healthy.slice(-1),
    recent: healthy,
  }),
  hostile: hostile(
    rollbackAnalysis({
      recent: storyJudgements().slice(-4),
      integrity: INTEGRITY,
      stabilising: { ...STABILISING, flags: { [`'; $(id) <b>@octocat</b> | \`id\``]: HOSTILE } },
    }),
  ),
};
