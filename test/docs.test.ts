import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../src/io/policy-file.js';

const PROJECT = join(import.meta.dirname, '..');

async function markdownFiles(): Promise<string[]> {
  const docs = (await readdir(join(PROJECT, 'docs')))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs];
}

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    (match) => match[1] ?? '',
  );
}

describe.each(await markdownFiles())('%s', (file) => {
  const read = (): Promise<string> => readFile(join(PROJECT, file), 'utf8');

  test('holds only policies that load without a fault or a warning', async () => {
    for (const block of blocks(await read(), 'yaml').filter((text) => /^version: 1$/m.test(text))) {
      expect(parsePolicy(block, file).warnings).toEqual([]);
    }
  });

  test('holds only JSON that is JSON', async () => {
    for (const block of blocks(await read(), 'json'))
      expect(() => JSON.parse(block) as unknown).not.toThrow();
  });

  test('names only scripts that there are', async () => {
    const { scripts } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...(await read()).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('links only to files that there are', async () => {
    const text = await read();
    const links = [
      ...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g),
      ...text.matchAll(/ (?:src|srcset)="(?!https?:)([^"]+)"/g),
    ].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(PROJECT, dirname(file), link)))).toEqual([]);
  });
});

test('the README shows a policy and an event', async () => {
  const text = await readFile(join(PROJECT, 'README.md'), 'utf8');
  expect(blocks(text, 'yaml').length + blocks(text, 'json').length).toBeGreaterThanOrEqual(2);
});
