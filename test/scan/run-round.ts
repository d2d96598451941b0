import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectPlan } from '../../action-collect/src/collect.js';
import { addLineCounts, NO_LINES, type LineCounts } from '../../src/domain/batch.js';
import { unpackKeys } from '../../src/domain/packed-keys.js';
import { collectBytes, sourceOf, stateOf, type CountedScanners, type Subject } from './differential.js';
import { collectFiles } from './in-two.js';
import { Random } from './random.js';
import type { Round, Tick } from './round.js';

/** What a reading of a round came to. */
export interface Reading {
  /** Everything that is compared, by what it is. */
  readonly parts: ReadonlyMap<string, string>;
  readonly totals: LineCounts;
}

/** What the scanner took without the slow path in the readings of a round. */
export interface Alone {
  events: number;
  rejected: number;
}

export interface RoundResult {
  readonly slow: Reading;
  readonly alone: Alone;
  /** Lines of all ticks that came to a scanner, once for each reading. */
  readonly readings: number;
  /** Files that were read in two parts, and those of them whose second part counted. */
  readonly split: number;
  readonly joined: number;
  readonly difference: Difference | null;
}

export interface Difference {
  /** How the lines were read. */
  readonly how: string;
  readonly what: string;
  readonly slow: string;
  readonly fast: string;
}

function keysText(packed: Uint8Array): string {
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString('latin1');
}

function addParts(parts: Map<string, string>, tick: number, plan: CollectPlan): void {
  const add = (what: string, text: string): unknown => parts.set(`tick ${tick + 1}, ${what}`, text);
  add('totals', JSON.stringify([plan.totals, plan.missed, plan.lagSeconds]));
  add('quarantine', plan.quarantine?.text ?? '');
  for (const { file, text } of plan.batches) add(`batch ${file}`, text);
  for (const [start, packed] of plan.packedKeys) add(`keys of ${start}`, keysText(packed.read()));
  for (const [start, keys] of plan.keys) add(`listed keys of ${start}`, keys.join());
  add('state', plan.state);
}

function bytesOf({ newline, end }: Round, ticks: readonly Tick[]): Buffer {
  const behind = Buffer.from(newline);
  return Buffer.concat([
    ...ticks.flatMap(({ lines }) => lines.flatMap((line) => [line, behind])),
    Buffer.from(end),
  ]);
}

/** A file whose last line may not be whole yet. */
function inTheMaking(round: Round, ticks: readonly Tick[]): Buffer {
  const bytes = bytesOf({ ...round, end: '' }, ticks);
  return bytes.subarray(0, Math.max(0, bytes.length - new Random(round.seed).pick([0, 0, 1, 20])));
}

export type MakeScanners = (schema: unknown) => CountedScanners;

function addClosed(closed: Map<number, Set<string>>, { keys, packedKeys }: CollectPlan): void {
  for (const [start, list] of keys) closed.set(start, new Set(list));
  for (const [start, packed] of packedKeys) closed.set(start, new Set(unpackKeys(packed.read())));
}

/** Reads all ticks of a round, each from where the one before ended. */
async function read(
  round: Round,
  chunk: number | null,
  scanners: MakeScanners,
  alone: Alone,
): Promise<Reading> {
  const { subject, ticks, seed } = round;
  const random = new Random(seed);
  const parts = new Map<string, string>();
  const closed = new Map<number, Set<string>>();
  let totals = NO_LINES;
  let before: CollectPlan | null = null;
  for (const [tick, { now }] of ticks.entries()) {
    const isLast = tick === ticks.length - 1;
    const bytes = isLast ? bytesOf(round, ticks) : inTheMaking(round, ticks.slice(0, tick + 1));
    const counted = chunk === null ? null : scanners(subject.schema);
    const at: Subject = { ...subject, now };
    const plan: CollectPlan = await collectBytes(at, bytes, {
      scanners: counted,
      chunkSizes: () => (chunk === null ? 1 << 20 : 1 + random.below(chunk)),
      keysOfClosed: (start) => closed.get(start) ?? new Set(),
      ...(before === null ? {} : { state: stateOf(before, subject.policy) }),
    });
    if (!isLast) addClosed(closed, plan);
    addParts(parts, tick, plan);
    counted?.close();
    totals = addLineCounts(totals, plan.totals);
    alone.events += counted?.alone.events ?? 0;
    alone.rejected += counted?.alone.rejected ?? 0;
    before = plan;
  }
  return { parts, totals };
}

/** Reads all ticks of a round from a file, in two parts or in one. */
async function readFile(
  { subject, ticks, seed, inTwo, ...round }: Round,
  isSplit: boolean,
): Promise<{ readonly parts: Map<string, string>; readonly split: number; readonly joined: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'phasegate-fuzz-'));
  const parts = new Map<string, string>();
  const closed = new Map<number, Set<string>>();
  let before: CollectPlan | null = null;
  let [split, again] = [0, 0];
  try {
    await mkdir(join(folder, 'telemetry/app'), { recursive: true });
    for (const [tick, { now }] of ticks.entries()) {
      const isLast = tick === ticks.length - 1;
      const whole = { ...round, subject, ticks, seed, inTwo };
      const bytes = isLast ? bytesOf(whole, ticks) : inTheMaking(whole, ticks.slice(0, tick + 1));
      await writeFile(join(folder, 'telemetry/app/a.jsonl'), bytes);
      const { plan, ranges } = await collectFiles(
        { ...subject, now },
        {
          folder,
          chunkBytes: inTwo?.chunkBytes ?? 1 << 16,
          keysOfClosed: async (start) => closed.get(start) ?? new Set(),
          ...(before === null ? {} : { state: stateOf(before, subject.policy) }),
          inTwo: isSplit ? { readyAfter: inTwo?.readyAfter ?? 0 } : null,
        },
      );
      addClosed(closed, plan);
      addParts(parts, tick, plan);
      split += ranges?.taken ?? 0;
      again += ranges?.readAgain ?? 0;
      before = plan;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { parts, split, joined: split - again };
}

function differenceOf(
  slow: Pick<Reading, 'parts'>,
  fast: Pick<Reading, 'parts'>,
  how: string,
): Difference | null {
  for (const what of new Set([...slow.parts.keys(), ...fast.parts.keys()])) {
    const [a, b] = [slow.parts.get(what) ?? 'nothing', fast.parts.get(what) ?? 'nothing'];
    if (a !== b) return { how, what, ...aroundDifference(a, b) };
  }
  return null;
}

function aroundDifference(slow: string, fast: string): { slow: string; fast: string } {
  let from = 0;
  while (from < slow.length && slow[from] === fast[from]) from += 1;
  const show = (text: string): string => text.slice(Math.max(0, from - 120), from + 200);
  return { slow: show(slow), fast: show(fast) };
}

/** Reads a round line by line, once, and by scanners in each of its ways. */
export async function runRound(round: Round, scanners: MakeScanners): Promise<RoundResult> {
  const alone: Alone = { events: 0, rejected: 0 };
  const slow = await read(round, null, scanners, alone);
  const result = { slow, alone, readings: 0, split: 0, joined: 0 };
  for (const chunk of round.readings) {
    result.readings += 1;
    const fast = await read(round, chunk, scanners, alone);
    const difference = differenceOf(slow, fast, `chunks of up to ${chunk} bytes`);
    if (difference !== null) return { ...result, difference };
  }
  // When a line says itself when it arrived, no file is read in two parts.
  if (round.inTwo === null || sourceOf(round.subject.policy).fields.arrived !== null)
    return { ...result, difference: null };
  // What a file's cursor holds is another than that of bytes in memory: the same file is read in one part too.
  const [one, two] = [await readFile(round, false), await readFile(round, true)];
  const difference = differenceOf(one, two, `in two parts, chunks of ${round.inTwo.chunkBytes} bytes`);
  return { ...result, split: two.split, joined: two.joined, difference };
}
