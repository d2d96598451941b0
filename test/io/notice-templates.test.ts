import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readNoticeTemplates } from '../../src/io/notice-templates.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'phasegate-templates-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a repository without templates has none', async () => {
  expect(await readNoticeTemplates(root)).toEqual({});
});

test('reads the templates of the known languages, by path', async () => {
  for (const language of ['en', 'xx']) {
    await mkdir(join(root, 'templates/notices', language, 'folder.liquid'), { recursive: true });
    await writeFile(join(root, 'templates/notices', language, 'warn.liquid'), language);
    await writeFile(join(root, 'templates/notices', language, 'README.md'), language);
  }
  expect(await readNoticeTemplates(root)).toEqual({ 'templates/notices/en/warn.liquid': 'en' });
});
