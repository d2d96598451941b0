import { HOUR, MINUTE } from '../../src/domain/time.js';
import { count, cuts, mutated, type Tally } from './mutator.js';
import { Random } from './random.js';
import { NOW, SUBJECTS, WHOLE_SPAN, type FuzzSubject, type Span } from './subjects.js';

/** Lines that come to be between two ticks. */
export interface Tick {
  readonly now: number;
  readonly lines: readonly Buffer[];
}

/** One file in the making, and how it is read. */
export interface Round {
  readonly seed: number;
  readonly subject: FuzzSubject;
  readonly ticks: readonly Tick[];
  /** What stands behind each line, and behind the last one. */
  readonly newline: string;
  readonly end: string;
  /** The largest chunk of each reading in which the file comes to the scanner. */
  readonly readings: readonly number[];
  /** How a file of it is read in two parts; null: it is not, as where events are kept. */
  readonly inTwo: { readonly chunkBytes: number; readonly readyAfter: number } | null;
}

/** Few, so that all shapes are new; and more rejected lines than are put aside one by one. */
const SIZES = [250, 1_000, 4_000, 8_000, 8_000, 30_000];
const CHUNKS = [1 << 20, 1 << 20, 1 << 16, 4_099, 997];
/** In which most lines come in pieces, and not to the scanner. */
const SMALL_CHUNKS = [1, 16, 61, 400, 400];

const TWO_SPANS: readonly Span[] = [
  { from: NOW - 2 * HOUR, to: NOW - HOUR },
  { from: NOW - HOUR - 20 * MINUTE, to: NOW },
];

function linesOf(random: Random, subject: FuzzSubject, span: Span, wanted: number, tally: Tally): Buffer[] {
  const lines: Buffer[] = [];
  // From anywhere before, or from nearby: of what stands in both parts of a file the second is read again.
  const reach = random.chance(0.5) ? wanted : 20;
  while (lines.length < wanted) {
    if (lines.length > 0 && random.chance(0.02)) {
      lines.push(random.pick(lines.slice(-reach)));
      count(tally, 'a line again');
    } else if (random.chance(0.0003)) {
      lines.push(...cuts(mutated(random, subject.event(random, span), tally)));
      count(tally, 'cut at every byte');
    } else {
      lines.push(mutated(random, subject.event(random, span), tally));
    }
  }
  return lines;
}

/** The round of a seed; what was done to its lines is added to the tally. */
export function roundOf(seed: number, tally: Tally): Round {
  const random = new Random(seed);
  // A third of the rounds of each subject.
  const keeps = Math.floor(seed / SUBJECTS.length) % 3 === 0;
  const subject = SUBJECTS[seed % SUBJECTS.length] ?? random.pick(SUBJECTS);
  const size = random.pick(SIZES);
  const spans = random.chance(0.25) ? TWO_SPANS : [WHOLE_SPAN];
  const ticks = spans.map((span) => ({
    now: span.to,
    lines: linesOf(random, subject, span, size / spans.length, tally),
  }));
  const readings = [random.pick(CHUNKS)];
  if (size <= 1_000) readings.push(random.pick(SMALL_CHUNKS));
  else if (random.chance(0.2)) readings.push(random.pick(CHUNKS));
  return {
    seed,
    subject: keeps ? { ...subject, policy: { ...subject.policy, keepEvents: true } } : subject,
    ticks,
    newline: random.chance(0.1) ? '\r\n' : '\n',
    end: random.pick(['\n', '\n', '']),
    readings,
    inTwo:
      random.chance(0.7) && !keeps
        ? { chunkBytes: random.pick([1 << 18, 1 << 16, 4_099]), readyAfter: random.below(12) }
        : null,
  };
}
