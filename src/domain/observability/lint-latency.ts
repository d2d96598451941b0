import { errorAt, type DocumentFault, type DocumentPath } from '../document-fault.js';
import { durationOf, itemsOf, member, numberOf, recordOf, textOf } from '../raw-values.js';
import { suggest } from '../suggest.js';
import { formatDuration, HOUR } from '../time.js';

const LATENCY: DocumentPath = ['observability', 'latency'];
/** Rules by which a limit counts other than windows in a row. */
const OTHER_RULES = ['mean-of', 'moving-average', 'times', 'unmet-for'];
/** Percentiles that a rollup holds, so that a breach can be seen in it. */
const ROLLED_UP = [50, 95, 99];

/** What signal latency asks of the rest of the policy. `batchMs`: null where it is not known. */
export function lintLatency(document: unknown, batchMs: number | null): readonly DocumentFault[] {
  const latency = member(member(document, 'observability'), 'latency');
  if (recordOf(latency) === null) return [];
  const slis = recordOf(member(document, 'slis')) ?? {};
  const sli = textOf(member(latency, 'sli'));
  const failures = textOf(member(latency, 'failures'));
  const odd = sli === null ? [] : lintSli(slis, { key: 'sli', id: sli, kind: 'quantile' });
  return [
    ...lintBatch(batchMs),
    ...lintPhases(document),
    ...lintEvents(document),
    ...odd,
    ...(failures === null ? [] : lintSli(slis, { key: 'failures', id: failures, kind: 'ratio' })),
    ...(sli === null || odd.length > 0 ? [] : lintLimit(document, sli)),
  ];
}

function lintBatch(batchMs: number | null): readonly DocumentFault[] {
  if (batchMs === null || batchMs === HOUR) return [];
  const message = `rollups are of an hour, and a batch is of ${formatDuration(batchMs)}; write batch: 1h`;
  return [errorAt(LATENCY, message)];
}

function lintPhases(document: unknown): readonly DocumentFault[] {
  const phases = itemsOf(member(document, 'phases'));
  if (phases.length <= 1) return [];
  const message = `signals have one phase, and this policy has ${phases.length}; give signal latency a policy of its own`;
  return [errorAt(LATENCY, message)];
}

function lintEvents(document: unknown): readonly DocumentFault[] {
  if (member(document, 'keep-events') !== false) return [];
  const message = 'samples are the events of closed windows, and none are kept; leave this out';
  return [errorAt(['keep-events'], message)];
}

function lintSli(
  slis: Readonly<Record<string, unknown>>,
  { key, id, kind }: { readonly key: string; readonly id: string; readonly kind: 'quantile' | 'ratio' },
): readonly DocumentFault[] {
  const path = [...LATENCY, key];
  if (!Object.hasOwn(slis, id)) {
    const meant = suggest(id, Object.keys(slis));
    const hint = meant === null ? `name an SLI with \`${kind}\`` : `did you mean ${JSON.stringify(meant)}?`;
    return [errorAt(path, `no SLI is called ${JSON.stringify(id)}; ${hint}`)];
  }
  const from = textOf(member(slis[id], 'from'));
  if (from !== null)
    return [
      errorAt(
        path,
        `${JSON.stringify(id)} is measured by the server ${from}, and samples are events; name another SLI`,
      ),
    ];
  const measure = member(slis[id], kind);
  if (measure === undefined) {
    if (recordOf(slis[id]) === null) return [];
    return [errorAt(path, `${JSON.stringify(id)} is no ${kind}; name an SLI with \`${kind}\``)];
  }
  const p = kind === 'quantile' ? numberOf(member(measure, 'p')) : null;
  if (p === null || ROLLED_UP.includes(p)) return [];
  return [errorAt(path, `${JSON.stringify(id)} is a p${p}; rollups hold p50, p95 and p99`)];
}

function isPlainLimit(limit: unknown): boolean {
  const bound = numberOf(member(limit, 'above')) ?? numberOf(member(limit, 'below'));
  return bound !== null && OTHER_RULES.every((key) => member(limit, key) === undefined);
}

/** Whether an SLO says what a breach is: a bound in figures, for hours in a row. */
function saysBreach(slo: unknown): boolean {
  const windowMs = durationOf(member(slo, 'window'), HOUR);
  // Of a window that is no duration the schema speaks.
  if (windowMs !== null && windowMs !== HOUR) return false;
  const rollback = member(slo, 'rollback');
  return (Array.isArray(rollback) ? itemsOf(rollback) : [rollback]).some(isPlainLimit);
}

function lintLimit(document: unknown, sli: string): readonly DocumentFault[] {
  const slos = itemsOf(member(document, 'phases')).flatMap((phase) => itemsOf(member(phase, 'slos')));
  if (slos.some((slo) => textOf(member(slo, 'sli')) === sli && saysBreach(slo))) return [];
  const message = `nothing says what a breach is: write an SLO of ${JSON.stringify(sli)} over one batch with a limit such as rollback: { above: 5000, batches: 3 }`;
  return [errorAt([...LATENCY, 'sli'], message)];
}
