import { madeDataset, type MadeDataset } from '../../../src/domain/observability/bundle/next-manifest.js';
import type { DatasetName, LeftOut } from '../../../src/domain/observability/datasets/dataset.js';
import { jobErrorOf, type JobError } from '../../../src/domain/observability/job-error.js';
import type { DatasetReader } from '../../../src/ports/dashboard.js';
import type { JobConsole } from '../../../src/ports/job.js';

/** What could be made of the policy's datasets, and what could not. */
export interface ReadAll {
  readonly made: readonly (MadeDataset & { readonly leftOut: number; readonly older: number })[];
  readonly failed: readonly { readonly name: DatasetName; readonly error: JobError }[];
}

/** So many things that were left out are said of a dataset; its file names more of them. */
const SAID = 10;

function sayLeftOut(name: DatasetName, leftOut: readonly LeftOut[], console: JobConsole): void {
  for (const { file, line, reason } of leftOut.slice(0, SAID))
    console.warning(`${name}: ${file}${line === 0 ? '' : `:${line}`} ${reason}`);
  if (leftOut.length > SAID) console.warning(`${name}: ${leftOut.length - SAID} more were left out`);
}

/** Makes every dataset; one that cannot be made stops none of the others. */
export async function readAll(datasets: DatasetReader, console: JobConsole): Promise<ReadAll> {
  const made: ReadAll['made'][number][] = [];
  const failed: ReadAll['failed'][number][] = [];
  for (const name of datasets.names) {
    try {
      const { dataset, inputs } = await datasets.read(name);
      sayLeftOut(name, dataset.leftOut, console);
      const { leftOut, older } = dataset;
      made.push({ ...madeDataset(dataset, inputs), leftOut: leftOut.length, older });
    } catch (fault) {
      const error = jobErrorOf(fault);
      console.error(`${name}: ${error.code}: ${error.message}`);
      failed.push({ name, error });
    }
  }
  return { made, failed };
}
