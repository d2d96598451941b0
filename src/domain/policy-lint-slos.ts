import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { defaultSloId } from './policy-convert.js';
import { lintLimits } from './policy-lint-limits.js';
import { durationOf, itemsOf, member, recordOf, textOf } from './raw-values.js';
import { suggest } from './suggest.js';
import { formatDuration } from './time.js';

/** As for every id: it becomes part of file names. */
const LONGEST_ID = 64;

/** What every SLO is held against. `batchMs` is null where the policy's batch is at fault itself. */
interface Context {
  readonly slis: Readonly<Record<string, unknown>>;
  readonly batchMs: number | null;
  /** Ids of the phases, in rollout order, and where the SLO's own stands. */
  readonly phases: readonly string[];
  readonly position: number;
}

/** SLOs that judge nothing, twice the same, over an impossible window, or by limits that cannot work. */
export function lintSlos(document: unknown, batchMs: number | null): readonly DocumentFault[] {
  const all = itemsOf(member(document, 'phases'));
  const phases = all.map((phase) => textOf(member(phase, 'id')) ?? '');
  const slis = recordOf(member(document, 'slis')) ?? {};
  return all.flatMap((phase, i) => {
    const context: Context = { slis, batchMs, phases, position: i };
    const slos = itemsOf(member(phase, 'slos'));
    const path = ['phases', i, 'slos'];
    return [
      ...slos.flatMap((slo, j) => lintSlo(slo, [...path, j], context)),
      ...lintDuplicates(slos, path, batchMs),
    ];
  });
}

function lintSlo(slo: unknown, path: DocumentPath, context: Context): readonly DocumentFault[] {
  return [
    ...lintSli(slo, path, context),
    ...lintWindow(slo, path, context),
    ...lintLimits(slo, path, { ...context, sli: sliOf(slo, context), windowMs: windowOf(slo, context) }),
    ...lintEvidence(slo, path, context),
  ];
}

function sliOf(slo: unknown, { slis }: Context): unknown {
  const id = textOf(member(slo, 'sli'));
  return id !== null && Object.hasOwn(slis, id) ? slis[id] : undefined;
}

/** Null where the window, or the batch that it defaults to, is at fault. */
function windowOf(slo: unknown, { batchMs }: Context): number | null {
  const windowMs = durationOf(member(slo, 'window'), batchMs);
  return windowMs === null || batchMs === null || windowMs < batchMs ? null : windowMs;
}

/** A time between false alarms that a batch is longer than. */
export function lintEvidence(
  value: unknown,
  path: DocumentPath,
  { batchMs }: Pick<Context, 'batchMs'>,
): readonly DocumentFault[] {
  const ms = durationOf(member(member(value, 'evidence'), 'false-alarm-every'), null);
  if (ms === null || batchMs === null || ms >= batchMs) return [];
  const message = `a false alarm every ${formatDuration(ms)} is more than one a batch (${formatDuration(batchMs)}); use a longer time such as 300d, or \`evidence: none\``;
  return [errorAt([...path, 'evidence', 'false-alarm-every'], message)];
}

function lintSli(slo: unknown, path: DocumentPath, { slis }: Context): readonly DocumentFault[] {
  const id = textOf(member(slo, 'sli'));
  const known = Object.keys(slis);
  // Without any SLI the missing `slis` is the mistake.
  if (id === null || known.length === 0 || Object.hasOwn(slis, id)) return [];
  const meant = suggest(id, known);
  const hint = meant === null ? `\`slis\` has ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
  return [errorAt([...path, 'sli'], `SLI ${JSON.stringify(id)} is not in \`slis\`; ${hint}`)];
}

function lintWindow(slo: unknown, path: DocumentPath, { batchMs }: Context): readonly DocumentFault[] {
  const windowMs = durationOf(member(slo, 'window'), null);
  if (windowMs === null || batchMs === null) return [];
  const place = [...path, 'window'];
  const [window, batch] = [formatDuration(windowMs), formatDuration(batchMs)];
  if (windowMs < batchMs)
    return [
      errorAt(place, `a window of ${window} is shorter than a batch (${batch}); use a multiple of ${batch}`),
    ];
  if (windowMs % batchMs !== 0)
    return [errorAt(place, `a window of ${window} is no multiple of a batch (${batch})`)];
  return [];
}

function lintDuplicates(
  slos: readonly unknown[],
  path: DocumentPath,
  batchMs: number | null,
): readonly DocumentFault[] {
  const seen = new Map<string, number>();
  return slos.flatMap((slo, i) => {
    const sli = textOf(member(slo, 'sli'));
    const windowMs = durationOf(member(slo, 'window'), batchMs);
    if (sli === null || windowMs === null) return [];
    const several = slos.filter((other) => member(other, 'sli') === sli).length > 1;
    const own = textOf(member(slo, 'id'));
    const id = own ?? defaultSloId(sli, { windowMs, several });
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, i);
      if (id.length <= LONGEST_ID) return [];
      return [
        errorAt(
          [...path, i],
          `its id would be ${JSON.stringify(id)}, longer than ${LONGEST_ID} characters; give it a shorter \`id\``,
        ),
      ];
    }
    const place = own === null ? [...path, i] : [...path, i, 'id'];
    const remedy = own === null ? 'merge the two, or give this one an `id`' : 'give this one another';
    return [errorAt(place, `SLO ${JSON.stringify(id)} is already slos[${first}] of this phase; ${remedy}`)];
  });
}
