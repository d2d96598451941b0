import type { BatchHeader } from './batch.js';
import { canonicalJson } from './canonical-json.js';
import { timed, type IncomingBatch } from './history.js';
import type { Policy } from './policy.js';
import { summarise } from './summary.js';
import { formatInstant } from './time.js';

/** Digits count as numbers, so that what run 9 left comes before what run 10 left. */
function byRunAndPath(a: IncomingBatch, b: IncomingBatch): number {
  const pad = (file: string): string => file.replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'));
  const [left, right] = [pad(a.file), pad(b.file)];
  if (left !== right) return left < right ? -1 : 1;
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}

/** Batches by the end of their window, oldest first; identical copies are one. */
export function distinctBatches(batches: readonly IncomingBatch[]): IncomingBatch[] {
  const known = new Map<string, IncomingBatch>();
  for (const batch of [...batches].sort(byRunAndPath)) {
    const key = canonicalJson(batch.header);
    if (!known.has(key)) known.set(key, batch);
  }
  const ends = new Map([...known.values()].map((batch) => [batch, timed(batch.header).window.end]));
  return [...ends].sort(([, a], [, b]) => a - b).map(([batch]) => batch);
}

/**
 * The batches as they may have been known earlier: those that lacked shards, without the ones that took their place later, from
 * windows that end at a time on; for each such time, the latest first. None where no batch lacked anything.
 */
export function asKnownBefore(batches: readonly IncomingBatch[]): readonly (readonly IncomingBatch[])[] {
  const most = new Map<number, number>();
  for (const { header } of batches) {
    const { end } = timed(header).window;
    most.set(end, Math.max(most.get(end) ?? 0, header.lacks?.shards.length ?? 0));
  }
  const times = [...most].filter(([, shards]) => shards > 0).map(([end]) => end);
  return times
    .sort((a, b) => b - a)
    .map((from) =>
      batches.filter(({ header }) => {
        const { end } = timed(header).window;
        return end < from || (header.lacks?.shards.length ?? 0) === most.get(end);
      }),
    );
}

function eventsOf(lines: readonly string[]): Readonly<Record<string, unknown>>[] {
  return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/** A batch as another policy would have summed it up, from the events that it keeps; as it is where it keeps none. */
export function summedUpBy(policy: Policy, header: BatchHeader, eventLines: readonly string[]): BatchHeader {
  if (header.events === 0) return header;
  return { ...header, summaries: summarise(policy.slis, eventsOf(eventLines)) };
}

/**
 * What does not fit in a batch that keeps its events: the digest covers the events and not the header, so the header's
 * figures are summed up again under each policy at hand. Null where one of them gives the same, or no events are kept.
 */
export function figuresFault(
  header: BatchHeader,
  eventLines: readonly string[],
  policies: readonly Policy[],
): string | null {
  if (eventLines.length === 0) return null;
  const { accepted } = header.counts;
  if (accepted !== eventLines.length)
    return `it says ${accepted} accepted events, and ${eventLines.length} follow`;
  const events = eventsOf(eventLines);
  const said = canonicalJson(header.summaries);
  const fits = policies.some(({ slis }) => canonicalJson(summarise(slis, events)) === said);
  return fits ? null : 'its figures are not those of its events under any policy at hand';
}

/**
 * Silences in a row of batches (oldest first) between two instants, each as `from to`: windows whose batch is not there.
 * `from` and `to` are ms since the epoch.
 */
export function gaps(batches: readonly BatchHeader[], range: { from: number; to: number }): string[] {
  const windows = batches
    .map((header) => timed(header).window)
    .filter(({ start, end }) => start >= range.from && end <= range.to);
  return windows.flatMap(({ start }, i) => {
    const before = windows[i - 1]?.end ?? start;
    return start > before ? [`${formatInstant(before)} to ${formatInstant(start)}`] : [];
  });
}
