/** Keys that are held at most, of all windows together, unless one window has more: some tens of megabytes. */
const MOST_KEYS = 400_000;

/** The keys of closed windows' events as they are asked for: a file that is read anew asks for the same ones line by line. */
export class ClosedKeys {
  readonly #read: (start: number) => Promise<ReadonlySet<string>>;
  readonly #mostKeys: number;
  /** The one that was asked for longest ago first. */
  readonly #held = new Map<number, ReadonlySet<string>>();
  #heldKeys = 0;

  constructor(read: (start: number) => Promise<ReadonlySet<string>>, mostKeys = MOST_KEYS) {
    this.#read = read;
    this.#mostKeys = mostKeys;
  }

  async of(start: number): Promise<ReadonlySet<string>> {
    const known = this.#held.get(start);
    const keys = known ?? (await this.#read(start));
    this.#held.delete(start);
    this.#held.set(start, keys);
    if (known === undefined) this.#heldKeys += keys.size;
    for (const [oldest, { size }] of this.#held) {
      if (this.#heldKeys <= this.#mostKeys || oldest === start) break;
      this.#held.delete(oldest);
      this.#heldKeys -= size;
    }
    return keys;
  }
}
