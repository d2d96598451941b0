import { join } from 'node:path';
import { dashboardJob, type DashboardOptions } from '../../../action-report/src/jobs/dashboard.js';
import type { Bundles } from '../../../action-report/src/jobs/standing-bundle.js';
import { sha256 } from '../../../src/domain/digest.js';
import type { Manifest } from '../../../src/domain/observability/bundle/manifest.js';
import type { Dataset, DatasetName } from '../../../src/domain/observability/datasets/dataset.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { jobId } from '../../../src/domain/observability/job-id.js';
import { DAY } from '../../../src/domain/time.js';
import validate from '../../../src/generated/validate-dashboard-manifest.js';
import { bundleFiles } from '../../../src/io/observability/bundle-files.js';
import { diskJobFiles } from '../../../src/io/observability/disk-job-files.js';
import type { DatasetReader } from '../../../src/ports/dashboard.js';
import type { Job, JobResult } from '../../../src/ports/job.js';
import type { JobFiles } from '../../../src/ports/job-files.js';
import { memoryConsole } from '../../observability-builder.js';
import { temporaryTree } from '../../io/observability/temporary-tree.js';

export const START = Date.parse('2026-03-02T00:30:00Z');

/** What each dataset holds; an error where it cannot be made. */
export type Contents = Readonly<Partial<Record<DatasetName, number | JobError>>>;

/** Datasets whose rows are as many as the number says. */
export function datasetsOf(contents: Contents, leftOut: Dataset['leftOut'] = []): DatasetReader {
  const names = Object.keys(contents) as DatasetName[];
  return {
    names,
    read: async (name) => {
      const content = contents[name] ?? 0;
      if (content instanceof JobError) throw content;
      const list = Array.from({ length: content }, (_, i) => ({ row: i }));
      const rows = name === 'slippage' ? { execution: list, state: [] } : { rows: list };
      const inputs = [{ path: `inputs/${name}`, sha256: sha256(String(content)) }];
      return { dataset: { name, rows, leftOut, older: 0 }, inputs };
    },
  };
}

/** A root on the disk. `faulty` stands between the jobs and the disk. */
export async function dashboardWorld(faulty: (files: JobFiles, root: string) => JobFiles = (files) => files) {
  const root = await temporaryTree();
  const disk = diskJobFiles(root);
  const bundles: Bundles = { store: bundleFiles(faulty(disk, root)), validate };
  const console = memoryConsole();

  function work(job: Job, now: number): Promise<JobResult> {
    return job.work({ jobId: jobId(job.name, now), now, root, lockLatencyMs: 0, console });
  }

  function run(contents: Contents, now: number, options: Partial<DashboardOptions> = {}): Promise<JobResult> {
    const job = dashboardJob({
      bundles,
      datasets: datasetsOf(contents),
      keepMs: 56 * DAY,
      command: 'action-report job=dashboard',
      commitSha: null,
      upload: null,
      heartbeat: () => Promise.resolve({ kind: 'missing' }),
      ...options,
    });
    return work(job, now);
  }

  async function manifest(): Promise<Manifest | null> {
    const bytes = await disk.read('out/dashboard/manifest.json');
    return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString('utf8')) as Manifest);
  }

  async function sequences(): Promise<Readonly<Record<string, number>>> {
    const datasets = (await manifest())?.datasets ?? [];
    return Object.fromEntries(datasets.map(({ dataset, sequence }) => [dataset, sequence]));
  }

  const path = (...parts: readonly string[]): string => join(root, ...parts);
  return { root, path, disk, bundles, console, work, run, manifest, sequences };
}

export type DashboardWorld = Awaited<ReturnType<typeof dashboardWorld>>;
