import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJsonPretty } from '../../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../../src/domain/fault.js';

/** Entries that are kept: the most lately used ones. */
const KEPT = 100;

export interface CacheEntry {
  readonly id: number;
  readonly key: string;
  /** Says which paths, packed in which way; entries of other versions are not seen. */
  readonly version: string;
  /** Count of uses of the store when this entry was last used: orders the entries for removal. */
  readonly used: number;
}

interface Index {
  readonly next: number;
  readonly uses: number;
  readonly entries: readonly CacheEntry[];
}

export interface CacheQuery {
  readonly key: string;
  readonly restoreKeys: readonly string[];
  readonly version: string;
}

function readIndex(path: string): Index {
  if (!existsSync(path)) return { next: 1, uses: 0, entries: [] };
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Index;
  } catch (error) {
    throw new PhasegateError('io-failed', `${path} is broken; remove the folder it is in and run again`, {
      cause: error,
    });
  }
}

/** The cache: keys that never change, kept between invocations. What an entry holds lies at `pathOf(entry)`. */
export class CacheStore {
  readonly #folder: string;
  #index: Index;
  /** Keys that are being written: reserved, not yet there to be found. */
  readonly #reserved = new Map<string, CacheEntry>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#index = readIndex(join(folder, 'index.json'));
    const known = new Set(this.#index.entries.map((entry) => String(entry.id)));
    // What a process that was killed left half-written belongs to no entry.
    for (const name of readdirSync(folder)) {
      if (/^\d+$/.test(name) && !known.has(name))
        rmSync(join(folder, name), { recursive: true, force: true });
    }
  }

  pathOf(entry: CacheEntry): string {
    return join(this.#folder, String(entry.id));
  }

  /** Begins an entry; null when its key and version are taken. Write to `pathOf`, then call {@link commit}. */
  reserve(key: string, version: string): CacheEntry | null {
    const name = JSON.stringify([key, version]);
    const taken = this.#index.entries.some((entry) => entry.key === key && entry.version === version);
    if (taken || this.#reserved.has(name)) return null;
    const entry = { id: this.#index.next, key, version, used: 0 };
    this.#index = { ...this.#index, next: entry.id + 1 };
    this.#reserved.set(name, entry);
    return entry;
  }

  reserved(key: string, version: string): CacheEntry | undefined {
    return this.#reserved.get(JSON.stringify([key, version]));
  }

  /** Gives up an entry that was begun and not ended, as by a step that was killed; nothing for one that was. */
  abandon(entry: CacheEntry): void {
    if (this.#reserved.delete(JSON.stringify([entry.key, entry.version])))
      rmSync(this.pathOf(entry), { recursive: true, force: true });
  }

  commit(entry: CacheEntry): void {
    this.#reserved.delete(JSON.stringify([entry.key, entry.version]));
    this.#write([...this.#index.entries, { ...entry, used: this.#index.uses + 1 }]);
  }

  /** The entry of exactly this key, else the newest whose key begins with one of the restore keys, in their order. */
  find(query: CacheQuery): CacheEntry | null {
    const entries = this.#index.entries.filter((entry) => entry.version === query.version);
    let found = entries.find((entry) => entry.key === query.key);
    for (const prefix of [query.key, ...query.restoreKeys]) {
      found ??= entries.findLast((entry) => entry.key.startsWith(prefix));
    }
    if (found === undefined) return null;
    const hit = found;
    const used = this.#index.uses + 1;
    this.#write(this.#index.entries.map((entry) => (entry.id === hit.id ? { ...entry, used } : entry)));
    return hit;
  }

  #write(entries: readonly CacheEntry[]): void {
    const byUse = [...entries].sort((a, b) => b.used - a.used);
    const dropped = new Set(byUse.slice(KEPT).map((entry) => entry.id));
    this.#index = {
      next: this.#index.next,
      uses: this.#index.uses + 1,
      entries: entries.filter((entry) => !dropped.has(entry.id)),
    };
    const path = join(this.#folder, 'index.json');
    writeFileSync(`${path}.tmp`, canonicalJsonPretty(this.#index));
    renameSync(`${path}.tmp`, path);
    for (const id of dropped) rmSync(join(this.#folder, String(id)), { recursive: true, force: true });
  }
}
