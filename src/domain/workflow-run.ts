import { canonicalJson } from './canonical-json.js';
import { governancePaths } from './governance-paths.js';
import type { LedgerEntry } from './ledger-entry.js';
import type { Policy } from './policy.js';
import { itemsOf, member, numberOf, textOf } from './raw-values.js';
import { MINUTE, parseInstant, SECOND } from './time.js';

/** A run of a workflow, as far as it is waited for. */
export interface StartedRun {
  readonly id: number;
  /** Null while it goes on. */
  readonly conclusion: string | null;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly url: string;
}

/** Names a decision in the title of a run: `checkout#7-0a1b2c3d4e5f`. */
export function decisionId(policy: Policy, { seq, hash }: Pick<LedgerEntry, 'seq' | 'hash'>): string {
  return `${policy.rollout}#${seq}-${hash.slice(0, 12)}`;
}

/**
 * The value of the input `decision` that a workflow is started with, as canonical JSON. It holds nothing that people or
 * telemetry wrote: ids, paths and digests only.
 */
export function decisionInput(policy: Policy, entry: LedgerEntry, commit: string): string {
  const { branch, folder } = policy.governance;
  const { flags, env } = governancePaths(folder);
  const { seq, hash, action, from, to } = entry;
  const id = decisionId(policy, entry);
  return canonicalJson({
    id,
    rollout: policy.rollout,
    seq,
    hash,
    action,
    from,
    to,
    branch,
    commit,
    flags,
    env,
  });
}

/** One run as the API answers it; null for anything else. */
export function runOf(value: unknown): StartedRun | null {
  const id = numberOf(member(value, 'id'));
  const createdAt = parseInstant(textOf(member(value, 'created_at')) ?? '');
  if (id === null || createdAt === null) return null;
  const isOver = member(value, 'status') === 'completed';
  return {
    id,
    conclusion: isOver ? (textOf(member(value, 'conclusion')) ?? 'unknown') : null,
    title: textOf(member(value, 'display_title')) ?? '',
    createdAt,
    url: textOf(member(value, 'html_url')) ?? '',
  };
}

/** The runs of an answer of `GET actions/workflows/{file}/runs`. */
export function runsOf(body: unknown): StartedRun[] {
  return itemsOf(member(body, 'workflow_runs')).flatMap((one) => runOf(one) ?? []);
}

/** What a title names a decision by, of this rollout or another. */
const ANY_ID = /[A-Za-z0-9._-]#\d+-[0-9a-f]{12}/;

/**
 * The run that was started for a decision: the one that names it in its title. Where the workflow's `run-name` does not say
 * the decision, the first run since the decision that names no other.
 */
export function runFor(
  runs: readonly StartedRun[],
  { id, since }: { readonly id: string; readonly since: number },
): StartedRun | null {
  const named = runs.find(({ title }) => title.split(/\s+/).includes(id));
  if (named !== undefined) return named;
  const nameless = runs.filter(({ title, createdAt }) => createdAt >= since && !ANY_ID.test(title));
  return nameless.reduce<StartedRun | null>(
    (first, run) => (first === null || run.createdAt < first.createdAt ? run : first),
    null,
  );
}

/**
 * How long to wait before each look at a run, in milliseconds: 5, 10, 20, 40 s, then a minute, or a twelfth of the limit
 * where that is longer. 13 looks within 10 minutes, at most 20 within 6 hours; the last one
 * is at the end.
 */
export function waitsFor(timeoutMs: number): readonly number[] {
  const longest = Math.max(MINUTE, Math.ceil(timeoutMs / 12));
  const waits: number[] = [];
  for (let left = timeoutMs, wait = 5 * SECOND; left > 0; wait = Math.min(2 * wait, longest)) {
    waits.push(Math.min(wait, left));
    left -= wait;
  }
  return waits;
}
