import { canonicalJson } from '../../canonical-json.js';
import { sha256 } from '../../digest.js';
import { recordOf } from '../../raw-values.js';
import { JobError } from '../job-error.js';
import { newerFormat } from '../../newer-format.js';

export const PENDING_SCHEMA = 'phasegate.weekly-report-pending/1';

/** That a receiver took a report. */
export interface Delivered {
  readonly at: string;
  /** null: the policy names no webhook. */
  readonly status: number | null;
  /** The header it was signed by; null without a webhook. */
  readonly signature: string | null;
  readonly attempts: number;
}

/** A report on its way: written before it is sent, so that a run that is killed is gone on with. */
export interface PendingReport {
  readonly week: string;
  /** The job that made it. */
  readonly jobId: string;
  /** What is sent, to the byte. */
  readonly body: string;
  /**
   * `open`: a try may have arrived, so the same bytes are sent again; `unsent`: none has, and it is made anew;
   * `delivered`: what is left is to be put into the history.
   */
  readonly stage: 'open' | 'unsent' | 'delivered';
  /** The receiver asked not to be tried before; null: it did not. */
  readonly notBefore: string | null;
  readonly delivered: Delivered | null;
}

/** Its file, with a digest: what is sent again must be what was sent. */
export function renderPending(pending: PendingReport): string {
  const body = { ...pending, schema: PENDING_SCHEMA };
  return `${canonicalJson({ ...body, digest: sha256(canonicalJson(body)) })}\n`;
}

/** The report of a file; null for one that is damaged. @throws JobError `unsupported_schema_version` for one of a newer version. */
export function parsePending(text: string, file: string): PendingReport | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const record = recordOf(value);
  if (record === null) return null;
  const { digest, ...body } = record;
  const { schema, ...pending } = body;
  const newer = newerFormat(schema, PENDING_SCHEMA);
  if (newer !== null)
    throw new JobError(
      'unsupported_schema_version',
      `${file} is ${newer}; this version of Phasegate knows ${PENDING_SCHEMA}`,
    );
  if (schema !== PENDING_SCHEMA || digest !== sha256(canonicalJson(body))) return null;
  // The digest says that this module wrote it.
  return pending as unknown as PendingReport;
}
