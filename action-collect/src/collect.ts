import { addLineCounts, NO_LINES, type LineCounts } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { eventKey, type EventRules, type Fields, type Rejection } from '../../src/domain/event.js';
import type { IncidentEvent } from '../../src/domain/incident-events.js';
import { erasOf, phaseAt, rollbackEvents, type Ledger } from '../../src/domain/ledger.js';
import type { PackedKeys } from '../../src/domain/packed-keys.js';
import type { Policy, Source } from '../../src/domain/policy.js';
import { tickEvent } from '../../src/domain/tick-event.js';
import { compactInstant, DAY, parseInstant, SECOND, windowAt } from '../../src/domain/time.js';
import type { BulkScanner, BulkScanners, LineBlock } from '../../src/ports/bulk-scanner.js';
import type { KeyShelf } from '../../src/ports/key-shelf.js';
import type { MetricsReader } from '../../src/ports/metrics.js';
import type { RangesBeside, RangeScanners } from '../../src/ports/range-scanner.js';
import type { Cursor, TelemetryReader } from '../../src/ports/telemetry.js';
import { closeWindows, type ClosedBatch, type CloseOptions, type Closing } from './close-windows.js';
import { renderState, STATE_SCHEMA, type CollectorState, type HeldTally } from './collector-state.js';
import { cutWindows, type Cut } from './cut-windows.js';
import { heldTallies, keysInTallies, TalliedEvents, type EventStore } from './event-store.js';
import { FilesInTwo } from './files-in-two.js';
import { Intake, type IntakeResult } from './intake.js';
import { KeptEvents } from './kept-events.js';
import { readMetrics } from './read-metrics.js';
import { beginKeeping, beginScanner, endScanner, takeFields, takeLine, type Rules } from './take-line.js';

/** How far back a first tick reaches: a week, the longest window that is reported. */
const FIRST_REACH_MS = 7 * DAY;
const LEDGER_FILE = 'phase-ledger.yaml';

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
  /** Take lines in bulk, where the policy keeps no events. Default: lines are judged one by one. */
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

/** What a tick of the collector comes to: plain data, written in this order by its caller. */
export interface CollectPlan {
  /** Keys of closed windows' events, by window start. */
  readonly keys: ReadonlyMap<number, readonly string[]>;
  /** Of those that were not held. */
  readonly packedKeys: ReadonlyMap<number, PackedKeys>;
  readonly batches: readonly ClosedBatch[];
  /** Quarantine file's name and text; null when every line was accepted. */
  readonly quarantine: { readonly file: string; readonly text: string } | null;
  readonly state: string;
  /** Key files of windows that start before this are of no use any more. */
  readonly keepKeysFrom: number;
  readonly totals: LineCounts;
  readonly missed: number;
  /** The longest time between a window's end and the making of its batch, in seconds; 0 when no window closed. */
  readonly lagSeconds: number;
}

/** Opens the scanner of a source, where there is one. Where events are both held and added up, lines are taken one by one. */
async function openScanner(
  options: CollectOptions,
  source: Source,
  { intake, rules, stores, openFrom }: Taking,
): Promise<BulkScanner | null> {
  const { policy, ledger, now, scanners, forcedPhase } = options;
  if (scanners === undefined || forcedPhase !== null) return null;
  const { held, tallied } = stores;
  const isHeld = policy.keepEvents || options.holdsEvents === true;
  if (tallied !== null && isHeld) return null;
  const eras = erasOf(policy, ledger, { from: openFrom, to: now + policy.maxAheadMs });
  const request = { policy, source, now, openFrom, eras };
  return tallied === null
    ? beginKeeping(scanners, request, { intake, rules, held })
    : beginScanner(scanners, request, { intake, rules, tallied });
}

/** What takes large files in two parts, where there is another thread. */
function besideOf(
  { ledger, now, ranges }: CollectOptions,
  { source, scanner }: { readonly source: Source; readonly scanner: BulkScanner },
  { intake, stores: { tallied }, openFrom }: Taking,
): RangesBeside | null {
  // When a line says itself when it arrived, its count does not follow from the lines before.
  if (ranges === undefined || tallied === null || source.fields.arrived !== null) return null;
  const common = { source: source.name, ledger, now, openFrom };
  return new FilesInTwo({ ranges, common, intake, tallied, scanner });
}

interface Stores {
  readonly held: KeptEvents;
  /** null where the policy keeps events. */
  readonly tallied: TalliedEvents | null;
}

interface Taking {
  readonly intake: Intake;
  readonly rules: Rules;
  readonly stores: Stores;
  readonly openFrom: number;
}

function isOfFiles(source: Source): source is Source & { readonly format: 'jsonl' | 'csv' } {
  return source.format === 'jsonl' || source.format === 'csv';
}

interface FilesRead {
  readonly cursors: CollectorState['cursors'];
  /** Sources that could not be asked. */
  readonly unanswered: Set<string>;
}

async function readFiles(options: CollectOptions, taking: Taking): Promise<FilesRead> {
  const { intake, rules } = taking;
  const unanswered = new Set<string>();
  const cursors: Record<string, Record<string, Cursor>> = {};
  for (const source of options.policy.sources) {
    if (!isOfFiles(source)) continue;
    const before = options.state.cursors[source.name] ?? {};
    const after: Record<string, Cursor> = {};
    const scanner = source.format === 'jsonl' ? await openScanner(options, source, taking) : null;
    const beside = scanner === null ? null : besideOf(options, { source, scanner }, taking);
    const request = {
      name: source.name,
      format: source.format,
      files: source.files,
      cursors: before,
      now: options.now,
      cutAfterMs: options.policy.maxGapMs,
      ...(scanner === null ? {} : { takeBlock: (block: LineBlock) => scanner.take(block) }),
      ...(beside === null ? {} : { beside }),
    };
    for await (const item of options.reader.read(request)) {
      if (item.kind === 'end') {
        after[item.file] = item.cursor;
      } else if (item.kind === 'no-answer') {
        unanswered.add(source.name);
      } else {
        await takeLine(intake, rules, source, item);
      }
    }
    if (scanner !== null) endScanner(source, scanner, { intake, tallied: taking.stores.tallied });
    for (const [file, cursor] of Object.entries(before)) {
      // A file that is not there, or cannot be read, may come back.
      if (!Object.hasOwn(after, file) && intake.isRecent({ source: source.name, file })) after[file] = cursor;
    }
    cursors[source.name] = after;
  }
  return { cursors, unanswered };
}

async function readLedgerEvents(options: CollectOptions, intake: Intake, rules: Rules): Promise<void> {
  const source = options.policy.sources.find((one) => one.format === 'ledger');
  if (source === undefined || options.ledger === null) return;
  const events = rollbackEvents(options.ledger);
  for (const [index, fields] of events.entries()) {
    if (index < options.state.ledgerEntries) continue;
    const place = { source: source.name, file: LEDGER_FILE, line: index + 1 };
    await takeFields(intake, rules, { source, place, fields: { ...fields }, excerpt: canonicalJson(fields) });
  }
}

/**
 * The issues are read whole at every tick, so their events of closed windows, and those that are held, were taken before.
 * An event is of the time at which a tick saw it: its window is open when the next tick reads it.
 */
async function readIncidentEvents(
  options: CollectOptions,
  intake: Intake,
  { rules, openFrom }: { readonly rules: Rules; readonly openFrom: number },
): Promise<void> {
  const source = options.policy.sources.find((one) => one.format === 'incidents');
  if (source === undefined) return;
  const taken = new Set(options.state.held.filter((one) => one.source === source.name).map(({ key }) => key));
  for (const key of keysInTallies(options.state, source.name)) taken.add(key);
  for (const [index, event] of (options.incidents ?? []).entries()) {
    const fields = { ...event };
    if ((parseInstant(event.ts) ?? 0) < openFrom || taken.has(eventKey(source, fields))) continue;
    const place = { source: source.name, file: source.name, line: index + 1 };
    await takeFields(intake, rules, { source, place, fields, excerpt: canonicalJson(fields) });
  }
}

/** What servers counted in the windows that close now; a server that did not tell all of it is named. */
async function takeMetrics(options: CollectOptions, taking: Taking, unanswered: Set<string>): Promise<void> {
  const { intake, rules, stores } = taking;
  const { lines, silent } = await readMetrics({
    ...options,
    open: () => ({
      held: [],
      starts: [
        ...stores.held.starts(),
        ...(stores.tallied?.tallies().keys() ?? []),
        ...(options.others?.starts ?? []),
      ],
    }),
  });
  for (const name of silent) unanswered.add(name);
  for (const line of lines) await takeFields(intake, rules, line);
}

/** What is no file. The tick comes last. */
async function readOthers(options: CollectOptions, taking: Taking, unanswered: Set<string>): Promise<void> {
  const { intake, rules } = taking;
  await readLedgerEvents(options, intake, rules);
  await readIncidentEvents(options, intake, taking);
  await takeMetrics(options, taking, unanswered);
  await readTickEvent(options, intake, rules);
}

/** This tick as an event, behind all other lines: it tells of them. */
async function readTickEvent(options: CollectOptions, intake: Intake, rules: Rules): Promise<void> {
  const { state, now, others } = options;
  const source = options.policy.sources.find((one) => one.format === 'ticks');
  if (source === undefined) return;
  const own = intake.result();
  const totals = addLineCounts(own.totals, others?.totals ?? NO_LINES);
  const trails = { ...own.trails, ...others?.trails };
  const policy = { ...options.policy, sources: [...options.policy.sources, ...(others?.sources ?? [])] };
  const { closedUntil } = state;
  const clock = now - options.simulatedLatencyMs;
  const fields = { ...tickEvent({ policy, now, clock, closedUntil, totals, trails }) };
  const place = { source: source.name, file: source.name, line: 1 };
  await takeFields(intake, rules, { source, place, fields, excerpt: canonicalJson(fields) });
}

/** The trails of files that still have a cursor, and of the ledger. */
function pruneTrails(
  trails: CollectorState['trails'],
  cursors: CollectorState['cursors'],
): CollectorState['trails'] {
  const keep = (source: string, file: string): boolean =>
    Object.hasOwn(cursors[source] ?? {}, file) || file === LEDGER_FILE;
  const pruned = Object.entries(trails).map(([source, files]) => [
    source,
    Object.fromEntries(Object.entries(files).filter(([file]) => keep(source, file))),
  ]);
  return Object.fromEntries(pruned) as CollectorState['trails'];
}

function quarantineOf({ totals, quarantine }: IntakeResult, now: number): CollectPlan['quarantine'] {
  const refused = totals.rejected + totals.late;
  if (refused === 0) return null;
  return { file: `${compactInstant(now)}.jsonl`, text: renderQuarantine(quarantine, refused) };
}

function renderQuarantine(entries: readonly Rejection[], total: number): string {
  const lines = entries.map((entry) =>
    canonicalJson({
      source: entry.place.source,
      file: entry.place.file,
      line: entry.place.line,
      reason: entry.reason,
      text: entry.excerpt,
    }),
  );
  if (total > entries.length)
    lines.push(canonicalJson({ reason: `${total - entries.length} more lines, not listed` }));
  return lines.map((line) => `${line}\n`).join('');
}

/** The stores, with what earlier ticks left in them; what was held is added up where the policy keeps events no more. */
function openStores(isHeld: boolean, { policy, state, shelf }: CollectOptions): Stores {
  if (isHeld) {
    const isTallied = state.tallies !== undefined;
    return {
      held: new KeptEvents(policy, state.held, shelf === undefined ? {} : { shelf }),
      tallied: isTallied ? new TalliedEvents(policy, state.tallies) : null,
    };
  }
  const tallied = new TalliedEvents(policy, state.tallies);
  for (const { source, key, ts, phase, line } of state.held)
    tallied.add({ source, key, ts, phase, fields: JSON.parse(line) as Fields });
  return { held: new KeptEvents(policy, []), tallied };
}

/** Where accepted events go: into one of the stores, and into neither where one has them. */
function storeOf(isHeld: boolean, { held, tallied }: Stores): EventStore {
  if (tallied === null) return held;
  if (!isHeld) return tallied;
  return {
    meets: (event, isLate) => held.meets(event, isLate) || tallied.meets(event),
    add: (event) => held.add(event),
  };
}

/** What a tick has read, before its windows are closed. */
interface ReadTick {
  readonly close: Omit<CloseOptions, 'held' | 'kept'>;
  readonly stores: Stores;
  readonly taken: IntakeResult;
  readonly cursors: CollectorState['cursors'];
}

async function readTick(options: CollectOptions): Promise<ReadTick> {
  const { policy, ledger, state, now } = options;
  const phaseAtTime = (ms: number): string => phaseAt(policy, ledger, ms);
  const openFrom = state.closedUntil ?? windowAt(now - FIRST_REACH_MS, policy.batchMs).start;
  const isHeld = policy.keepEvents || options.holdsEvents === true;
  const stores = openStores(isHeld, options);
  const intake = new Intake({
    policy,
    state,
    store: storeOf(isHeld, stores),
    openFrom,
    now,
    keysOfClosed: options.keysOfClosed,
  });
  const rules: Rules = {
    common: { policy, now, forcedPhase: options.forcedPhase, phaseAt: phaseAtTime },
    validators: options.validators,
  };
  const taking = { intake, rules, stores, openFrom };
  const { cursors, unanswered } = await readFiles(options, taking);
  await readOthers(options, taking, unanswered);

  const taken = intake.result();
  const close: ReadTick['close'] = {
    policy,
    taken,
    tallies: stores.tallied?.tallies() ?? new Map<number, HeldTally>(),
    closedUntil: state.closedUntil,
    clock: now - options.simulatedLatencyMs,
    forcedPhase: options.forcedPhase,
    phaseAt: phaseAtTime,
    unanswered,
  };
  return { close, stores, taken, cursors };
}

/** What is held of events: as it lies, where all of them are to be kept. */
function heldOf({ policy }: CollectOptions, { held, tallied }: Stores): Pick<CloseOptions, 'held' | 'kept'> {
  if (!policy.keepEvents || tallied !== null) return { held: held.list() };
  return { held: [], kept: held };
}

/** What becomes of a tick whose windows are closed. */
function planOf(options: CollectOptions, { close, taken, cursors }: ReadTick, closing: Closing): CollectPlan {
  const { policy, ledger, state, now } = options;
  const after: CollectorState = {
    schema: STATE_SCHEMA,
    rollout: policy.rollout,
    closedUntil: closing.closedUntil,
    ledgerEntries: Math.max(state.ledgerEntries, ledger?.entries.length ?? 0),
    cursors,
    trails: pruneTrails(taken.trails, cursors),
    counts: closing.counts,
    held: closing.held,
    ...heldTallies(close.tallies, closing.closedUntil ?? 0),
    ...(options.readsOf === undefined ? {} : { readsOf: options.readsOf }),
  };
  return {
    keys: closing.keys,
    packedKeys: closing.packedKeys,
    batches: closing.batches,
    quarantine: quarantineOf(taken, now),
    state: renderState(after),
    keepKeysFrom: now - policy.dedupeMs - policy.batchMs,
    totals: taken.totals,
    missed: closing.missed,
    lagSeconds: lagOf(closing, policy, now),
  };
}

/** The longest time between a window's end and the making of its batch, in seconds; 0 when no window closed. */
export function lagOf({ keys }: Pick<Closing, 'keys'>, { batchMs }: Policy, now: number): number {
  return keys.size === 0 ? 0 : Math.floor((now - Math.min(...keys.keys()) - batchMs) / SECOND);
}

/** One tick: everything new is read, every window that has closed becomes its batches. Changes nothing by itself. */
export async function collect(options: CollectOptions): Promise<CollectPlan> {
  const tick = await readTick(options);
  return planOf(options, tick, closeWindows({ ...tick.close, ...heldOf(options, tick.stores) }));
}

/** What a shard's tick comes to: no batches, but what it brings to them. */
export interface CollectedPart {
  readonly plan: CollectPlan;
  readonly cut: Cut;
  readonly unanswered: readonly string[];
  /** When the newest line of each source came, ms since the epoch; null before the first. */
  readonly reached: Readonly<Record<string, number | null>>;
}

/** One tick of a shard: everything new of its sources is read; every window that has closed is to be merged with the others'. */
export async function collectPart(options: CollectOptions): Promise<CollectedPart> {
  const tick = await readTick(options);
  const cut = cutWindows({ ...tick.close, held: tick.stores.held.list() });
  const plan = planOf(options, tick, cut.closing);
  const newest = Object.entries(tick.taken.trails).map(([source, files]) => {
    const times = Object.values(files).flatMap(({ reached }) => reached ?? []);
    return [source, times.length === 0 ? null : Math.max(...times)] as const;
  });
  return { plan, cut, unanswered: [...tick.close.unanswered].sort(), reached: Object.fromEntries(newest) };
}
