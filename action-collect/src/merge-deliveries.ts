import type { Policy } from '../../src/domain/policy.js';
import { sourcesOf } from '../../src/domain/shard.js';
import { DAY, parseInstant } from '../../src/domain/time.js';
import { closeWindows, nextWhole, type CloseOptions, type Closing, type Lacking } from './close-windows.js';
import type { HeldTally } from './collector-state.js';
import type { Delivery, Span } from './shard-delivery.js';
import { EMPTY_PART, hasEvents, mergeParts, tallyOf, type WindowPart } from './window-part.js';

/** How long windows wait for a shard that does not deliver, before they stay as they are. */
export const WAIT_MS = DAY;

/** Number of the part that is read where shards are merged: of sources that tell of the pipeline itself. */
export const OWN_PART = 0;

/** What one part has brought so far to windows that are not made for good. */
export interface Pending {
  /** In order of time, without overlaps. */
  readonly spans: readonly Span[];
  /** Up to where it has delivered; null: nothing yet. */
  readonly until: number | null;
  /** When it last delivered; before that, when it was first waited for. */
  readonly heardAt: number;
}

/** What the merging carries from tick to tick. */
export interface Merging {
  /** Windows that end at or before this are made for good; null before the first. */
  readonly finalUntil: number | null;
  /** Windows that end at or before this were made, some of them without a shard. */
  readonly closedUntil: number | null;
  /** Start of the first window that was made, as long as none is for good; a shard that was silent may bring earlier ones. */
  readonly begins: number | null;
  /** By number of the part. */
  readonly parts: ReadonlyMap<number, Pending>;
}

export const NOTHING_MERGED: Merging = {
  finalUntil: null,
  closedUntil: null,
  begins: null,
  parts: new Map(),
};

export interface MergeOptions extends Pick<CloseOptions, 'forcedPhase' | 'phaseAt'> {
  readonly policy: Policy;
  /** Number of shards. */
  readonly of: number;
  readonly before: Merging;
  /** What came now, by number of the part: at most one of each, and of earlier ticks that were not merged those before it. */
  readonly arrived: ReadonlyMap<number, readonly Delivery[]>;
  readonly now: number;
}

export interface Merged {
  readonly closing: Closing;
  readonly after: Merging;
  /** Numbers of shards that did not deliver now, in order. */
  readonly silent: readonly number[];
  /** Numbers of shards that are not waited for any longer. */
  readonly givenUp: readonly number[];
  /** Windows that came after they had been made for good, by number of the shard; no repetitions. */
  readonly tooLate: ReadonlyMap<number, readonly number[]>;
}

function windowsUntil(windows: Span['windows'], at: number): Span['windows'] {
  return new Map([...windows].filter(([start]) => start < at));
}

/** What is left of spans once one that begins at a time takes the place of all behind it. */
function cutAt(spans: readonly Span[], from: number | null): Span[] {
  const at = from ?? -Infinity;
  return spans
    .filter((span) => (span.from ?? -Infinity) < at || span.until <= at)
    .map((span) => ({
      ...span,
      until: Math.min(span.until, at),
      windows: span.until <= at ? span.windows : windowsUntil(span.windows, at),
    }));
}

function received(before: Pending | undefined, deliveries: readonly Delivery[], now: number): Pending {
  const known = before ?? { spans: [], until: null, heardAt: now };
  if (deliveries.length === 0) return known;
  const spans = deliveries.reduce<readonly Span[]>(
    (all, { from, until, unanswered, windows }) => [
      ...cutAt(all, from),
      // Of a tick that is run again: it closed nothing.
      ...(from === until ? [] : [{ from, until, unanswered, windows }]),
    ],
    known.spans,
  );
  return { spans, until: deliveries.at(-1)?.until ?? known.until, heardAt: now };
}

function covers(span: Span, start: number, { batchMs }: Policy): boolean {
  return (span.from ?? -Infinity) <= start && start + batchMs <= span.until;
}

/** Up to where windows are closed now: as far as all came that came at all. */
function closedUntilNow({ arrived, before, policy }: MergeOptions): number | null {
  const untils = [...arrived].flatMap(([, deliveries]) => deliveries.at(-1)?.until ?? []);
  const isAnyThere = [...arrived].some(([part, deliveries]) => part !== OWN_PART && deliveries.length > 0);
  const known = before.closedUntil === null ? null : nextWhole(before.closedUntil, policy);
  return isAnyThere ? Math.max(known ?? -Infinity, Math.min(...untils)) : known;
}

/** Where the merging begins: with no memory of earlier ticks, behind what shards that do remember have delivered. */
function finalBefore({ before, arrived, policy }: MergeOptions): number | null {
  if (before.finalUntil !== null) return nextWhole(before.finalUntil, policy);
  if (before.parts.size > 0) return null;
  const firsts = [...arrived].flatMap(([part, deliveries]) =>
    part === OWN_PART ? [] : (deliveries[0]?.from ?? []),
  );
  return firsts.length === 0 ? null : Math.max(...firsts);
}

/** What a window lacks, by its start. */
function lackingOf(
  parts: ReadonlyMap<number, Pending>,
  { policy, of }: MergeOptions,
): (start: number) => Lacking {
  const names = new Map(
    Array.from(
      { length: of },
      (_, i) => [i + 1, sourcesOf(policy, { index: i + 1, of }).map(({ name }) => name)] as const,
    ),
  );
  const needed = [...names].filter(([, sources]) => sources.length > 0).map(([index]) => index);
  return (start) => {
    const spansAt = (part: number): readonly Span[] =>
      (parts.get(part)?.spans ?? []).filter((span) => covers(span, start, policy));
    const shards = needed.filter((index) => spansAt(index).length === 0);
    const unanswered = [...parts.keys()].flatMap((part) => spansAt(part).flatMap((span) => span.unanswered));
    return {
      lacks: shards.length === 0 ? null : { shards, of },
      sources: new Set(shards.flatMap((index) => names.get(index) ?? [])),
      unanswered: new Set(unanswered),
    };
  };
}

/** The windows of all parts together from a time on; `null`: from the first one. */
function mergedWindows(parts: ReadonlyMap<number, Pending>, from: number | null): Map<number, WindowPart> {
  const all = new Map<number, WindowPart[]>();
  for (const { spans } of parts.values())
    for (const { windows } of spans)
      for (const [start, part] of windows)
        if (start >= (from ?? -Infinity)) all.set(start, [...(all.get(start) ?? []), part]);
  return new Map([...all].map(([start, list]) => [start, list.reduce(mergeParts, EMPTY_PART)]));
}

/** Up to where all windows are complete, or wait for nobody who may still come. */
function finalAfter(
  { policy, now }: MergeOptions,
  { parts, lackingAt, first, starts }: Closeable & { readonly starts: readonly number[] },
): number | null {
  const isWaitedFor = (index: number, start: number): boolean => {
    const part = parts.get(index);
    return part === undefined || (now - part.heardAt < WAIT_MS && (part.until ?? -Infinity) <= start);
  };
  let final = first;
  for (const start of starts) {
    if ((lackingAt(start).lacks?.shards ?? []).some((index) => isWaitedFor(index, start))) break;
    final = start + policy.batchMs;
  }
  return final;
}

/** What a span keeps, once windows up to a time are made for good: of a beginning without events its counts. */
function keptSpan(span: Span, final: number, isBeginning: boolean): Span {
  const windows = new Map([...span.windows].filter(([start]) => start >= final));
  if (isBeginning)
    for (const { counts } of [...span.windows].flatMap(([start, part]) => (start < final ? part : [])))
      windows.set(final, mergeParts(windows.get(final) ?? EMPTY_PART, { ...EMPTY_PART, counts }));
  return { ...span, from: Math.max(span.from ?? -Infinity, final), windows };
}

function kept(
  parts: ReadonlyMap<number, Pending>,
  final: number | null,
  isBeginning: boolean,
): Map<number, Pending> {
  if (final === null) return new Map(parts);
  return new Map(
    [...parts].map(([index, part]) => {
      const spans = part.spans.map((span) => keptSpan(span, final, isBeginning));
      return [
        index,
        { ...part, spans: spans.filter(({ until, windows }) => until > final || windows.size > 0) },
      ];
    }),
  );
}

/** Windows that a shard brings for the first time, and too late. */
function windowsTooLate({ arrived, before }: MergeOptions, final: number | null): Map<number, number[]> {
  const late = [...arrived].flatMap(([index, deliveries]) => {
    const known = before.parts.get(index)?.until;
    if (known === undefined || final === null) return [];
    const starts = deliveries
      .filter(({ from }) => from !== null || known === null)
      .flatMap(({ windows }) => [...windows.keys()])
      .filter((start) => start < final && start >= (known ?? -Infinity));
    return starts.length === 0 ? [] : [[index, starts] as const];
  });
  return new Map(late.map(([index, starts]) => [index, [...starts].sort((a, b) => a - b)]));
}

/** All that windows are closed over. */
interface Closeable {
  readonly parts: ReadonlyMap<number, Pending>;
  readonly windows: ReadonlyMap<number, WindowPart>;
  readonly lackingAt: (start: number) => Lacking;
  /** Start of the first window that is not made for good; null: that of the first event. */
  readonly first: number | null;
  readonly until: number;
}

/** Whether nothing is known but events of windows that are open: then the first of these begins the record. */
function isBeginningOpen({ arrived, before }: MergeOptions, { windows, first, until }: Closeable): boolean {
  if (first !== null || before.begins !== null) return false;
  const withEvents = [...windows].filter(([, part]) => hasEvents(part)).map(([start]) => start);
  const holds = [...arrived.values()].some((deliveries) => deliveries.at(-1)?.holds === true);
  return (holds || withEvents.length > 0) && withEvents.every((start) => start >= until);
}

/** Start of the first window to be made; null: that of the first event, or the newest that is closed. */
function startOf(options: MergeOptions, closeable: Closeable): number | null {
  const { windows, first, until } = closeable;
  const { begins } = options.before;
  if (first !== null) return first;
  if (begins === null) return isBeginningOpen(options, closeable) ? until : null;
  return Math.min(begins, ...[...windows].flatMap(([start, part]) => (hasEvents(part) ? start : [])));
}

function close(options: MergeOptions, closeable: Closeable): Closing {
  const { policy, forcedPhase, phaseAt } = options;
  const { windows, lackingAt, until } = closeable;
  const tallies = new Map<number, HeldTally>();
  for (const [start, part] of windows) {
    const tally = tallyOf(policy.slis, part);
    if (tally !== null) tallies.set(start, tally);
  }
  const counts = [...windows].map(([start, part]) => [start, new Map(Object.entries(part.counts))] as const);
  return closeWindows({
    policy,
    taken: { counts: new Map(counts) },
    held: [...windows.values()].flatMap(({ events }) => events),
    tallies,
    closedUntil: startOf(options, closeable),
    clock: until + policy.graceMs,
    forcedPhase,
    phaseAt,
    unanswered: new Set(),
    lacking: lackingAt,
  });
}

/** The batches that were not made before as they are made now. */
function onlyNew(options: MergeOptions, closing: Closing, lackingAt: Closeable['lackingAt']): Closing {
  const { before, policy } = options;
  const lackingBefore = lackingOf(before.parts, options);
  const isKnown = (start: number): boolean =>
    before.closedUntil !== null &&
    start + policy.batchMs <= before.closedUntil &&
    isSameLack(lackingBefore(start), lackingAt(start));
  const batches = closing.batches.filter(({ header }) => !isKnown(parseInstant(header.window.start) ?? 0));
  const missed = batches.flatMap(({ header }) =>
    Object.values(header.sources).filter((one) => one.missed),
  ).length;
  return {
    ...closing,
    batches,
    missed,
    keys: new Map([...closing.keys].filter(([start]) => !isKnown(start))),
  };
}

function isSameLack({ lacks: a }: Lacking, { lacks: b }: Lacking): boolean {
  return (a?.shards ?? []).join() === (b?.shards ?? []).join();
}

/**
 * Closes the windows of all shards as one collector that read all their sources would have, whatever order they came in.
 *
 * A window is closed as far as all shards that delivered now have closed it; what a silent shard reads is then missed. It
 * is made anew, and whole, once that shard delivers, for a day. Pure.
 */
export function mergeDeliveries(options: MergeOptions): Merged {
  const { policy, of, before, arrived, now } = options;
  const indices = [OWN_PART, ...Array.from({ length: of }, (_, i) => i + 1)];
  const parts = new Map(
    indices.map((index) => [index, received(before.parts.get(index), arrived.get(index) ?? [], now)]),
  );
  const first = finalBefore(options);
  const until = closedUntilNow(options);
  const shards = indices.filter((index) => index !== OWN_PART && sourcesOf(policy, { index, of }).length > 0);
  const rest = {
    silent: shards.filter((index) => (arrived.get(index) ?? []).length === 0),
    givenUp: shards.filter((index) => now - (parts.get(index)?.heardAt ?? now) >= WAIT_MS),
    tooLate: windowsTooLate(options, first),
  };
  if (until === null || (first !== null && until <= first)) {
    const after = { ...before, finalUntil: first, closedUntil: until, parts: kept(parts, first, false) };
    return { ...rest, closing: { ...NOTHING_CLOSED, closedUntil: until }, after };
  }
  const lackingAt = lackingOf(parts, options);
  const closeable: Closeable = { parts, lackingAt, first, until, windows: mergedWindows(parts, first) };
  const closing = close(options, closeable);
  const isBeginning = isBeginningOpen(options, closeable);
  const made = [...closing.keys.keys()].sort((a, b) => a - b);
  const final = finalAfter(options, { ...closeable, starts: isBeginning ? [until - policy.batchMs] : made });
  return {
    ...rest,
    closing: onlyNew(options, closing, lackingAt),
    after: {
      finalUntil: final,
      closedUntil: until,
      begins: final === null ? (made[0] ?? until) : null,
      parts: kept(parts, final, isBeginning),
    },
  };
}

const NOTHING_CLOSED: Omit<Closing, 'closedUntil'> = {
  batches: [],
  keys: new Map(),
  packedKeys: new Map(),
  held: [],
  counts: {},
  missed: 0,
};
