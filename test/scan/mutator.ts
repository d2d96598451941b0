import { BYTE_MUTATIONS } from './mutations/bytes.js';
import { TEXT_MUTATIONS } from './mutations/texts.js';
import { VALUE_MUTATIONS } from './mutations/values.js';
import type { Random } from './random.js';

/** How often each mutation was made, by its name. */
export type Tally = Map<string, number>;

export function count(tally: Tally, name: string, times = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + times);
}

/** A line without its newline: an event, often as it is, else changed in ways that keep it in order, or do not. */
export function mutated(random: Random, event: Record<string, unknown>, tally: Tally): Buffer {
  const isTaken = ({ name, odds }: { name: string; odds: number }): boolean => {
    if (!random.chance(odds)) return false;
    count(tally, name);
    return true;
  };
  let value = event;
  for (const one of VALUE_MUTATIONS) if (isTaken(one)) value = one.change(random, value);
  let line = JSON.stringify(value);
  for (const one of TEXT_MUTATIONS) if (isTaken(one)) line = one.change(random, line);
  let bytes: Buffer = Buffer.from(line);
  for (const one of BYTE_MUTATIONS) if (bytes.length > 0 && isTaken(one)) bytes = one.change(random, bytes);
  return bytes;
}

/** The line cut at each of its bytes. */
export function cuts(line: Buffer): readonly Buffer[] {
  return Array.from({ length: line.length }, (_, length) => line.subarray(0, length));
}
