/** A map whose values are made each time that they are asked for, since all of them together take much room. */
export class MadeMap<K, V> implements ReadonlyMap<K, V> {
  readonly #makers = new Map<K, () => V>();

  set(key: K, make: () => V): void {
    this.#makers.set(key, make);
  }

  get size(): number {
    return this.#makers.size;
  }

  has(key: K): boolean {
    return this.#makers.has(key);
  }

  get(key: K): V | undefined {
    return this.#makers.get(key)?.();
  }

  keys(): MapIterator<K> {
    return this.#makers.keys();
  }

  *values(): Generator<V, undefined> {
    for (const make of this.#makers.values()) yield make();
  }

  *entries(): Generator<[K, V], undefined> {
    for (const [key, make] of this.#makers) yield [key, make()];
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries();
  }

  forEach(work: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) work(value, key, this);
  }
}
