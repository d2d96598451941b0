import { PhasegateError } from '../../src/domain/fault.js';
import type { Notifier } from '../../src/ports/notifier.js';
import { deliverAll } from './deliver.js';
import type { ReportPlan } from './plan-report.js';

export interface Announcing {
  /** Shows Markdown on the run's page. */
  readonly showSummary: (text: string) => Promise<void>;
  /** The run's log. */
  readonly notifier: Notifier;
  readonly log: { readonly info: (line: string) => void };
  /** Says what would be told, and shows nothing. */
  readonly isDryRun: boolean;
}

/** What of a report is seen in the run: the summary on its page, the notices in its log. @throws PhasegateError `io-failed`. */
export async function announce(plan: ReportPlan, announcing: Announcing): Promise<void> {
  const { showSummary, notifier, log, isDryRun } = announcing;
  if (isDryRun) {
    for (const { severity, title, id } of plan.notices) log.info(`would send ${severity}: ${title} (${id})`);
    return;
  }
  await showSummary(plan.summary.text);
  const failed = await deliverAll(plan.notices, [notifier]);
  if (failed.length === 0) return;
  const list = failed.map((one) => `${one.notifier}: ${one.notice}`).join(', ');
  throw new PhasegateError('io-failed', `not delivered: ${list}`, { cause: failed[0]?.error });
}
