/** Relative difference of a figure from its reference; 0 where both are 0. */
export function relativeError(actual: number, reference: number): number {
  return actual === reference ? 0 : Math.abs(actual - reference) / Math.abs(reference);
}

export const TOLERANCE = 1e-12;
