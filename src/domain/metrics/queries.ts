import { renderSelector, type Selector } from './selector.js';
import { HOUR } from '../time.js';

/** How far before a window a series' last sample is looked for: after a longer silence it counts as new. */
export const REACH_MS = HOUR;

/** Label of an answer's rows that are no differences; its value says what they are. */
export const PART_LABEL = 'phasegate_part';

export interface SeriesQuery {
  readonly selector: Selector;
  /** Labels that differences are kept apart by; the others are added up on the server. */
  readonly labels: readonly string[];
  /** Length of a window, in milliseconds. */
  readonly batchMs: number;
}

/** How dense samples are, in samples a window. */
type Density = number;

function span(ms: number): string {
  return `${ms}ms`;
}

/** The same text wherever PromQL needs it: what is known of the series at the end of a window. */
class WindowTerms {
  readonly #series: string;
  readonly #window: string;
  readonly by: string;

  constructor({ selector, labels, batchMs }: SeriesQuery) {
    this.#series = renderSelector(selector);
    this.#window = span(batchMs);
    this.by = `sum by (${labels.join(', ')})`;
  }

  /** The last samples of the window, also where a series has ended in it. */
  get last(): string {
    return `last_over_time(${this.#series}[${this.#window}])`;
  }

  /** The last samples before the window. */
  get before(): string {
    return `last_over_time(${this.#series}[${span(REACH_MS)}] offset ${this.#window})`;
  }

  /** Series that were set back in the window, or between it and their last sample before it. */
  get reset(): string {
    const inside = `resets(${this.#series}[${this.#window}]) > 0`;
    return `((${inside}) or (min_over_time(${this.#series}[${this.#window}]) < ${this.before}))`;
  }

  get samples(): string {
    return `count_over_time(${this.#series}[${this.#window}])`;
  }

  /** Samples that are known at a step, and one step before it. */
  at(step: number): { readonly now: string; readonly before: string } {
    const reach = `${this.#series}[${span(REACH_MS)}]`;
    return { now: `last_over_time(${reach})`, before: `last_over_time(${reach} offset ${span(step)})` };
  }
}

function marked(expression: string, part: string): string {
  return `label_replace(${expression}, "${PART_LABEL}", "${part}", "", "")`;
}

/**
 * By how much counters grew in each window, added up by labels: the last sample of the window less the last one before it,
 * whole numbers as they were sampled, nothing extrapolated. A series without a sample before began in the window, at 0; one
 * that ends in it counts up to its last sample. Series that were set back are left out, and are asked for by
 * {@link resetQuery}.
 *
 * With it come, marked by {@link PART_LABEL}: `resets`, where any was set back, how many samples the densest series has; `known`, how many
 * series there were before the window; `series`, of how many each sum is made.
 */
export function growthQuery(query: SeriesQuery): string {
  const terms = new WindowTerms(query);
  const { last, before, reset, by } = terms;
  const count = by.replace('sum', 'count');
  return [
    `${by} (((${last} - ${before}) or ${last}) unless ${reset})`,
    marked(`(max(${terms.samples}) and max(${reset}))`, 'resets'),
    marked(`count(${before})`, 'known'),
    marked(`${count} (${last})`, 'series'),
  ].join(' or ');
}

/**
 * Steps at which every sample is seen: at least two between samples that come as densely as in the densest window. They divide
 * the window, so that they fall on its ends.
 */
export function stepOf(batchMs: number, densest: Density): number {
  const least = 2 * (Math.max(1, densest) + 1);
  for (let parts = least; parts < batchMs; parts += 1) if (batchMs % parts === 0) return batchMs / parts;
  return 1;
}

/**
 * The same of series that were set back: from step to step what they grew by, or where they became less, all that they have
 * since. However often they were set back, and on the server, so that the answer is as short as that of the others.
 */
export function resetQuery(query: SeriesQuery, densest: Density): string {
  const terms = new WindowTerms(query);
  const step = stepOf(query.batchMs, densest);
  const { now, before } = terms.at(step);
  // Without its first millisecond: whether a range has both its ends differs between versions of Prometheus.
  const steps = `[${span(query.batchMs - 1)}:${span(step)}]`;
  // Adding 0 drops the name, as subtracting does: else one series would be two.
  const grown = `((${now} - ${before}) >= 0 or (${now} + 0))`;
  return `${terms.by} (sum_over_time(${grown}${steps}) and ${terms.reset})`;
}
