import { describe, expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { rollbackReport, rollbackReportPath, type RollbackReport } from '../../src/render/rollback-report.js';
import {
  analysisFor,
  EMPTY_STATE,
  NOON,
  branchAfter,
  policyWith,
  verdict,
} from '../domain/rollout-builder.js';

const policy = policyWith();
const { state } = branchAfter(policy, [
  { operation: 'promote', at: NOON },
  { operation: 'rollback', at: NOON + 1, reason: 'too slow' },
]);
const [, entry] = state.ledger?.entries ?? [];

function reportOf(changes: Partial<LedgerEntry> = {}, report: Partial<RollbackReport> = {}): string {
  if (entry === undefined) throw new Error('no entry');
  return rollbackReport({
    rollout: 'search',
    entry: { ...entry, ...changes },
    analysis: null,
    commit: 'c'.repeat(40),
    branch: 'phasegate',
    ledgerPath: 'governance/phase-ledger.yaml',
    smoke: ['2 flags resolve'],
    failure: null,
    ...report,
  });
}

/** Markdown outside of code blocks. */
function prose(markdown: string): string {
  return markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, '');
}

describe('the report of a rollback', () => {
  test('says what happened, why, what was tested and which commands come next', () => {
    const text = reportOf();
    expect(text).toMatch(/^# Rollback of search: beta to off\n/);
    for (const part of ['too slow', 'octocat', 'No analysis was given', '2 flags resolve', 'Ledger entry 2'])
      expect(text).toContain(part);
    expect(text).toContain('gh workflow run rollback.yml -f operation=verify\n');
    expect(text).toContain(
      `git fetch origin phasegate && git show ${'c'.repeat(40)}:governance/phase-ledger.yaml`,
    );
    expect(text).toContain("gh workflow run rollback.yml -f operation=promote -f reason='Undo entry 2'");
  });

  test('has the verdicts and the alerts of the phase that was left', () => {
    const violated = verdict({ status: 'violation', value: 431 });
    const alert = {
      id: 'x',
      severity: 'critical' as const,
      slo: 'latency_p95',
      window: violated.window,
      verdict: violated,
    };
    const { value } = analysisFor(
      { policy, state: EMPTY_STATE },
      {
        verdicts: [violated],
        alerts: [
          { ...alert, phase: 'beta', summary: 'latency is up', why: ['mostly from opfs'] },
          { ...alert, phase: 'off', summary: 'of another phase', why: [] },
        ],
      },
    );
    const text = reportOf({}, { analysis: value });
    for (const part of ['431\u00a0ms', 'latency is up', 'mostly from opfs']) expect(text).toContain(part);
    expect(text).not.toContain('of another phase');
  });

  const hostile =
    '<img src=x onerror=alert(1)> [a](javascript:x) @everyone `x` | # h\n## h2\n::error::x \u202e';
  test.each<[string, Partial<LedgerEntry>]>([
    ['reason', { reason: hostile }],
    ['evidence', { evidence: [hostile] }],
    ['executor', { executor: hostile }],
    ['trigger', { trigger: hostile }],
    ['phases', { from: hostile, to: hostile }],
  ])('lets no markup of the %s come to life', (_, changes) => {
    const text = prose(reportOf(changes));
    for (const sign of ['<img', '[a](', '@everyone', '\n## h2', '\n::error', '\u202e'])
      expect(text).not.toContain(sign);
  });

  test.each([
    ['A-1', 'reports/rollback/A-1-20260302T120000Z.md'],
    ['../../x y', 'reports/rollback/.._.._x_y-20260302T120000Z.md'],
  ])('of phase %j lies at %s', (from, path) => {
    if (entry === undefined) throw new Error('no entry');
    expect(rollbackReportPath({ ...entry, from })).toBe(path);
  });
});
