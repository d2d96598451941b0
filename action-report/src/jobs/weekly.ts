import { sha256 } from '../../../src/domain/digest.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { deliveryOf, type HistoryEntry } from '../../../src/domain/observability/weekly/history.js';
import type { PendingReport } from '../../../src/domain/observability/weekly/pending.js';
import { lastCompleteWeek, weekName } from '../../../src/domain/observability/weekly/week.js';
import { formatInstant, HOUR, parseInstant, SECOND, type Window } from '../../../src/domain/time.js';
import type { Job, JobContext, JobResult } from '../../../src/ports/job.js';
import type { WeeklyClock, WeeklyFiles, WeeklyHook } from '../../../src/ports/weekly.js';
import { sendReport } from './send-weekly.js';
import { delivered, intoHistory, keepUnsent, removeOld } from './weekly-history.js';
import { makeReport, rehearseReport, type ReportMaking } from './weekly-report.js';

/** How long a report that is due waits for the last hours of its week. */
const PATIENCE_MS = 3 * HOUR;

export interface WeeklyJob extends ReportMaking {
  /** Names the sender in the idempotency key. */
  readonly rollout: string;
  readonly files: WeeklyFiles;
  /** Opens the receiver; null: the policy names none. @throws JobError `missing_secret`. */
  readonly openHook: (() => WeeklyHook) | null;
  readonly clock: WeeklyClock;
  /** Puts a report together and sends it nowhere. */
  readonly isDryRun: boolean;
}

/** The same for every try to deliver a week's report, whoever makes it. */
export function idempotencyKey(rollout: string, week: string): string {
  return sha256(`weekly-report ${rollout} ${week}`);
}

/** The report of a week, made and sent; or sent once more, where an earlier run's may have arrived. */
async function deliver(job: WeeklyJob, context: JobContext, week: Window): Promise<JobResult> {
  const { files, openHook, weekly, clock, rollout } = job;
  const name = weekName(week);
  const hook = openHook === null ? null : openHook();
  const left = await files.readPending();
  const isOpen = left !== null && left.week === name && left.stage === 'open';
  const made = isOpen ? null : await makeReport(job, context, week);
  const fresh: Omit<PendingReport, 'body'> = {
    week: name,
    jobId: context.jobId,
    stage: 'unsent',
    notBefore: null,
    delivered: null,
  };
  const pending = isOpen ? left : { ...fresh, body: made?.body ?? '' };
  const sent =
    hook === null || weekly.webhook === null
      ? await keepUnsent(files, pending, context.now)
      : await sendReport(pending, {
          ...weekly.webhook,
          hook,
          files,
          clock,
          key: idempotencyKey(rollout, name),
          info: context.console.info,
        });
  const entry = await intoHistory(files, sent);
  const removed = await removeOld(files, { ...context, keepMs: weekly.keepMs });
  await files.pruneOut();
  const isAbandoned = left !== null && left.week !== name;
  return delivered(entry, {
    attempts: sent.delivered?.attempts ?? 1,
    diagnostics: {
      ...made?.diagnostics,
      ...(hook === null || hook.unset.length === 0 ? {} : { unset_secrets: hook.unset }),
      ...(removed === 0 ? {} : { removed }),
      ...(isOpen ? { resumed: true } : {}),
      ...(isAbandoned ? { abandoned_week: left.week } : {}),
    },
  });
}

/** What is left of a delivery: old reports to remove, and a heartbeat that does not know of it. */
async function tidy(
  { files, weekly }: WeeklyJob,
  context: JobContext,
  { entry, isFinished }: { readonly entry: HistoryEntry; readonly isFinished: boolean },
): Promise<JobResult> {
  const { week_start: week } = entry;
  const removed = await removeOld(files, { ...context, keepMs: weekly.keepMs });
  const diagnostics = { week_start: week, ...(removed === 0 ? {} : { removed }) };
  if (isFinished || (await files.toldWeek()) !== week)
    return delivered(entry, { attempts: 1, diagnostics: { ...diagnostics, resumed: true } });
  return { status: 'skipped', reason: 'already_delivered', attempts: 0, diagnostics };
}

/** Until when the receiver asked to be left alone with a week's report; null: it did not. */
function untilOf(left: PendingReport | null, week: string): number | null {
  return left?.week === week ? parseInstant(left.notBefore ?? '') : null;
}

async function work(job: WeeklyJob, context: JobContext): Promise<JobResult> {
  const { files } = job;
  const { now } = context;
  const week = lastCompleteWeek(now);
  await files.clearHalfWritten();
  if (job.isDryRun) return rehearseReport(job, context, week);
  const left = await files.readPending();
  const isFinished = left?.stage === 'delivered';
  if (isFinished) await intoHistory(files, left);
  const entry = deliveryOf(await files.readHistory(), weekName(week));
  if (entry !== null) return tidy(job, context, { entry, isFinished });
  const until = untilOf(left, weekName(week));
  if (until === null || until <= now) return deliver(job, context, week);
  throw new JobError('rate_limited', `the receiver asked not to be tried before ${formatInstant(until)}`, {
    attempts: 0,
    diagnostics: { retry_after: Math.ceil((until - now) / SECOND) },
  });
}

/** Whether a week's report is still to be delivered, and may be by now. */
async function isDue({ files, inputs }: WeeklyJob, now: number): Promise<boolean> {
  const week = lastCompleteWeek(now);
  const left = await files.readPending();
  if (left?.stage === 'delivered') return true;
  const entry = deliveryOf(await files.readHistory(), weekName(week));
  if (entry !== null) return (await files.toldWeek()) !== entry.week_start;
  const until = untilOf(left, weekName(week));
  if (until !== null && until > now) return false;
  if (!(await inputs.hasBegun(week))) return false;
  return now >= week.end + PATIENCE_MS || (await inputs.isComplete(week));
}

/** The report of the last complete week, delivered once. */
export function weeklyJob(job: WeeklyJob): Job {
  return {
    name: 'weekly',
    // What cannot be read is the job's own failure, with its line.
    isDue: (now) => isDue(job, now).catch(() => true),
    work: (context) => work(job, context),
  };
}
