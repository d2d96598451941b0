import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import templates from '../../src/generated/templates.js';
import { fillTemplate } from '../../src/render/template.js';

const root = join(import.meta.dirname, '../..');

describe('fillTemplate', () => {
  test.each([
    { name: 'a placeholder', text: 'a {{x}} b', filled: 'a 1 b' },
    { name: 'white space in it', text: '{{ x }}{{  y}}', filled: '1{{x}}' },
    { name: 'the same one twice', text: '{{x}}{{x}}', filled: '11' },
    { name: 'none', text: 'a { x } {{{ b', filled: 'a { x } {{{ b' },
    { name: 'replacement patterns as they are', text: '{{z}}', filled: '$& $1' },
  ])('fills $name', ({ text, filled }) => {
    expect(fillTemplate({ file: 't.md', text }, { x: '1', y: '{{x}}', z: '$& $1' })).toBe(filled);
  });

  test('names every placeholder without a value, with line and column', () => {
    try {
      fillTemplate({ file: 't.md', text: 'a\n{{x}} {{ no }}\n{{toString}}' }, { x: '1' });
      throw new Error('nothing was thrown');
    } catch (error) {
      expect(error).toBeInstanceOf(PhasegateError);
      const { code, faults } = error as PhasegateError;
      expect(code).toBe('bad-input');
      expect(faults.map(({ file, line, column }) => [file, line, column])).toEqual([
        ['t.md', 2, 7],
        ['t.md', 3, 1],
      ]);
    }
  });
});

test('the bundled templates are the files of templates/; node scripts/build-templates.mjs brings them up to date', () => {
  const entries = readdirSync(join(root, 'templates'), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')] as const);
  expect(templates).toEqual(Object.fromEntries(files));
});
