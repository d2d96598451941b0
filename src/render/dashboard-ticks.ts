/** How punctual ticks were. A slot is the time in which one window's tick is due: from its end to the next one's. */
export interface Punctuality {
  /** Slots from the first known tick to the analysis, and those in which a tick came. */
  readonly expected: number;
  readonly delivered: number;
  /** When ticks came, seconds since the epoch, oldest first; of several in a slot the first. */
  readonly at: readonly number[];
  /** Seconds from the slot's begin to its tick, in the same order. */
  readonly delay_s: readonly number[];
}

export interface PunctualityOptions {
  /** When ticks came, ms since the epoch, in any order. */
  readonly ticks: readonly number[];
  /** Length of a slot, ms. */
  readonly everyMs: number;
  /** ms since the epoch. */
  readonly now: number;
  readonly reachMs: number;
}

/** Ticks held against the slots in which they were due; null where no tick is known, or no window says how long a slot is. */
export function punctuality({ ticks, everyMs, now, reachMs }: PunctualityOptions): Punctuality | null {
  const known = ticks.filter((tick) => tick <= now && tick > now - reachMs).sort((a, b) => a - b);
  const slotOf = (ms: number): number => Math.floor(ms / everyMs);
  const [oldest] = known;
  if (everyMs <= 0 || oldest === undefined) return null;
  const bySlot = new Map<number, number>();
  for (const tick of known) if (!bySlot.has(slotOf(tick))) bySlot.set(slotOf(tick), tick);
  return {
    expected: slotOf(now) - slotOf(oldest) + 1,
    delivered: bySlot.size,
    at: [...bySlot.values()].map((tick) => Math.floor(tick / 1_000)),
    delay_s: [...bySlot].map(([slot, tick]) => Math.floor((tick - slot * everyMs) / 1_000)),
  };
}
