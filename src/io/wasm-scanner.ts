import { EXCERPT_LENGTH } from '../domain/event.js';
import { sourceKeys } from '../domain/fingerprint.js';
import { NO_JSON } from '../domain/json-line.js';
import { lessonOf, type Lesson, type Lessons } from '../domain/scan/lesson.js';
import { planLines } from '../domain/scan/line-plan.js';
import { TooLarge, type FieldClasses } from '../domain/scan/field-classes.js';
import { writeTables, writeWordsAgain, type Tables } from '../domain/scan/tables.js';
import type { SummaryPart } from '../domain/summary.js';
import type {
  BulkScanner,
  LineBlock,
  LineJudge,
  Scanned,
  ScannedWindow,
  ScannerRequest,
} from '../ports/bulk-scanner.js';
import type { KeyShelf } from '../ports/key-shelf.js';
import { MAX_LINE_BYTES } from './byte-lines.js';
import { KeptOfScanner } from './kept-of-scanner.js';
import { ScannedWindows, type EventShape, type ValueGroup } from './scanned-windows.js';
import { newScanner, type ScannerExports } from './scanner-module.js';
import { jsonlLine, NO_TEXT } from './telemetry-lines.js';

const STOP = { end: 0, undecided: 1, unknown: 2, rejected: 3, window: 4, full: 5 } as const;
const KIND = { accepted: 1, rejected: 2, slow: 3 } as const;
/** Layout of an outcome; assembly/shapes.ts reads what is written here. */
const OUTCOME = { index: 4, phase: 8, valueCount: 12, filled: 16, values: 32 } as const;
/** Reasons from here on say in which way a line is broken. */
const FIRST_BROKEN = 0x1000000;
const MOST_VALUES = 16;
const KEY_BYTES = 16;
/** What a scanner may read behind the lines. */
const PADDING = 64;

/** A scanner of one source in WebAssembly. */
export class WasmScanner implements BulkScanner {
  readonly #scanner: ScannerExports;
  readonly #judge: LineJudge;
  readonly #lessons: Lessons;
  readonly #tables: Tables;
  readonly #windows: ScannedWindows;
  readonly #input: number;
  readonly #key: number;
  readonly #phases: readonly string[];
  readonly #shapes: EventShape[] = [];
  readonly #kinds = new Map<string, EventShape>();
  readonly #groups: ValueGroup[] = [];
  readonly #groupNumbers = new Map<string, number>();
  readonly #reasons: string[] = [];
  /** null: events are added up. */
  readonly #kept: KeptOfScanner | null;
  readonly #windowMs: number;

  constructor(
    scanner: ScannerExports,
    request: ScannerRequest,
    made: { readonly lessons: Lessons; readonly tables: Tables; readonly shelf: KeyShelf },
  ) {
    const { lessons, tables, shelf } = made;
    const { policy, source, now, openFrom, judge } = request;
    this.#scanner = scanner;
    this.#judge = judge;
    this.#lessons = lessons;
    this.#tables = tables;
    this.#phases = policy.phases.map(({ id }) => id);
    this.#windowMs = policy.batchMs;
    // One class more than fields: of the phase that was on.
    scanner.open(tables.fieldCount + 1, tables.root, tables.idKey, policy.phases.length);
    scanner.setTimes(now, policy.maxAheadMs, openFrom, policy.batchMs, policy.graceMs);
    if (lessons.knowsPhaseOn) writeEras(scanner, request, tables);
    this.#input = scanner.allocate(MAX_LINE_BYTES + PADDING);
    this.#key = scanner.allocate(KEY_BYTES);
    this.#kept = judge.keep === undefined ? null : new KeptOfScanner(scanner, (lines) => judge.keep?.(lines));
    this.#windows = new ScannedWindows({
      scanner,
      learned: { source: source.name, phases: this.#phases, shapes: this.#shapes, groups: this.#groups },
      windowMs: policy.batchMs,
      keysBefore: (start) => judge.keysOf(start),
      shelf,
    });
  }

  async take({ bytes, place }: LineBlock): Promise<number> {
    const scanner = this.#scanner;
    const first = scanner.lines.value;
    const end = this.#input + bytes.length;
    const input = new Uint8Array(scanner.memory.buffer, this.#input, bytes.length + PADDING);
    input.set(bytes);
    input.fill(0x0a, bytes.length);
    this.#takeTrail(place);
    let from = this.#input;
    for (;;) {
      const stop = scanner.scan(from, end, this.#judge.wantsRejected ? 1 : 0);
      if (stop === STOP.end) break;
      if (stop === STOP.window) {
        this.#windows.at(scanner.needed.value);
        from = scanner.lineStart.value;
        continue;
      }
      if (stop === STOP.full) {
        this.#kept?.give();
        from = scanner.lineStart.value;
        continue;
      }
      const line = bytes.subarray(scanner.lineStart.value - this.#input, scanner.lineEnd.value - this.#input);
      const number = place.line + (scanner.lines.value - first) - 1;
      from = scanner.lineEnd.value + 1;
      if (stop === STOP.rejected) {
        const reason = this.#reasonOf(scanner.reason.value);
        this.#judge.putAside({ ...place, line: number }, reason, excerptOf(line));
      } else {
        await this.#leave(line, { ...place, line: number }, stop === STOP.unknown);
      }
    }
    this.#kept?.give();
    this.#giveTrail(place);
    return scanner.lines.value - first;
  }

  #reasonOf(reason: number): string {
    if (reason === FIRST_BROKEN + 1) return NO_TEXT;
    return reason === FIRST_BROKEN + 2 ? NO_JSON : (this.#reasons[reason] ?? '');
  }

  has(start: number, key: string): boolean {
    const window = this.#windows.known(start);
    return window !== 0 && this.#scanner.knows(window, this.#keyAt(key)) !== 0;
  }

  remember(start: number, key: string): void {
    this.#scanner.remember(this.#windows.at(start), this.#keyAt(key));
  }

  adopt(windows: readonly ScannedWindow[]): boolean {
    return this.#windows.adopt(windows);
  }

  finish(): Scanned {
    const { accepted, rejected, duplicates } = this.#scanner;
    return {
      windows: this.#windows.finish(),
      accepted: accepted.value,
      rejected: rejected.value,
      duplicates: duplicates.value,
    };
  }

  #keyAt(key: string): number {
    const view = new DataView(this.#scanner.memory.buffer, this.#key, KEY_BYTES);
    for (let i = 0; i < 4; i += 1)
      view.setUint32(4 * i, Number.parseInt(key.slice(8 * i, 8 * i + 8), 16), true);
    return this.#key;
  }

  #takeTrail(place: LineBlock['place']): void {
    const { reached, rejected } = this.#judge.trail(place);
    this.#scanner.setTrail(reached ?? -Infinity, rejected);
  }

  #giveTrail(place: LineBlock['place']): void {
    const reached = this.#scanner.reached.value;
    this.#judge.setTrail(place, {
      reached: reached === -Infinity ? null : reached,
      rejected: this.#scanner.waiting.value,
    });
  }

  /** Leaves a line to the slow path, and learns from it where its shape is new. */
  async #leave(bytes: Buffer, place: LineBlock['place'], isNew: boolean): Promise<void> {
    const line = jsonlLine(bytes, place);
    if (line === null) return;
    this.#kept?.give();
    this.#giveTrail(place);
    const verdict = await this.#judge.judge(line);
    this.#takeTrail(place);
    if (isNew && verdict !== null && line.kind === 'fields')
      this.#learn(lessonOf(line.fields, verdict, this.#lessons));
  }

  #learn(lesson: Lesson): void {
    switch (lesson.kind) {
      case 'accepted':
        this.#learnEvent(lesson);
        return;
      case 'rejected':
        this.#write(KIND.rejected, this.#reasons.push(lesson.reason) - 1);
        return;
      case 'slow':
        this.#scanner.learn(KIND.slow);
        return;
      case 'words': {
        const added = lesson.words.map(([field, word]) => field.learn(word) && this.#writeWords(field));
        if (added.some((is) => !is)) this.#scanner.learn(KIND.slow);
      }
    }
  }

  #writeWords(field: FieldClasses): true {
    const { length } = writeWordsAgain(field, 0);
    const at = this.#scanner.allocate(length);
    const memory = new Uint8Array(this.#scanner.memory.buffer);
    memory.set(writeWordsAgain(field, at), at);
    new DataView(memory.buffer).setUint32(this.#tables.wordsAt.get(field) ?? 0, at, true);
    return true;
  }

  #learnEvent(lesson: Extract<Lesson, { kind: 'accepted' }>): void {
    if (lesson.places.length > MOST_VALUES) {
      this.#scanner.learn(KIND.slow);
      return;
    }
    const { phase, parts, places, filled } = lesson;
    const at = this.#write(KIND.accepted, this.#shapes.length);
    if (at === 0) return;
    const kind = this.#kindOf({ phase, parts });
    this.#shapes.push(kind);
    this.#kept?.learn(
      { ...lesson, parts: kind.parts },
      this.#groups,
      places.map((place) => this.#groupOf(phase, parts, place)),
    );
    const view = new DataView(this.#scanner.memory.buffer);
    view.setUint32(at + OUTCOME.phase, this.#phases.indexOf(phase), true);
    view.setUint32(at + OUTCOME.valueCount, places.length, true);
    filled.forEach((word, i) => view.setInt32(at + OUTCOME.filled + 4 * i, word, true));
    places.forEach((place, i) => {
      const group = this.#groupOf(phase, parts, place);
      view.setUint32(at + OUTCOME.values + 4 * i, place | (group << 8), true);
    });
  }

  #kindOf(shape: EventShape): EventShape {
    const key = JSON.stringify([
      shape.phase,
      shape.parts.map(({ sli, feature, label, isMatching }) => [sli.id, feature, label, isMatching]),
    ]);
    const known = this.#kinds.get(key) ?? shape;
    this.#kinds.set(key, known);
    return known;
  }

  #write(kind: number, index: number): number {
    const at = this.#scanner.learn(kind);
    if (at !== 0) new DataView(this.#scanner.memory.buffer).setUint32(at + OUTCOME.index, index, true);
    return at;
  }

  /** Number of the group that a value is counted in. */
  #groupOf(phase: string, all: readonly SummaryPart[], place: number): number {
    const { measured } = this.#lessons.plan;
    const parts = all.filter(({ sli: { measure } }) => 'of' in measure && measured.get(measure.of) === place);
    const key = JSON.stringify([
      phase,
      place,
      parts.map(({ sli, feature, label }) => [sli.id, feature, label]),
    ]);
    const known = this.#groupNumbers.get(key) ?? this.#groups.length;
    if (known === this.#groups.length) this.#groups.push({ phase, parts });
    this.#groupNumbers.set(key, known);
    return known;
  }
}

const ERA = { phase: 8, bytes: 16 } as const;
/** Classes are bytes, and 0 is none. */
const MOST_PHASES_ON = 255;

function phasesOn({ eras }: Pick<ScannerRequest, 'eras'>): readonly string[] {
  return [...new Set(eras.map(({ phase }) => phase))];
}

/** Tells the scanner which phase was on when; assembly/eras.ts reads it. */
function writeEras(
  scanner: ScannerExports,
  request: Pick<ScannerRequest, 'eras'>,
  { phaseField, fieldCount }: Tables,
): void {
  const { eras } = request;
  const phases = phasesOn(request);
  const at = scanner.allocate(eras.length * ERA.bytes);
  const view = new DataView(scanner.memory.buffer, at, eras.length * ERA.bytes);
  eras.forEach(({ from, phase }, i) => {
    view.setFloat64(i * ERA.bytes, from, true);
    view.setUint32(i * ERA.bytes + ERA.phase, phases.indexOf(phase) + 1, true);
  });
  scanner.setEras(at, eras.length, phaseField, fieldCount);
}

function excerptOf(line: Buffer): string {
  const bytes = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
  return bytes.toString('utf8').slice(0, EXCERPT_LENGTH);
}

export interface OpenScanner {
  readonly request: ScannerRequest;
  readonly schema: unknown;
  readonly shelf: KeyShelf;
  /** Called once with each thing of the schema that sends lines to the slow path. */
  readonly say: (text: string) => void;
}

/** A scanner for a source, or null where its lines are judged one by one, with the reason said. */
export function openWasmScanner({ request, schema, shelf, say }: OpenScanner): WasmScanner | null {
  const { policy, source } = request;
  const plan = planLines(policy, source, schema);
  const slowly = (what: string): null => {
    say(`source ${source.name} is read line by line: ${what}`);
    return null;
  };
  if (plan.unsupported.length > 0)
    return slowly(`its schema has what the scanner cannot tell: ${plan.unsupported.join(', ')}`);
  const scanner = newScanner();
  if (scanner === null) return slowly('this Node has no WebAssembly with SIMD');
  const keys = sourceKeys(source.name);
  try {
    const { bytes } = writeTables({ plan, source, keys, base: 0 });
    const base = scanner.allocate(bytes.length);
    const tables = writeTables({ plan, source, keys, base });
    new Uint8Array(scanner.memory.buffer).set(tables.bytes, base);
    for (const what of plan.hard) say(`source ${source.name}: lines that ${what} judges are read one by one`);
    const knowsPhaseOn = source.constants.phase === null && phasesOn(request).length <= MOST_PHASES_ON;
    const lessons: Lessons = { policy, source, plan, keys, fields: tables.fields, knowsPhaseOn };
    return new WasmScanner(scanner, request, { lessons, tables, shelf });
  } catch (error) {
    if (error instanceof TooLarge) return slowly(error.message);
    throw error;
  }
}
