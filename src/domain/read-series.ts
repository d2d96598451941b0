import type { BatchHeader, Measurement } from './batch.js';
import { countOf } from './distribution.js';
import type { Policy, Sli } from './policy.js';
import { toSeries, type Part, type Point, type Series, type TimedBatch } from './series.js';
import { measurementOf } from './summary.js';

function hasSamples(measurement: Measurement): boolean {
  switch (measurement.kind) {
    case 'ratio':
      return measurement.total > 0;
    case 'quantile':
      return countOf(measurement.distribution) > 0;
    case 'mean':
      return measurement.n > 0;
    case 'count':
      return true;
  }
}

/** Tells of a batch whether the absence of the SLI's events in it means 0: no source that may carry them was silent. */
function absenceReader(policy: Policy, sli: Sli): (header: BatchHeader) => boolean {
  if (sli.measure.kind !== 'count') return () => false;
  const { metric } = sli;
  const carriers = policy.sources.filter(({ name, format, constants }) => {
    if (metric !== undefined || format === 'prometheus') return name === metric?.source;
    return constants.event === null || sli.events.includes(constants.event);
  });
  return ({ sources }) =>
    carriers.every(({ name }) => Object.hasOwn(sources, name) && sources[name]?.missed === false);
}

/** What the batches' summaries hold of one feature, by the batch's place in the list; nothing where they have none. */
type Found = (Part[] | undefined)[];

/** By SLI and then by feature. Summaries of another kind than the SLI's (measured under an earlier policy) are left out. */
function sortSummaries(
  slis: readonly Sli[],
  batches: readonly TimedBatch[],
): ReadonlyMap<string, Map<string, Found>> {
  const bySli = new Map(
    slis.map(({ id, measure }) => [id, { kind: measure.kind, features: new Map<string, Found>() }]),
  );
  for (const [i, { header }] of batches.entries()) {
    for (const summary of header.summaries) {
      const own = bySli.get(summary.sli);
      if (own?.kind !== summary.kind) continue;
      let found = own.features.get(summary.feature);
      if (found === undefined) own.features.set(summary.feature, (found = []));
      const parts = (found[i] ??= []);
      const measurement = measurementOf(summary);
      if (hasSamples(measurement)) parts.push({ label: summary.label, measurement });
    }
  }
  return new Map([...bySli].map(([id, { features }]) => [id, features]));
}

const NOTHING_COUNTED: readonly Part[] = [{ label: null, measurement: { kind: 'count', total: 0 } }];

function pointsOf(
  found: Found,
  batches: readonly TimedBatch[],
  meansZero: (header: BatchHeader) => boolean,
): Point[] {
  const points: Point[] = [];
  for (const [i, { window, header }] of batches.entries()) {
    const parts = found[i];
    if (parts === undefined) {
      if (meansZero(header)) points.push({ window, parts: NOTHING_COUNTED, occurred: false });
    } else if (parts.length > 0) points.push({ window, parts, occurred: true });
  }
  return points;
}

/**
 * The series of each SLI by its id, one a feature, sorted by feature; for a count also one of the feature `''` for batches
 * in which it did not occur.
 */
export function readSeries(
  policy: Policy,
  slis: readonly Sli[],
  batches: readonly TimedBatch[],
): ReadonlyMap<string, readonly Series[]> {
  const sorted = sortSummaries(slis, batches);
  return new Map(
    slis.map((sli) => {
      const features = new Map(sorted.get(sli.id));
      if (sli.measure.kind === 'count' && !features.has('')) features.set('', []);
      const meansZero = absenceReader(policy, sli);
      const series = [...features.keys()]
        .sort()
        .map((feature) => toSeries(feature, pointsOf(features.get(feature) ?? [], batches, meansZero)));
      return [sli.id, series];
    }),
  );
}

/** The series of one SLI; see {@link readSeries}. */
export function seriesOf(policy: Policy, sli: Sli, batches: readonly TimedBatch[]): readonly Series[] {
  return readSeries(policy, [sli], batches).get(sli.id) ?? [];
}
