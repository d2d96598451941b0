import { join, resolve } from 'node:path';
import { BUNDLE_FOLDER } from '../../src/domain/observability/bundle/bundle-places.js';
import type { WantedBundle } from '../../src/domain/observability/bundle/wanted-bundle.js';
import { JobError } from '../../src/domain/observability/job-error.js';
import { ROLLUP_FILE } from '../../src/domain/observability/latency/latency-alert.js';
import type { ObservabilityPolicy } from '../../src/domain/observability/observability-policy.js';
import type { Policy } from '../../src/domain/policy.js';
import validate from '../../src/generated/validate-dashboard-manifest.js';
import { secretsOf } from '../../src/io/notify/channels.js';
import { bundleFiles } from '../../src/io/observability/bundle-files.js';
import { DiskInputTree } from '../../src/io/observability/disk-input-tree.js';
import { diskJobFiles } from '../../src/io/observability/disk-job-files.js';
import { readHeartbeat } from '../../src/io/observability/heartbeat-files.js';
import { FileDatasets } from '../../src/io/observability/read-datasets.js';
import { runUpload } from '../../src/io/observability/run-upload.js';
import { withLock } from '../../src/io/state-lock.js';
import type { Upload } from '../../src/ports/dashboard.js';
import type { Job } from '../../src/ports/job.js';
import { dashboardJob } from './jobs/dashboard.js';
import { restoreDashboardJob } from './jobs/restore-dashboard.js';
import type { Bundles } from './jobs/standing-bundle.js';

export interface Dashboards {
  readonly policy: Pick<Policy, 'notify'>;
  readonly observability: ObservabilityPolicy;
}

function bundlesOf(root: string): Bundles {
  return { store: bundleFiles(diskJobFiles(root)), validate };
}

/** Values of the secrets that the policy names: what an upload's command says is shown without them. */
function namedSecrets({ policy, observability }: Dashboards): readonly string[] {
  const { webhook } = observability.weekly ?? { webhook: null };
  const names = webhook === null ? [] : [webhook.secret, ...webhook.signingSecrets];
  const notify = policy.notify === null ? [] : secretsOf(policy.notify, process.env);
  return [...notify, ...names.map((name) => process.env[name] ?? '')];
}

function uploadOf(dashboards: Dashboards): Upload | null {
  const { root, dashboard } = dashboards.observability;
  const upload = dashboard?.upload ?? null;
  if (upload === null) return null;
  return () =>
    runUpload({
      ...upload,
      folder: resolve(root, BUNDLE_FOLDER),
      cwd: process.cwd(),
      environment: process.env,
      secrets: namedSecrets(dashboards),
    });
}

function commitOf(environment: NodeJS.ProcessEnv): string | null {
  const sha = environment['GITHUB_SHA'] ?? '';
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? sha : null;
}

/** The job that makes the datasets; null where the policy asks for none. */
export function dashboardOf(dashboards: Dashboards): Job | null {
  const { observability } = dashboards;
  const { root, dashboard } = observability;
  if (dashboard === null) return null;
  return dashboardJob({
    bundles: bundlesOf(root),
    datasets: new FileDatasets({
      tree: new DiskInputTree(process.cwd()),
      policy: dashboard,
      rollups: `${root}/${ROLLUP_FILE}`,
    }),
    keepMs: dashboard.keepMs,
    command: 'action-report job=dashboard',
    commitSha: commitOf(process.env),
    upload: uploadOf(dashboards),
    heartbeat: () => readHeartbeat(root, 'dashboard'),
  });
}

/** The job that brings a bundle back; it holds the lock of the exports while it works. */
export function restoreOf(root: string, wanted: WantedBundle): Job {
  const lock = join(root, 'ops', '.dashboard.lock');
  return restoreDashboardJob({
    bundles: bundlesOf(root),
    wanted,
    alone: async (work) => {
      const done = await withLock(lock, work, { waitMs: 0 });
      if (done.kind === 'done') return done.value;
      throw new JobError(
        'lock_not_acquired',
        `${lock} is held by ${done.holder}; wait until the export is done`,
      );
    },
  });
}
