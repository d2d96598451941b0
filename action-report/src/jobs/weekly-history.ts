import { sha256 } from '../../../src/domain/digest.js';
import type { Diagnostics } from '../../../src/domain/observability/job-error.js';
import {
  deliveryOf,
  HISTORY_MANIFEST,
  HISTORY_SCHEMA,
  removalOf,
  reportPath,
  signaturePath,
  type HistoryEntry,
} from '../../../src/domain/observability/weekly/history.js';
import type { WeeklyPayload } from '../../../src/domain/observability/weekly/payload.js';
import type { PendingReport } from '../../../src/domain/observability/weekly/pending.js';
import { formatInstant } from '../../../src/domain/time.js';
import type { JobResult } from '../../../src/ports/job.js';
import type { WeeklyFiles } from '../../../src/ports/weekly.js';

/** Puts a report that was taken into the history; begun anew, it does the same again. */
export async function intoHistory(files: WeeklyFiles, report: PendingReport): Promise<HistoryEntry> {
  const { week, jobId, body, delivered } = report;
  if (delivered === null) throw new TypeError('the report was not delivered');
  const known = deliveryOf(await files.readHistory(), week);
  const payload = JSON.parse(body) as WeeklyPayload;
  const signature =
    delivered.signature === null ? null : { path: signaturePath(week), text: `${delivered.signature}\n` };
  const entry: HistoryEntry = {
    schema: HISTORY_SCHEMA,
    event: 'delivered',
    week_start: week,
    job_id: jobId,
    at: delivered.at,
    path: reportPath(week),
    signature_path: signature?.path ?? null,
    signature_sha256: signature === null ? null : sha256(signature.text),
    sha256: sha256(body),
    size_bytes: new TextEncoder().encode(body).length,
    payload_checksum_sha256: payload.payload_checksum_sha256,
    webhook_status_code: delivered.status,
  };
  if (known === null) {
    await files.write(entry.path, body);
    if (signature !== null) await files.write(signature.path, signature.text);
    await files.addToHistory([entry]);
  }
  await files.removePending();
  return known ?? entry;
}

/** Removes what is older than is kept, once the manifest says so. */
export async function removeOld(
  files: WeeklyFiles,
  options: { readonly now: number; readonly keepMs: number; readonly jobId: string },
): Promise<number> {
  const { entries, files: paths } = removalOf(await files.readHistory(), options);
  if (entries.length > 0) await files.addToHistory(entries);
  for (const path of paths) await files.remove(path);
  return entries.length;
}

/** Without a receiver a report is delivered once it is kept. */
export async function keepUnsent(
  files: WeeklyFiles,
  pending: PendingReport,
  now: number,
): Promise<PendingReport> {
  const delivered = { at: formatInstant(now), status: null, signature: null, attempts: 1 };
  const report: PendingReport = { ...pending, stage: 'delivered', delivered };
  await files.writePending(report);
  return report;
}

/** What a delivery comes to in the run log and the heartbeat. */
export function delivered(
  entry: HistoryEntry,
  rest: { readonly attempts: number; readonly diagnostics: Diagnostics },
): JobResult {
  const { week_start: week, path, signature_path: signature, webhook_status_code: status } = entry;
  const isDoubtful = Object.hasOwn(rest.diagnostics, 'notes');
  return {
    status: isDoubtful ? 'warning' : 'ok',
    attempts: rest.attempts,
    artefacts: [path, ...(signature === null ? [] : [signature]), HISTORY_MANIFEST],
    diagnostics: {
      week_start: week,
      payload_checksum_sha256: entry.payload_checksum_sha256,
      payload_size_bytes: entry.size_bytes,
      webhook_status_code: status,
      ...rest.diagnostics,
    },
    summary: { week_start: week, webhook_status_code: status, payload_size_bytes: entry.size_bytes },
    heartbeat: { last_webhook_status_code: status, last_week_start: week },
  };
}
