import { PhasegateError } from './fault.js';
import type { Ledger } from './ledger-entry.js';
import { inspectLedger } from './ledger-inspect.js';
import { findPhase, type Phase, type Policy } from './policy.js';
import { parseInstant } from './time.js';

export {
  entryHash,
  GENESIS,
  LEDGER_SCHEMA,
  type Ledger,
  type LedgerAction,
  type LedgerEntry,
} from './ledger-entry.js';
export { rollbackEvents, type LedgerEvent, type LedgerEventName } from './ledger-events.js';
export { renderLedger } from './ledger-render.js';

/**
 * The ledger in a file's text.
 *
 * @throws PhasegateError `bad-ledger` with every fault and its line when the text is not what Phasegate wrote,
 * `newer-state` when a newer version wrote it.
 */
export function parseLedger(text: string, file: string): Ledger {
  const { ledger, problems, newer } = inspectLedger(text);
  if (newer !== null) {
    throw new PhasegateError(
      'newer-state',
      `${file} has the schema ${newer}, newer than this version knows; use a newer Phasegate`,
    );
  }
  if (ledger !== null && problems.length === 0) return ledger;
  const faults = problems.map(({ line, path, message }) => ({
    file,
    line,
    column: 1,
    path,
    message,
    severity: 'error' as const,
  }));
  const list = problems.map(({ line, message }) => `line ${line}: ${message}`).join('; ');
  throw new PhasegateError(
    'bad-ledger',
    `${file} was changed by hand or cut off: ${list}. Take the file as it was in the last good commit of the governance branch (git log -p -- ${file}); to undo a decision, make a new one`,
    { faults },
  );
}

/**
 * The ledger of the policy's rollout in a file's text; null where there is no file yet.
 *
 * @throws PhasegateError as {@link parseLedger}, and `bad-ledger` when it is another rollout's.
 */
export function ledgerOfRollout(text: string | null, file: string, policy: Policy): Ledger | null {
  if (text === null) return null;
  const ledger = parseLedger(text, file);
  if (ledger.rollout === policy.rollout) return ledger;
  throw new PhasegateError(
    'bad-ledger',
    `${file} on branch ${policy.governance.branch} is the ledger of rollout ${JSON.stringify(ledger.rollout)}, and the policy is that of ${JSON.stringify(policy.rollout)}; give this rollout a governance folder or branch of its own in the policy`,
  );
}

function firstPhase(policy: Policy): string {
  const first = policy.phases[0];
  if (first === undefined)
    throw new PhasegateError('bad-policy', 'the policy has no phases; name at least one');
  return first.id;
}

/** The phase that is on now, and since when it is (ms since the epoch; null before the first entry). */
export function currentPhase(policy: Policy, ledger: Ledger | null): { phase: string; since: number | null } {
  const last = ledger?.entries.findLast(({ action }) => action !== 'release');
  return last === undefined
    ? { phase: firstPhase(policy), since: null }
    : { phase: last.to, since: parseInstant(last.at) };
}

/** The phase that was on at an instant (ms since the epoch): that of the last entry at or before it, else the first. */
export function phaseAt(policy: Policy, ledger: Ledger | null, ms: number): string {
  const last = ledger?.entries.findLast((entry) => (parseInstant(entry.at) ?? Infinity) <= ms);
  return last?.to ?? firstPhase(policy);
}

/** A time in which one phase is on: until the next one begins. */
export interface Era {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly phase: string;
}

/** What {@link phaseAt} says of every instant from one on, up to another: the first era begins with it. */
export function erasOf(policy: Policy, ledger: Ledger | null, span: { from: number; to: number }): Era[] {
  const changes = new Set((ledger?.entries ?? []).map(({ at }) => parseInstant(at) ?? Infinity));
  const within = [...changes].filter((at) => at > span.from && at <= span.to).sort((a, b) => a - b);
  return [span.from, ...within].map((from) => ({ from, phase: phaseAt(policy, ledger, from) }));
}

/** The policy's phase of that id. @throws PhasegateError `bad-policy` when the policy no longer has the ledger's phase. */
export function requirePhase(policy: Policy, id: string): Phase {
  const phase = findPhase(policy, id);
  if (phase !== undefined) return phase;
  const known = policy.phases.map((one) => one.id).join(', ');
  throw new PhasegateError(
    'bad-policy',
    `the ledger says that phase ${JSON.stringify(id)} is on, and the policy has no such phase (it has ${known}); put the phase back into the policy until the rollout has left it`,
  );
}
