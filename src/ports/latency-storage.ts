import type { ClosedHour } from '../domain/observability/latency/add-hours.js';
import type { LatencyArchive } from '../domain/observability/latency/latency-archive.js';
import type { LatencyRollup } from '../domain/observability/latency/latency-rollup.js';

/** What a job did to the archive of signals. */
export interface LatencyWork {
  readonly samplesWritten: number;
  readonly samplesDropped: number;
  readonly rollups: readonly LatencyRollup[];
  /** The compressed file that samples were put into, relative to the root; null: none. */
  readonly rotatedTo: string | null;
  /** What was put right, or is missing, in words. */
  readonly notes: readonly string[];
  /** Whether something is missing that should be there. */
  readonly isDoubtful: boolean;
}

/** Port to the archive of signals. Implementation: files below a root (latency-store.ts). */
export interface LatencyStorage {
  readonly archive: LatencyArchive;
  readonly work: LatencyWork;
  /** Adds closed hours, oldest first; those that are there already are passed over. */
  add(hours: readonly ClosedHour[]): Promise<void>;
}
