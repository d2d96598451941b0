import { errorAt, type DocumentFault } from './document-fault.js';
import { lintObservability } from './observability/lint-observability.js';
import { DEFAULT_BATCH_MS } from './policy-convert.js';
import { lintChecklists } from './policy-lint-checklist.js';
import { lintDecisions } from './policy-lint-decisions.js';
import { lintFlags } from './policy-lint-flags.js';
import { lintIncidents } from './policy-lint-incidents.js';
import { lintMetrics } from './policy-lint-metrics.js';
import { lintNotify } from './policy-lint-notify.js';
import { lintPhaseOrder } from './policy-lint-phases.js';
import { lintSlis } from './policy-lint-slis.js';
import { lintOrigins } from './policy-lint-sources.js';
import { lintEvidence, lintSlos } from './policy-lint-slos.js';
import { durationOf, itemsOf, member, textOf } from './raw-values.js';
import { DAY, formatDuration, MINUTE } from './time.js';

/**
 * What a schema cannot say of a policy. The document may break the schema: a value that does is passed over here, so
 * that one mistake gives one message.
 */
export function lintPolicy(document: unknown): readonly DocumentFault[] {
  const batchMs = durationOf(member(document, 'batch'), DEFAULT_BATCH_MS);
  const usableBatchMs = batchMs === null || batchMs === 0 || DAY % batchMs !== 0 ? null : batchMs;
  return [
    ...lintBatch(batchMs),
    ...lintMaxGap(document, usableBatchMs),
    ...lintEvidence(document, [], { batchMs: usableBatchMs }),
    ...lintSources(document),
    ...lintOrigins(document),
    ...lintMetrics(document),
    ...lintSlis(document),
    ...lintPhaseOrder(document),
    ...lintChecklists(document),
    ...lintFlags(document),
    ...lintDecisions(document),
    ...lintSlos(document, usableBatchMs),
    ...lintIncidents(document),
    ...lintNotify(document),
    ...lintObservability(document, usableBatchMs),
  ];
}

function lintBatch(batchMs: number | null): readonly DocumentFault[] {
  if (batchMs === null) return [];
  if (batchMs === 0)
    return [errorAt(['batch'], 'a batch must be longer than 0s; write a duration such as 15m')];
  if (DAY % batchMs === 0) return [];
  const near = [1, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440].map((minutes) => minutes * MINUTE);
  const nearest = near.reduce(
    (best, ms) => (Math.abs(ms - batchMs) < Math.abs(best - batchMs) ? ms : best),
    DAY,
  );
  const message = `${formatDuration(batchMs)} does not divide a day, so windows would not start at midnight UTC; use ${formatDuration(nearest)}`;
  return [errorAt(['batch'], message)];
}

function lintMaxGap(document: unknown, batchMs: number | null): readonly DocumentFault[] {
  const maxGapMs = durationOf(member(document, 'max-gap'), null);
  if (batchMs === null || maxGapMs === null || maxGapMs >= batchMs) return [];
  const message = `${formatDuration(maxGapMs)} is shorter than a batch (${formatDuration(batchMs)}), so any missed batch would break every streak; use at least one batch`;
  return [errorAt(['max-gap'], message)];
}

const ONE_OF_A_KIND = [
  ['ledger', 'there is one ledger'],
  ['incidents', 'there is one list of incidents'],
  ['ticks', 'there is one row of ticks'],
] as const;

function lintSources(document: unknown): readonly DocumentFault[] {
  const faults: DocumentFault[] = [];
  const names = new Map<string, number>();
  const only = new Map<(typeof ONE_OF_A_KIND)[number][0], number>();
  for (const [i, source] of itemsOf(member(document, 'sources')).entries()) {
    const name = textOf(member(source, 'name'));
    const first = name === null ? undefined : names.get(name);
    if (name !== null && first !== undefined) {
      faults.push(
        errorAt(
          ['sources', i, 'name'],
          `source ${JSON.stringify(name)} is already sources[${first}]; give this one a name of its own`,
        ),
      );
    } else if (name !== null) names.set(name, i);
    for (const [key, what] of ONE_OF_A_KIND) {
      if (member(source, key) !== true) continue;
      const before = only.get(key);
      if (before === undefined) only.set(key, i);
      else
        faults.push(
          errorAt(['sources', i, key], `${what}, and sources[${before}] reads it; remove this source`),
        );
    }
  }
  return faults;
}
