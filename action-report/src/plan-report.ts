import type { Analysis } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import type { IncidentState } from '../../src/domain/incident.js';
import type { PlainNotice } from '../../src/domain/notice.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';
import { alertReports } from '../../src/render/alert-report.js';
import { dailyValues } from '../../src/render/daily.js';
import { isOfDay, NO_CONTEXT, type DailyContext } from '../../src/render/daily-people.js';
import { dashboard, type DashboardSources } from '../../src/render/dashboard.js';
import { dashboardPage, type PageParts } from '../../src/render/dashboard-page.js';
import { dayMetrics, daysOf, parseDayMetrics } from '../../src/render/day-metrics.js';
import { parseIncidentQueue, queueIncident } from '../../src/render/incident-queue.js';
import { noticesOf } from '../../src/render/notices.js';
import { alertFiles, missedFiles, windowFiles, type Files } from '../../src/render/report-files.js';
import { mergeJudgements } from '../../src/render/series.js';
import { summaryMarkdown } from '../../src/render/summary.js';
import type { Template, TemplateRenderer } from '../../src/render/template.js';

const QUEUE_FILE = 'incident_queue.json';
const DASHBOARD_FILE = 'reports/monitoring/dashboard.json';
const SUMMARY_FILE = 'summary.md';

export interface ReportSources {
  readonly analysis: Analysis;
  readonly policy: Policy;
  readonly dailyTemplate: Template;
  readonly alertTemplate: Template;
  readonly render: TemplateRenderer;
  /** Checklist, incidents and sent notices for the daily report. Default: none is known. */
  readonly context?: DailyContext;
  /** What the dashboard shows besides the analysis, and what its page is made of. */
  readonly dashboard: { readonly sources: DashboardSources; readonly parts: PageParts };
  /** The drafts that an incident leaves, by path. Default: none. */
  readonly drafts?: (state: IncidentState) => Files;
  /** What an earlier run left in the output folder under a path; null where it left nothing. */
  readonly previous: (path: string) => Promise<string | null>;
}

/** Everything that one tick's report is: files to write and notices to send. */
export interface ReportPlan {
  readonly files: Files;
  readonly notices: readonly PlainNotice[];
  readonly summary: { readonly path: string; readonly text: string };
  /** Path of the newest day's report; null before the first judged window. */
  readonly daily: string | null;
  readonly dashboard: string;
  /** Path of the dashboard as a page. */
  readonly page: string;
}

/** An artifact that is not zipped has its file's name, so each rollout's differs. */
function pageFile(rollout: string): string {
  return `reports/monitoring/dashboard-${rollout}.html`;
}

function metricsFile(rollout: string, date: string): string {
  return `metrics/${rollout}/${date}.json`;
}

/** The metrics and the report of each UTC day that the analysis touches, by path; and the newest day's report. */
async function planDays(
  sources: ReportSources,
): Promise<{ files: Files; dates: readonly string[]; newest: string | null }> {
  const { analysis, previous, render, dailyTemplate, context = NO_CONTEXT } = sources;
  const { rollout } = analysis;
  const judgements = mergeJudgements(analysis.recent, analysis.judged);
  const dates = daysOf(judgements);
  const newest = dates.at(-1) ?? null;
  const files: Record<string, string> = {};
  for (const date of dates) {
    const file = metricsFile(rollout, date);
    const text = await previous(file);
    const before = text === null ? null : parseDayMetrics(text, { file, rollout, date });
    const day = dayMetrics({ rollout, date, before, judgements });
    files[file] = canonicalJsonPretty(day);
    files[dailyFile(date)] = render(
      dailyTemplate,
      dailyValues(analysis, day, { isNewest: date === newest, context }),
    );
  }
  return { files, dates, newest: newest === null ? null : dailyFile(newest) };
}

function dailyFile(date: string): string {
  return `reports/daily/rollout-${date}.md`;
}

/** The drafts that the daily reports lead to, but those that lie there already: somebody may have gone on with them. */
async function planDrafts(sources: ReportSources, dates: readonly string[]): Promise<Files> {
  const { drafts, previous, context = NO_CONTEXT } = sources;
  const over = (context.incidents ?? []).filter(
    (state) => state.resolved !== null && dates.some((date) => isOfDay(state, date)),
  );
  const files: Record<string, string> = {};
  for (const [path, text] of over.flatMap((state) => Object.entries(drafts?.(state) ?? {})))
    if ((await previous(path)) === null) files[path] = text;
  return files;
}

/**
 * Plans the report of one tick. The same analysis over what it wrote itself gives the same bytes, so a report that died
 * half-way is simply made again.
 *
 * @throws PhasegateError `bad-input` or `newer-state` when an earlier run's file cannot be extended.
 */
export async function planReport(sources: ReportSources): Promise<ReportPlan> {
  const { analysis, policy, previous } = sources;
  const days = await planDays(sources);
  const queueText = await previous(QUEUE_FILE);
  const queue = queueIncident(
    queueText === null ? null : parseIncidentQueue(queueText, QUEUE_FILE),
    analysis,
  );
  const summary = summaryMarkdown(analysis, findPhase(policy, analysis.phase) ?? null);
  const page = pageFile(policy.rollout);
  const board = dashboard(analysis, sources.dashboard.sources);
  const files: Files = {
    ...windowFiles(analysis),
    ...alertFiles(analysis),
    ...alertReports(analysis, { template: sources.alertTemplate, render: sources.render }),
    ...missedFiles(analysis),
    ...days.files,
    ...(await planDrafts(sources, days.dates)),
    [QUEUE_FILE]: canonicalJsonPretty(queue),
    [DASHBOARD_FILE]: canonicalJsonPretty(board),
    [page]: dashboardPage(board, sources.dashboard.parts),
    [SUMMARY_FILE]: summary,
  };
  return {
    files,
    notices: noticesOf(analysis),
    summary: { path: SUMMARY_FILE, text: summary },
    daily: days.newest,
    dashboard: DASHBOARD_FILE,
    page,
  };
}
