import { addLineCounts, NO_LINES, type LineCounts } from '../../src/domain/batch.js';
import { CountedScanners } from './differential.js';
import { count, type Tally } from './mutator.js';
import { roundOf, type Round } from './round.js';
import { runRound, type Difference, type Alone, type MakeScanners, type RoundResult } from './run-round.js';
import { shrunk } from './shrink.js';

/** Bytes of keys that are held in memory: those of further windows go to a file. */
const KEYS_IN_MEMORY = 4_096;

/** What a run, or its part of one subject, came to. */
export interface Sum {
  lines: number;
  /** By the slow path, each line once. */
  totals: LineCounts;
  /** By the scanners, each line once for each reading. */
  read: LineCounts;
  alone: Alone;
}

export interface Fuzzed {
  readonly rounds: number;
  readonly readings: number;
  /** Files that were read in two parts at once, and those of them whose second part counted. */
  readonly split: number;
  readonly joined: number;
  readonly all: Sum;
  readonly subjects: ReadonlyMap<string, Sum>;
  readonly mutations: Tally;
  readonly reasons: Tally;
}

/** A difference, and a round of few lines that has it. */
export class FoundDifference extends Error {
  constructor(round: Round, difference: Difference) {
    const lines = round.ticks.flatMap(({ lines: some }, tick) =>
      some.map((line) => `  tick ${tick + 1}: ${JSON.stringify(line.toString('latin1'))}`),
    );
    super(
      [
        `seed ${round.seed}, ${round.subject.name}, ${difference.how}: ${difference.what} differ`,
        'lines (each character a byte):',
        ...lines,
        `slow: ${difference.slow}`,
        `fast: ${difference.fast}`,
      ].join('\n'),
    );
  }
}

function newSum(): Sum {
  return { lines: 0, totals: NO_LINES, read: NO_LINES, alone: { events: 0, rejected: 0 } };
}

function addTo(sum: Sum, lines: number, { slow, alone, readings }: RoundResult): void {
  sum.lines += lines;
  sum.totals = addLineCounts(sum.totals, slow.totals);
  for (let i = 0; i < readings; i += 1) sum.read = addLineCounts(sum.read, slow.totals);
  sum.alone.events += alone.events;
  sum.alone.rejected += alone.rejected;
}

/** A reason without the texts and numbers of its line. */
function kindOfReason(reason: string): string {
  return reason
    .replace(/(?<=^phase ).*(?= is not in the policy)/, '…')
    .replace(/(?<=must be (?:string|in oneOf|equal to one of the allowed values|equal to constant): ).*/, '…')
    .replace(/"(?:[^"\\]|\\.)*"/g, '…')
    .replace(/\d[\d:.TZdhms-]*/g, 'n');
}

function addReasons(reasons: Tally, { slow }: RoundResult): void {
  for (const [what, text] of slow.parts) {
    if (!what.endsWith('quarantine')) continue;
    for (const [, reason = ''] of text.matchAll(/"reason":("(?:[^"\\]|\\.)*")/g))
      count(reasons, kindOfReason(JSON.parse(reason) as string));
  }
}

/** `quarantine` of `tick 1, quarantine`, and `batch` of `tick 2, batch 2026-…`. */
function kindOfPart({ what }: Difference): string | undefined {
  return what.split(' ')[2];
}

async function minimal(round: Round, scanners: MakeScanners, found: Difference): Promise<FoundDifference> {
  const kind = kindOfPart(found);
  const small = await shrunk(round, async (one) => {
    const { difference } = await runRound(one, scanners);
    return difference !== null && kindOfPart(difference) === kind;
  });
  const { difference } = await runRound(small, scanners);
  return new FoundDifference(small, difference ?? found);
}

export interface FuzzOptions {
  readonly seed: number;
  readonly lines: number;
  readonly scanners?: MakeScanners;
  /** Called behind each round with the lines that were tried. */
  readonly progress?: (lines: number) => void;
}

/** Tries so many lines in rounds, each of a seed of its own. @throws FoundDifference at the first one, made small. */
export async function fuzz({ seed, lines, scanners, progress }: FuzzOptions): Promise<Fuzzed> {
  const open: MakeScanners = scanners ?? ((schema) => new CountedScanners(schema, KEYS_IN_MEMORY));
  const [mutations, reasons]: [Tally, Tally] = [new Map(), new Map()];
  const all = newSum();
  const subjects = new Map<string, Sum>();
  let [rounds, readings, split, joined] = [0, 0, 0, 0];
  for (; all.lines < lines; rounds += 1) {
    const round = roundOf(seed + rounds, mutations);
    const result = await runRound(round, open);
    if (result.difference !== null) throw await minimal(round, open, result.difference);
    const tried = round.ticks.reduce((sum, tick) => sum + tick.lines.length, 0);
    const subject = subjects.get(round.subject.name) ?? newSum();
    subjects.set(round.subject.name, subject);
    addTo(all, tried, result);
    addTo(subject, tried, result);
    addReasons(reasons, result);
    readings += result.readings;
    split += result.split;
    joined += result.joined;
    progress?.(all.lines);
  }
  return { rounds, readings, split, joined, all, subjects, mutations, reasons };
}
