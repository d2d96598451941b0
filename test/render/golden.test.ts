import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CASES } from './golden-cases.js';
import { VIEWS } from './views.js';

/*
 * test/render/golden/<case>.<view>: what each view shows of each case. `UPDATE_GOLDEN=1 npm test -- golden` writes them
 * anew; read the difference before you commit it.
 */

const folder = join(import.meta.dirname, 'golden');
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

const wanted = Object.keys(CASES).flatMap((name) =>
  Object.keys(VIEWS).map((view) => ({ name, view, file: `${name}.${view}` })),
);

if (isUpdate) {
  mkdirSync(folder, { recursive: true });
  for (const { name, view, file } of wanted) {
    const analysis = CASES[name];
    if (analysis !== undefined) writeFileSync(join(folder, file), VIEWS[view]?.(analysis) ?? '');
  }
}

test('there is a golden file for every view of every case, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(wanted.map(({ file }) => file).sort());
});

test.each(readdirSync(folder).sort())('%s', (file) => {
  const dot = file.indexOf('.');
  const analysis = CASES[file.slice(0, dot)];
  const view = VIEWS[file.slice(dot + 1)];
  if (analysis === undefined || view === undefined) throw new Error(`${file} belongs to no case and view`);
  expect(view(analysis)).toBe(readFileSync(join(folder, file), 'utf8'));
});
