import type { Analysis } from '../../src/domain/analysis.js';
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
    if (['feature', 'reason', 'label', 'summary', 'name', 'evidence', 'unit', 'id', 'head'].includes(key)) {
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
  hostile: hostile(rollbackAnalysis({ recent: storyJudgements().slice(-4) })),
};
