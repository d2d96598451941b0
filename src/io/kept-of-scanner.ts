import { canonicalJson } from '../domain/canonical-json.js';
import type { Fields } from '../domain/event.js';
import type { KeptLines, KeptShape } from '../domain/scan/kept-block.js';
import type { Lesson } from '../domain/scan/lesson.js';
import { MAX_LINE_BYTES } from './byte-lines.js';
import type { ValueGroup } from './scanned-windows.js';
import type { ScannerExports } from './scanner-module.js';

/** Layout of the members that lines of a shape lack; assembly/kept.ts and assembly/canonical.ts read what is written here. */
const LIST = { members: 0, bytes: 4, first: 16 } as const;
const MEMBER = { key: 0, keyBytes: 4, value: 8, valueEnd: 12, bytes: 16 } as const;
/** Of events that wait: the longest line has room, and so have many short ones. */
const ROOM_BYTES = 2 * MAX_LINE_BYTES;
const MOST_SHAPES = 4096;
/** What may be read behind a text. */
const PADDING = 16;

/** The events that a scanner has kept, until they are given away. */
export class KeptOfScanner {
  readonly #scanner: ScannerExports;
  readonly #give: (lines: KeptLines) => void;
  readonly #shapes: KeptShape[] = [];
  readonly #at: number;

  constructor(scanner: ScannerExports, give: (lines: KeptLines) => void) {
    this.#scanner = scanner;
    this.#give = give;
    this.#at = scanner.openKept(ROOM_BYTES, MOST_SHAPES);
  }

  /** Learns the shape that was given the next number; `groups` are the numbers of its values' groups. */
  learn(
    { phase, parts, fillings }: Extract<Lesson, { kind: 'accepted' }>,
    all: readonly ValueGroup[],
    groups: readonly number[],
  ): void {
    this.#fill(this.#shapes.length, fillings);
    const values = groups.map((group) => {
      const values = all[group];
      if (values === undefined) throw new Error('the scanner knows no such group of values');
      return values;
    });
    this.#shapes.push({ phase, parts, values, fillings });
  }

  /** Gives away what is there. */
  give(): void {
    const count = this.#scanner.takeKept();
    if (count === 0) return;
    const bytes = new Uint8Array(this.#scanner.memory.buffer, this.#at, count);
    this.#give({ bytes, shapes: this.#shapes });
  }

  #fill(shape: number, fillings: Fields): void {
    const members = Object.entries(fillings).map(([name, value]) => ({
      key: Buffer.from(name),
      value: Buffer.from(canonicalJson(value)),
    }));
    if (members.length === 0) return;
    const texts = LIST.first + MEMBER.bytes * members.length;
    const room = members.reduce((sum, { key, value }) => sum + key.length + value.length, texts + PADDING);
    const list = this.#scanner.allocate(room);
    const view = new DataView(this.#scanner.memory.buffer);
    const memory = new Uint8Array(this.#scanner.memory.buffer);
    let [at, free] = [list + LIST.first, list + texts];
    const put = (bytes: Buffer): number => {
      memory.set(bytes, free);
      free += bytes.length;
      return free;
    };
    // Each with its quotes, its colon and its comma.
    const length = members.reduce((sum, { key, value }) => sum + key.length + value.length + 4, 0);
    view.setUint32(list + LIST.members, members.length, true);
    view.setUint32(list + LIST.bytes, length, true);
    for (const { key, value } of members) {
      view.setUint32(at + MEMBER.key, free, true);
      view.setUint32(at + MEMBER.keyBytes, key.length, true);
      view.setUint32(at + MEMBER.value, put(key), true);
      view.setUint32(at + MEMBER.valueEnd, put(value), true);
      at += MEMBER.bytes;
    }
    this.#scanner.fillShape(shape, list);
  }
}
