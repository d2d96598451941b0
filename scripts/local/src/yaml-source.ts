import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Json } from '../../../src/domain/canonical-json.js';
import { formatFault, PhasegateError, type Fault } from '../../../src/domain/fault.js';

export type Path = readonly (string | number)[];

/** A YAML file as plain data, and the faults found in it so far, each with its line. */
export class YamlSource {
  readonly value: Json;
  readonly #file: string;
  readonly #faults: Fault[] = [];
  readonly #locate: (path: Path) => { line: number; column: number };

  constructor(text: string, file: string) {
    const counter = new LineCounter();
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
    this.#file = file;
    this.#locate = (path) => {
      for (let depth = path.length; depth > 0; depth -= 1) {
        const node = document.getIn(path.slice(0, depth), true);
        if (isNode(node) && node.range != null) {
          const { line, col } = counter.linePos(node.range[0]);
          return { line, column: col };
        }
      }
      return { line: 0, column: 0 };
    };
    for (const error of document.errors) {
      const { line, col } = counter.linePos(error.pos[0]);
      this.#faults.push({ file, line, column: col, path: '', message: error.message, severity: 'error' });
    }
    this.throwFaults('is no valid YAML');
    this.value = document.toJS() as Json;
  }

  fault(path: Path, message: string): void {
    const fault = {
      file: this.#file,
      ...this.#locate(path),
      path: path.join('.'),
      message,
      severity: 'error',
    } as const;
    this.#faults.push(fault);
  }

  /** @throws PhasegateError `bad-input` with every fault. */
  throwFaults(summary: string): void {
    if (this.#faults.length === 0) return;
    const list = this.#faults.map((fault) => `\n  ${formatFault(fault)}`).join('');
    throw new PhasegateError('bad-input', `${this.#file} ${summary}:${list}`, { faults: this.#faults });
  }
}

export function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A value as text: '' for nothing, JSON for a list or a map. */
export function asText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
