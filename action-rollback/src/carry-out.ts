import { plan as decide, type Decision } from '../../src/domain/decision.js';
import type { DecisionInput, DecisionRequest } from '../../src/domain/decision-input.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { GovernanceChange } from '../../src/domain/governance-change.js';
import { currentPhase, type LedgerEntry } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import type { CommitPlan, GovernanceSnapshot, GovernanceStore } from '../../src/ports/governance.js';
import { branchReadme } from './branch-readme.js';
import { readState } from './read-state.js';

const MAX_TRIES = 5;

export interface CarryOutOptions {
  readonly policy: Policy;
  readonly store: GovernanceStore;
  readonly analysis: DecisionInput['analysis'];
  readonly request: DecisionRequest;
  /** Decide and change nothing. */
  readonly dryRun: boolean;
}

export type Outcome =
  /** `snapshot`: the branch at the commit that holds the entry; it need not be read again. */
  | { readonly kind: 'committed'; readonly entry: LedgerEntry; readonly snapshot: GovernanceSnapshot }
  /** Somebody, or an earlier try of this run, already did it. `snapshot`: the branch where that was seen. */
  | { readonly kind: 'done'; readonly entry: LedgerEntry; readonly snapshot: GovernanceSnapshot }
  | { readonly kind: 'planned'; readonly change: GovernanceChange; readonly plan: CommitPlan };

function commitPlan(policy: Policy, head: string | null, change: GovernanceChange): CommitPlan {
  return {
    parent: head,
    message: change.message,
    files: head === null ? { ...change.files, 'README.md': branchReadme(policy) } : change.files,
    author: { name: 'Phasegate', email: 'phasegate@localhost' },
    at: Date.parse(change.entry.at),
  };
}

/**
 * After a lost race: a person asked to leave the phase that was on. Where another did the same, it is done; where another
 * did something else, the person must look again, or one request would go two phases back.
 */
function afterRace(input: DecisionInput, asked: LedgerEntry): Decision | null {
  const entry = input.state.ledger?.entries.at(-1);
  // The pipeline asks by its analysis, and that tells whether it was overtaken.
  if (input.request.automatic || entry === undefined || entry.seq < asked.seq) return null;
  // A release leaves the phase on, so what was asked still means the same; whether it holds is decided again.
  const since = input.state.ledger?.entries.slice(asked.seq - 1) ?? [];
  if (asked.action !== 'release' && since.every(({ action }) => action === 'release')) return null;
  const same = entry.seq === asked.seq && entry.action === asked.action && entry.to === asked.to;
  if (same) return { kind: 'done', entry };
  const where = currentPhase(input.policy, input.state.ledger).phase;
  const why = `another decision came first (entry ${entry.seq}), and phase ${where} is on now; look at it and ask again`;
  return { kind: 'refused', reasons: [why] };
}

function refused(request: DecisionRequest, reasons: readonly string[]): PhasegateError {
  return new PhasegateError('refused', `${request.operation} refused: ${reasons.join('; ')}`, {
    faults: reasons.map((message) => ({
      file: 'inputs',
      line: 0,
      column: 0,
      path: request.operation,
      message,
      severity: 'error',
    })),
  });
}

/**
 * Decides on the branch as it is and commits the decision. When another commit comes first it reads and decides again,
 * at most 5 times.
 *
 * @throws PhasegateError `refused` with every unmet condition, `conflict` when the branch kept moving, and what reading
 * and committing throw.
 */
export async function carryOut(options: CarryOutOptions): Promise<Outcome> {
  const { policy, store, analysis, request } = options;
  let asked: LedgerEntry | null = null;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const snapshot: GovernanceSnapshot = await store.open();
    const input: DecisionInput = {
      policy,
      state: await readState(snapshot, policy, request.now),
      analysis,
      request,
    };
    const overtaken: Decision | null = asked === null ? null : afterRace(input, asked);
    const decision: Decision = overtaken ?? decide(input);
    if (decision.kind === 'refused') throw refused(request, decision.reasons);
    if (decision.kind === 'done') return { ...decision, snapshot };
    const change: GovernanceChange = decision.change;
    const plan = commitPlan(policy, snapshot.head, change);
    if (options.dryRun) return { kind: 'planned', change, plan };
    const result = await store.commit(plan);
    if (result.kind === 'committed') {
      return { kind: 'committed', entry: change.entry, snapshot: store.at(result.head) };
    }
    asked = change.entry;
  }
  throw new PhasegateError(
    'conflict',
    `branch ${policy.governance.branch} was moved by others ${MAX_TRIES} times while this decision was made; nothing was changed, try again`,
  );
}
