import { KeptBlock, type KeptShape, type NewEvents } from '../../src/domain/scan/kept-block.js';
import type { KeyShelf, LaidBytes } from '../../src/ports/key-shelf.js';
import type { SourceBlock } from './kept-window.js';

/** A piece of a window's events: the first one's bytes, and from which size on they grow no more. */
const PIECE = { first: 4 * 1024, most: 64 * 1024 } as const;
/** Pieces that are at hand of those that were put away. */
const MOST_LOADED = 8 * 1024 * 1024;

export interface PiecesOptions {
  /** Where full pieces go. Default: they stay in memory. */
  readonly shelf?: KeyShelf;
  readonly mostLoaded?: number;
}

/** Events of one source in one window as bytes, in the order in which they came. */
export class Piece implements SourceBlock {
  readonly source: string;
  readonly size: number;
  readonly #pieces: Pieces;
  readonly #shapes: readonly KeptShape[];
  /** null: put away. */
  #bytes: Uint8Array | null;
  #block: KeptBlock | null = null;
  #away: LaidBytes | null = null;
  #filled = 0;

  constructor(pieces: Pieces, source: string, shapes: readonly KeptShape[], bytes: Uint8Array) {
    this.source = source;
    this.size = bytes.length;
    this.#pieces = pieces;
    this.#shapes = shapes;
    this.#bytes = bytes;
  }

  get block(): KeptBlock {
    return this.#block ?? this.#load();
  }

  hasRoom(bytes: number): boolean {
    return this.#bytes !== null && this.#filled + bytes <= this.size;
  }

  /** Copies what is to stay of an event, for which there must be room; returns its place here. */
  add(from: NewEvents, at: number): number {
    const place = this.#filled;
    if (this.#bytes === null) throw new Error('the piece was put away');
    this.#filled += from.staying.copy(from.staysAt(at), from.behind(at), this.#bytes, place);
    return place;
  }

  /** Puts it away; nothing can be added any more. Returns the bytes, which it does not use any more. */
  putAway(shelf: KeyShelf): Uint8Array | null {
    const bytes = this.#bytes;
    if (bytes !== null) this.#away = shelf.lay(bytes.subarray(0, this.#filled));
    [this.#bytes, this.#block] = [null, null];
    return bytes;
  }

  /** Forgets what was read of it. */
  unload(): void {
    if (this.#away !== null) this.#block = null;
  }

  #load(): KeptBlock {
    const bytes = this.#bytes ?? this.#away?.read();
    if (bytes === undefined) throw new Error('the piece is nowhere');
    this.#block = new KeptBlock({ bytes, shapes: this.#shapes });
    if (this.#away !== null) this.#pieces.noteLoaded(this);
    return this.#block;
  }
}

/** Pieces of all windows. Those that are full are put away, and come back when one of their events is asked for. */
export class Pieces {
  readonly #shelf: KeyShelf | null;
  readonly #mostLoaded: number;
  /** The one that came back longest ago first. */
  readonly #loaded = new Set<Piece>();
  #loadedBytes = 0;

  constructor({ shelf, mostLoaded = MOST_LOADED }: PiecesOptions) {
    this.#shelf = shelf ?? null;
    this.#mostLoaded = mostLoaded;
  }

  /** A piece with room for so many bytes behind another one of its window and source, which is full. */
  behind(full: Piece | undefined, source: string, shapes: readonly KeptShape[], bytes: number): Piece {
    const free = this.#shelf === null ? null : (full?.putAway(this.#shelf) ?? null);
    const size = full === undefined ? PIECE.first : Math.min(full.size * 2, PIECE.most);
    // What was full mostly has room for what comes next.
    const isOfUse = free !== null && free.length >= Math.max(size, bytes) && free.length <= PIECE.most;
    return new Piece(this, source, shapes, isOfUse ? free : new Uint8Array(Math.max(size, bytes)));
  }

  /** Notes that a piece came back; others go for it. */
  noteLoaded(piece: Piece): void {
    this.#loaded.add(piece);
    this.#loadedBytes += piece.size;
    for (const oldest of this.#loaded) {
      if (this.#loadedBytes <= this.#mostLoaded || oldest === piece) return;
      this.#loaded.delete(oldest);
      this.#loadedBytes -= oldest.size;
      oldest.unload();
    }
  }
}
