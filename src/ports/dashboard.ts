import type { BundleFiles } from '../domain/observability/bundle/verify-bundle.js';
import type { Dataset, DatasetName } from '../domain/observability/datasets/dataset.js';
import type { InputDigest } from '../domain/observability/source-hash.js';

/** A dataset, and the files that it was made from. */
export interface ReadDataset {
  readonly dataset: Dataset;
  readonly inputs: readonly InputDigest[];
}

/** Where a bundle's datasets come from. */
export interface DatasetReader {
  /** The datasets that the policy asks for, in order. */
  readonly names: readonly DatasetName[];
  /** @throws JobError where this dataset cannot be made. */
  readonly read: (name: DatasetName) => Promise<ReadDataset>;
}

/** Earlier bundles, each in a folder of its own. */
export interface BundleHistory {
  /** Names of the folders, those that were begun and not put in place left out. */
  readonly folders: () => Promise<readonly string[]>;
  /** Text of a bundle's manifest; null where it has none. */
  readonly manifest: (folder: string) => Promise<string | null>;
  readonly read: (folder: string) => Promise<BundleFiles>;
  /** Puts a bundle there, all of it at once. */
  readonly add: (folder: string, bundle: BundleFiles) => Promise<void>;
  readonly remove: (folder: string) => Promise<void>;
  /** Text of the record of what was removed; null where nothing was. */
  readonly archive: () => Promise<string | null>;
  readonly replaceArchive: (text: string) => Promise<void>;
}

/** The bundle that dashboards read, and earlier ones. Implementation: files below the root (bundle-files.ts). */
export interface BundleStore {
  readonly current: () => Promise<BundleFiles>;
  /** Replaces one file of the bundle as a whole; names are those of files, without a folder. */
  readonly replace: (name: string, content: string | Uint8Array) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** Removes what a job that was killed had begun. Only for who holds the job's lock. */
  readonly sweep: () => Promise<void>;
  readonly history: BundleHistory;
}

/** What became of an upload's command. */
export type Uploaded =
  | { readonly kind: 'done'; readonly output: string }
  /** `why`: how it ended; `output`: the end of what it said, without secrets. */
  | { readonly kind: 'failed'; readonly why: string; readonly output: string };

/** Carries the bundle on. */
export type Upload = () => Promise<Uploaded>;
