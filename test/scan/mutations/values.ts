import type { Random } from '../random.js';

type Fields = Record<string, unknown>;

/** A change of an event before it is written. */
export interface ValueMutation {
  readonly name: string;
  readonly odds: number;
  readonly change: (random: Random, event: Fields) => Fields;
}

function shuffled(random: Random, value: Fields): Fields {
  const entries = Object.entries(value);
  for (let i = entries.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const [a, b] = [entries[i], entries[j]];
    if (a !== undefined && b !== undefined) [entries[i], entries[j]] = [b, a];
  }
  return Object.fromEntries(
    entries.map(([key, one]) => [
      key,
      typeof one === 'object' && one !== null && !Array.isArray(one) ? shuffled(random, one as Fields) : one,
    ]),
  );
}

function withoutMember(random: Random, value: Fields): Fields {
  const gone = random.pick(Object.keys(value));
  const inside = value[gone];
  const isDeep = typeof inside === 'object' && inside !== null && !Array.isArray(inside);
  if (isDeep && Object.keys(inside).length > 0 && random.chance(0.7))
    return { ...value, [gone]: withoutMember(random, inside as Fields) };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone));
}

export const VALUE_MUTATIONS: readonly ValueMutation[] = [
  { name: 'keys in another order', odds: 0.2, change: shuffled },
  { name: 'a member left out', odds: 0.05, change: withoutMember },
];
