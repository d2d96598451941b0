import type { BatchHeader, Measurement } from './batch.js';
import { countOf } from './distribution.js';
import { areSumsOf } from './exact-sum.js';

/**
 * Most samples that a batch may have of one SLI, ten billion: all batches that any rule looks back on, added up, are then
 * whole numbers that a double holds exactly (below 2^53).
 */
export const MAX_SAMPLES = 1e10;

function samplesOf(measurement: Measurement): number {
  switch (measurement.kind) {
    case 'ratio':
    case 'count':
      return measurement.total;
    case 'quantile':
      return countOf(measurement.distribution);
    case 'mean':
      return measurement.n;
  }
}

/** What no events could have added up to in a header whose form is right: a clause each, empty where nothing is wrong. */
export function sampleFaults({ counts, summaries }: Pick<BatchHeader, 'counts' | 'summaries'>): string[] {
  const most = `more than the ${MAX_SAMPLES.toExponential().replace('e+', 'e')} that a batch may have`;
  const samples = new Map<string, number>();
  for (const summary of summaries)
    samples.set(summary.sli, (samples.get(summary.sli) ?? 0) + samplesOf(summary));
  const tooMany = [...samples].filter(([, n]) => n > MAX_SAMPLES);
  const lines = Object.entries(counts).filter(([, n]) => n > MAX_SAMPLES);
  const impossible = summaries.flatMap((one, i) => (one.kind === 'mean' && !areSumsOf(one) ? [i] : []));
  return [
    ...lines.map(([name, n]) => `counts.${name} is ${n}, ${most}`),
    ...tooMany.map(([sli, n]) => `summaries of ${sli} have ${n} samples, ${most}`),
    ...impossible.map((i) => `summaries[${i}] has a sum and squares that no values of its number have`),
  ];
}
