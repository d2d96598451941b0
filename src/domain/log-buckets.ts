/** Relative error of a bucket's value: 0.5 %. */
export const SKETCH_ERROR = 0.005;

/**
 * Bucket `i` holds the values in `(γ^(i-1), γ^i]` with `γ = (1 + ε) / (1 - ε)`, and `2γ^i / (γ + 1)` is within the
 * relative error ε of each of them (DDSketch: Masson, Rim and Lee, 2019, section 2.1).
 */
const GAMMA = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** Number of the bucket of a positive finite value. */
export function bucketOf(value: number): number {
  const bucket = Math.ceil(Math.log(value) / LOG_GAMMA);
  return bucket === 0 ? 0 : bucket; // no -0: it would be another key in JSON's eyes than in a Map's
}

/** The value that stands for a bucket; overflows to Infinity above the largest double, so clamp it to the maximum seen. */
export function bucketValue(bucket: number): number {
  return Math.exp(bucket * LOG_GAMMA) * (2 / (GAMMA + 1));
}

/** Where a bucket begins. */
export function bucketLow(bucket: number): number {
  return Math.exp((bucket - 1) * LOG_GAMMA);
}

/** Where a bucket ends; at most the largest double. */
export function bucketHigh(bucket: number): number {
  return Math.min(Number.MAX_VALUE, Math.exp(bucket * LOG_GAMMA));
}
