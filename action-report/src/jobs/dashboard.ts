import type { Json } from '../../../src/domain/canonical-json.js';
import { entryOf, type Manifest } from '../../../src/domain/observability/bundle/manifest.js';
import { BUNDLE_FOLDER } from '../../../src/domain/observability/bundle/bundle-places.js';
import { datasetFileName } from '../../../src/domain/observability/datasets/dataset.js';
import { isDueDaily } from '../../../src/domain/observability/due.js';
import type { ParsedHeartbeat } from '../../../src/domain/observability/heartbeat.js';
import { JobError, jobErrorOf, type Diagnostics } from '../../../src/domain/observability/job-error.js';
import type { DatasetReader, Upload, Uploaded } from '../../../src/ports/dashboard.js';
import type { Job, JobContext, JobResult } from '../../../src/ports/job.js';
import { commitBundle, settleBundle } from './commit-bundle.js';
import { pruneHistory } from './prune-history.js';
import { readAll, type ReadAll } from './read-all-datasets.js';
import { standingBundle, type Bundles } from './standing-bundle.js';

export interface DashboardOptions {
  readonly bundles: Bundles;
  readonly datasets: DatasetReader;
  /** How long earlier bundles are kept, in ms. */
  readonly keepMs: number;
  /** What the manifest says that made it. */
  readonly command: string;
  readonly commitSha: string | null;
  /** null: the policy has none. */
  readonly upload: Upload | null;
  readonly heartbeat: () => Promise<ParsedHeartbeat | { readonly kind: 'missing' }>;
}

/** What is known of the run so far; a failure tells it too. */
interface Progress {
  readonly artefacts: string[];
  diagnostics: Diagnostics;
  heartbeat: Diagnostics;
}

function states({ made, failed }: ReadAll): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...made.map(({ name, leftOut }) => [name, leftOut === 0 ? 'ok' : 'warning'] as const),
    ...failed.map(({ name }) => [name, 'error'] as const),
  ]);
}

function details({ made, failed }: ReadAll, manifest: Manifest | null): Readonly<Record<string, Json>> {
  return Object.fromEntries<Json>([
    ...made.map(({ name, rowCount: rows, leftOut, older }): [string, Json] => {
      const sequence = entryOf(manifest, name)?.sequence ?? null;
      return [name, { rows, left_out: leftOut, older, sequence }];
    }),
    ...failed.map(({ name, error }): [string, Json] => [
      name,
      { error_code: error.code, error_message: error.message },
    ]),
  ]);
}

function datasetsFailed({ failed }: ReadAll): JobError | null {
  const [first] = failed;
  if (first === undefined) return null;
  const message = failed.map(({ name, error }) => `${name}: ${error.message}`).join('; ');
  return new JobError(first.error.code, message, { cause: first.error });
}

/** The error with all that the run came to besides. */
function toldWith(error: JobError, { artefacts, diagnostics, heartbeat }: Progress): JobError {
  const all = { ...diagnostics, ...error.diagnostics };
  return new JobError(error.code, error.message, {
    artefacts,
    diagnostics: all,
    heartbeat,
    cause: error.cause,
  });
}

function uploadFailed(uploaded: Uploaded): JobError | null {
  if (uploaded.kind === 'done') return null;
  const { why, output } = uploaded;
  const message = `the upload’s command ${why}; the datasets stay in ${BUNDLE_FOLDER}`;
  return new JobError('upload_failed', message, { diagnostics: { upload: { why, output } } });
}

/** Writes the bundle and what goes with it; gives what people should know. */
async function exportBundle(
  options: DashboardOptions,
  context: JobContext,
  { read, progress }: { readonly read: ReadAll; readonly progress: Progress },
): Promise<readonly string[]> {
  const { bundles, keepMs, command, commitSha } = options;
  const { jobId, now, console } = context;
  const standing = await standingBundle(bundles);
  const job = { jobId, now, command, commitSha };
  const committed = await commitBundle(bundles, standing, { read, job });
  const written = [...read.made.map(({ name }) => datasetFileName(name)), 'manifest.json'];
  progress.artefacts.push(...written.map((name) => `${BUNDLE_FOLDER}/${name}`));
  progress.diagnostics = { ...progress.diagnostics, datasets: details(read, committed.manifest) };
  const folders = await settleBundle(bundles, committed);
  const pruned = await pruneHistory(bundles, { folders, now, keepMs });
  if (pruned.removed.length > 0) {
    console.info(`dashboard: removed from the history: ${pruned.removed.join(', ')}`);
    progress.diagnostics = { ...progress.diagnostics, removed: pruned.removed.length };
  }
  const notes = pruned.note === null ? committed.notes : [...committed.notes, pruned.note];
  for (const note of notes) console.warning(`dashboard: ${note}`);
  if (notes.length > 0) progress.diagnostics = { ...progress.diagnostics, notes };
  return notes;
}

function isFlawless({ made }: ReadAll, notes: readonly string[]): boolean {
  return notes.length === 0 && made.every(({ leftOut }) => leftOut === 0);
}

async function work(options: DashboardOptions, context: JobContext): Promise<JobResult> {
  const read = await readAll(options.datasets, context.console);
  const progress: Progress = {
    artefacts: [],
    diagnostics: { datasets: details(read, null) },
    heartbeat: { datasets: states(read) },
  };
  const failure = datasetsFailed(read);
  try {
    if (failure !== null && read.made.length === 0) throw failure;
    const notes = await exportBundle(options, context, { read, progress });
    const uploaded = options.upload === null ? null : uploadFailed(await options.upload());
    if (uploaded !== null) {
      context.console.error(`dashboard: ${uploaded.message}`);
      progress.diagnostics = { ...progress.diagnostics, ...uploaded.diagnostics };
    }
    const error = failure ?? uploaded;
    if (error !== null) throw error;
    return { status: isFlawless(read, notes) ? 'ok' : 'warning', ...progress };
  } catch (fault) {
    throw toldWith(jobErrorOf(fault), progress);
  }
}

/** Makes the datasets of a dashboard: a bundle with a manifest, its history, and an upload. */
export function dashboardJob(options: DashboardOptions): Job {
  return {
    name: 'dashboard',
    isDue: async (now) => isDueDaily(await options.heartbeat(), now),
    work: (context) => work(options, context),
  };
}
