import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { DueComment } from '../../src/domain/incident-escalation.js';
import { MAX_EVIDENCE, MAX_REFUSED, MAX_ROWS, type IncidentState } from '../../src/domain/incident.js';
import { readMarker } from '../../src/domain/incident-marker.js';
import { sentence } from '../../src/domain/incident-subject.js';
import { MINUTE } from '../../src/domain/time.js';
import { sealOf } from '../../src/io/seal.js';
import { incidentComment } from '../../src/render/incident-comment.js';
import { incidentFiles } from '../../src/render/incident-files.js';
import { issueBody, issueTitle, MAX_BODY_LENGTH } from '../../src/render/incident.js';
import { HOSTILE, incidentPolicy, incidentState, OPENED_AT, REPOSITORY, view } from '../incident-builder.js';

/*
 * test/render/incidents/golden/<case>.md: the texts of incidents. `UPDATE_GOLDEN=1 npm test -- incident` writes them anew; read
 * the difference before you commit it.
 */

const folder = join(import.meta.dirname, 'incidents/golden');
const VIEW = view({
  seal: sealOf('a key of enough characters'),
  policy: incidentPolicy({
    escalate: {
      P0: [
        { afterMs: 15 * MINUTE, to: ['@octo-org/l3', 'the release manager'] },
        { afterMs: null, to: ['@everyone else'] },
      ],
      P1: [{ afterMs: 30 * MINUTE, to: [] }],
      P2: [],
    },
  }),
});
const ACKNOWLEDGED = {
  at: '2026-03-02T14:39:30Z',
  seen: '2026-03-02T14:47:00Z',
  by: 'octocat',
  how: 'comment',
} as const;
const RESOLVED = {
  at: '2026-03-02T16:05:00Z',
  because: 'pay_p95 is kept again: 412 ms is within the limits',
};
const hostile = sentence(HOSTILE);
const WORST = incidentState({
  evidence: Array.from({ length: MAX_EVIDENCE }, () => hostile),
  action: { kind: 'rollback', reason: hostile, evidence: hostile, to: hostile.slice(0, 200) },
  refused: [{ id: 'comment-1', by: hostile.slice(0, 100), why: 'bot' }],
  rows: Array.from({ length: MAX_ROWS }, () => ({ at: '2026-03-02T14:32:00Z', text: hostile })),
});
const escalation: DueComment = {
  id: 'escalation-1',
  what: {
    kind: 'escalation',
    level: 1,
    step: { afterMs: 15 * MINUTE, to: ['@octo-org/l3', '@everyone else', '@a/b c', 'L3 <b>'] },
  },
};
const reminder: DueComment = { id: 'reminder-2', what: { kind: 'reminder', count: 2 } };

const say = (comment: DueComment, state: IncidentState): string =>
  incidentComment(comment, { state, view: VIEW, now: OPENED_AT + 61 * MINUTE });
const files = (state: IncidentState): string =>
  Object.entries(incidentFiles(state, VIEW))
    .map(([path, text]) => `${path}:\n\n${text}`)
    .join('\n');

const TEXTS: Readonly<Record<string, string>> = {
  opened: issueBody(incidentState({ priority: 'P0' }), VIEW),
  'opened-automatic': issueBody(
    incidentState({ action: { kind: 'automatic', reason: 'too slow', evidence: '', to: 'P-0' } }),
    VIEW,
  ),
  'opened-in-the-first-phase': issueBody(
    incidentState({ action: { kind: 'steps', steps: ['There is none to go back to.'] }, priority: 'P2' }),
    VIEW,
  ),
  'acknowledged-and-escalated': issueBody(
    incidentState({
      priority: 'P0',
      acknowledged: ACKNOWLEDGED,
      escalated: ['2026-03-02T14:47:00Z'],
      refused: [{ id: 'comment-7', by: 'stranger', why: 'no-permission' }],
      left: 31,
      rows: [
        { at: '2026-03-02T14:32:00Z', text: 'opened: too slow' },
        { at: '2026-03-02T15:00:00Z', text: 'still slow' },
      ],
    }),
    VIEW,
  ),
  'not-acknowledged': issueBody(
    incidentState({
      refused: [
        { id: 'comment-7', by: 'stranger', why: 'no-permission' },
        { id: 'label-8', by: 'helper[bot]', why: 'bot' },
        { id: 'comment-9', by: 'octocat', why: 'edited' },
      ],
    }),
    VIEW,
  ),
  resolved: issueBody(incidentState({ acknowledged: ACKNOWLEDGED, resolved: RESOLVED, issue: 12 }), VIEW),
  hostile: issueBody(WORST, VIEW),
  'hostile-resolved': issueBody({ ...WORST, resolved: { ...RESOLVED, because: hostile } }, VIEW),
  escalation: say(escalation, incidentState({ priority: 'P0' })),
  reminder: say(reminder, incidentState({ acknowledged: { ...ACKNOWLEDGED, by: HOSTILE.slice(0, 100) } })),
  'files-of-a-resolved-one': files(
    incidentState({ acknowledged: ACKNOWLEDGED, resolved: RESOLVED, issue: 12 }),
  ),
  'files-of-a-hostile-one': files({ ...WORST, resolved: { ...RESOLVED, because: hostile } }),
};

if (process.env['UPDATE_GOLDEN'] === '1')
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(folder, `${name}.md`), text);

test('there is a golden file for every text, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(TEXTS)
      .map((name) => `${name}.md`)
      .sort(),
  );
});

test.each(Object.keys(TEXTS))('%s', (name) => {
  expect(TEXTS[name]).toBe(readFileSync(join(folder, `${name}.md`), 'utf8'));
});

/** What Markdown reads as markup: without code blocks, code spans, escapes and the hidden last line. */
function markup(markdown: string): string {
  return markdown
    .replace(/<!-- phasegate:(?:incident|note) .* -->\n$/, '')
    .replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '')
    .replace(/\\[\\`*_[\]~#]/g, '')
    .replaceAll('<span>$</span>', '')
    .replace(/`(?:[a-z ./-]+|[\w./-]+)`/g, '');
}

describe.each(['hostile', 'hostile-resolved', 'files-of-a-hostile-one', 'reminder', 'escalation'])(
  '%s',
  (name) => {
    const live = markup(TEXTS[name] ?? '');

    test.each([
      { what: 'HTML', pattern: /<(?!\/?span>)[a-z!]/i },
      {
        what: 'links but its own',
        pattern:
          /\]\((?!https:\/\/github\.com\/octo\/shop\/)|(?<!\()https?:\/\/(?!github\.com\/octo\/shop\/)|www\./,
      },
      { what: 'mentions but those of the policy', pattern: /@(?!\u200b|octo-org\/l3,)/ },
      { what: 'references', pattern: /\w#\d|(?<![\w&])#\d|GH-\d/ },
      { what: 'code spans', pattern: /`/ },
      { what: 'formulas', pattern: /\$/ },
      { what: 'headings that are not its own', pattern: /^#+ heading/m },
      { what: 'workflow commands', pattern: /^\s*::|##\[/m },
      { what: 'characters that turn text around or hide it', pattern: /[\u202a-\u202e\u2066-\u2069\u001b]/ },
    ])('holds no $what', ({ pattern }) => {
      expect(live).not.toMatch(pattern);
    });

    test('keeps the cells of its tables apart', () => {
      const rows = live.split('\n').filter((line) => line.startsWith('|'));
      expect(new Set(rows.map((line) => line.split('|').length)).size).toBeLessThanOrEqual(1);
    });
  },
);

describe('the body', () => {
  test.each(['opened', 'hostile', 'hostile-resolved', 'resolved'])('of %s can be read again', (name) => {
    const reading = readMarker(TEXTS[name] ?? '', { repository: REPOSITORY, seal: VIEW.seal });
    expect(reading.kind).toBe('state');
  });

  test('stays within what GitHub takes, whatever the state and the templates hold', () => {
    const worst = incidentState({
      ...WORST,
      evidence: Array.from({ length: MAX_EVIDENCE }, () => '<'.repeat(500)),
      rows: Array.from({ length: MAX_ROWS }, () => ({ at: '2026-03-02T14:32:00Z', text: ':@'.repeat(250) })),
      refused: Array.from({ length: MAX_REFUSED }, (_, i) => ({
        id: `comment-${i}`,
        by: '@'.repeat(100),
        why: 'no-permission' as const,
      })),
    });
    const long = { file: 'templates/incident/open.md', text: `{{ evidence }}\n${'text\n'.repeat(20_000)}` };
    for (const own of [VIEW, view({ templates: { ...VIEW.templates, open: long } })]) {
      const body = issueBody(worst, own);
      expect(body.length).toBeLessThanOrEqual(MAX_BODY_LENGTH);
      expect(readMarker(body, { repository: REPOSITORY, seal: own.seal }).kind).toBe('state');
    }
  });

  test('a cut leaves no code block open', () => {
    const text = `\`\`\`text\n${'x\n'.repeat(60_000)}\`\`\`\n`;
    const open = { file: 'templates/incident/open.md', text };
    const body = issueBody(incidentState(), view({ templates: { ...VIEW.templates, open } }));
    expect(body.match(/^```/gm)?.length).toBe(2);
    expect(body).toContain('The rest was cut');
  });
});

test('the title is one short line', () => {
  expect(issueTitle(incidentState())).toBe('[P1] checkout P-1: pay_p95 is violated');
  expect(issueTitle(incidentState({ phase: HOSTILE }))).not.toMatch(/[\n\u202e]/);
  expect(issueTitle(incidentState({ phase: HOSTILE })).length).toBeLessThanOrEqual(200);
});
