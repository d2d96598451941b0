import { addLineCounts, NO_LINES } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { CollectPlan } from './collect.js';

/** What became of one rollout. */
export interface CollectedRollout {
  readonly rollout: string;
  /** Path of its policy. */
  readonly policy: string;
  /** Folder that holds its batches. */
  readonly path: string;
  /** null: another tick held the state. */
  readonly plan: CollectPlan | null;
}

/** The action's outputs by name: those of the rollouts together, and `rollouts` with each. */
export function outputsOf(all: readonly CollectedRollout[]): Record<string, string> {
  const plans = all.flatMap(({ plan }) => plan ?? []);
  const { accepted, rejected, duplicates, late } = plans
    .map(({ totals }) => totals)
    .reduce(addLineCounts, NO_LINES);
  const sum = (of: (plan: CollectPlan) => number): number =>
    plans.reduce((total, plan) => total + of(plan), 0);
  return {
    batches: String(sum(({ batches }) => batches.length)),
    path: all.map(({ path }) => path).join('\n'),
    accepted: String(accepted),
    rejected: String(rejected),
    duplicates: String(duplicates),
    late: String(late),
    missed: String(sum(({ missed }) => missed)),
    'lag-seconds': String(Math.max(0, ...plans.map(({ lagSeconds }) => lagSeconds))),
    skipped: String(all.some(({ plan }) => plan === null)),
    rollouts: canonicalJson(
      all.map(({ rollout, policy, path, plan }) => ({
        rollout,
        policy,
        path,
        batches: plan?.batches.length ?? 0,
        skipped: plan === null,
      })),
    ),
  };
}
