import { canonicalJson } from '../canonical-json.js';
import type { Fields } from '../event.js';
import type { SummaryPart } from '../summary.js';

/** Layout of an event; assembly/kept.ts writes what is read here. First comes what is of use while it is taken. */
const WORD = { bytes: 0, waiting: 1, isRaw: 2, key: 4 } as const;
const DOUBLE = { time: 4, arrival: 5 } as const;
const STAYS_AT = 48;
/** Then what stays of it. */
const STAYING_WORD = { shape: 0, lineBytes: 1, valueCount: 2 } as const;
const VALUES_AT = 16;

/** Values that are counted together. */
export interface KeptValues {
  readonly parts: readonly SummaryPart[];
}

/** What the events of a shape have in common. */
export interface KeptShape {
  readonly phase: string;
  readonly parts: readonly SummaryPart[];
  /** What each of the measured values is counted for. */
  readonly values: readonly KeptValues[];
  /** Fields that their lines lack. */
  readonly fillings: Fields;
}

/** Events as a scanner writes them, one behind the other. */
export interface KeptLines {
  /** Begin at a multiple of 16 of their buffer; another's when the call is over to which they are given. */
  readonly bytes: Uint8Array;
  /** By number; more are added as they come up. */
  readonly shapes: readonly KeptShape[];
}

/** Events as a scanner has just written them, each by the place where it begins. */
export class NewEvents {
  /** What is to stay of them. */
  readonly staying: KeptBlock;
  readonly #words: Uint32Array;
  readonly #doubles: Float64Array;

  constructor(lines: KeptLines) {
    const { buffer, byteOffset, byteLength } = lines.bytes;
    this.staying = new KeptBlock(lines);
    this.#words = new Uint32Array(buffer, byteOffset, byteLength >> 2);
    this.#doubles = new Float64Array(buffer, byteOffset, byteLength >> 3);
  }

  /** The place behind an event's. */
  behind(at: number): number {
    return at + (this.#words[(at >> 2) + WORD.bytes] ?? 0);
  }

  /** Where what stays of an event begins. */
  staysAt(at: number): number {
    return at + STAYS_AT;
  }

  keyOf(at: number): readonly [number, number, number, number] {
    return [this.key(at, 0), this.key(at, 1), this.key(at, 2), this.key(at, 3)];
  }

  /** One of the four numbers of an event's key. */
  key(at: number, i: number): number {
    return this.#words[(at >> 2) + WORD.key + i] ?? 0;
  }

  time(at: number): number {
    return this.#doubles[(at >> 3) + DOUBLE.time] ?? 0;
  }

  arrival(at: number): number {
    return this.#doubles[(at >> 3) + DOUBLE.arrival] ?? 0;
  }

  /** Rejected lines before an event, which are counted where it arrives. */
  waiting(at: number): number {
    return this.#words[(at >> 2) + WORD.waiting] ?? 0;
  }

  /** Whether an event's line is as it was read, and not in its one form. */
  isRaw(at: number): boolean {
    return this.#words[(at >> 2) + WORD.isRaw] !== 0;
  }

  /** The event as it is kept: canonical JSON. */
  text(at: number): string {
    const text = this.staying.text(at + STAYS_AT);
    if (!this.isRaw(at)) return text;
    const { fillings } = this.staying.shape(at + STAYS_AT);
    const fields = Object.create(null) as Record<string, unknown>;
    return canonicalJson(Object.assign(fields, JSON.parse(text), fillings));
  }
}

/** What stays of events that a scanner wrote, each by the place where that begins. */
export class KeptBlock {
  readonly #bytes: Buffer;
  readonly #shapes: readonly KeptShape[];
  readonly #words: Uint32Array;
  readonly #doubles: Float64Array;

  constructor({ bytes: { buffer, byteOffset, byteLength }, shapes }: KeptLines) {
    this.#shapes = shapes;
    this.#bytes = Buffer.from(buffer, byteOffset, byteLength);
    this.#words = new Uint32Array(buffer, byteOffset, byteLength >> 2);
    this.#doubles = new Float64Array(buffer, byteOffset, byteLength >> 3);
  }

  /** Copies an event that ends at a place; returns how many bytes that are. */
  copy(at: number, end: number, into: Uint8Array, to: number): number {
    return this.#bytes.copy(into, to, at, end);
  }

  shape(at: number): KeptShape {
    const shape = this.#shapes[this.#words[(at >> 2) + STAYING_WORD.shape] ?? 0];
    if (shape === undefined) throw new Error('the scanner kept an event of no shape');
    return shape;
  }

  value(at: number, i: number): number {
    return this.#doubles[((at + VALUES_AT) >> 3) + i] ?? 0;
  }

  lineBytes(at: number): number {
    return this.#words[(at >> 2) + STAYING_WORD.lineBytes] ?? 0;
  }

  /** The bytes of an event's line, which may not be changed. */
  line(at: number): Buffer {
    const from = this.#lineAt(at);
    return this.#bytes.subarray(from, from + this.lineBytes(at));
  }

  /** Copies an event's line; returns how many bytes it has. */
  copyLine(at: number, into: Uint8Array, to: number): number {
    const from = this.#lineAt(at);
    return this.#bytes.copy(into, to, from, from + this.lineBytes(at));
  }

  text(at: number): string {
    const from = this.#lineAt(at);
    return this.#bytes.toString('utf8', from, from + this.lineBytes(at));
  }

  #lineAt(at: number): number {
    return at + VALUES_AT + 8 * (this.#words[(at >> 2) + STAYING_WORD.valueCount] ?? 0);
  }
}
