import { describe, expect, test } from '@jest/globals';
import type { Analysis } from '../../src/domain/analysis.js';
import type { DueComment } from '../../src/domain/incident-escalation.js';
import { sentence } from '../../src/domain/incident-subject.js';
import dashboardParts from '../../src/generated/dashboard.js';
import { dashboard } from '../../src/render/dashboard.js';
import { dashboardPage } from '../../src/render/dashboard-page.js';
import { incidentComment } from '../../src/render/incident-comment.js';
import { incidentFiles } from '../../src/render/incident-files.js';
import { issueBody, issueTitle } from '../../src/render/incident.js';
import { summaryMarkdown } from '../../src/render/summary.js';
import { incidentState, OPENED_AT, view } from '../incident-builder.js';
import { violated } from '../dashboard/scenarios.js';
import { rollbackAnalysis, storyJudgements } from './analysis-builder.js';
import { PHASE } from './golden-cases.js';
import { UNPRINTABLE, WORST } from './worst-text.js';

/** The issue, the run's summary and the dashboard, with the worst text in every field that people or telemetry write. */

/** Not the ids of commits: git gives these. */
const FIELDS = [
  ...['feature', 'reason', 'label', 'summary', 'name', 'evidence', 'unit', 'message', 'repair'],
  ...['executor', 'by', 'title', 'channel', 'subject', 'why'],
];

function worst<T>(of: T): T {
  const replacer = (key: string, value: unknown): unknown => {
    if (FIELDS.includes(key) && typeof value === 'string' && value !== '%') return WORST;
    return ['why', 'missed'].includes(key) && Array.isArray(value) ? [WORST, WORST] : value;
  };
  return JSON.parse(JSON.stringify(of, replacer)) as T;
}

const ANALYSIS: Analysis = worst(rollbackAnalysis({ recent: storyJudgements().slice(-6) }));
const said = sentence(WORST);
const STATE = incidentState({
  phase: WORST,
  evidence: [said, said],
  action: { kind: 'rollback', reason: said, evidence: said, to: said.slice(0, 200) },
  refused: [{ id: 'comment-1', by: said.slice(0, 100), why: 'bot' }],
  rows: [{ at: '2026-03-02T14:32:00Z', text: said }],
  acknowledged: { at: '2026-03-02T14:39:30Z', seen: '2026-03-02T14:47:00Z', by: said, how: 'comment' },
});
const RESOLVED = { ...STATE, resolved: { at: '2026-03-02T16:00:00Z', because: said } };
const REMINDER: DueComment = { id: 'reminder-2', what: { kind: 'reminder', count: 2 } };

const MARKDOWN: Readonly<Record<string, string>> = {
  'the issue': issueBody(STATE, view()),
  'the issue at its end': issueBody(RESOLVED, view()),
  'a comment of it': incidentComment(REMINDER, { state: STATE, view: view(), now: OPENED_AT }),
  'its files': Object.values(incidentFiles(RESOLVED, view())).join('\n'),
  "the run's summary": summaryMarkdown(ANALYSIS, PHASE),
};

/** What GitHub reads as markup: without the hidden marker, code, escapes, and links to the repository itself. */
function live(markdown: string): string {
  return markdown
    .replace(/<!-- phasegate:[^]*? -->\n?/g, '')
    .replace(/^(`{3,})\w*\n[^]*?\n\1$/gm, '')
    .replace(/\\[\\`*_[\]~#]/g, '')
    .replaceAll('<span>$</span>', '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/<\/?(?:details|summary)>/g, '')
    .replace(/\]\(https:\/\/github\.com\/octo\/shop\/[^)]*\)/g, ']');
}

describe.each(Object.keys(MARKDOWN))('%s', (name) => {
  const text = MARKDOWN[name] ?? '';

  test.each([
    { what: 'HTML', pattern: /<[a-z/!]/i },
    { what: 'links', pattern: /\]\(|https?:\/\/|www\./ },
    { what: 'mentions', pattern: /@(?!\u200b)/ },
    { what: 'code', pattern: /`/ },
    { what: 'headings but its own', pattern: /^#+ heading/m },
    { what: 'quotations', pattern: /^> quoted/m },
    { what: 'commands to the runner', pattern: /^\s*::/m },
  ])('holds no $what', ({ pattern }) => {
    expect(live(text)).not.toMatch(pattern);
  });

  test('holds nothing that turns text around or hides it, and stays small', () => {
    expect(text.replace(/<!-- phasegate:[^]*? -->/g, '')).not.toMatch(
      /[\u202a-\u202e\u2066-\u2069\u001b\u0000]/,
    );
    expect(text.length).toBeLessThan(65_536);
  });
});

test('the title of the issue is one short line', () => {
  expect(issueTitle(STATE)).not.toMatch(UNPRINTABLE);
  expect(issueTitle(STATE).length).toBeLessThanOrEqual(256);
});

describe('the dashboard', () => {
  const { sources } = violated();
  const data = dashboard(ANALYSIS, worst(sources));

  function* textsOf(value: unknown, path: readonly string[] = []): Generator<[string, string]> {
    if (typeof value === 'string') yield [path.join('.'), value];
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) yield* textsOf(one, [...path, key]);
  }

  test('has texts of one bounded line each', () => {
    const texts = [...textsOf(data)];
    expect(texts.some(([, text]) => text.includes('<!channel>'))).toBe(true);
    const odd = texts.filter(([, text]) => UNPRINTABLE.test(text) || text.length > 1_000);
    expect(odd.map(([path]) => path)).toEqual([]);
  });

  test('is a page in which no text ends an element', () => {
    const page = dashboardPage(data, dashboardParts);
    const [, json = ''] = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page) ?? [];
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(data)));
    expect(page).not.toContain('alert(1)</script><img');
  });
});
