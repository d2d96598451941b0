import { analysisFaults, approvalFaults, heldFaults, requestFaults, staleFaults } from './decision-checks.js';
import type { DecisionInput } from './decision-input.js';
import { buildChange, type GovernanceChange } from './governance-change.js';
import { currentPhase, requirePhase, type LedgerEntry } from './ledger.js';
import { heldRollback, notYetOver } from './held-rollback.js';
import { neighbours, type Phase } from './policy.js';
import { missingEvidence } from './promotion-evidence.js';

export type Decision =
  | { readonly kind: 'plan'; readonly change: GovernanceChange }
  /** The ledger already holds what was asked for: nothing to do, and no fault. */
  | { readonly kind: 'done'; readonly entry: LedgerEntry }
  /** Every condition that is not met, a sentence each. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** The entry that carried out the same request: asked again by a run that was repeated. Ids of runs alone may start anew. */
function repeated({ state, request }: DecisionInput): LedgerEntry | undefined {
  if (request.request === null || request.automatic) return undefined;
  return state.ledger?.entries.findLast(
    (entry) =>
      entry.request === request.request &&
      entry.action === request.operation &&
      entry.executor === request.executor &&
      entry.reason === request.reason,
  );
}

/** For the pipeline: the entry that the ledger got since the analysis was made. */
function overtaken({ state, analysis, request }: DecisionInput): LedgerEntry | undefined {
  if (!request.automatic || analysis === null) return undefined;
  const entries = state.ledger?.entries ?? [];
  return entries.length > analysis.value.governance.entries ? entries.at(-1) : undefined;
}

function planOrRefuse(input: DecisionInput, target: Phase | null, reasons: readonly string[]): Decision {
  if (target === null || reasons.length > 0) return { kind: 'refused', reasons };
  return { kind: 'plan', change: buildChange(input, target) };
}

/**
 * One phase forward. Needs an analysis of this very state that says `promote`, every approval and all evidence that the
 * phase names, a reason, and that the last rollback is released.
 *
 * @throws PhasegateError `bad-policy` when the policy lacks the ledger's phase or the next phase's flags cannot be written.
 */
export function planPromotion(input: DecisionInput): Decision {
  const { policy, state, request } = input;
  const done = repeated(input);
  if (done !== undefined) return { kind: 'done', entry: done };
  const phase = requirePhase(policy, currentPhase(policy, state.ledger).phase);
  const { next } = neighbours(policy, phase.id);
  return planOrRefuse(input, next, [
    ...(next === null ? [`${phase.id} is the last phase; there is nothing to promote to`] : []),
    ...(request.automatic ? ['a promotion is asked for by a person; leave `automatic` out'] : []),
    ...requestFaults(input),
    ...heldFaults(input),
    ...analysisFaults(input, phase),
    ...missingEvidence(phase, request.evidence),
    ...approvalFaults(input, phase),
  ]);
}

function automaticFaults({ policy, state, analysis }: DecisionInput, phase: Phase): string[] {
  if (analysis === null)
    return ['an automatic rollback needs the analysis that asks for it; give `analysis`'];
  const { value } = analysis;
  const entries = state.ledger?.entries.length ?? 0;
  return [
    ...(policy.rollback === 'automatic'
      ? []
      : [
          'the policy says `rollback: propose`, so a person decides; say `rollback: automatic` to change that',
        ]),
    ...(value.governance.entries > entries
      ? [`the analysis saw ${value.governance.entries} ledger entries and there are ${entries}; run verify`]
      : []),
    ...(value.phase === phase.id ? [] : [`the analysis judged phase ${value.phase}, and ${phase.id} is on`]),
    ...(value.integrity === null ? [] : [value.integrity.message]),
    ...(value.gate === 'rollback' ? [] : [`the gate is ${value.gate}, not rollback: ${value.reason}`]),
  ];
}

/**
 * One phase back. A person needs an earlier phase and a reason; the pipeline (`automatic`) needs the policy's leave and
 * an analysis of the current phase whose gate is `rollback`. Where the ledger moved on since that analysis, it is done.
 *
 * @throws PhasegateError `bad-policy` when the policy lacks the ledger's phase or the earlier phase's flags cannot be written.
 */
export function planRollback(input: DecisionInput): Decision {
  const { policy, state, analysis, request } = input;
  const rollout = analysis?.value.rollout ?? policy.rollout;
  const done = rollout === policy.rollout ? (overtaken(input) ?? repeated(input)) : undefined;
  if (done !== undefined) return { kind: 'done', entry: done };
  const phase = requirePhase(policy, currentPhase(policy, state.ledger).phase);
  const { previous } = neighbours(policy, phase.id);
  return planOrRefuse(input, previous, [
    ...(previous === null ? [`${phase.id} is the first phase; there is nothing to roll back to`] : []),
    ...(rollout === policy.rollout
      ? []
      : [`the analysis is of rollout ${rollout}, not of ${policy.rollout}`]),
    ...requestFaults(input),
    ...(request.automatic ? automaticFaults(input, phase) : []),
  ]);
}

function releaseFaults(input: DecisionInput, phase: Phase): string[] {
  const { state, analysis, request } = input;
  const held = heldRollback(state.ledger);
  if (held === null) return ['there is no rollback to release'];
  // A person answers for it: where a phase has no telemetry, the SLOs never come back by themselves.
  if (!request.automatic) return [];
  const stale = staleFaults(input, phase);
  const early = notYetOver(held, request.now);
  const said = analysis?.value.stabilising ?? null;
  return [
    ...stale,
    ...(analysis?.value.integrity == null ? [] : [analysis.value.integrity.message]),
    ...(early === null ? [] : [`the rollback of entry ${held.seq} still stabilises: ${early}`]),
    ...(stale.length > 0 || said?.back === true
      ? []
      : [`the SLOs are not back: ${said?.reason ?? 'the analysis knows of no rollback'}`]),
    ...(analysis?.value.gate === 'rollback' ? [`the gate is rollback: ${analysis.value.reason}`] : []),
  ];
}

/**
 * Ends the time that a rollback stabilises, and with it the flags that it forces; the phase stays on. The pipeline
 * (`automatic`) needs that the time is over and an analysis of this very state by which the SLOs are back; a person needs
 * a reason. Where the ledger moved on since the pipeline's analysis, it is done.
 *
 * @throws PhasegateError `bad-policy` when the policy lacks the ledger's phase or its flags cannot be written.
 */
export function planRelease(input: DecisionInput): Decision {
  const done = overtaken(input) ?? repeated(input);
  if (done !== undefined) return { kind: 'done', entry: done };
  const phase = requirePhase(input.policy, currentPhase(input.policy, input.state.ledger).phase);
  return planOrRefuse(input, phase, [...requestFaults(input), ...releaseFaults(input, phase)]);
}

/** The decision that was asked for. @throws PhasegateError as the plan of its operation does. */
export function plan(input: DecisionInput): Decision {
  switch (input.request.operation) {
    case 'promote':
      return planPromotion(input);
    case 'rollback':
      return planRollback(input);
    case 'release':
      return planRelease(input);
  }
}
