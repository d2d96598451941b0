import { canonicalJson } from '../canonical-json.js';
import { sha256 } from '../digest.js';

/** A file that a dataset was made from; null: it was looked for and was not there. */
export interface InputDigest {
  readonly path: string;
  readonly sha256: string | null;
}

/**
 * One digest of all files that a dataset was made from: SHA-256 of the canonical JSON of their digests by path. The order
 * in which they were read is no matter, and neither is what time they bear.
 */
export function sourceHash(inputs: readonly InputDigest[]): string {
  return sha256(canonicalJson(Object.fromEntries(inputs.map((input) => [input.path, input.sha256]))));
}
