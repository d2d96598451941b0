import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { check, isPassed } from '../../scripts/schema-check/src/check.js';
import { folderState } from '../../scripts/schema-check/src/files.js';
import { reportMarkdown } from '../../scripts/schema-check/src/report.js';
import { makeFolder } from '../local/support.js';

const FILE = 'templates/notices/en/warn.liquid';
const GOOD = '--- title\n{{ metric }}\n--- text\n{{ value }}\n';

let folders: string[];
beforeEach(() => {
  folders = [];
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function checked(base: Record<string, string>, head: Record<string, string>) {
  const states = await Promise.all(
    [base, head].map(async (files) => {
      const folder = makeFolder(files);
      folders.push(folder);
      return folderState(folder, ['']);
    }),
  );
  const [before, after] = states;
  if (before === undefined || after === undefined) throw new Error('two states are compared');
  return check(before, after);
}

test('a broken template fails the check, at its line', async () => {
  const result = await checked({ [FILE]: GOOD }, { [FILE]: `${GOOD}{% if n %}\n` });
  expect(isPassed(result)).toBe(false);
  expect(result.templates).toMatchObject([{ file: FILE, status: 'changed', faults: [{ line: 5 }] }]);
  const report = reportMarkdown(result, null);
  expect(report).toContain('### Templates');
  expect(report).toContain('❌ line 5');
});

test('an unknown placeholder fails it too, in a file that nobody touched', async () => {
  const files = { 'templates/reports/rollout_phase.md': '{{ dat }}\n' };
  const result = await checked(files, files);
  expect(isPassed(result)).toBe(false);
  expect(reportMarkdown(result, null)).toContain('there is no value for');
});

test('templates in order say nothing until they change', async () => {
  expect(reportMarkdown(await checked({ [FILE]: GOOD }, { [FILE]: GOOD }), null)).not.toContain('Templates');
  expect(reportMarkdown(await checked({}, { [FILE]: GOOD }), null)).toContain('(new): 0 findings');
  const gone = await checked({ [FILE]: GOOD }, {});
  expect(isPassed(gone)).toBe(true);
  expect(reportMarkdown(gone, null)).toContain('(removed)');
});
