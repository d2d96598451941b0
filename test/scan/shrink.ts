import type { Round } from './round.js';

/** A line of a round, and the tick that it comes before. */
interface Placed {
  readonly tick: number;
  readonly line: Buffer;
}

function withLines(round: Round, lines: readonly Placed[]): Round {
  const ticks = round.ticks.map(({ now }, tick) => ({
    now,
    lines: lines.filter((one) => one.tick === tick).map(({ line }) => line),
  }));
  return { ...round, ticks };
}

/** Leaves out what can be left out, in ever smaller pieces, until nothing more can. */
async function without<T>(
  all: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = all;
  let size = Math.ceil(all.length / 2);
  while (size > 0) {
    const before = kept.length;
    for (let at = 0; at < kept.length;) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await fails(fewer)) kept = fewer;
      else at += size;
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (kept.length === before) size = 0;
  }
  return kept;
}

/** After so many tries a round is small enough. */
const MOST_TRIES = 500;

/** A round of few lines that fails as this one does: lines are left out, then pieces of each. */
export async function shrunk(round: Round, fails: (round: Round) => Promise<boolean>): Promise<Round> {
  let tries = 0;
  const failsStill = async (one: Round): Promise<boolean> => (tries += 1) <= MOST_TRIES && (await fails(one));
  // Larger chunks, where they fail too, do not depend on what stands before.
  const plain = { ...round, newline: '\n', end: '', readings: [1 << 20], inTwo: null };
  const ways = [plain, ...round.readings.map((chunk) => ({ ...round, readings: [chunk], inTwo: null }))];
  let start: Round = { ...round, readings: [] };
  for (const way of ways.reverse()) if (await failsStill(way)) start = way;
  const all = start.ticks.flatMap(({ lines }, tick) => lines.map((line) => ({ tick, line })));
  const few = await without(all, (lines) => failsStill(withLines(start, lines)));
  const short = [...few];
  for (const [i, { tick, line }] of few.entries()) {
    const bytes = await without([...line], (some) => {
      const changed = short.with(i, { tick, line: Buffer.from(some) });
      return failsStill(withLines(start, changed));
    });
    short[i] = { tick, line: Buffer.from(bytes) };
  }
  return withLines(start, short);
}
