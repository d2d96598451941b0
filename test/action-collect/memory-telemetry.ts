import { createHash } from 'node:crypto';
import { parseJsonLine } from '../../src/domain/json-line.js';
import type { Cursor, FileEnd, RawLine, ReadRequest, TelemetryReader } from '../../src/ports/telemetry.js';

const NONE = { bytes: 0, sha256: createHash('sha256').digest('hex') };

/** Telemetry in memory: for each file its lines, of which `visible` says how many can be read by now. */
export class MemoryTelemetry implements TelemetryReader {
  readonly #files: Readonly<Record<string, readonly string[]>>;
  readonly #visible: (file: string) => number;

  constructor(
    files: Readonly<Record<string, readonly string[]>>,
    visible: (file: string) => number = () => Infinity,
  ) {
    this.#files = files;
    this.#visible = visible;
  }

  async *read(request: ReadRequest): AsyncGenerator<RawLine | FileEnd> {
    for (const [file, all] of Object.entries(this.#files)) {
      if (!file.startsWith(`${request.name}/`)) continue;
      const lines = all.slice(0, this.#visible(file));
      const from = request.cursors[file]?.lines ?? 0;
      for (const [index, text] of lines.entries()) {
        if (index < from) continue;
        const place = { source: request.name, file, line: index + 1 };
        const fields = parseJsonLine(text);
        yield typeof fields === 'string'
          ? { kind: 'broken', place, reason: fields, excerpt: text }
          : { kind: 'fields', place, fields, excerpt: text };
      }
      yield { kind: 'end', file, cursor: cursorAt(lines.length) };
      await Promise.resolve();
    }
  }
}

function cursorAt(lines: number): Cursor {
  return {
    offset: lines,
    lines,
    head: NONE,
    tail: NONE,
    compressed: null,
    columns: null,
    openEnd: false,
    skipping: false,
    cutSince: null,
  };
}
