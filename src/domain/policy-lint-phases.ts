import { errorAt, type DocumentFault } from './document-fault.js';
import { itemsOf, member, numberOf, textOf } from './raw-values.js';

/** Phases that are there twice, that shrink, or that nothing leads out of. */
export function lintPhaseOrder(document: unknown): readonly DocumentFault[] {
  const phases = itemsOf(member(document, 'phases'));
  return [...lintDuplicates(phases), ...lintShrinking(phases), ...lintDeadEnds(phases)];
}

function lintDuplicates(phases: readonly unknown[]): readonly DocumentFault[] {
  const seen = new Map<string, number>();
  return phases.flatMap((phase, i) => {
    const id = textOf(member(phase, 'id'));
    if (id === null) return [];
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, i);
      return [];
    }
    return [
      errorAt(
        ['phases', i, 'id'],
        `phase ${JSON.stringify(id)} is already phases[${first}]; give this one an id of its own`,
      ),
    ];
  });
}

/** The segments as one text; null where they are not written as they should be. */
function segmentsOf(phase: unknown): string | null {
  const segment = member(member(phase, 'audience'), 'segment');
  if (segment === undefined) return '[]';
  const segments = Array.isArray(segment) ? (segment as unknown[]) : [segment];
  return segments.every((one) => typeof one === 'string') ? JSON.stringify([...segments].sort()) : null;
}

function lintShrinking(phases: readonly unknown[]): readonly DocumentFault[] {
  const reached = new Map<string, { readonly percent: number; readonly id: string }>();
  return phases.flatMap((phase, i) => {
    const segments = segmentsOf(phase);
    const written = member(member(phase, 'audience'), 'percent');
    const percent = written === undefined ? 100 : numberOf(written);
    if (segments === null || percent === null) return [];
    const before = reached.get(segments);
    const id = textOf(member(phase, 'id')) ?? `phases[${i}]`;
    reached.set(segments, { percent, id });
    if (before === undefined || percent >= before.percent) return [];
    const message = `reaches ${percent} % after the ${before.percent} % of phase ${JSON.stringify(before.id)}; phases stand in rollout order, so a later one reaches at least as many`;
    return [errorAt(['phases', i, 'audience', 'percent'], message)];
  });
}

function lintDeadEnds(phases: readonly unknown[]): readonly DocumentFault[] {
  return phases.slice(0, -1).flatMap((phase, i) => {
    const id = textOf(member(phase, 'id'));
    if (id === null || member(phase, 'promote') !== undefined) return [];
    const message = `phase ${JSON.stringify(id)} is not the last and has no \`promote\`, so nothing ever recommends leaving it; add promote: { healthy: 48h }`;
    return [{ path: ['phases', i], at: 'value', message, severity: 'warning' }];
  });
}
