import { readFile } from 'node:fs/promises';
import type { BulkScanner, BulkScanners, ScannerRequest } from '../ports/bulk-scanner.js';
import type { KeyShelf } from '../ports/key-shelf.js';
import { openWasmScanner } from './wasm-scanner.js';

/** Scanners in WebAssembly, for the sources whose schemas they can hold. */
export class WasmScanners implements BulkScanners {
  readonly #say: (text: string) => void;

  readonly #shelf: KeyShelf;

  /** `say` is called with what sends lines to the slow path, once for each thing. */
  constructor(say: (text: string) => void, shelf: KeyShelf) {
    this.#say = say;
    this.#shelf = shelf;
  }

  async open(request: ScannerRequest): Promise<BulkScanner | null> {
    const { schema } = request.source;
    // It compiled, so it can be read.
    const text = schema === '' ? 'true' : await readFile(schema, 'utf8');
    return openWasmScanner({ request, schema: JSON.parse(text), shelf: this.#shelf, say: this.#say });
  }
}
