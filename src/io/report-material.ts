import { join } from 'node:path';
import type { IncidentState } from '../domain/incident.js';
import { CHECKLIST_FILE } from '../domain/promotion-checklist.js';
import dashboardParts from '../generated/dashboard.js';
import type { DailyContext } from '../render/daily-people.js';
import type { DashboardSources } from '../render/dashboard.js';
import type { PageParts } from '../render/dashboard-page.js';
import { incidentFiles } from '../render/incident-files.js';
import type { Files } from '../render/report-files.js';
import { fillTemplate, type Template, type TemplateRenderer } from '../render/template.js';
import { dashboardSources, type DashboardReading } from './dashboard-sources.js';
import { readTextIfExists } from './files.js';
import { incidentView, readTemplate } from './incident-view.js';

/** What a report is made of besides the analysis and the policy. */
export interface ReportMaterial {
  readonly dailyTemplate: Template;
  readonly alertTemplate: Template;
  readonly render: TemplateRenderer;
  readonly context: DailyContext;
  readonly dashboard: { readonly sources: DashboardSources; readonly parts: PageParts };
  /** The drafts that an incident leaves, by path. */
  readonly drafts: (state: IncidentState) => Files;
  /** What an earlier run left in the output folder under a path; null where it left nothing. */
  readonly previous: (path: string) => Promise<string | null>;
}

export interface MaterialOptions extends DashboardReading, Pick<DailyContext, 'incidents' | 'notices'> {
  /** `owner/name`; null where there is none, so no incidents either. */
  readonly repository: string | null;
  readonly environment: NodeJS.ProcessEnv;
}

async function draftsOf({
  policy,
  repository,
  environment,
}: MaterialOptions): Promise<ReportMaterial['drafts']> {
  if (policy.incidents === null || repository === null) return () => ({});
  const view = await incidentView({ policy: policy.incidents, repository, seal: null, environment });
  return (state) => incidentFiles(state, view);
}

export async function reportMaterial(options: MaterialOptions): Promise<ReportMaterial> {
  const { incidents, notices, output } = options;
  const read = await dashboardSources(options);
  const sources = { ...read, notices, ...(incidents === null ? {} : { incidents }) };
  return {
    dailyTemplate: await readTemplate('templates/reports/rollout_phase.md'),
    alertTemplate: await readTemplate('templates/alerts/rollout-monitor.md'),
    render: fillTemplate,
    context: { checklist: await readTextIfExists(CHECKLIST_FILE), incidents, notices },
    dashboard: { sources, parts: dashboardParts },
    drafts: await draftsOf(options),
    previous: (path) => readTextIfExists(join(output, path)),
  };
}
