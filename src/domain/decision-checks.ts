import { environmentOf } from './approval.js';
import type { DecisionInput } from './decision-input.js';
import type { Phase } from './policy.js';
import { heldRollback, notYetOver } from './held-rollback.js';
import { RELEASED } from './promotion.js';
import { isGivenAtPromotion } from './promotion-evidence.js';
import { formatDuration, formatInstant, parseInstant } from './time.js';

/** Characters of a reason or of one piece of evidence. */
export const MAX_TEXT = 2_000;
const MAX_NAME = 200;
const MAX_ITEMS = 50;

function tooLong(name: string, text: string, limit: number): string[] {
  return text.length <= limit ? [] : [`${name} has ${text.length} characters; at most ${limit} are kept`];
}

/** What is wrong with who asks, why and when. */
export function requestFaults({ state, request }: DecisionInput): string[] {
  const last = state.ledger?.entries.at(-1);
  const lastAt = last === undefined ? null : parseInstant(last.at);
  const lists = [
    { name: 'evidence', items: request.evidence, limit: MAX_TEXT },
    { name: 'approvals', items: request.approvals.map(({ role }) => role), limit: MAX_NAME },
  ];
  return [
    ...(request.automatic || request.reason.trim() !== ''
      ? []
      : ['a reason is missing; say why in `reason`']),
    ...(request.executor.trim() !== '' ? [] : ['the executor is missing; say who decides in `executor`']),
    ...tooLong('the reason', request.reason, MAX_TEXT),
    ...tooLong('the executor', request.executor, MAX_NAME),
    ...tooLong('the request', request.request ?? '', MAX_NAME),
    ...lists.flatMap(({ name, items, limit }) => [
      ...(items.length <= MAX_ITEMS
        ? []
        : [`${name} has ${items.length} items; at most ${MAX_ITEMS} are kept`]),
      ...items.flatMap((item, i) => tooLong(`${name} item ${i + 1}`, item, limit)),
    ]),
    ...(lastAt === null || request.now >= lastAt
      ? []
      : [
          `it is ${formatInstant(request.now)}, before the ledger's last entry (${formatInstant(lastAt)}); check \`now\``,
        ]),
  ];
}

/** Why the analysis does not fit the state in which the decision is made: it must be of this rollout, phase, ledger, policy and time. */
export function staleFaults({ policy, state, analysis, request }: DecisionInput, phase: Phase): string[] {
  if (analysis === null)
    return [
      `a ${request.operation === 'release' ? 'release by the pipeline' : 'promotion'} needs the analysis it stands on; give \`analysis\``,
    ];
  const { rollout, phase: judged, governance, window, digests } = analysis.value;
  if (rollout !== policy.rollout) return [`the analysis is of rollout ${rollout}, not of ${policy.rollout}`];
  const entries = state.ledger?.entries.length ?? 0;
  const again = 'run the analyzer again';
  const end = window === null ? null : parseInstant(window.end);
  const limit = policy.maxGapMs + policy.graceMs + policy.batchMs;
  return [
    ...(judged === phase.id ? [] : [`the analysis judged phase ${judged}, and ${phase.id} is on; ${again}`]),
    ...(governance.entries === entries
      ? []
      : [
          `the analysis is stale: it saw ${governance.entries} ledger entries and there are ${entries}; ${again}`,
        ]),
    ...(digests.policy === policy.digest
      ? []
      : [`the analysis is stale: the policy changed since; ${again}`]),
    ...(end === null ? ['the analysis has judged no window yet; wait for telemetry'] : []),
    ...(end !== null && request.now - end > limit
      ? [
          `the analysis is stale: its newest window ended ${formatDuration(request.now - end)} ago (${formatInstant(end)}), more than ${formatDuration(limit)}; ${again}`,
        ]
      : []),
    ...(end !== null && end > request.now
      ? [`the analysis is of a time to come (${formatInstant(end)}); check \`now\``]
      : []),
  ];
}

/** Why the analysis does not carry a promotion out of the phase: each unmet condition with its evidence. */
export function analysisFaults(input: DecisionInput, phase: Phase): string[] {
  const stale = staleFaults(input, phase);
  const analysis = input.analysis?.value;
  if (analysis === undefined || analysis.rollout !== input.policy.rollout || analysis.gate === 'promote')
    return stale;
  // What is given with the request is checked there, since the analyzer cannot know of it; the ledger says what is released.
  const unmet = analysis.promotion.filter(
    (condition) => !condition.met && !isGivenAtPromotion(condition) && condition.name !== RELEASED,
  );
  return [
    ...stale,
    `the gate is ${analysis.gate}, not promote: ${analysis.reason}`,
    ...unmet.map((condition) => `not met: ${condition.name} (${condition.evidence})`),
  ];
}

/** Why the roles that the phase names have not all approved. A rejection by any role stops the promotion. */
export function approvalFaults({ policy, request }: DecisionInput, phase: Phase): string[] {
  const rejections = request.rejections ?? [];
  const rejected = new Set(rejections.map(({ role }) => role));
  const approved = new Set(request.approvals.map(({ role }) => role));
  const missing = (phase.promote?.approvals ?? []).filter(
    (role) => !approved.has(role) && !rejected.has(role),
  );
  return [
    ...rejections.map(
      ({ role, by }) => `${role} rejected it (${by}); settle why, and ask again in a run of its own`,
    ),
    ...missing.map(
      (role) =>
        `the approval of ${role} is missing; the policy asks for it to leave ${phase.id} (environment ${environmentOf(policy, role)})`,
    ),
  ];
}

/** Why nothing may be promoted after a rollback that is not released. */
export function heldFaults({ state, analysis, request }: DecisionInput): string[] {
  const held = heldRollback(state.ledger);
  if (held === null) return [];
  const said = analysis?.value.stabilising;
  const early = notYetOver(held, request.now);
  const waits = early ?? (said?.entry === held.seq ? said.reason : 'its release has not come yet');
  return [
    `the rollback of entry ${held.seq} still stabilises: ${waits}; the pipeline releases it once its time is over and the SLOs are back, a person by the operation \`release\` with a reason`,
  ];
}
