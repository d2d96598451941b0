import { PhasegateError } from './fault.js';
import type { Policy } from './policy.js';
import { itemsOf, member, recordOf, textOf } from './raw-values.js';

/** One role's approval of a promotion. */
export interface Approval {
  readonly role: string;
  /** Login of who approved; of an approval that was typed in, of who typed it. */
  readonly by: string;
  /** `environment`: a review of the run's protected environment, which GitHub vouches for. `input`: typed in. */
  readonly source: 'environment' | 'input';
}

/** A role's environment was rejected in the run. */
export interface Rejection {
  readonly role: string;
  readonly by: string;
}

/** One review of a run's protected environments. */
export interface EnvironmentReview {
  readonly environments: readonly string[];
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly by: string;
  /** Only a person's approval counts. */
  readonly isPerson: boolean;
}

/** The environment whose approval is a role's: as the policy names it, else `phasegate-<role>`. */
export function environmentOf({ environments }: Pick<Policy, 'environments'>, role: string): string {
  return (Object.hasOwn(environments, role) ? environments[role] : undefined) ?? `phasegate-${role}`;
}

/** Approvals as somebody typed them, in the name of who did. */
export function typedApprovals(roles: readonly string[], by: string): Approval[] {
  return roles.map((role) => ({ role, by, source: 'input' }));
}

const STATES = ['approved', 'rejected', 'pending'] as const;

function reviewOf(value: unknown): EnvironmentReview | null {
  const state = STATES.find((one) => one === member(value, 'state'));
  const user = member(value, 'user');
  const by = textOf(member(user, 'login'));
  const names = itemsOf(member(value, 'environments')).map((one) => textOf(member(one, 'name')));
  if (state === undefined || by === null || names.includes(null)) return null;
  return {
    environments: names.filter((name) => name !== null),
    state,
    by,
    isPerson: member(user, 'type') === 'User' && !by.endsWith('[bot]'),
  };
}

/**
 * The answer of `GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals`.
 *
 * @throws PhasegateError `api-failed` for an answer of another form: an approval must not be guessed.
 */
export function parseReviews(body: unknown): EnvironmentReview[] {
  const reviews = itemsOf(body).map((one) => (recordOf(one) === null ? null : reviewOf(one)));
  if (Array.isArray(body) && !reviews.includes(null)) return reviews.filter((review) => review !== null);
  throw new PhasegateError(
    'api-failed',
    "the run's approvals came in a form that this version does not know; use a newer Phasegate, or give the approvals by the input `approvals`",
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By role, then login, then source, each once. */
export function sortedApprovals(approvals: readonly Approval[]): Approval[] {
  const byKey = new Map(approvals.map((one) => [JSON.stringify([one.role, one.by, one.source]), one]));
  return [...byKey.values()].sort(
    (a, b) => compare(a.role, b.role) || compare(a.by, b.by) || compare(a.source, b.source),
  );
}

/**
 * What a run's reviews say of the roles that the policy names. Names of environments are compared without case, as GitHub
 * does. An environment that was rejected once stays rejected in this run: reviews bear no time, so which came last is
 * not known.
 */
export function approvalsOf(
  policy: Policy,
  reviews: readonly EnvironmentReview[],
): { readonly approvals: readonly Approval[]; readonly rejections: readonly Rejection[] } {
  const roles = [...new Set(policy.phases.flatMap(({ promote }) => promote?.approvals ?? []))];
  const found = roles.flatMap((role) => {
    const environment = environmentOf(policy, role).toLowerCase();
    return reviews
      .filter(({ environments }) => environments.some((name) => name.toLowerCase() === environment))
      .map(({ state, by, isPerson }) => ({ role, by, state, isPerson }));
  });
  const approved = found.filter(({ state, isPerson }) => state === 'approved' && isPerson);
  const rejected = found.filter(({ state }) => state === 'rejected');
  return {
    approvals: sortedApprovals(approved.map(({ role, by }) => ({ role, by, source: 'environment' }))),
    rejections: sortedApprovals(rejected.map(({ role, by }) => ({ role, by, source: 'environment' }))).map(
      ({ role, by }) => ({ role, by }),
    ),
  };
}
