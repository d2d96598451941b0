import { canonicalJsonPretty } from '../../../src/domain/canonical-json.js';
import { isDueDaily } from '../../../src/domain/observability/due.js';
import type { ParsedHeartbeat } from '../../../src/domain/observability/heartbeat.js';
import { JobError, jobErrorOf } from '../../../src/domain/observability/job-error.js';
import { findingText, type Finding } from '../../../src/domain/observability/verify/finding.js';
import { formatInstant } from '../../../src/domain/time.js';
import type { Job, JobContext, JobResult } from '../../../src/ports/job.js';
import { checkAll, type Checked, type Checking } from './verify-checks.js';

export const VERIFICATION_FILE = 'out/verification.json';
const VERIFICATION_SCHEMA = 'phasegate.verification/1';
/** Findings that a line of the run log names; the file has all. */
const NAMED = 5;

export interface Verifying extends Omit<Checking, 'now'> {
  readonly heartbeat: () => Promise<ParsedHeartbeat | { readonly kind: 'missing' }>;
  /** Writes a file below the root. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Tells people: an issue and notices that begin with the first finding and end where there is none any more. */
  readonly tell: (findings: readonly string[]) => Promise<void>;
}

function reportOf(checked: Checked, { jobId, now }: JobContext): string {
  const { findings, ...counts } = checked;
  const generated = { job_id: jobId, generated_at: formatInstant(now) };
  return canonicalJsonPretty({ schema: VERIFICATION_SCHEMA, ...generated, checked: counts, findings });
}

function byCheck(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { check } of findings) counts[check] = (counts[check] ?? 0) + 1;
  return counts;
}

function failure(findings: readonly Finding[], counts: Readonly<Record<string, number>>): JobError {
  const texts = findings.slice(0, NAMED).map(findingText);
  const more = findings.length > NAMED ? `; and ${findings.length - NAMED} more in ${VERIFICATION_FILE}` : '';
  return new JobError('verification_failed', `${texts.join('; ')}${more}`, {
    diagnostics: { findings: findings.length, by_check: byCheck(findings), ...counts },
    artefacts: [VERIFICATION_FILE],
    heartbeat: { findings: findings.length },
  });
}

async function work(verifying: Verifying, context: JobContext): Promise<JobResult> {
  const { console, now } = context;
  const checked = await checkAll({ ...verifying, now });
  const { findings, ...counts } = checked;
  await verifying.writeFile(VERIFICATION_FILE, reportOf(checked, context));
  for (const one of findings) console.error(`verify: ${findingText(one)}`);
  try {
    await verifying.tell(findings.map(findingText));
  } catch (error) {
    if (findings.length === 0) throw error;
    // What was found counts for more than that nobody could be told.
    console.error(`verify: nobody was told: ${jobErrorOf(error).message}`);
  }
  if (findings.length > 0) throw failure(findings, counts);
  return {
    status: 'ok',
    artefacts: [VERIFICATION_FILE],
    diagnostics: { findings: 0, ...counts },
    heartbeat: { findings: 0 },
  };
}

/**
 * Holds everything that the jobs keep against what it should be. What is found fails the job, each finding with its file and
 * line, and is an incident until a later run finds nothing. Due once a UTC day.
 */
export function verifyJob(verifying: Verifying): Job {
  return {
    name: 'verify',
    isDue: async (now) => isDueDaily(await verifying.heartbeat(), now),
    work: (context) => work(verifying, context),
  };
}
