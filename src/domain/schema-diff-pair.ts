import type { Place, SchemaFile, View } from './schema-view.js';

/** One difference between two versions of a schema. */
export interface SchemaChange {
  /** `breaking`: what was valid may not be any more, or a field that readers may use is gone. */
  readonly kind: 'breaking' | 'compatible';
  /** JSON Pointer into the newer schema; into the older one for what is only there. */
  readonly pointer: string;
  /** What changed, in plain words; it quotes the schema, which is untrusted text. */
  readonly words: string;
}

/** Where differences are told. */
export interface Report {
  readonly breaking: (pointer: string, words: string) => void;
  readonly compatible: (pointer: string, words: string) => void;
}

/** A field that has one of these values here, as canonical JSON: the condition of an `if`, or the mark of an alternative. */
export interface Guard {
  readonly field: string;
  readonly values: ReadonlySet<string>;
}

/** What both sides say about the same value. */
export interface Scope {
  /** The older schema of the whole value: a part of it, such as one `then`, may not know of fields that another names. */
  readonly base: Place;
  /** What is known of the value where we are. */
  readonly guards: readonly Guard[];
}

/** The two versions of one schema. */
export interface Pair {
  readonly base: View;
  readonly head: View;
  readonly scope: Scope;
}

/** What the comparison of one keyword may use of the whole. */
export interface Comparison extends Report {
  readonly files: { readonly base: SchemaFile; readonly head: SchemaFile };
  /** Compares two schemas of another value (`scope` null), or two about the value of the scope. */
  readonly compare: (base: Place, head: Place, scope: Scope | null) => void;
  /** What comparing two schemas about the value of the scope would tell; null where trials are nested too deep. */
  readonly trial: (base: Place, head: Place, scope: Scope) => readonly SchemaChange[] | null;
  /** Whether two places say the same, references included. */
  readonly isSame: (base: Place | undefined, head: Place | undefined) => boolean;
}
