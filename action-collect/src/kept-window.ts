import type { KeptBlock } from '../../src/domain/scan/kept-block.js';
import { spreadOrder } from '../../src/domain/spread-order.js';
import type { HeldEvent } from './collector-state.js';
import type { Piece } from './kept-pieces.js';

/** Events of a source as a scanner wrote them. */
export interface SourceBlock {
  readonly source: string;
  readonly block: KeptBlock;
}

/** Where an event is: at a place of a block, or by itself. */
export type Home = SourceBlock | HeldEvent;

/** A key's four numbers of 32 bits. */
export type KeyWords = readonly [number, number, number, number];

export function wordsOfKey(key: string): KeyWords {
  const word = (i: number): number => Number.parseInt(key.slice(8 * i, 8 * i + 8), 16);
  return [word(0), word(1), word(2), word(3)];
}

const WORDS = 4;
const KEY_DIGITS = 32;
const FIRST_PLACES = 64;

/** Numbers of 32 bits as digits; they may not be used afterwards. */
export function hexOf({ buffer }: Uint32Array<ArrayBuffer>): string {
  return Buffer.from(buffer).swap32().toString('hex');
}

function grown<T extends Uint32Array | Float64Array>(list: T, larger: T): T {
  larger.set(list);
  return larger;
}

/** Events of one window by number, in the order in which they came, each to be found by its key. */
export class KeptWindow {
  /** By source: the piece that its next event goes to. */
  readonly lastPieces = new Map<string, Piece>();
  readonly #homes: Home[] = [];
  #keys = new Uint32Array(FIRST_PLACES * WORDS);
  #times = new Float64Array(FIRST_PLACES);
  #ats = new Uint32Array(FIRST_PLACES);
  /** An event's number from 1; 0: none. At most half full. */
  #table = new Uint32Array(FIRST_PLACES * 2);

  get size(): number {
    return this.#homes.length;
  }

  /** Number of the event that has a key; -1 where none has it. */
  find(a: number, b: number, c: number, d: number): number {
    const keys = this.#keys;
    const mask = this.#table.length - 1;
    for (let place = a & mask; ; place = (place + 1) & mask) {
      const number = (this.#table[place] ?? 0) - 1;
      if (number === -1) return -1;
      const at = number * WORDS;
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) return number;
    }
  }

  /** Adds an event whose key is not here. `at`: its place, where it is in a block. */
  add(key: KeyWords, time: number, home: Home, at: number): void {
    const number = this.#homes.length;
    if (number === this.#times.length) this.#grow();
    this.#homes.push(home);
    this.#keys.set(key, number * WORDS);
    this.#times[number] = time;
    this.#ats[number] = at;
    this.#enter(number);
  }

  /** Puts another event of the same key in an event's place. */
  replace(number: number, time: number, home: Home, at: number): void {
    this.#homes[number] = home;
    this.#ats[number] = at;
    this.#times[number] = time;
  }

  time(number: number): number {
    return this.#times[number] ?? Number.NaN;
  }

  home(number: number): Home {
    const home = this.#homes[number];
    if (home === undefined) throw new Error(`the window has no event ${number}`);
    return home;
  }

  at(number: number): number {
    return this.#ats[number] ?? 0;
  }

  /** Names of those that have events here. */
  sources(): Set<string> {
    const sources = new Set<string>();
    for (const { source } of this.#homes) sources.add(source);
    return sources;
  }

  phase(number: number): string {
    const home = this.home(number);
    return 'block' in home ? home.block.shape(this.at(number)).phase : home.phase;
  }

  /** An event's canonical JSON. */
  text(number: number): string {
    const home = this.home(number);
    return 'block' in home ? home.block.text(this.at(number)) : home.line;
  }

  /** Its bytes, which may not be changed. */
  line(number: number): Buffer {
    const home = this.home(number);
    return 'block' in home ? home.block.line(this.at(number)) : Buffer.from(home.line);
  }

  /** How many they are. */
  lineBytes(number: number): number {
    const home = this.home(number);
    return 'block' in home ? home.block.lineBytes(this.at(number)) : Buffer.byteLength(home.line);
  }

  /** Copies them; returns how many they are. */
  copyLine(number: number, into: Buffer, to: number): number {
    const home = this.home(number);
    return 'block' in home ? home.block.copyLine(this.at(number), into, to) : into.write(home.line, to);
  }

  event(number: number): HeldEvent {
    const home = this.home(number);
    const ts = this.time(number);
    if (!('block' in home)) return home.ts === ts ? home : { ...home, ts };
    const [source, phase] = [home.source, this.phase(number)];
    return { source, key: this.#hex(number), ts, phase, line: this.text(number) };
  }

  /** All keys as hexadecimal digits, sorted. */
  keys(): string[] {
    const keys = this.#keys;
    const order = spreadOrder(
      this.size,
      (number) => keys[number * WORDS] ?? 0,
      (a, b) => this.#hex(a) < this.#hex(b),
    );
    const inOrder = new Uint32Array(order.length * WORDS);
    order.forEach((number, i) => {
      for (let word = 0; word < WORDS; word += 1)
        inOrder[i * WORDS + word] = keys[number * WORDS + word] ?? 0;
    });
    const all = hexOf(inOrder);
    return order.map((_, i) => all.slice(KEY_DIGITS * i, KEY_DIGITS * (i + 1)));
  }

  #hex(number: number): string {
    return hexOf(this.#keys.slice(number * WORDS, (number + 1) * WORDS));
  }

  #enter(number: number): void {
    const mask = this.#table.length - 1;
    let place = (this.#keys[number * WORDS] ?? 0) & mask;
    while (this.#table[place] !== 0) place = (place + 1) & mask;
    this.#table[place] = number + 1;
  }

  #grow(): void {
    const places = this.#times.length * 2;
    this.#keys = grown(this.#keys, new Uint32Array(places * WORDS));
    this.#times = grown(this.#times, new Float64Array(places));
    this.#ats = grown(this.#ats, new Uint32Array(places));
    this.#table = new Uint32Array(places * 2);
    for (let number = 0; number < this.#homes.length; number += 1) this.#enter(number);
  }
}
