import { typedApprovals } from '../../src/domain/approval.js';
import { analyse } from '../../src/domain/analyse.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { planPromotion, type Decision } from '../../src/domain/decision.js';
import { emptyHistory } from '../../src/domain/history.js';
import { LEDGER_SCHEMA, type Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { formatInstant, MINUTE, parseInstant } from '../../src/domain/time.js';
import { batchesOf, MIDNIGHT, ms } from './case-batches.js';
import type { Reference } from './case-files.js';
import type { Setup } from './case-format.js';

export interface Result {
  readonly analysis: Analysis;
  /** Null where nobody asked for a promotion. */
  readonly decision: Decision | null;
}

/** The policy, with what a case changes of it: its evidence and its warm-up, and never a figure. */
function policyOf({ policy }: Reference, setup: Setup): Policy {
  const warmUp = setup['warm-up'];
  return {
    ...policy,
    phases: policy.phases.map((phase) => ({
      ...phase,
      slos: phase.slos.map((slo) => ({
        ...slo,
        falseAlarmEveryMs: setup.evidence === 'none' ? null : slo.falseAlarmEveryMs,
        warmUpMs: warmUp === undefined ? slo.warmUpMs : ms(warmUp),
      })),
    })),
  };
}

function ledgerOf(policy: Policy, moves: NonNullable<Setup['ledger']>): Ledger | null {
  if (moves.length === 0) return null;
  const position = (id: string): number => {
    const index = policy.phases.findIndex((phase) => phase.id === id);
    if (index < 0) throw new TypeError(`the policy has no phase ${id}`);
    return index;
  };
  const entries = moves.map(([at, to], i) => {
    const from = moves[i - 1]?.[1] ?? policy.phases[0]?.id ?? '';
    return {
      seq: i + 1,
      at: formatInstant(MIDNIGHT + ms(at)),
      action: position(to) < position(from) ? ('rollback' as const) : ('promote' as const),
      from,
      to,
      executor: 'octocat',
      reason: 'as planned',
      evidence: [],
      approvals: [],
      trigger: null,
      until: null,
      forced: {},
      request: null,
      files: {},
      policy: policy.digest,
      previous: '0'.repeat(64),
      hash: String(i + 1).padStart(64, '0'),
    };
  });
  return { schema: LEDGER_SCHEMA, rollout: policy.rollout, entries };
}

/** What the analyzer says in one tick that finds all of the case's batches, and what a promotion then comes to. */
export function runCase(reference: Reference, setup: Setup): Result {
  const policy = policyOf(reference, setup);
  const ledger = ledgerOf(policy, setup.ledger ?? []);
  const headers = batchesOf({ ...reference, policy }, setup.windows ?? [], ledger);
  const ends = headers.map(({ window }) => parseInstant(window.end) ?? Number.NaN);
  const after = setup['tick-after'];
  const now = Math.max(MIDNIGHT, ...ends) + (after === undefined ? 2 * MINUTE : ms(after));
  const { analysis } = analyse({
    policy,
    ledger,
    head: null,
    history: emptyHistory(policy.rollout),
    incoming: headers.map((header) => ({ file: `${header.phase}/${header.window.start}`, header })),
    now,
    forcedPhase: null,
    checklist: setup.checklist ?? null,
  });
  const { ask } = setup;
  if (ask === undefined) return { analysis, decision: null };
  const decision = planPromotion({
    policy,
    state: { ledger, lastAudit: null, auditToday: '' },
    analysis: { text: canonicalJsonPretty(analysis), value: analysis },
    request: {
      operation: 'promote',
      automatic: false,
      executor: 'octocat',
      reason: 'the figures are good',
      evidence: ask.evidence ?? [],
      approvals: typedApprovals(ask.approvals ?? [], 'octocat'),
      request: null,
      now,
    },
  });
  return { analysis, decision };
}
