import { eventLine } from '../../src/domain/event.js';
import type { Policy } from '../../src/domain/policy.js';
import { NewEvents, type KeptLines } from '../../src/domain/scan/kept-block.js';
import { windowAt } from '../../src/domain/time.js';
import type { HeldEvent } from './collector-state.js';
import type { EventStore, StoredEvent } from './event-store.js';
import { Pieces, type Piece, type PiecesOptions } from './kept-pieces.js';
import { hexOf, KeptWindow, wordsOfKey } from './kept-window.js';

/** What became of an event that a scanner kept: when it arrived, with how many rejected lines before it, and whether it is new. */
export type Kept = (arrival: number, waiting: number, isNew: boolean) => void;

/** An event whose line is to be written anew. */
function eventAt(source: string, events: NewEvents, at: number): HeldEvent {
  const { phase } = events.staying.shape(events.staysAt(at));
  const [ts, key] = [events.time(at), hexOf(Uint32Array.from(events.keyOf(at)))];
  return { source, key, ts, phase, line: events.text(at) };
}

/** Events one by one: they stay as they are. Where a scanner wrote them they stay as bytes. */
export class KeptEvents implements EventStore {
  readonly #batchMs: number;
  readonly #pieces: Pieces;
  readonly #windows = new Map<number, KeptWindow>();

  constructor(policy: Pick<Policy, 'batchMs'>, before: readonly HeldEvent[], pieces: PiecesOptions = {}) {
    this.#batchMs = policy.batchMs;
    this.#pieces = new Pieces(pieces);
    for (const event of before) this.#hold(event);
  }

  meets(event: StoredEvent, isLate: boolean): boolean {
    const window = this.#windows.get(windowAt(event.ts, this.#batchMs).start);
    const number = window?.find(...wordsOfKey(event.key)) ?? -1;
    if (window === undefined || number === -1) return false;
    const line = eventLine(event);
    // Which of two events under one id comes first must not matter: the smaller text stays.
    if (!isLate && line < window.text(number)) {
      const { source, key, ts, phase } = event;
      window.replace(number, ts, { source, key, ts, phase, line }, 0);
    }
    return true;
  }

  add(event: StoredEvent): void {
    const { source, key, ts, phase } = event;
    this.#hold({ source, key, ts, phase, line: eventLine(event) });
  }

  /** Adds the events that a scanner of a source kept, and that are not here; tells of each. */
  addLines(source: string, lines: KeptLines, kept: Kept): void {
    const events = new NewEvents(lines);
    for (let at = 0; at < lines.bytes.length; at = events.behind(at)) {
      const window = this.#window(windowAt(events.time(at), this.#batchMs).start);
      const number = window.find(events.key(at, 0), events.key(at, 1), events.key(at, 2), events.key(at, 3));
      if (number === -1 || events.text(at) < window.text(number)) {
        const bytes = events.behind(at) - events.staysAt(at);
        const piece = events.isRaw(at) ? null : this.#pieceOf(window, source, lines.shapes, bytes);
        const home = piece ?? eventAt(source, events, at);
        const place = piece?.add(events, at) ?? 0;
        if (number !== -1) window.replace(number, events.time(at), home, place);
        else window.add(events.keyOf(at), events.time(at), home, place);
      }
      kept(events.arrival(at), events.waiting(at), number === -1);
    }
  }

  /** Starts of windows that have events. */
  starts(): IterableIterator<number> {
    return this.#windows.keys();
  }

  window(start: number): KeptWindow | undefined {
    return this.#windows.get(start);
  }

  /** All events, or those of windows from a time on. */
  list(from = -Infinity): readonly HeldEvent[] {
    return [...this.#windows]
      .filter(([start]) => start >= from)
      .flatMap(([, window]) => Array.from({ length: window.size }, (_, i) => window.event(i)));
  }

  /** The piece of a window and a source that has room for so many bytes. */
  #pieceOf(window: KeptWindow, source: string, shapes: KeptLines['shapes'], bytes: number): Piece {
    const last = window.lastPieces.get(source);
    if (last?.hasRoom(bytes) === true) return last;
    const next = this.#pieces.behind(last, source, shapes, bytes);
    window.lastPieces.set(source, next);
    return next;
  }

  #window(start: number): KeptWindow {
    const window = this.#windows.get(start) ?? new KeptWindow();
    this.#windows.set(start, window);
    return window;
  }

  #hold(event: HeldEvent): void {
    const window = this.#window(windowAt(event.ts, this.#batchMs).start);
    const words = wordsOfKey(event.key);
    const number = window.find(...words);
    if (number === -1) window.add(words, event.ts, event, 0);
    else window.replace(number, event.ts, event, 0);
  }
}
