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
