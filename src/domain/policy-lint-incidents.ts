import { errorAt, type DocumentFault } from './document-fault.js';
import { PRIORITIES } from './incident-policy.js';
import { DEFAULT_BATCH_MS, defaultSloId } from './policy-convert.js';
import { timeOfDay } from './policy-convert-incidents.js';
import { durationOf, itemsOf, member, numberOf, recordOf, textOf } from './raw-values.js';
import { suggest } from './suggest.js';
import { formatDuration } from './time.js';

/** What a schema cannot say of the section `incidents`. */
export function lintIncidents(document: unknown): readonly DocumentFault[] {
  const incidents = member(document, 'incidents');
  if (recordOf(incidents) === null) return [];
  return [
    ...lintPriorities(document, incidents),
    ...PRIORITIES.flatMap((priority) => lintSteps(incidents, priority)),
    ...lintBusiness(incidents),
    ...lintLiveness(document, incidents),
  ];
}

/** Every name that an SLO of the policy goes by: its own, and that of its SLI. */
function sloNames(document: unknown): readonly string[] {
  const slis = Object.keys(recordOf(member(document, 'slis')) ?? {});
  const batchMs = durationOf(member(document, 'batch'), DEFAULT_BATCH_MS);
  const slos = itemsOf(member(document, 'phases')).flatMap((phase) => itemsOf(member(phase, 'slos')));
  const own = slos.flatMap((slo) => {
    const sli = textOf(member(slo, 'sli'));
    const windowMs = durationOf(member(slo, 'window'), batchMs);
    const withWindow =
      sli === null || windowMs === null ? null : defaultSloId(sli, { windowMs, several: true });
    return [textOf(member(slo, 'id')), withWindow].filter((name) => name !== null);
  });
  return [...slis, ...own];
}

function lintPriorities(document: unknown, incidents: unknown): readonly DocumentFault[] {
  const known = sloNames(document);
  return Object.keys(recordOf(member(incidents, 'priorities')) ?? {}).flatMap((name): DocumentFault[] => {
    if (known.includes(name)) return [];
    const meant = suggest(name, known);
    const hint = meant === null ? 'name an SLO or an SLI' : `did you mean ${JSON.stringify(meant)}?`;
    const message = `no SLO or SLI is called ${JSON.stringify(name)}; ${hint}`;
    return [{ path: ['incidents', 'priorities', name], at: 'key', message, severity: 'error' }];
  });
}

/** Steps stand in order of time; the next business day is later than any duration that stands before it. */
function lintSteps(incidents: unknown, priority: string): readonly DocumentFault[] {
  const steps = itemsOf(member(member(incidents, 'escalate'), priority));
  return steps.flatMap((step, i): DocumentFault[] => {
    const before = textOf(member(steps[i - 1], 'after'));
    const after = textOf(member(step, 'after'));
    if (before === null || after === null || after === 'next-business-day') return [];
    const earlier = before === 'next-business-day' ? Infinity : durationOf(before, null);
    const own = durationOf(after, null);
    if (earlier === null || own === null || own > earlier) return [];
    const message = `${after} comes no later than ${before} of the step before; write the steps in order of time`;
    return [errorAt(['incidents', 'escalate', priority, i, 'after'], message)];
  });
}

function lintBusiness(incidents: unknown): readonly DocumentFault[] {
  const business = member(incidents, 'business');
  const from = textOf(member(business, 'from')) ?? '09:00';
  const to = textOf(member(business, 'to')) ?? '17:00';
  const [fromMs, toMs] = [timeOfDay(from), timeOfDay(to)];
  if (business === undefined || fromMs === null || toMs === null || fromMs < toMs) return [];
  return [
    errorAt(['incidents', 'business'], `a business day from ${from} to ${to} has no time in it; swap them`),
  ];
}

function lintLiveness(document: unknown, incidents: unknown): readonly DocumentFault[] {
  const liveness = member(incidents, 'liveness');
  const batchMs = durationOf(member(document, 'batch'), DEFAULT_BATCH_MS);
  const batches = numberOf(member(liveness, 'batches'));
  if (batchMs === null) return [];
  const ms = batches === null ? durationOf(liveness, null) : batches * batchMs;
  if (ms === null || ms >= 2 * batchMs) return [];
  const message = `${formatDuration(ms)} is shorter than two batches (${formatDuration(2 * batchMs)}), so one late tick would be an incident; use at least ${formatDuration(2 * batchMs)}`;
  return [errorAt(['incidents', 'liveness'], message)];
}
