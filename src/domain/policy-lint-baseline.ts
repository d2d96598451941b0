import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { durationOf, member, textOf } from './raw-values.js';
import { suggest } from './suggest.js';
import { DAY, formatDuration } from './time.js';

const LONGEST_MS = 30 * DAY;

export interface BaselineContext {
  /** Ids of the policy's phases, in rollout order. */
  readonly phases: readonly string[];
  /** Where the SLO's phase stands among them. */
  readonly position: number;
  readonly batchMs: number | null;
}

/** Baselines that nothing is relative to, of a phase that is not there, or over an impossible time. */
export function lintBaseline(
  limit: unknown,
  path: DocumentPath,
  context: BaselineContext,
): readonly DocumentFault[] {
  const baseline = member(limit, 'baseline');
  if (baseline === undefined) return [];
  if (member(limit, 'above-by') === undefined && member(limit, 'below-by') === undefined) {
    const message = 'a baseline is what `above-by` or `below-by` is relative to, and this limit has neither';
    return [errorAt([...path, 'baseline'], message)];
  }
  return [
    ...lintPhase(textOf(member(baseline, 'phase')), [...path, 'baseline', 'phase'], context),
    ...lintWindow(baseline, [...path, 'baseline', 'window'], context.batchMs),
  ];
}

function lintPhase(
  id: string | null,
  path: DocumentPath,
  { phases, position }: BaselineContext,
): readonly DocumentFault[] {
  if (id === null || phases.includes(id)) return [];
  if (id === 'previous') {
    return position > 0 ? [] : [errorAt(path, 'this is the first phase, so there is no previous one')];
  }
  const meant = suggest(id, [...phases, 'previous']);
  const hint = meant === null ? `there are ${phases.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
  return [errorAt(path, `there is no phase ${JSON.stringify(id)}; ${hint}`)];
}

function lintWindow(baseline: unknown, path: DocumentPath, batchMs: number | null): readonly DocumentFault[] {
  const ms = durationOf(member(baseline, 'window'), null);
  if (ms === null || batchMs === null) return [];
  const asked = formatDuration(ms);
  if (ms < batchMs)
    return [errorAt(path, `a baseline of ${asked} is shorter than a batch (${formatDuration(batchMs)})`)];
  if (ms <= LONGEST_MS) return [];
  return [
    errorAt(
      path,
      `a baseline of ${asked} is longer than ${formatDuration(LONGEST_MS)}, the most that is kept`,
    ),
  ];
}
