import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const PROJECT = join(import.meta.dirname, '../..');
const actions = readdirSync(PROJECT).filter((name) => existsSync(join(PROJECT, name, 'action.yml')));

test.each(actions)('%s has what the Marketplace shows', (name) => {
  const action = parse(readFileSync(join(PROJECT, name, 'action.yml'), 'utf8')) as Record<string, unknown>;
  expect(action).toMatchObject({ name: expect.stringMatching(/^Phasegate /), author: 'Phasegate' });
  expect(String(action['description']).length).toBeLessThan(125);
  expect(action['branding']).toEqual({
    icon: expect.stringMatching(/^[a-z-]+$/),
    color: expect.stringMatching(/^[a-z]+$/),
  });
});
