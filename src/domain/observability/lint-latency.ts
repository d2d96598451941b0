import { errorAt, type DocumentFault, type DocumentPath } from '../document-fault.js';
import { durationOf, itemsOf, member, numberOf, recordOf, textOf } from '../raw-values.js';
import { suggest } from '../suggest.js';

const LATENCY: DocumentPath = ['observability', 'latency'];
/** Rules by which a limit counts other than windows in a row. */
const OTHER_RULES = ['mean-of', 'moving-average', 'times', 'unmet-for'];

/** The SLIs that the section names: a quantile with a limit in every phase, and a ratio. */
export function lintLatencySlis(document: unknown, batchMs: number | null): readonly DocumentFault[] {
  const latency = member(member(document, 'observability'), 'latency');
  const slis = recordOf(member(document, 'slis')) ?? {};
  const sli = textOf(member(latency, 'sli'));
  const failures = textOf(member(latency, 'failures'));
  const odd = sli === null ? [] : lintKind(slis, { key: 'sli', id: sli, kind: 'quantile' });
  return [
    ...odd,
    ...(failures === null ? [] : lintKind(slis, { key: 'failures', id: failures, kind: 'ratio' })),
    ...(sli === null || odd.length > 0 ? [] : lintLimits(document, sli, batchMs)),
  ];
}

function lintKind(
  slis: Readonly<Record<string, unknown>>,
  { key, id, kind }: { readonly key: string; readonly id: string; readonly kind: 'quantile' | 'ratio' },
): readonly DocumentFault[] {
  if (Object.hasOwn(slis, id)) {
    if (recordOf(slis[id]) === null || member(slis[id], kind) !== undefined) return [];
    return [errorAt([...LATENCY, key], `${JSON.stringify(id)} is no ${kind}; name an SLI with \`${kind}\``)];
  }
  const meant = suggest(id, Object.keys(slis));
  const hint = meant === null ? `name an SLI with \`${kind}\`` : `did you mean ${JSON.stringify(meant)}?`;
  return [errorAt([...LATENCY, key], `no SLI is called ${JSON.stringify(id)}; ${hint}`)];
}

function isPlainLimit(limit: unknown): boolean {
  const bound = numberOf(member(limit, 'above')) ?? numberOf(member(limit, 'below'));
  return bound !== null && OTHER_RULES.every((key) => member(limit, key) === undefined);
}

/** Whether an SLO says what a breach is: a bound in figures, for windows of one batch in a row. */
function saysBreach(slo: unknown, batchMs: number | null): boolean {
  const windowMs = durationOf(member(slo, 'window'), batchMs);
  // Of a window that is no duration the schema speaks.
  if (windowMs !== null && batchMs !== null && windowMs !== batchMs) return false;
  const rollback = member(slo, 'rollback');
  return (Array.isArray(rollback) ? itemsOf(rollback) : [rollback]).some(isPlainLimit);
}

function lintLimits(document: unknown, sli: string, batchMs: number | null): readonly DocumentFault[] {
  const without = itemsOf(member(document, 'phases')).filter(
    (phase) =>
      !itemsOf(member(phase, 'slos')).some(
        (slo) => textOf(member(slo, 'sli')) === sli && saysBreach(slo, batchMs),
      ),
  );
  if (without.length === 0) return [];
  const phases = without.map((phase) => JSON.stringify(textOf(member(phase, 'id')) ?? '')).join(', ');
  const message = `what a breach is must be said in every phase, and is not in ${phases}: write an SLO of ${JSON.stringify(sli)} over one batch with a limit such as rollback: { above: 5000, batches: 3 }`;
  return [errorAt([...LATENCY, 'sli'], message)];
}
