import { formatInstant, SECOND } from '../../../src/domain/time.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { LONGEST_WAIT_MS, nextStep, type Step } from '../../../src/domain/observability/weekly/delivery.js';
import type { PendingReport } from '../../../src/domain/observability/weekly/pending.js';
import { redactText } from '../../../src/domain/observability/weekly/redact.js';
import type { WeeklyClock, WeeklyFiles, WeeklyHook } from '../../../src/ports/weekly.js';

export interface SendingReport {
  readonly hook: WeeklyHook;
  readonly files: Pick<WeeklyFiles, 'writePending'>;
  readonly clock: WeeklyClock;
  readonly tries: number;
  readonly waitMs: number;
  /** The same for every try of a week's report. */
  readonly key: string;
  readonly info: (text: string) => void;
}

type Again = Extract<Step, { kind: 'again' }>;

/** What the run log says of a delivery that failed. */
function failure(step: Exclude<Step, { kind: 'delivered' }>, attempts: number): JobError {
  const { code, status } = step;
  const retryAfter =
    step.kind === 'again' && step.isAsked ? { retry_after: Math.ceil(step.waitMs / SECOND) } : {};
  return new JobError(code, `the receiver of the report ${redactText(step.why)}`, {
    attempts,
    diagnostics: { webhook_status_code: status, ...retryAfter },
    heartbeat: { last_webhook_status_code: status },
  });
}

/** The report as it is after a try that was not the last, or was. */
function after(report: PendingReport, step: Again, now: number): PendingReport {
  return {
    ...report,
    stage: step.mayHaveArrived || report.stage === 'open' ? 'open' : 'unsent',
    notBefore: step.isAsked ? formatInstant(now + step.waitMs) : null,
  };
}

/**
 * Sends a report until it is taken, refused or out of tries. That a try may arrive is written down before it is made, so that
 * a run that dies is followed by one that sends the same bytes under the same key.
 *
 * @throws JobError `webhook_failed`, `rate_limited`, `auth_failed` or `signature_mismatch`.
 */
export async function sendReport(pending: PendingReport, sending: SendingReport): Promise<PendingReport> {
  const { hook, files, clock, tries, waitMs, key, info } = sending;
  const { body } = pending;
  let report = pending;
  for (let tryNumber = 1; ; tryNumber += 1) {
    if (tryNumber === 1) await files.writePending({ ...report, stage: 'open' });
    const { answer, signature } = await hook.send({ body, key });
    const step = nextStep(answer, { waitMs, tryNumber });
    switch (step.kind) {
      case 'delivered': {
        const delivered = {
          at: formatInstant(clock.now()),
          status: step.status,
          signature,
          attempts: tryNumber,
        };
        report = { ...report, stage: 'delivered', notBefore: null, delivered };
        await files.writePending(report);
        return report;
      }
      case 'refused':
        // Under the same key it would have taken what it took before.
        await files.writePending({ ...report, stage: 'unsent', notBefore: null });
        throw failure(step, tryNumber);
      case 'again': {
        report = after(report, step, clock.now());
        const isLast = tryNumber >= tries || step.waitMs > LONGEST_WAIT_MS;
        if (isLast) {
          await files.writePending(report);
          throw failure(step, tryNumber);
        }
        info(
          `try ${tryNumber} of ${tries}: the receiver ${redactText(step.why)}; again in ${step.waitMs / SECOND} s`,
        );
        await clock.sleep(step.waitMs);
      }
    }
  }
}
