import { describe, expect, test } from '@jest/globals';
import templates from '../../src/generated/templates.js';
import { liquidEngine } from '../../src/io/liquid.js';
import { alertReports } from '../../src/render/alert-report.js';
import { dailyValues } from '../../src/render/daily.js';
import { dayMetrics } from '../../src/render/day-metrics.js';
import { incidentComment } from '../../src/render/incident-comment.js';
import { incidentFiles } from '../../src/render/incident-files.js';
import { INCIDENT_TEMPLATES, issueBody, type IncidentView } from '../../src/render/incident.js';
import { lintTemplate, PLACEHOLDERS } from '../../src/render/template-lint.js';
import { fillTemplate, type Template } from '../../src/render/template.js';
import { incidentState, view as incidentView } from '../incident-builder.js';
import { rollbackAnalysis } from './analysis-builder.js';

const engine = liquidEngine();

describe('the built-in templates', () => {
  test.each(Object.keys(templates))('%s has no fault', (file) => {
    expect(lintTemplate({ file, text: templates[file] ?? '' }, engine)).toEqual([]);
  });

  test('that are filled by name are all known', () => {
    const named = Object.keys(templates).filter((file) => file.endsWith('.md'));
    expect(Object.keys(PLACEHOLDERS).sort()).toEqual(named.sort());
  });
});

test.each([
  { file: 'templates/reports/rollout_phase.md', text: 'a\n{{ dat }}', line: 2, column: 1 },
  { file: 'shop/templates/incident/open.md', text: '{{ status }}\n\n x {{ evidnce }}', line: 3, column: 4 },
  {
    file: 'shop/templates/notices/en/warn.liquid',
    text: '--- title\nx\n--- text\n{{ nobody }}',
    line: 4,
    column: 4,
  },
])('$file: a placeholder that there is not is an error at its place', ({ file, text, line, column }) => {
  expect(lintTemplate({ file, text }, engine)).toMatchObject([{ file, line, column, severity: 'error' }]);
});

test('a file that nothing is rendered from is warned of', () => {
  expect(lintTemplate({ file: 'templates/report.md', text: '' }, engine)).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('templates/reports/rollout_phase.md') },
  ]);
});

/** A template that prints everything that the lint lets it print. */
function everything(file: string): Template {
  return { file, text: (PLACEHOLDERS[file] ?? []).map((name) => `${name}={{ ${name} }}`).join('\n') };
}

describe('every placeholder that the lint knows has a value', () => {
  const view: IncidentView = {
    ...incidentView(),
    render: fillTemplate,
    templates: Object.fromEntries(
      INCIDENT_TEMPLATES.map((name) => [name, everything(`templates/incident/${name}.md`)]),
    ) as IncidentView['templates'],
  };
  const open = incidentState();
  const ended = incidentState({ resolved: { at: '2026-03-02T16:00:00Z', because: 'it is over' } });

  test('in an incident', () => {
    expect(issueBody(open, view)).toContain('status=');
    expect(issueBody(ended, view)).toContain('because=');
    expect(Object.values(incidentFiles(ended, view)).join('\n')).toContain('duration=');
    const reminder = { id: 'reminder-1', what: { kind: 'reminder', count: 1 } } as const;
    expect(incidentComment(reminder, { state: open, view, now: 0 })).toContain('lasted=');
  });

  test('in the reports', () => {
    const analysis = rollbackAnalysis();
    const judgements = [...analysis.recent];
    const day = dayMetrics({ rollout: 'checkout', date: '2026-03-02', before: null, judgements });
    const daily = everything('templates/reports/rollout_phase.md');
    expect(fillTemplate(daily, dailyValues(analysis, day, { isNewest: true }))).toContain('checklist=');
    const template = everything('templates/alerts/rollout-monitor.md');
    const files = alertReports(analysis, { template, render: fillTemplate });
    expect(Object.values(files).join('\n')).toContain('action=');
  });
});
