import { digest, lineCounts, summary } from '../../src/domain/batch-reader.js';
import type { LineCounts } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { sha256 } from '../../src/domain/digest.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { Policy } from '../../src/domain/policy.js';
import {
  bool,
  count,
  listOf,
  nullable,
  object,
  oneOf,
  safeId,
  text,
  type Shape,
} from '../../src/domain/shape.js';
import { sourcesOf, type Shard } from '../../src/domain/shard.js';
import type { HeldEvent } from './collector-state.js';
import { EMPTY_PART, mergeParts, type PartTally, type WindowPart } from './window-part.js';

/** File in a shard's output folder. */
export const DELIVERY_FILE = 'shard.jsonl';
const DELIVERY_SCHEMA = 'phasegate.shard/1';
const DELIVERY_FAMILY = 'phasegate.shard/';

/** What a shard brings to windows, from one time to another. */
export interface Span {
  /** Start of the first window that was still open before; null: none was closed, it reaches back to the first event. */
  readonly from: number | null;
  /** Start of the first window that is still open. */
  readonly until: number;
  /** Sources that could not be asked when these windows were closed. */
  readonly unanswered: readonly string[];
  /** By start; windows to which nothing came are not here. */
  readonly windows: ReadonlyMap<number, WindowPart>;
}

/** What a tick of a shard comes to, for the merging. */
export interface Delivery extends Span {
  readonly rollout: string;
  readonly shard: Shard;
  /** Length of a window. */
  readonly batchMs: number;
  /** Its sources. */
  readonly sources: readonly string[];
  /** Of the lines that this tick read. */
  readonly totals: LineCounts;
  /** When the newest line of each source came, ms since the epoch; null before the first. */
  readonly reached: Readonly<Record<string, number | null>>;
  /** Whether anything came to windows that are still open. */
  readonly holds: boolean;
}

/** The lines of windows: of each one for its counts and for each sum, and one for each event. */
export function renderWindows(windows: Span['windows']): string[] {
  return [...windows]
    .sort(([a], [b]) => a - b)
    .flatMap(([start, { counts, tallies, events }]) => [
      canonicalJson({ start, counts }),
      ...Object.values(tallies).map(({ definitions, phases }) =>
        canonicalJson({ start, definitions, phases }),
      ),
      ...events.map(({ source, ts, phase, line }) => canonicalJson({ start, source, ts, phase, line })),
    ]);
}

/** A shard's file: what it is, then its windows. The digest tells a file that was cut or changed. */
export function renderDelivery(delivery: Delivery): string {
  const { windows, ...head } = delivery;
  const lines = renderWindows(windows);
  const rest = { schema: DELIVERY_SCHEMA, ...head, lines: lines.length };
  const sealed = { ...rest, digest: sha256([canonicalJson(rest), ...lines].join('\n')) };
  return [canonicalJson(sealed), ...lines].map((line) => `${line}\n`).join('');
}

function byName(one: Shape): Shape {
  return (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([name, member]) => one(member, `${path}.${name}`))
      : [`${path} is not an object`];
}

const headShape = object({
  rollout: safeId,
  shard: object({ index: count, of: count }),
  batchMs: count,
  from: nullable(count),
  until: count,
  sources: listOf(text),
  unanswered: listOf(text),
  totals: object(lineCounts),
  reached: byName(nullable(count)),
  holds: bool,
  lines: count,
  digest,
});

const countsShape = object({ start: count, counts: byName(object(lineCounts)) });
const tallyShape = object({
  start: count,
  definitions: object({ digest, slis: byName(digest) }),
  phases: byName(object({ accepted: byName(count), digest, summaries: listOf(summary) })),
});
const eventShape = object({ start: count, source: text, ts: count, phase: safeId, line: text });

type Line =
  | { readonly start: number; readonly counts: Readonly<Record<string, LineCounts>> }
  | ({ readonly start: number } & PartTally)
  | ({ readonly start: number } & Omit<HeldEvent, 'key'>);

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

/** A line that counts is one of three; an event's text is put into a batch as it is, so it must be one JSON object. */
function readLine(source: string, place: string): Line | string[] {
  const value = parsed(source);
  const has = (name: string): boolean =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  const shape = has('counts') ? countsShape : has('definitions') ? tallyShape : eventShape;
  const wrong = shape(value, place);
  if (wrong.length > 0) return wrong;
  const line = value as Line;
  if (!('line' in line)) return line;
  const fields = parsed(line.line);
  const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
  return isObject && canonicalJson(fields) === line.line
    ? line
    : [`${place}.line is no canonical JSON object`];
}

function partOf(line: Line): WindowPart {
  if ('counts' in line) return { ...EMPTY_PART, counts: line.counts };
  if ('line' in line) {
    const { source, ts, phase } = line;
    // Keys are the shard's own: it knows its events by them.
    return { ...EMPTY_PART, events: [{ source, key: '', ts, phase, line: line.line }] };
  }
  const { definitions, phases } = line;
  return { ...EMPTY_PART, tallies: { [definitions.digest]: { definitions, phases } } };
}

/** Windows by their lines; what is wrong with them where something is. */
export function readWindows(lines: readonly string[]): Map<number, WindowPart> | string[] {
  const byStart = new Map<number, WindowPart>();
  const events = new Map<number, HeldEvent[]>();
  for (const [i, source] of lines.entries()) {
    const line = readLine(source, `line ${i + 2}`);
    if (Array.isArray(line)) return line;
    const part = partOf(line);
    const known = events.get(line.start) ?? [];
    events.set(line.start, known);
    known.push(...part.events);
    const rest = { ...part, events: [] };
    byStart.set(line.start, mergeParts(byStart.get(line.start) ?? EMPTY_PART, rest));
  }
  return new Map([...byStart].map(([start, part]) => [start, { ...part, events: events.get(start) ?? [] }]));
}

/** Names of the sources that a window's part tells of. */
function namesIn({ counts, tallies, events }: WindowPart): string[] {
  const accepted = Object.values(tallies).flatMap(({ phases }) => Object.values(phases));
  return [
    ...Object.keys(counts),
    ...accepted.flatMap((phase) => Object.keys(phase.accepted)),
    ...events.map(({ source }) => source),
  ];
}

export interface Expected {
  readonly policy: Pick<Policy, 'rollout' | 'batchMs' | 'sources'>;
  /** How many shards this tick has. */
  readonly of: number;
}

/** What no tick of this shard under this policy can have left, whatever its form. */
function misfits(delivery: Delivery, { policy, of }: Expected): string[] {
  const { rollout, shard, batchMs, from, until, unanswered, windows } = delivery;
  if (rollout !== policy.rollout)
    return [`it is of the rollout ${rollout}, and the policy is that of ${policy.rollout}`];
  if (shard.of !== of || shard.index < 1 || shard.index > of)
    return [`it is of shard ${shard.index} of ${shard.of}, and this tick has ${of}`];
  if (batchMs !== policy.batchMs)
    return [`its windows have ${batchMs} ms, and the policy's have ${policy.batchMs}`];
  const own = new Set(sourcesOf(policy, shard).map(({ name }) => name));
  if (canonicalJson([...delivery.sources].sort()) !== canonicalJson([...own].sort()))
    return [`its sources are not those of shard ${shard.index} of ${of}; all jobs must read one policy`];
  // A source that the policy had when the window began may still have a share in it.
  const others = new Set(policy.sources.filter(({ name }) => !own.has(name)).map(({ name }) => name));
  if (unanswered.some((name) => others.has(name))) return ['it has an unanswered source of another shard'];
  return [...windows].flatMap(([start, part]) => {
    const isInside = start % batchMs === 0 && start >= (from ?? 0) && start < until;
    const isWhole = isInside && part.events.every(({ ts }) => ts >= start && ts < start + batchMs);
    if (!isWhole) return [`its window ${start} is none of those that it delivers`];
    return namesIn(part).some((name) => others.has(name))
      ? [`its window ${start} has a source of another shard`]
      : [];
  });
}

const MAX_NAMED = 5;

/** The rollout that a delivery says to be of; null for a text that is none. */
export function rolloutOf(source: string): string | null {
  const head = parsed(source.slice(0, Math.max(0, source.indexOf('\n'))));
  const { schema, rollout } = (head ?? {}) as { readonly schema?: unknown; readonly rollout?: unknown };
  const isOne = typeof schema === 'string' && schema.startsWith(DELIVERY_FAMILY);
  return isOne && safeId(rollout, '').length === 0 ? String(rollout) : null;
}

/**
 * The delivery in a file's text. It comes from another job, so its every field is checked.
 *
 * @throws PhasegateError `bad-batch` naming the file and what is wrong, `newer-state` when a newer version wrote it.
 */
export function parseDelivery(source: string, file: string, expects: Expected): Delivery {
  const refuse = (what: string): never => {
    throw new PhasegateError('bad-batch', `${file}: ${what}; it is not taken`);
  };
  const [first = '', ...rest] = source.split('\n');
  const value = parsed(first);
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema === 'string' && schema.startsWith(DELIVERY_FAMILY) && schema !== DELIVERY_SCHEMA)
    throw new PhasegateError(
      'newer-state',
      `${file} has the format ${schema.slice(0, 60)}, and this version reads ${DELIVERY_SCHEMA}; use one version of Phasegate in all jobs`,
    );
  if (oneOf([DELIVERY_SCHEMA])(schema, 'schema').length > 0) refuse('the first line is no head of a shard');
  const wrong = headShape(value, '');
  if (wrong.length > 0) refuse(wrong.slice(0, MAX_NAMED).join(', '));
  if (rest.at(-1) !== '') refuse('the last line has no end; the file was cut off');
  const lines = rest.slice(0, -1);
  const { digest: found, ...head } = value as Omit<Delivery, 'windows'> & { digest: string; lines: number };
  if (lines.length !== head.lines || sha256([canonicalJson(head), ...lines].join('\n')) !== found)
    refuse('it is not what its digest says; the file was cut off or changed');
  const windows = readWindows(lines);
  if (Array.isArray(windows)) return refuse(windows.slice(0, MAX_NAMED).join(', '));
  const { rollout, shard, batchMs, sources, from, until, unanswered, totals, reached, holds } = head;
  const delivery = {
    rollout,
    shard,
    batchMs,
    sources,
    from,
    until,
    unanswered,
    totals,
    reached,
    holds,
    windows,
  };
  const misfit = misfits(delivery, expects);
  return misfit.length > 0 ? refuse(misfit.slice(0, MAX_NAMED).join(', ')) : delivery;
}
