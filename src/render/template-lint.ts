import { PhasegateError, type Fault } from '../domain/fault.js';
import { ALERT_PLACEHOLDERS } from './alert-report.js';
import { DAILY_PLACEHOLDERS } from './daily.js';
import { lintNoticeTemplate, NOTICE_FOLDER } from './notice-template.js';
import type { TemplateEngine } from './template-engine.js';
import { fillTemplate, type Template } from './template.js';

const ENDED = ['due', 'rca-file', 'postmortem-file'];
const BODY = [
  ...['status', 'evidence', 'action', 'acknowledge', 'escalation', 'afterwards', 'because', 'rca', 'tasks'],
  'history',
];
const COMMENT = ['title', 'priority', 'lasted', 'to', 'level', 'acknowledged'];

/** Placeholders of the templates that are filled by name, by path. */
export const PLACEHOLDERS: Readonly<Record<string, readonly string[]>> = {
  'templates/alerts/rollout-monitor.md': ALERT_PLACEHOLDERS,
  'templates/reports/rollout_phase.md': DAILY_PLACEHOLDERS,
  'templates/incident/open.md': BODY,
  'templates/incident/resolved.md': BODY,
  'templates/incident/rca.md': ENDED,
  'templates/incident/tasks.md': ENDED,
  'templates/incident/escalation.md': COMMENT,
  'templates/incident/reminder.md': COMMENT,
  'templates/incident/postmortem.md': [
    ...ENDED,
    ...['title', 'name', 'link', 'priority', 'phase', 'opened', 'acknowledged', 'resolved', 'duration'],
    ...['history', 'evidence', 'because'],
  ],
};

function lintByName(template: Template, known: readonly string[]): readonly Fault[] {
  try {
    fillTemplate(template, Object.fromEntries(known.map((name) => [name, ''])));
    return [];
  } catch (error) {
    if (!(error instanceof PhasegateError)) throw error;
    return error.faults;
  }
}

/**
 * Everything that is wrong with a template of a repository, found before the night in which it is needed. A file below
 * `templates/` that nothing uses is warned of. `file` may lie below a folder of its own: `a/templates/…`.
 */
export function lintTemplate(template: Template, engine: TemplateEngine): readonly Fault[] {
  const { file } = template;
  const path = file.slice(Math.max(0, file.lastIndexOf('templates/')));
  if (path.startsWith(`${NOTICE_FOLDER}/`)) return lintNoticeTemplate(template, engine);
  if (Object.hasOwn(PLACEHOLDERS, path)) return lintByName(template, PLACEHOLDERS[path] ?? []);
  const names = Object.keys(PLACEHOLDERS).sort().join(', ');
  const message = `nothing is rendered from this file; use ${names} or ${NOTICE_FOLDER}/`;
  return [{ file, line: 0, column: 0, path: '', message, severity: 'warning' }];
}
