import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { alertReports } from '../../src/render/alert-report.js';
import { dailyValues } from '../../src/render/daily.js';
import { dashboard } from '../../src/render/dashboard.js';
import { dayMetrics, daysOf } from '../../src/render/day-metrics.js';
import { noticesOf } from '../../src/render/notices.js';
import { mergeJudgements } from '../../src/render/series.js';
import { summaryMarkdown } from '../../src/render/summary.js';
import { fillTemplate, type Template } from '../../src/render/template.js';
import { timeline, timelineHeader } from '../../src/render/timeline.js';
import { PHASE } from './golden-cases.js';

const file = 'templates/reports/rollout_phase.md';
export const DAILY_TEMPLATE: Template = {
  file,
  text: readFileSync(join(import.meta.dirname, '../..', file), 'utf8'),
};

function daily(analysis: Analysis): string {
  const { rollout } = analysis;
  const judgements = mergeJudgements(analysis.recent, analysis.judged);
  const dates = daysOf(judgements);
  return dates
    .map((date, index) => {
      const day = dayMetrics({ rollout, date, before: null, judgements });
      return fillTemplate(
        DAILY_TEMPLATE,
        dailyValues(analysis, day, { isNewest: index === dates.length - 1 }),
      );
    })
    .join('\n');
}

function watched(analysis: Analysis): string {
  const head = timelineHeader({
    rollout: analysis.rollout,
    phase: analysis.phase,
    head: analysis.governance.head,
    progress: { done: analysis.recent.length, total: 96 },
  });
  const lines = analysis.recent.flatMap((judgement, index) =>
    timeline(judgement, index === analysis.recent.length - 1 ? { answer: analysis } : {}),
  );
  return `${[head, ...lines].join('\n')}\n`;
}

const ALERT_FILE = 'templates/alerts/rollout-monitor.md';

function alerts(analysis: Analysis): string {
  const text = readFileSync(join(import.meta.dirname, '../..', ALERT_FILE), 'utf8');
  const files = alertReports(analysis, { template: { file: ALERT_FILE, text }, render: fillTemplate });
  return Object.entries(files)
    .map(([path, content]) => `${path}:\n\n${content}`)
    .join('\n');
}

/** What an analysis is shown as, by the ending of the golden file. */
export const VIEWS: Readonly<Record<string, (analysis: Analysis) => string>> = {
  'summary.md': (analysis) => summaryMarkdown(analysis, PHASE),
  'daily.md': daily,
  'alerts.md': alerts,
  'timeline.txt': watched,
  'notices.json': (analysis) => canonicalJsonPretty(noticesOf(analysis)),
  'dashboard.json': (analysis) => canonicalJsonPretty(dashboard(analysis)),
};
