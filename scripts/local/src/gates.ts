import { PhasegateError } from '../../../src/domain/fault.js';
import { groupKey } from './concurrency.js';
import { resolve, resolveText, type Scope } from './expressions.js';
import type { ApprovalAnswer, RunContext } from './run-context.js';
import type { JobTracker } from './run-state.js';
import type { Concurrency } from './workflow-model.js';

/** What stands between a job, or a whole workflow, and its beginning. */
export type Gate =
  /** Call `leave` once it has ended. `held`: all concurrency groups that what is inside must not wait for. */
  | { readonly kind: 'open'; readonly leave: () => void; readonly held: ReadonlySet<string> }
  | { readonly kind: 'closed'; readonly result: 'failure' | 'cancelled'; readonly reason: string | null };

export interface TurnRequest {
  readonly context: RunContext;
  readonly concurrency: Concurrency | null;
  readonly scope: Scope;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Cancels what is inside. */
  readonly cancel: (reason: string) => void;
}

/** Waits for its turn in its concurrency group, if it has one. @throws PhasegateError `bad-input` for a group without a name. */
export async function takeTurn({ context, concurrency, ...request }: TurnRequest): Promise<Gate> {
  const { held } = context;
  if (concurrency === null) return { kind: 'open', leave: () => {}, held };
  const group = resolveText(concurrency.group, request.scope);
  if (group === '') throw new PhasegateError('bad-input', 'concurrency: the group has no name');
  const cancelInProgress = resolve(concurrency.cancelInProgress, request.scope) === true;
  const queue = concurrency.queue === 'max' ? 'max' : 'single';
  const turn = await context.groups.enter({ ...request, group, queue, cancelInProgress, held });
  if (turn.kind === 'cancelled') return { kind: 'closed', result: 'cancelled', reason: turn.reason };
  return { kind: 'open', leave: turn.leave, held: new Set([...held, groupKey(group)]) };
}

/** Resolves with null when the signal is aborted first. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((done, failed) => {
    if (signal.aborted) done(null);
    signal.addEventListener('abort', () => done(null), { once: true });
    work.then(done, failed);
  });
}

export interface ApprovalWait {
  readonly context: RunContext;
  /** null: a job without one. */
  readonly environment: string | null;
  readonly job: string;
  readonly tracker: JobTracker;
  readonly signal: AbortSignal;
}

/** Waits until somebody has approved that a job runs in its environment; null when it may run. */
export async function awaitApproval(wait: ApprovalWait): Promise<(Gate & { kind: 'closed' }) | null> {
  const { context, environment, job, tracker, signal } = wait;
  if (environment === null) return null;
  const { approve, run } = context;
  if (approve === null) {
    context.emit({
      kind: 'note',
      message: `${job}: nobody is asked to approve environment "${environment}" here`,
    });
    return null;
  }
  tracker.status('waiting');
  const answer: ApprovalAnswer | null = await orAborted(approve({ environment, run, job }), signal);
  if (answer === null) return { kind: 'closed', result: 'cancelled', reason: null };
  const { state, user, comment = '' } = answer;
  context.tracker.approved({ state, environment, user, comment });
  if (state === 'approved') return null;
  return { kind: 'closed', result: 'failure', reason: `${user} rejected the deployment to ${environment}` };
}
