import { CountedScanners, collectBytes, outcome } from './differential.js';
import { mutated } from './mutator.js';
import { Random } from './random.js';
import { SUBJECTS, type FuzzSubject } from './subjects.js';

const NEWLINE = Buffer.from('\n');
const CHUNKS = [1 << 20, 1 << 16, 4_099, 997, 61];

function fileOf(random: Random, subject: FuzzSubject, lines: number): Buffer {
  const list: Buffer[] = [];
  for (let i = 0; i < lines; i += 1) {
    const again = list.length > 0 && random.chance(0.02);
    const line = again ? random.pick(list) : mutated(random, subject.event(random));
    list.push(line);
  }
  const end = random.pick(['\n', '\n', '']);
  return Buffer.concat([...list.flatMap((line) => [line, NEWLINE]), Buffer.from(end)]);
}

export interface Fuzzed {
  readonly lines: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Lines that the scanner left to the slow path. */
  readonly judged: number;
}

export class Difference extends Error {}

/** Tries so many lines of each subject in files of `perFile` lines. @throws Difference naming the seed of the file. */
export async function fuzz(options: {
  readonly seed: number;
  readonly lines: number;
  readonly perFile: number;
}): Promise<Fuzzed> {
  let [lines, accepted, rejected, judged] = [0, 0, 0, 0];
  for (let file = 0; lines < options.lines; file += 1) {
    const seed = options.seed + file;
    const random = new Random(seed);
    const subject = SUBJECTS[file % SUBJECTS.length] ?? random.pick(SUBJECTS);
    const bytes = fileOf(random, subject, options.perFile);
    const size = random.pick(CHUNKS);
    const slow = await collectBytes(subject, bytes, { scanners: null, chunkSizes: () => 1 << 20 });
    const scanners = new CountedScanners(subject.schema);
    const fast = await collectBytes(subject, bytes, { scanners, chunkSizes: () => size });
    if (outcome(slow) !== outcome(fast))
      throw new Difference(
        `seed ${seed}, ${subject.name}, chunks of ${size}: ${differenceOf(outcome(slow), outcome(fast))}`,
      );
    lines += options.perFile;
    accepted += fast.totals.accepted;
    rejected += fast.totals.rejected;
    judged += scanners.judged;
  }
  return { lines, accepted, rejected, judged };
}

function differenceOf(a: string, b: string): string {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  const [x = '', y = ''] = [left[at], right[at]];
  let from = 0;
  while (from < x.length && x[from] === y[from]) from += 1;
  const show = (text: string): string => text.slice(Math.max(0, from - 200), from + 300);
  return `\nslow: ${show(x)}\nfast: ${show(y)}`;
}
