import { readFileSync } from 'node:fs';
import { PhasegateError } from '../../../src/domain/fault.js';
import { parseDuration, parseInstant } from '../../../src/domain/time.js';

/** A promotion that a person makes. */
export interface StoryPromotion {
  readonly at: number;
  readonly executor: string;
  readonly approvals: readonly string[];
  readonly reason: string;
}

/** What happens in a scenario: its ticks, and what people do between them. Times in milliseconds since the epoch. */
export interface Story {
  readonly ticks: readonly number[];
  /** How many ticks between them did not come. */
  readonly missed: number;
  readonly promotions: readonly StoryPromotion[];
}

interface StoryFile {
  readonly start: string;
  readonly end: string;
  readonly every: string;
  readonly without: readonly { readonly from: string; readonly to: string; readonly why: string }[];
  readonly promote: readonly (Omit<StoryPromotion, 'at'> & { readonly at: string })[];
}

function instant(text: string, file: string): number {
  const ms = parseInstant(text);
  if (ms === null) throw new PhasegateError('bad-input', `${file}: ${JSON.stringify(text)} is no time`);
  return ms;
}

export function readStory(file: string): Story {
  const { start, end, every, without, promote } = JSON.parse(readFileSync(file, 'utf8')) as StoryFile;
  const step = parseDuration(every);
  if (step === null || step === 0) {
    throw new PhasegateError(
      'bad-input',
      `${file}: every is ${JSON.stringify(every)}; write a duration such as 15m`,
    );
  }
  const [first, last] = [instant(start, file), instant(end, file)];
  const all = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step);
  const gaps = without.map(({ from, to }) => ({ from: instant(from, file), to: instant(to, file) }));
  const ticks = all.filter((tick) => !gaps.some(({ from, to }) => tick >= from && tick <= to));
  return {
    ticks,
    missed: all.length - ticks.length,
    promotions: promote.map((one) => ({ ...one, at: instant(one.at, file) })),
  };
}
