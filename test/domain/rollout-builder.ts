import { typedApprovals } from '../../src/domain/approval.js';
import type { Analysis, Verdict } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { plan, type Decision } from '../../src/domain/decision.js';
import type { DecisionInput, DecisionRequest, GovernanceState } from '../../src/domain/decision-input.js';
import type { GovernanceChange } from '../../src/domain/governance-change.js';
import { currentPhase, type LedgerAction } from '../../src/domain/ledger.js';
import { neighbours, type Phase, type Policy } from '../../src/domain/policy.js';
import { decisionSettings, promote } from '../policy-builder.js';
import { auditFile, folderPrefix } from '../../src/domain/governance-paths.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';

export const NOON = Date.UTC(2026, 2, 2, 12);

export function phase(id: string, changes: Partial<Phase> = {}): Phase {
  return {
    id,
    audience: { segments: [], percent: 100 },
    flags: { 'search.engine': id, 'search.new': true },
    slos: [],
    promote: promote({ healthyMs: HOUR }),
    ...changes,
  };
}

export function policyWith(changes: Partial<Policy> = {}): Policy {
  return {
    rollout: 'search',
    batchMs: 15 * MINUTE,
    graceMs: 2 * MINUTE,
    maxGapMs: 30 * MINUTE,
    maxAheadMs: 24 * HOUR,
    dedupeMs: 24 * HOUR,
    keepEvents: true,
    rollback: 'automatic',
    governance: { branch: 'phasegate', folder: 'governance' },
    ...decisionSettings(),
    incidents: null,
    notify: null,
    observability: null,
    sources: [],
    slis: [],
    phases: [
      phase('off', { flags: { 'search.engine': 'old', 'search.new': false } }),
      phase('beta', {
        audience: { segments: [], percent: 5 },
        promote: promote({ healthyMs: HOUR, approvals: ['qa', 'sre'] }),
      }),
      phase('all'),
    ],
    digest: 'd'.repeat(64),
    ...changes,
  };
}

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    slo: 'latency_p95',
    sli: 'latency_p95',
    feature: 'search',
    status: 'ok',
    value: 120,
    unit: 'ms',
    warn: null,
    rollback: { side: 'above', value: 200, batches: 1 },
    window: { start: formatInstant(NOON - 20 * MINUTE), end: formatInstant(NOON - 5 * MINUTE) },
    n: 1_000,
    error: 0,
    interval: null,
    rule: '',
    streak: 0,
    evidence: null,
    reason: 'within its limits',
    breakdown: [],
    ...changes,
  };
}

/** An analysis that fits the state: of its phase, its ledger and its policy, five minutes old at `now`. */
export function analysisFor(
  options: { policy: Policy; state: GovernanceState; now?: number },
  changes: Partial<Analysis> = {},
): { text: string; value: Analysis } {
  const { policy, state, now = NOON } = options;
  const on = currentPhase(policy, state.ledger).phase;
  const { previous, next } = neighbours(policy, on);
  const value: Analysis = {
    schema: 'phasegate.analysis/1',
    rollout: policy.rollout,
    phase: on,
    since: null,
    previous: previous?.id ?? null,
    next: next?.id ?? null,
    gate: 'promote',
    target: next?.id ?? null,
    reason: 'all is well',
    rollback: policy.rollback,
    governance: { head: null, entries: state.ledger?.entries.length ?? 0 },
    integrity: null,
    stabilising: null,
    rollbackActive: false,
    window: { start: formatInstant(now - 20 * MINUTE), end: formatInstant(now - 5 * MINUTE) },
    verdicts: [verdict()],
    judged: [],
    recent: [],
    alerts: [],
    promotion: [],
    now: formatInstant(now),
    digests: { policy: policy.digest, history: 'h', batches: 'b', checklist: null, code: '1.2.3' },
    ...changes,
  };
  return { text: canonicalJsonPretty(value), value };
}

export function requestOf(changes: Partial<DecisionRequest> = {}): DecisionRequest {
  return {
    operation: 'promote',
    automatic: false,
    executor: 'octocat',
    reason: 'the figures are good',
    evidence: [],
    approvals: typedApprovals(['qa', 'sre'], 'octocat'),
    request: null,
    now: NOON,
    ...changes,
  };
}

export const EMPTY_STATE: GovernanceState = { ledger: null, lastAudit: null, auditToday: '' };

export function changeOf(decision: Decision): GovernanceChange {
  if (decision.kind === 'plan') return decision.change;
  throw new Error(decision.kind === 'refused' ? decision.reasons.join('; ') : 'already done');
}

export interface Step {
  readonly operation: LedgerAction;
  readonly at: number;
  readonly reason?: string;
}

/** Files of a governance branch, by path from its root, after decisions that follow one another. */
export function branchAfter(
  policy: Policy,
  steps: readonly Step[],
): { files: Map<string, string>; state: GovernanceState } {
  const files = new Map<string, string>();
  let state = EMPTY_STATE;
  for (const { operation, at, reason = 'because' } of steps) {
    const auditToday = files.get(folderPrefix(policy.governance.folder) + auditFile(at)) ?? '';
    const input: DecisionInput = {
      policy,
      state: { ...state, auditToday },
      analysis: analysisFor({ policy, state, now: at }),
      request: requestOf({ operation, now: at, reason }),
    };
    const change = changeOf(plan(input));
    for (const [path, text] of Object.entries(change.files)) files.set(path, text);
    state = { ledger: change.ledger, lastAudit: change.audit, auditToday: '' };
  }
  return { files, state };
}

/** The same, by path relative to the governance folder. */
export function governanceFiles(policy: Policy, steps: readonly Step[]): Map<string, string> {
  const prefix = folderPrefix(policy.governance.folder);
  return new Map(
    [...branchAfter(policy, steps).files].map(([path, text]) => [path.slice(prefix.length), text]),
  );
}
