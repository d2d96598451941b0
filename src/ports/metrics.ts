import type { Fields } from '../domain/event.js';
import type { Sli, Source } from '../domain/policy.js';

export interface MetricsRequest {
  /** Of format `prometheus`. */
  readonly source: Source;
  /** All of the policy's. */
  readonly slis: readonly Sli[];
  /** Length of a window, in milliseconds. */
  readonly batchMs: number;
  /** Ends of closed windows, ascending, milliseconds since the epoch. */
  readonly ends: readonly number[];
}

export interface MetricsReading {
  /** What was counted, an event for each window, thing measured, phase, feature and label. */
  readonly events: readonly Fields[];
  /** Whether the server answered for all windows; where it did not, what it has not told is missing, and not nothing. */
  readonly isWhole: boolean;
}

/** Port to servers that count: what they have counted in closed windows. */
export interface MetricsReader {
  read(request: MetricsRequest): Promise<MetricsReading>;
}
