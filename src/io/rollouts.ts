import * as core from '@actions/core';
import { PhasegateError } from '../domain/fault.js';
import { findPhase, type Policy } from '../domain/policy.js';
import { logLine, oneLine } from '../render/escape.js';
import { hasOwnFolder, policyFiles, rolloutFolder } from './policy-files.js';
import { loadPolicy } from './policy-file.js';
import { annotate } from './run-action.js';

/** One of the rollouts that a tick carries out. */
export interface Rollout {
  /** Path of its policy. */
  readonly path: string;
  readonly policy: Policy;
  /** Its folder within an output folder or an artifact; empty: that itself. */
  readonly below: string;
}

/** What became of a rollout. */
export type RolloutResult<T> =
  | { readonly kind: 'done'; readonly rollout: Rollout; readonly value: T }
  /** `rollout` is null where its policy could not be read. */
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly rollout: Rollout | null;
      readonly error: Error;
    };

async function load(path: string, phase: string): Promise<Rollout> {
  const { policy, warnings } = await loadPolicy(path);
  for (const fault of warnings) {
    core.warning(oneLine(fault.message), { file: fault.file, startLine: fault.line });
  }
  if (phase !== '' && findPhase(policy, phase) === undefined) {
    const known = policy.phases.map(({ id }) => id).join(', ');
    throw new PhasegateError('bad-input', `input phase is ${JSON.stringify(phase)}; ${path} knows ${known}`);
  }
  return { path, policy, below: rolloutFolder('', { path, rollout: policy.rollout }).replace(/^\.$/, '') };
}

/** Folders of the stages' own, below which a rollout's folder would lie. */
const TAKEN_NAMES = new Set([
  ...['analyzer', 'collector', 'governance', 'logs', 'merge', 'metrics', 'quarantine', 'reporter', 'reports'],
  ...['sources', 'state', 'telemetry'],
]);

const SHARD_NAME = /^shard-\d+-of-\d+$/;

/** What two rollouts must not share: their names are those of folders and keys, and a ledger is one rollout's. */
function clash({ path, policy }: Rollout, others: readonly Rollout[]): PhasegateError | null {
  if (hasOwnFolder(path) && (TAKEN_NAMES.has(policy.rollout) || SHARD_NAME.test(policy.rollout))) {
    const message = `${path}: a rollout with a folder of its own cannot be named ${policy.rollout}, as a folder of the stages is; give it another name`;
    return new PhasegateError('bad-policy', message);
  }
  const flat = hasOwnFolder(path) ? undefined : others.find((other) => other.below === '');
  if (flat !== undefined) {
    const message = `${path} and ${flat.path} would write to the same folders; name the one <name>.policy.yaml, which gives it folders of its own`;
    return new PhasegateError('bad-input', message);
  }
  const same = others.find((other) => other.policy.rollout === policy.rollout);
  if (same !== undefined) {
    const message = `${path} and ${same.path} are both of rollout ${JSON.stringify(policy.rollout)}; give one of them another name`;
    return new PhasegateError('bad-policy', message);
  }
  const root = policy.observability?.root;
  const watching = others.find((other) => root !== undefined && other.policy.observability?.root === root);
  if (watching !== undefined) {
    const message = `${path} and ${watching.path} both keep observability in ${root ?? ''}; write another \`root\` into the section observability of ${path}`;
    return new PhasegateError('bad-policy', message);
  }
  const { branch, folder } = policy.governance;
  const sharing = others.find(
    ({ policy: { governance } }) => governance.branch === branch && governance.folder === folder,
  );
  if (sharing === undefined) return null;
  return new PhasegateError(
    'bad-policy',
    `${path} and ${sharing.path} share the folder ${folder} of branch ${branch}, where there is one ledger; write \`governance: { folder: governance/${policy.rollout} }\` into ${path}`,
  );
}

type Failed = Extract<RolloutResult<never>, { kind: 'failed' }>;

function failed(path: string, error: unknown): Failed {
  return {
    kind: 'failed',
    path,
    rollout: null,
    error: error instanceof Error ? error : new Error(String(error)),
  };
}

/**
 * The rollouts whose policies the input `policy` names, in order of their paths; those that cannot be carried out with why.
 * `phase`: one that every policy must know; empty for none.
 *
 * @throws PhasegateError `bad-input` where there is no policy at all.
 */
export async function loadRollouts(input: string, phase: string): Promise<readonly (Rollout | Failed)[]> {
  const all: (Rollout | Failed)[] = [];
  for (const path of await policyFiles(input)) {
    all.push(await load(path, phase).catch((error: unknown) => failed(path, error)));
  }
  // Those without a folder of their own come first: they were there before there were several.
  const loaded = all.flatMap((one) => ('kind' in one ? [] : [one]));
  const ranked = [...loaded].sort((a, b) => Number(a.below !== '') - Number(b.below !== ''));
  const faults = new Map<Rollout, Failed>();
  for (const [i, rollout] of ranked.entries()) {
    const fault = clash(
      rollout,
      ranked.slice(0, i).filter((one) => !faults.has(one)),
    );
    if (fault !== null) faults.set(rollout, failed(rollout.path, fault));
  }
  return all.map((one) => ('kind' in one ? one : (faults.get(one) ?? one)));
}

/** Carries out one rollout after the other; a fault of one stops no other. */
export async function eachRollout<T>(
  rollouts: Awaited<ReturnType<typeof loadRollouts>>,
  work: (rollout: Rollout) => Promise<T>,
): Promise<readonly RolloutResult<T>[]> {
  const results: RolloutResult<T>[] = [];
  for (const rollout of rollouts) {
    if ('kind' in rollout) {
      results.push(rollout);
      continue;
    }
    try {
      results.push({ kind: 'done', rollout, value: await work(rollout) });
    } catch (error) {
      results.push({ ...failed(rollout.path, error), rollout });
    }
  }
  return results;
}

/** The results, in which each fault that a rollout's value names counts as a failure of it. */
export function withFaults<T extends { readonly faults: readonly Error[] }>(
  results: readonly RolloutResult<T>[],
): readonly RolloutResult<T>[] {
  return results.flatMap((result): readonly RolloutResult<T>[] => {
    if (result.kind === 'failed' || result.value.faults.length === 0) return [result];
    const { rollout, value } = result;
    return value.faults.map((error) => ({ kind: 'failed', path: rollout.path, rollout, error }));
  });
}

/** Fails the step when everything is done: the first fault is thrown, the others are said. @throws what failed first. */
export function throwFirst(results: readonly RolloutResult<unknown>[]): void {
  const failures = results.flatMap((result) => (result.kind === 'failed' ? [result] : []));
  const [first, ...others] = failures;
  for (const { path, error } of others) {
    annotate(error);
    const code = error instanceof PhasegateError ? `${error.code}: ` : '';
    core.error(logLine(`${path}: ${code}${error.message}`, 4_000));
  }
  if (first === undefined) return;
  if (results.length > 1)
    core.error(logLine(`${first.path} failed; of ${results.length} rollouts ${failures.length}`));
  throw first.error;
}
