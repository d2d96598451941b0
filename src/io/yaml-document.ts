import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import { formatPath, type DocumentFault, type DocumentPath } from '../domain/document-fault.js';
import type { Fault } from '../domain/fault.js';

/** More nodes than this through aliases is an attack, not a policy. */
const MAX_ALIASES = 100;

/** What the parser says, in plain words, where its own words do not help. */
const PLAIN_WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML is indented with spaces only',
  NON_STRING_KEY: 'a key must be a text, not a list, a mapping or a number',
  MULTIPLE_DOCS: 'a second document begins here; keep one in the file',
};

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML 1.2 file that knows where each of its values stands. */
export class YamlDocument {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, stringKeys: true });
  }

  /** Faults of the notation itself. Where `readable` is false, the values mean nothing and are not to be judged. */
  syntax(): { readonly faults: readonly Fault[]; readonly readable: boolean } {
    const { errors, warnings } = this.#document;
    const told = errors.map((error) => {
      const words = PLAIN_WORDS[error.code] ?? `not valid YAML: ${error.message}`;
      const message = error.code === 'DUPLICATE_KEY' ? 'this key is in the mapping twice; keep one' : words;
      return this.#fault(this.#placeOf(error.pos[0]), { path: '', message, severity: 'error' });
    });
    const doubts = warnings.map((warning) =>
      this.#fault(this.#placeOf(warning.pos[0]), { path: '', message: warning.message, severity: 'warning' }),
    );
    const readable = errors.every((error) => error.code === 'DUPLICATE_KEY');
    // After the first broken line the parser guesses, and its further words are about its guesses.
    return { faults: readable ? [...told, ...doubts] : told.slice(0, 1), readable };
  }

  /** The values. @throws ReferenceError when aliases are used to blow the document up. */
  value(): unknown {
    return this.#document.toJS({ maxAliasCount: MAX_ALIASES });
  }

  /** The fault with its line and column. */
  locate(fault: DocumentFault): Fault {
    const place = this.#placeOf(this.#offsetOf(fault.path, fault.at));
    return this.#fault(place, {
      path: formatPath(fault.path),
      message: fault.message,
      severity: fault.severity,
    });
  }

  /** Reads a key as another one from now on; its place stays. */
  readKeyAs(path: DocumentPath, meant: string): void {
    const pair = this.#pairAt(path);
    if (pair !== null && isScalar(pair.key)) pair.key.value = meant;
  }

  #fault(place: Place, rest: Pick<Fault, 'path' | 'message' | 'severity'>): Fault {
    return { file: this.#file, ...place, ...rest };
  }

  #placeOf(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  /** Where a path's value begins, or its key where there is no value; of a path that is not there, its nearest ancestor. */
  #offsetOf(path: DocumentPath, at: DocumentFault['at']): number {
    const pair = this.#pairAt(path);
    const key = pair !== null && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
    if (at === 'key' && key !== undefined) return key;
    const node = this.#nodeAt(path);
    const start = node?.range?.[0];
    // A value that was left out has no text of its own: its key is where to look.
    const empty = isScalar(node) && node.value === null && node.source !== 'null' && node.source !== '~';
    if (start !== undefined && !(empty && key !== undefined)) return start;
    if (key !== undefined) return key;
    return path.length === 0 ? 0 : this.#offsetOf(path.slice(0, -1), 'value');
  }

  #pairAt(path: DocumentPath): Pair | null {
    const last = path.at(-1);
    const parent = path.length === 0 ? null : this.#nodeAt(path.slice(0, -1));
    if (last === undefined || !isMap(parent)) return null;
    return parent.items.find((pair) => isScalar(pair.key) && pair.key.value === last) ?? null;
  }

  #nodeAt(path: DocumentPath): Node | null {
    let node: unknown = this.#document.contents;
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && pair.key.value === part)?.value;
      else if (isSeq(node) && typeof part === 'number') node = node.items[part];
      else return null;
    }
    if (isAlias(node)) node = node.resolve(this.#document);
    return (node ?? null) as Node | null;
  }
}
