import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionsCache } from '../../src/io/actions-cache.js';
import { temporaryFolder } from '../temporary-folder.js';
import { textFiles } from '../state/world.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

/** A cache whose client is this script. */
async function cacheWith(script: string, timeoutMs = 20_000): Promise<ActionsCache> {
  const file = join(folder, 'client.mjs');
  await writeFile(file, script);
  const environment = { ...process.env, RUNNER_TEMP: folder };
  return new ActionsCache({ script: file, timeoutMs, environment });
}

const FOUND = `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('state/keys', { recursive: true });
writeFileSync('state/state.json', process.env.PHASEGATE_RESTORE);
writeFileSync('state/keys/a.txt', process.cwd() === process.env.GITHUB_WORKSPACE ? 'own workspace' : 'not its own');
process.send({ kind: 'restored', key: 'k/7-1' });`;

describe('the cache', () => {
  test('is restored by a process with a workspace of its own, of which nothing is left', async () => {
    const cache = await cacheWith(FOUND);
    const result = await cache.restore('k/');
    if (result.kind !== 'restored') throw new Error(result.why);
    expect(result.key).toBe('k/7-1');
    expect(textFiles(result.files)).toEqual({ 'state.json': 'k/', 'keys/a.txt': 'own workspace' });
    expect(await readdir(folder)).toEqual(['client.mjs']);
  });

  test.each([
    ['says that there is no entry', `process.send({ kind: 'nothing', why: 'no entry' });`, 'no entry'],
    ['dies', 'process.exit(3);', 'ended without an answer'],
    ['is no script', '(', 'ended without an answer'],
  ])('holds nothing when the client %s', async (_name, script, why) => {
    const cache = await cacheWith(script);
    expect(await cache.restore('k/')).toEqual({ kind: 'nothing', why: expect.stringContaining(why) });
  });

  test('that does not answer is given up, ended with what it started, and not asked again', async () => {
    const unpacking = `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
writeFileSync(${JSON.stringify(join(folder, 'pids'))}, process.pid + ' ' + child.pid);
setInterval(() => {}, 1000);`;
    const cache = await cacheWith(unpacking, 1_500);
    const why = expect.stringContaining('did not answer');
    expect(await cache.restore('k/')).toEqual({ kind: 'nothing', why });
    const again = performance.now();
    expect(await cache.restore('k/')).toEqual({ kind: 'nothing', why });
    expect(performance.now() - again).toBeLessThan(1_000);
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('phasegate-cache'));
  });

  test('is nothing where the post step was not built', async () => {
    const cache = new ActionsCache({ script: join(folder, 'none.mjs'), timeoutMs: 1_000, environment: {} });
    expect(await cache.restore('k/')).toMatchObject({
      kind: 'nothing',
      why: expect.stringContaining('none.mjs'),
    });
  });
});
