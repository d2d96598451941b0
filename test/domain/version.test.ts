import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { VERSION } from '../../src/domain/version.js';

test('the version is that of package.json', async () => {
  expect(JSON.parse(await readFile('package.json', 'utf8'))).toMatchObject({ version: VERSION });
});
