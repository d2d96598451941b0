import type { Measurement, Summary } from './batch.js';
import { canonicalJson } from './canonical-json.js';
import { matches } from './match.js';
import { measure, mergeMeasurements } from './measurement.js';
import type { Sli } from './policy.js';

type Fields = Readonly<Record<string, unknown>>;

interface Group<T> {
  readonly feature: string;
  readonly label: string | null;
  readonly members: T[];
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function labelOf(sli: Sli, event: Fields): string | null {
  if (sli.by === null) return null;
  const value = own(event, sli.metric === undefined ? sli.by : 'label');
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}

function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => { feature: string; label: string | null },
): Group<T>[] {
  const groups = new Map<string, Group<T>>();
  for (const item of items) {
    const { feature, label } = keyOf(item);
    const key = JSON.stringify([feature, label]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { feature, label, members: [item] });
    else group.members.push(item);
  }
  return [...groups.values()];
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of a batch's summaries. */
export function bySliFeatureLabel(a: Summary, b: Summary): number {
  return (
    byCodeUnit(a.sli, b.sli) || byCodeUnit(a.feature, b.feature) || byCodeUnit(a.label ?? '', b.label ?? '')
  );
}

/**
 * Sums events up: for each SLI one summary for each feature and each value of its label that occurs, sorted by SLI,
 * feature and label. The events' order does not matter. An SLI that no event belongs to has no summary.
 */
export function summarise(slis: readonly Sli[], events: readonly Fields[]): Summary[] {
  const summaries = slis.flatMap((sli) => {
    const names = new Set<unknown>(sli.events);
    const measured = events.filter((event) => names.has(own(event, 'event')) && matches(event, sli.where));
    const groups = grouped(measured, (event) => {
      const feature = own(event, 'feature');
      return { feature: typeof feature === 'string' ? feature : '', label: labelOf(sli, event) };
    });
    return groups.map(({ feature, label, members }) => ({
      sli: sli.id,
      feature,
      label,
      ...measure(sli, members),
    }));
  });
  return summaries.sort(bySliFeatureLabel);
}

/** What one event adds to the summary of an SLI. */
export interface SummaryPart {
  readonly sli: Sli;
  readonly feature: string;
  readonly label: string | null;
  /** Whether it matches, where the SLI is a ratio. */
  readonly isMatching: boolean;
}

/** What one event adds to the summaries of the SLIs that it belongs to. */
export function partsOf(slis: readonly Sli[], event: Fields): SummaryPart[] {
  const name = own(event, 'event');
  const feature = own(event, 'feature');
  return slis
    .filter((sli) => sli.events.some((one) => one === name) && matches(event, sli.where))
    .map((sli) => ({
      sli,
      feature: typeof feature === 'string' ? feature : '',
      label: labelOf(sli, event),
      isMatching: sli.measure.kind === 'ratio' && matches(event, sli.measure.match),
    }));
}

/** The measurement of a summary, without what it is a summary of. */
export function measurementOf(summary: Summary): Measurement {
  switch (summary.kind) {
    case 'ratio':
      return { kind: 'ratio', matching: summary.matching, total: summary.total };
    case 'quantile':
      return { kind: 'quantile', distribution: summary.distribution };
    case 'mean':
      return { kind: 'mean', n: summary.n, sum: summary.sum, squares: summary.squares };
    case 'count':
      return { kind: 'count', total: summary.total };
  }
}

/** Summaries of several batches as one list, sorted as {@link summarise} does. @throws TypeError where kinds differ. */
export function mergeSummaries(list: readonly Summary[]): Summary[] {
  const bySli = grouped(list, (summary) => ({ feature: summary.sli, label: null }));
  const merged = bySli.flatMap(({ feature: sli, members }) =>
    grouped(members, ({ feature, label }) => ({ feature, label })).map(
      ({ feature, label, members: parts }) => ({
        sli,
        feature,
        label,
        ...mergeMeasurements(parts.map(measurementOf)),
      }),
    ),
  );
  return merged.sort(bySliFeatureLabel);
}
