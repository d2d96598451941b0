import { join } from 'node:path';
import { CHECKLIST_FILE } from '../domain/promotion-checklist.js';
import dashboardParts from '../generated/dashboard.js';
import { NO_CONTEXT, type DailyContext } from '../render/daily-people.js';
import type { DashboardSources } from '../render/dashboard.js';
import type { PageParts } from '../render/dashboard-page.js';
import { fillTemplate, type Template, type TemplateRenderer } from '../render/template.js';
import { dashboardSources, type DashboardReading } from './dashboard-sources.js';
import { readTextIfExists } from './files.js';
import { readTemplate } from './incident-view.js';

/** What a report is made of besides the analysis and the policy. */
export interface ReportMaterial {
  readonly dailyTemplate: Template;
  readonly alertTemplate: Template;
  readonly render: TemplateRenderer;
  readonly context: DailyContext;
  readonly dashboard: { readonly sources: DashboardSources; readonly parts: PageParts };
  /** What an earlier run left in the output folder under a path; null where it left nothing. */
  readonly previous: (path: string) => Promise<string | null>;
}

export async function reportMaterial(reading: DashboardReading): Promise<ReportMaterial> {
  return {
    dailyTemplate: await readTemplate('templates/reports/rollout_phase.md'),
    alertTemplate: await readTemplate('templates/alerts/rollout-monitor.md'),
    render: fillTemplate,
    context: { ...NO_CONTEXT, checklist: await readTextIfExists(CHECKLIST_FILE) },
    dashboard: { sources: await dashboardSources(reading), parts: dashboardParts },
    previous: (path) => readTextIfExists(join(reading.output, path)),
  };
}
