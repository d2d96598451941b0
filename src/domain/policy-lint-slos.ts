import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import type { Limit } from './policy.js';
import { defaultSloId } from './policy-convert.js';
import { durationOf, itemsOf, member, numberOf, recordOf, textOf } from './raw-values.js';
import { suggest } from './suggest.js';
import { formatDuration } from './time.js';

/** As for every id: it becomes part of file names. */
const LONGEST_ID = 64;

/** What every SLO is held against. `batchMs` is null where the policy's batch is at fault itself. */
interface Context {
  readonly slis: Readonly<Record<string, unknown>>;
  readonly batchMs: number | null;
}

/** SLOs that judge nothing, twice the same, over an impossible window, or by limits that cannot work. */
export function lintSlos(document: unknown, batchMs: number | null): readonly DocumentFault[] {
  const context = { slis: recordOf(member(document, 'slis')) ?? {}, batchMs };
  return itemsOf(member(document, 'phases')).flatMap((phase, i) => {
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
    ...lintLimits(slo, path, context),
  ];
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

function limitOf(value: unknown): Limit | null {
  const above = numberOf(member(value, 'above'));
  const below = numberOf(member(value, 'below'));
  const written = member(value, 'batches');
  const batches = written === undefined ? 1 : numberOf(written);
  if ((above === null) === (below === null) || batches === null) return null;
  return above === null
    ? { side: 'below', value: below ?? 0, batches }
    : { side: 'above', value: above, batches };
}

function lintLimits(slo: unknown, path: DocumentPath, { slis }: Context): readonly DocumentFault[] {
  const sli = textOf(member(slo, 'sli'));
  const measured = sli !== null && Object.hasOwn(slis, sli) ? slis[sli] : undefined;
  const faults: DocumentFault[] = [];
  const limits = ['warn', 'rollback'].map((name) => {
    const limit = limitOf(member(slo, name));
    const fault = limit === null ? null : impossible(limit, measured);
    if (limit === null || fault === null) return limit;
    faults.push(errorAt([...path, name, limit.side], fault));
    return null;
  });
  const [warn, rollback] = limits;
  if (warn && rollback) faults.push(...lintPair(warn, rollback, [...path, 'warn']));
  return faults;
}

/** Why no value can be beyond the limit, or null. */
function impossible({ side, value }: Limit, sli: unknown): string | null {
  if (member(sli, 'count') !== undefined) {
    return side === 'below' && value <= 0
      ? `no count is below ${value}, so this limit is never reached`
      : null;
  }
  if (member(sli, 'ratio') === undefined) return null;
  if (value > 1 && value <= 100) {
    return `a ratio is a share from 0 to 1; for ${value} % write ${Number((value / 100).toPrecision(12))}`;
  }
  if (value < 0 || value > 1) return `a ratio is a share from 0 to 1, and ${value} is none`;
  const never = side === 'above' ? value === 1 : value === 0;
  return never ? `no ratio is ${side} ${value}, so this limit is never reached` : null;
}

function lintPair(warn: Limit, rollback: Limit, path: DocumentPath): readonly DocumentFault[] {
  if (warn.side !== rollback.side) {
    const message = `warns ${warn.side} a limit and rolls back ${rollback.side} one; an SLI has one bad side`;
    return [errorAt([...path, warn.side], message)];
  }
  const beyond = warn.side === 'above' ? warn.value - rollback.value : rollback.value - warn.value;
  if (beyond < 0 || (beyond === 0 && warn.batches < rollback.batches)) return [];
  const better = warn.side === 'above' ? 'less' : 'more';
  const message = `warn ${warn.side} ${warn.value} never comes before rollback ${rollback.side} ${rollback.value}; warn at ${better} than ${rollback.value}`;
  return [errorAt([...path, warn.side], message)];
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
