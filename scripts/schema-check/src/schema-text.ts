import type { Fault } from '../../../src/domain/fault.js';
import type { DocumentPath } from '../../../src/domain/document-fault.js';
import { pointerKeys } from '../../../src/domain/schema-view.js';
import { YamlDocument } from '../../../src/io/yaml-document.js';

/** A JSON file that knows where its values stand. */
export class SchemaText {
  readonly value: unknown;
  readonly #text: string;
  readonly #file: string;
  #document: YamlDocument | null = null;

  /** @throws SyntaxError for what is no JSON. */
  constructor(text: string, file: string) {
    this.value = JSON.parse(text);
    this.#text = text;
    this.#file = file;
  }

  /** A fault at a JSON Pointer; at the nearest value above it, where the file has none there. */
  faultAt(pointer: string, message: string, severity: Fault['severity'] = 'error'): Fault {
    // JSON is YAML too, and that parser knows its lines.
    this.#document ??= new YamlDocument(this.#text, this.#file);
    const fault = this.#document.locate({ path: this.#pathOf(pointer), at: 'key', message, severity });
    return { ...fault, path: pointer };
  }

  #pathOf(pointer: string): DocumentPath {
    let value = this.value;
    return pointerKeys(pointer).map((key) => {
      const isList = Array.isArray(value);
      const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
      value = Object.hasOwn(record, key) ? record[key] : undefined;
      return isList ? Number(key) : key;
    });
  }
}

/** What is wrong with a file that is no JSON. The engine's own words differ from version to version and name no line. */
export function syntaxFault(text: string, file: string): Fault {
  const [first] = new YamlDocument(text, file).syntax().faults;
  const message = 'is no JSON; look for a comma too many or too few, a comment, or single quotes';
  return { file, line: first?.line ?? 0, column: first?.column ?? 0, path: '', message, severity: 'error' };
}
