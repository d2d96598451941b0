import { describe, expect, test } from '@jest/globals';
import { noticesOf } from '../../src/render/notices.js';
import { CASES } from './golden-cases.js';
import { VIEWS } from './views.js';

const analysis = CASES['hostile'];
if (analysis === undefined) throw new Error('the hostile case is gone');

/** The text outside of code blocks, code spans and what is escaped: what Markdown reads as markup. */
function markup(markdown: string): string {
  return markdown
    .replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '')
    .replace(/\\[\\`*_[\]~#]/g, '')
    .replaceAll('<span>$</span>', '')
    .replace(/`[0-9a-z]+`/g, '');
}

describe.each(['summary.md', 'daily.md', 'alerts.md'])('%s', (view) => {
  const markdown = VIEWS[view]?.(analysis) ?? '';
  const live = markup(markdown);

  test('holds no HTML but its own', () => {
    expect(live.match(/<[^>]*>/g)?.filter((tag) => !/^<\/?(?:details|summary)>$/.test(tag)) ?? []).toEqual(
      [],
    );
  });

  test.each([
    { name: 'links', pattern: /\]\(|https?:\/\/|www\./ },
    { name: 'mentions', pattern: /@(?!\u200b)/ },
    { name: 'references', pattern: /\w#\d|GH-\d/ },
    { name: 'code spans', pattern: /`/ },
    { name: 'formulas', pattern: /\$/ },
    { name: 'headings that are not its own', pattern: /^#+ heading/m },
    { name: 'characters that turn text around or hide it', pattern: /[\u202a-\u202e\u2066-\u2069\u001b]/ },
    { name: 'values put into a template twice', pattern: /checkout xxx/ },
  ])('holds no $name', ({ pattern }) => {
    expect(live).not.toMatch(pattern);
  });

  test('keeps the cells of its tables apart', () => {
    const rows = live.split('\n').filter((line) => line.startsWith('|'));
    const counts = new Set(rows.map((line) => line.split('|').length));
    expect(rows.length).toBeGreaterThan(2);
    expect(counts.size).toBe(1);
  });

  test('stays small', () => {
    expect(Buffer.byteLength(markdown)).toBeLessThan(64_000);
  });
});

test('the timeline is lines of bounded length that no runner takes for a command', () => {
  const lines = (VIEWS['timeline.txt']?.(analysis) ?? '').trimEnd().split('\n');
  for (const line of lines) {
    expect(line).not.toMatch(/^\s*::|##\[|[\p{Cc}\p{Cf}]/u);
    expect(line.length).toBeLessThan(800);
  }
});

test('notices are plain text with an id of bounded length', () => {
  for (const { id, title, body } of noticesOf(analysis)) {
    expect(id.length).toBeLessThanOrEqual(255);
    expect(`${id}${title}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(body.replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});
