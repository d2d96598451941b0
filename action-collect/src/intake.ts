import { addLineCounts, NO_LINES, type LineCounts } from '../../src/domain/batch.js';
import type { LinePlace, Rejection, TelemetryEvent } from '../../src/domain/event.js';
import type { Policy } from '../../src/domain/policy.js';
import { DAY, formatDuration, formatInstant, windowAt } from '../../src/domain/time.js';
import type { Scanned } from '../../src/ports/bulk-scanner.js';
import type { RangeTaken } from '../../src/ports/range-scanner.js';
import { ClosedKeys } from './closed-keys.js';
import type { CollectorState, Trail } from './collector-state.js';
import type { EventStore } from './event-store.js';

/** Entries that one tick puts into quarantine; more are counted, and stay in the telemetry. */
export const MAX_QUARANTINED = 10_000;

/** How long a file that has gone is remembered, in case it comes back. */
const FORGET_MS = 7 * DAY;

export interface IntakeOptions {
  readonly policy: Policy;
  readonly state: CollectorState;
  /** Where accepted events go. */
  readonly store: EventStore;
  /** Events of windows before this are late: what the state says is closed, or how far back a first tick reaches. */
  readonly openFrom: number;
  /** The collector's clock, milliseconds since the epoch. */
  readonly now: number;
  /** Keys of the events that a closed window took, by the window's start. */
  readonly keysOfClosed: (start: number) => Promise<ReadonlySet<string>>;
}

export interface IntakeResult {
  /** By window start, then source. */
  readonly counts: ReadonlyMap<number, ReadonlyMap<string, LineCounts>>;
  readonly trails: CollectorState['trails'];
  readonly quarantine: readonly Rejection[];
  readonly totals: LineCounts;
}

/**
 * Takes lines in as they are read, and sorts them: accepted into its window, duplicate, late, or rejected.
 *
 * An event belongs to the window of its own time. All other lines are counted in the window in which they *arrived*, since
 * that one is still open when they are read: so the counts do not depend on when ticks come. A rejected line may show no
 * time at all, so it is counted with the next event of its file.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #closedKeys: ClosedKeys;
  readonly #counts = new Map<number, Map<string, LineCounts>>();
  readonly #quarantine: Rejection[] = [];
  readonly #trails: Map<string, Map<string, Trail>>;
  readonly #totals = { ...NO_LINES };
  #firstArrival: number | null = null;
  #earliestLookedUp: number | null = null;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#closedKeys = new ClosedKeys((start) => options.keysOfClosed(start));
    const trails = Object.entries(options.state.trails);
    this.#trails = new Map(trails.map(([source, files]) => [source, new Map(Object.entries(files))]));
    for (const [start, bySource] of Object.entries(options.state.counts)) {
      this.#counts.set(Number(start), new Map(Object.entries(bySource)));
    }
  }

  reject(rejection: Rejection): void {
    this.putAside(rejection);
    // Line 0 stands for a file that cannot be read: no line, and said again at every tick.
    if (rejection.place.line === 0) return;
    const trail = this.trail(rejection.place);
    this.setTrail(rejection.place, { ...trail, rejected: trail.rejected + 1 });
    this.#totals.rejected += 1;
  }

  async take(event: TelemetryEvent, excerpt: string): Promise<void> {
    const { policy, store, openFrom, now } = this.#options;
    const { place } = event;
    const window = windowAt(event.ts, policy.batchMs);
    const trail = this.trail(place);
    const arrival = event.arrived ?? Math.min(Math.max(event.ts, trail.reached ?? event.ts), now);
    this.setTrail(place, { reached: Math.max(arrival, trail.reached ?? arrival), rejected: 0 });
    if (trail.rejected > 0) this.#addCount(place.source, arrival, { ...NO_LINES, rejected: trail.rejected });
    this.#firstArrival ??= arrival;

    const isLate = event.arrived !== null && event.arrived >= window.end + policy.graceMs;
    const isClosed = window.start < openFrom;
    const stored = { ...event, source: place.source };
    if (store.meets(stored, isLate)) {
      this.#count(place.source, arrival, 'duplicates');
    } else if (
      isClosed &&
      arrival - event.ts <= policy.dedupeMs &&
      (await this.#wasTaken(window.start, event))
    ) {
      this.#count(place.source, arrival, 'duplicates');
    } else if (isClosed || isLate) {
      this.#count(place.source, arrival, 'late');
      if (this.wantsRejected) this.putAside({ place, reason: lateReason(window, policy), excerpt });
    } else {
      store.add(stored);
      this.#totals.accepted += 1;
    }
  }

  /** Counts an event that a scanner kept, new or not; rejected lines before it are counted where it arrives. */
  countKept(source: string, arrival: number, rejected: number, isNew: boolean): void {
    if (rejected > 0) this.#addCount(source, arrival, { ...NO_LINES, rejected });
    if (isNew) this.#totals.accepted += 1;
    else this.#count(source, arrival, 'duplicates');
  }

  /** Whether rejected lines are still put aside; more are only counted. */
  get wantsRejected(): boolean {
    return this.#quarantine.length < MAX_QUARANTINED;
  }

  /** Puts a rejected line aside, without counting it. */
  putAside(rejection: Rejection): void {
    if (this.wantsRejected) this.#quarantine.push(rejection);
  }

  /** Counts what a scanner took of a source. */
  absorb(source: string, { windows, accepted, rejected, duplicates }: Scanned): void {
    this.#addTotals({ ...NO_LINES, accepted, rejected, duplicates });
    for (const window of windows)
      this.#addCount(source, window.start, {
        ...NO_LINES,
        rejected: window.rejected,
        duplicates: window.duplicates,
      });
  }

  /**
   * Whether another intake, which began behind this one's lines of a file, judged its lines as this one would have: an event
   * is looked up only within some time of its arrival, and that may be later than the other one knew.
   */
  agreesWith(place: Pick<LinePlace, 'source' | 'file'>, { earliestLookedUp }: RangeTaken): boolean {
    return (
      earliestLookedUp === null || this.#reached(place) - earliestLookedUp <= this.#options.policy.dedupeMs
    );
  }

  /**
   * Counts what another intake took of the lines behind this one's of a file. An arrival is never before those of the lines
   * before, so what arrived earlier by itself arrived when the last of them did.
   */
  append(place: Pick<LinePlace, 'source' | 'file'>, taken: RangeTaken, linesBefore: number): void {
    const { source } = place;
    const before = this.trail(place);
    const reached = this.#reached(place);
    for (const [start, lines] of taken.counts) this.#addCount(source, Math.max(start, reached), lines);
    const hasEvents = taken.firstArrival !== null;
    if (taken.firstArrival !== null)
      this.#addCount(source, Math.max(taken.firstArrival, reached), {
        ...NO_LINES,
        rejected: before.rejected,
      });
    const latest = Math.max(before.reached ?? -Infinity, taken.trail.reached ?? -Infinity);
    this.setTrail(place, {
      reached: latest === -Infinity ? null : latest,
      rejected: taken.trail.rejected + (hasEvents ? 0 : before.rejected),
    });
    this.#addTotals(taken.totals);
    for (const { reason, excerpt, place: at } of taken.quarantine)
      this.putAside({ place: { ...at, line: at.line + linesBefore }, reason, excerpt });
  }

  /** When the next line of a file arrives at the earliest. */
  #reached(place: Pick<LinePlace, 'source' | 'file'>): number {
    return Math.min(this.trail(place).reached ?? -Infinity, this.#options.now);
  }

  /** Of all events: the first one's arrival, and the earliest time of those that were looked up in closed windows. */
  get marks(): Pick<RangeTaken, 'firstArrival' | 'earliestLookedUp'> {
    return { firstArrival: this.#firstArrival, earliestLookedUp: this.#earliestLookedUp };
  }

  /** Whether a file's last lines came within {@link FORGET_MS}. */
  isRecent(place: Pick<LinePlace, 'source' | 'file'>): boolean {
    const { reached } = this.trail(place);
    return reached === null || reached >= this.#options.now - FORGET_MS;
  }

  result(): IntakeResult {
    return {
      counts: this.#counts,
      trails: Object.fromEntries(
        [...this.#trails].map(([source, files]) => [source, Object.fromEntries(files)]),
      ),
      quarantine: this.#quarantine,
      totals: { ...this.#totals },
    };
  }

  async #wasTaken(start: number, event: TelemetryEvent): Promise<boolean> {
    this.#earliestLookedUp = Math.min(event.ts, this.#earliestLookedUp ?? event.ts);
    return (await this.#closedKeys.of(start)).has(event.key);
  }

  trail(place: Pick<LinePlace, 'source' | 'file'>): Trail {
    return this.#trails.get(place.source)?.get(place.file) ?? { reached: null, rejected: 0 };
  }

  setTrail(place: Pick<LinePlace, 'source' | 'file'>, trail: Trail): void {
    const files = this.#trails.get(place.source) ?? new Map<string, Trail>();
    // A file of blank lines has no trail, in whatever way it is read.
    if (trail.reached === null && trail.rejected === 0 && !files.has(place.file)) return;
    this.#trails.set(place.source, files.set(place.file, trail));
  }

  #count(source: string, arrival: number, what: 'duplicates' | 'late'): void {
    this.#addCount(source, arrival, { ...NO_LINES, [what]: 1 });
    this.#totals[what] += 1;
  }

  #addTotals(lines: LineCounts): void {
    Object.assign(this.#totals, addLineCounts(this.#totals, lines));
  }

  #addCount(source: string, arrival: number, lines: LineCounts): void {
    if (Object.values(lines).every((count) => count === 0)) return;
    const { start } = windowAt(arrival, this.#options.policy.batchMs);
    const bySource = this.#counts.get(start) ?? new Map<string, LineCounts>();
    this.#counts.set(start, bySource.set(source, addLineCounts(bySource.get(source) ?? NO_LINES, lines)));
  }
}

function lateReason({ start, end }: ReturnType<typeof windowAt>, { batchMs, graceMs }: Policy): string {
  const closed = formatInstant(end + graceMs);
  return `late: its window of ${formatDuration(batchMs)} from ${formatInstant(start)} closed at ${closed}`;
}
