/** Port to files that jobs write below one folder. Implementation: the disk (disk-job-files.ts). */
export interface JobFiles {
  /** Bytes of a file; null where there is none, a text where it cannot be taken for one. */
  readonly read: (path: string) => Promise<Uint8Array | string | null>;
  /** Replaces a file as a whole, and makes the folders above it. */
  readonly replace: (path: string, data: string | Uint8Array) => Promise<void>;
  /** All names in a folder, sorted; none where there is no folder. */
  readonly names: (folder: string) => Promise<readonly string[]>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file, or a folder with all that it holds; nothing where there is none. */
  readonly remove: (path: string) => Promise<void>;
}
