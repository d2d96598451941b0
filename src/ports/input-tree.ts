import type { LeftOut } from '../domain/observability/datasets/dataset.js';

export type InputFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** It is there and cannot be taken: too large, a folder, not readable. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Listed {
  /** Paths of regular files below the working directory, in order. */
  readonly files: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Files that users bring, below the working directory. Nothing outside it is read, whatever a path says or links to. */
export interface InputTree {
  /** @throws JobError `unsafe_path` for a path that leads out of the working directory, by itself or by a symbolic link. */
  readonly read: (path: string, maxBytes: number) => Promise<InputFile>;
  /** The files of a glob. @throws JobError `unsafe_path`; `bad_input` where more lie there than can be looked through. */
  readonly list: (pattern: string) => Promise<Listed>;
}
