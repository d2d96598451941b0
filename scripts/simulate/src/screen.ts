import { ALTERNATIVES } from '../../../src/domain/evidence/e-detector.js';
import type { Tally } from '../../../src/domain/evidence/evidence.js';

/**
 * Says where the evidence need not be weighed, since it cannot be met: most of a simulation's time would go there.
 *
 * A Shiryaev–Roberts statistic is a sum, over each batch from which the service may have been sick, of the ratios since.
 * None of these exceeds the exponential of Page's cumulative sum, tempered or held down or not; so with at most so many
 * batches and a sum below log(threshold / batches), the statistic is below the threshold.
 */
export class Screen {
  readonly #alternatives: readonly { readonly ofBad: number; readonly ofAny: number }[];
  readonly #sums: number[];
  readonly #least: number;

  constructor(options: { readonly allowed: number; readonly threshold: number; readonly batches: number }) {
    const { allowed, threshold, batches } = options;
    this.#alternatives = ALTERNATIVES.map(({ times }) => ({
      ofBad: Math.log(times),
      ofAny: Math.log1p((times - 1) * allowed),
    }));
    this.#sums = ALTERNATIVES.map(() => 0);
    this.#least = Math.log(threshold / batches) - 1e-6;
  }

  add({ bad, total }: Tally): void {
    this.#alternatives.forEach(({ ofBad, ofAny }, i) => {
      const sum = (this.#sums[i] ?? 0) + bad * ofBad - total * ofAny;
      this.#sums[i] = sum > 0 ? sum : 0;
    });
  }

  isHopeless(): boolean {
    return this.#sums.every((sum) => sum < this.#least);
  }
}
