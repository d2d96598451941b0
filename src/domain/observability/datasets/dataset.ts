/** The datasets of a bundle, in the order in which they are made. */
export const DATASETS = ['ev_history', 'slippage', 'turnover', 'latency'] as const;
export type DatasetName = (typeof DATASETS)[number];

/** Name of a dataset's file in a bundle. */
export function datasetFileName(dataset: string): string {
  return `${dataset}.json`;
}

export const DATASET_SCHEMA = 'phasegate.dataset/1';

/** One piece of an input that is not in the dataset, and why. */
export interface LeftOut {
  /** The input's path below the working directory. */
  readonly file: string;
  /** 1-based; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly reason: string;
}

/** A list of a dataset's file by its name; a dataset's rows are those of all its lists. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** A dataset as it was computed, before it has a sequence. */
export interface Dataset {
  readonly name: DatasetName;
  readonly rows: Rows;
  readonly leftOut: readonly LeftOut[];
  /** So many inputs were older than the newest that were asked for. */
  readonly older: number;
}

/** So many are named in a dataset's file; the others are counted. */
const NAMED_LEFT_OUT = 50;

/** What is written to `<dataset>.json`. Holds no time of its making, so that the same inputs give the same bytes. */
export function datasetFile({ name, rows, leftOut, older }: Dataset): Readonly<Record<string, unknown>> {
  const named = leftOut.slice(0, NAMED_LEFT_OUT);
  return {
    schema: DATASET_SCHEMA,
    dataset: name,
    left_out: { count: leftOut.length, named },
    older,
    ...rows,
  };
}

export function rowCount(rows: Rows): number {
  return Object.values(rows).reduce((sum, list) => sum + list.length, 0);
}

/** The names of each dataset's lists of rows. */
export const ROW_LISTS: Readonly<Record<DatasetName, readonly string[]>> = {
  ev_history: ['rows'],
  slippage: ['execution', 'state'],
  turnover: ['rows'],
  latency: ['rows'],
};

export function isDatasetName(name: unknown): name is DatasetName {
  return DATASETS.some((one) => one === name);
}
