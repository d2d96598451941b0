import type { LineCounts } from '../../src/domain/batch.js';
import type { EventRules } from '../../src/domain/event.js';
import type { IncidentEvent } from '../../src/domain/incident-events.js';
import type { Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import type { BulkScanners } from '../../src/ports/bulk-scanner.js';
import type { KeyShelf } from '../../src/ports/key-shelf.js';
import type { MetricsReader } from '../../src/ports/metrics.js';
import type { RangeScanners } from '../../src/ports/range-scanner.js';
import type { TelemetryReader } from '../../src/ports/telemetry.js';
import type { CollectorState } from './collector-state.js';
import type { IntakeResult } from './intake.js';

/** What a tick of the collector works on, and by what means. */
export interface CollectOptions {
  readonly policy: Policy;
  readonly ledger: Ledger | null;
  readonly state: CollectorState;
  readonly reader: TelemetryReader;
  /** By source name: what is wrong with an event's fields by the source's schema; null when nothing is. */
  readonly validators: ReadonlyMap<string, EventRules['validate']>;
  readonly keysOfClosed: (start: number) => Promise<ReadonlySet<string>>;
  /** What servers counted; needed where the policy has a source of format `prometheus`. */
  readonly metrics?: MetricsReader;
  /** What the rollout's incident issues tell; needed where the policy has a source of format `incidents`. */
  readonly incidents?: readonly IncidentEvent[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Take lines in bulk. Default: lines are judged one by one. */
  readonly scanners?: BulkScanners;
  /** Where events are put that a scanner keeps, until their windows close. Default: they stay in memory. */
  readonly shelf?: KeyShelf;
  /** Take ranges of large files on another thread. Default: every file is read in one piece. */
  readonly ranges?: RangeScanners;
  /** Whether batches must list their events where the policy keeps none, too. Default false. */
  readonly holdsEvents?: boolean;
  /** How long the collector's clock is held back, for drills. */
  readonly simulatedLatencyMs: number;
  readonly forcedPhase: string | null;
  /** What this tick's other collectors read, where the event of the tick is to tell of that too. Default: there are none. */
  readonly others?: OtherCollectors;
  /** Of a shard: all sources that are read, kept in its state. Default: nothing is kept of them. */
  readonly readsOf?: readonly string[];
}

/** What shards read, for the event of the tick, and for servers that are asked of windows. */
export interface OtherCollectors {
  /** Starts of windows that they have events of. */
  readonly starts: readonly number[];
  readonly totals: LineCounts;
  readonly trails: IntakeResult['trails'];
  readonly sources: Policy['sources'];
}
