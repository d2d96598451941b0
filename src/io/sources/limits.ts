import { UNPACK_LIMITS, type UnpackLimits } from '../unpack.js';

const MIB = 2 ** 20;

/** How much one source may bring in one tick, and how long that may take. */
export interface SourceLimits {
  /** Bytes of one file, or of one archive, as it is sent. */
  readonly bytes: number;
  /** Bytes of a `.gz` file once it is inflated. */
  readonly inflatedBytes: number;
  /** What an archive unpacks to. */
  readonly archive: UnpackLimits;
  /** Artifacts in one tick; the others wait for the next one. */
  readonly artifacts: number;
  /** Files of a branch. */
  readonly files: number;
  /** Files of a branch in one tick; the others wait for the next one. */
  readonly newFiles: number;
  /** Milliseconds for one file; nothing new is begun after that time. */
  readonly timeMs: number;
  /** Milliseconds without a byte. */
  readonly idleMs: number;
}

export const SOURCE_LIMITS: SourceLimits = {
  bytes: 64 * MIB,
  inflatedBytes: 512 * MIB,
  archive: UNPACK_LIMITS,
  artifacts: 20,
  files: 1_000,
  newFiles: 100,
  timeMs: 60_000,
  idleMs: 15_000,
};
