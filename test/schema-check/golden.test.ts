import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema } from '../../scripts/schema-check/src/check-schema.js';
import { reportMarkdown } from '../../scripts/schema-check/src/report.js';

const FOLDER = join(import.meta.dirname, 'golden');
const CASES = readdirSync(FOLDER);

/** What the check says of a pair of schemas: the report, then each annotation at its line. */
async function reported(name: string): Promise<string> {
  const textOf = (file: string): string | null => {
    const path = join(FOLDER, name, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  };
  const texts = { base: textOf('base.json'), head: textOf('head.json') };
  const result = await checkSchema('schemas/events/e.json', texts);
  const places = result.faults.map(({ severity, line, column, path }) =>
    [severity, `${line}:${column}`, path].join(' ').trim(),
  );
  const report = reportMarkdown({ schemas: [result], policies: [], templates: [] }, null);
  return `${report}\n<!-- annotations\n${places.map((place) => `${place}\n`).join('')}-->\n`;
}

test.each(CASES)('%s', async (name) => {
  const report = await reported(name);
  const expected = join(FOLDER, name, 'expected.md');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(expected, report);
  expect(report).toBe(readFileSync(expected, 'utf8'));
});

test('there are cases', () => {
  expect(CASES.length).toBeGreaterThan(40);
});
