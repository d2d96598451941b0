import type { FileFact } from '../domain/observability/verify/verify-claims.js';

/** Port to what the jobs wrote below the root of observability, for reading. Implementation: the disk (observed-disk.ts). */
export interface ObservedFiles {
  /** Text of a file; null where there is none. */
  readonly read: (path: string) => Promise<string | null>;
  /** What a file is, its rows counted where it is CSV, compressed or not. Never throws for what the file is. */
  readonly fact: (path: string) => Promise<FileFact>;
  /** Paths of the files below a folder, sorted, without temporary and hidden ones; none where there is no folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}
