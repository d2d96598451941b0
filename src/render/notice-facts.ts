import type { Analysis, Judgement, Verdict } from '../domain/analysis.js';
import type { NoticeFacts, NoticeLink, NoticeLinks } from '../domain/notice.js';
import { NO_FACT, NOTICE_LINKS } from '../domain/notice.js';
import type { NotifyPolicy } from '../domain/notify-policy.js';
import type { Policy } from '../domain/policy.js';
import { dispatchCommand } from './commands.js';
import { formatCount, formatDayClock, formatClock, formatLimits, formatStatus } from './format.js';
import { formatValue, formatVerdictValue } from './format.js';
import { metricsPath } from './report-files.js';
import { verdictName } from './timeline.js';

/** Addresses that are known; only https, and http for a server on this machine's own network name. */
export function noticeLinks(known: Partial<NoticeLinks>): NoticeLinks {
  const entries = NOTICE_LINKS.map((name): [NoticeLink, string | null] => {
    const address = known[name] ?? null;
    return [name, address !== null && /^https?:\/\/[^\s<>"|]+$/.test(address) ? address : null];
  });
  return Object.fromEntries(entries) as NoticeLinks;
}

/** Addresses that the policy gives; what it does not is left to the run. */
export function policyLinks({ runbook, dashboard }: NotifyPolicy): Partial<NoticeLinks> {
  return { runbook, ...(dashboard === null ? {} : { dashboard }) };
}

/** `2026-03-02 14:00Z to 14:15Z`. */
export function windowText({ start, end }: { readonly start: string; readonly end: string }): string {
  return `${formatDayClock(start)} to ${formatClock(end)}`;
}

/** The phase's p95 and the share of its bad events, by the verdicts of one window. */
function usualFacts(policy: Policy, verdicts: readonly Verdict[]): Partial<NoticeFacts> {
  const measureOf = (verdict: Verdict) => policy.slis.find(({ id }) => id === verdict.sli)?.measure;
  const p95 = verdicts.find((verdict) => {
    const measure = measureOf(verdict);
    return measure?.kind === 'quantile' && measure.p === 95;
  });
  const ratio = verdicts.find((verdict) => measureOf(verdict)?.kind === 'ratio' && verdict.value !== null);
  const measure = ratio === undefined ? undefined : measureOf(ratio);
  const share = ratio?.value ?? null;
  const isGood = measure?.kind === 'ratio' && measure.good;
  return {
    p95: p95 === undefined ? NO_FACT : formatVerdictValue(p95),
    err_rate: share === null ? NO_FACT : formatValue(isGood ? 1 - share : share, '%'),
  };
}

/** The command line that rolls back to the phase before, with the figures as evidence. */
export function rollbackCommand(
  analysis: Pick<Analysis, 'phase' | 'window' | 'previous'>,
  reason: string,
): string {
  const { phase, window, previous } = analysis;
  if (previous === null) return NO_FACT;
  const evidence = window === null ? [] : [metricsPath(phase, window.end)];
  return dispatchCommand({ operation: 'rollback', reason, evidence });
}

/** Figures of one verdict, among those of its window. */
export function verdictFacts(
  policy: Policy,
  verdict: Verdict,
  judgement: Pick<Judgement, 'phase' | 'window' | 'verdicts'>,
): Partial<NoticeFacts> {
  return {
    rollout: policy.rollout,
    phase: judgement.phase,
    window: windowText(verdict.window),
    n: formatCount(verdict.n),
    metric: verdictName(verdict, judgement.verdicts),
    value: formatVerdictValue(verdict),
    limit: formatLimits(verdict) || NO_FACT,
    status: formatStatus(verdict),
    reason: verdict.reason,
    ...usualFacts(policy, judgement.verdicts),
  };
}

/** What is known of the newest window, for notices that are about no SLO. */
export function analysisFacts(policy: Policy, analysis: Analysis): Partial<NoticeFacts> {
  const { phase, window, verdicts, target, reason } = analysis;
  return {
    rollout: policy.rollout,
    phase,
    to: target ?? NO_FACT,
    window: window === null ? NO_FACT : windowText(window),
    reason,
    ...usualFacts(policy, verdicts),
  };
}
