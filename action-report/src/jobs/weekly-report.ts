import { canonicalJson } from '../../../src/domain/canonical-json.js';
import { formatPath, type DocumentFault } from '../../../src/domain/document-fault.js';
import { JobError, type Diagnostics } from '../../../src/domain/observability/job-error.js';
import { weeklyPayload, type WeeklyPayload } from '../../../src/domain/observability/weekly/payload.js';
import { hiddenBy, redacted, redactText } from '../../../src/domain/observability/weekly/redact.js';
import type { WeeklyPolicy } from '../../../src/domain/observability/weekly/weekly-policy.js';
import type { Window } from '../../../src/domain/time.js';
import type { JobContext, JobResult } from '../../../src/ports/job.js';
import type { WeeklyFiles, WeeklyInputs, WeeklySchema } from '../../../src/ports/weekly.js';

const OUT_FOLDER = 'out/weekly_report';

/** What a report is made of, and where it is written down where it goes nowhere. */
export interface ReportMaking {
  readonly weekly: WeeklyPolicy;
  readonly inputs: WeeklyInputs;
  readonly schema: WeeklySchema;
  readonly files: Pick<WeeklyFiles, 'write' | 'pruneOut'>;
}

export interface MadeReport {
  readonly payload: WeeklyPayload;
  /** Its canonical JSON. */
  readonly body: string;
  /** For the run log. */
  readonly diagnostics: Diagnostics;
}

/** The report of a week. @throws JobError; of one that its schema refuses the faults are in a file. */
export async function makeReport(
  making: ReportMaking,
  context: JobContext,
  week: Window,
): Promise<MadeReport> {
  const { weekly, inputs, schema, files } = making;
  const { sections, notes } = await inputs.read(week);
  const payload = weeklyPayload({ schemaVersion: weekly.schemaVersion, now: context.now, week, sections });
  const faults = await schema(payload);
  if (faults.length === 0) {
    for (const note of notes) context.console.warning(`weekly: ${redactText(note)}`);
    return { payload, body: canonicalJson(payload), diagnostics: noted(notes) };
  }
  const path = `${OUT_FOLDER}/${context.jobId}_invalid.json`;
  const errors = faults.map((fault) => shownFault(fault, weekly.redact));
  await files.write(path, `${canonicalJson({ errors, payload: redacted(payload, weekly.redact) })}\n`);
  await files.pruneOut();
  const more = errors.length > 3 ? ` and ${errors.length - 3} more, in ${path}` : '';
  throw new JobError(
    'schema_validation_failed',
    `the report is not valid: ${errors.slice(0, 3).join('; ')}${more}`,
    {
      artefacts: [path],
      diagnostics: { errors: errors.length },
    },
  );
}

/** A fault's message quotes values; of a field that is not to be shown it says where it is and no more. */
function shownFault({ path, message }: DocumentFault, redact: readonly string[]): string {
  const isHidden = path.some((part) => typeof part === 'string' && hiddenBy(redact)(part));
  const place = path.length === 0 ? 'the report' : formatPath(path);
  return redactText(`${place}: ${isHidden ? 'is not what the schema asks for' : message}`);
}

function noted(notes: readonly string[]): Diagnostics {
  return notes.length === 0 ? {} : { notes: notes.map(redactText) };
}

/** Puts a report together and sends it nowhere. */
export async function rehearseReport(
  making: ReportMaking,
  context: JobContext,
  week: Window,
): Promise<JobResult> {
  const { payload, body, diagnostics } = await makeReport(making, context, week);
  const path = `${OUT_FOLDER}/${context.jobId}.json`;
  await making.files.write(path, body);
  await making.files.pruneOut();
  return {
    status: 'dry_run',
    artefacts: [path],
    diagnostics: {
      week_start: payload.week_start,
      payload_checksum_sha256: payload.payload_checksum_sha256,
      payload_size_bytes: new TextEncoder().encode(body).length,
      ...diagnostics,
    },
    summary: { week_start: payload.week_start },
  };
}
