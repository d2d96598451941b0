import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LOG_FILES, type LogFiles } from '../../../src/io/observability/log-files.js';
import { rewriteLog } from '../../../src/io/observability/rewrite-log.js';
import { temporaryFolder } from '../../temporary-folder.js';

const BACKUP = 'ops/automation_runs.log.before-x';
const NEW = { text: 'new\n', sequence: { first: 1, value: 9 } };

async function rootWith(log: string | null): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, 'ops'));
  if (log !== null) await writeFile(join(root, 'ops/automation_runs.log'), log);
  return root;
}

const read = (root: string, path: string): Promise<string> => readFile(join(root, path), 'utf8');

test('a log that stays is not touched, and no copy is made', async () => {
  const root = await rootWith('old\n');
  expect(await rewriteLog(root, async () => null, { backup: BACKUP })).toBe('as-it-was');
  expect(await readdir(join(root, 'ops'))).toEqual(['automation_runs.log']);
});

test('a log that is replaced stays beside the new one', async () => {
  const root = await rootWith('old\n');
  expect(await rewriteLog(root, async () => NEW, { backup: BACKUP })).toBe('rewritten');
  expect(await read(root, BACKUP)).toBe('old\n');
  expect(await read(root, 'ops/automation_runs.log')).toBe('new\n');
  expect(await read(root, 'ops/automation_runs.sequence')).toBe('{"first":1,"value":9}\n');
});

test('a log that is lost is made without a copy', async () => {
  const root = await rootWith(null);
  await rewriteLog(root, async ({ log, sequence }) => (log === null && sequence === null ? NEW : null), {
    backup: BACKUP,
  });
  expect(await readdir(join(root, 'ops'))).toEqual(['automation_runs.log', 'automation_runs.sequence']);
});

test('whatever it is killed at, the old log is there, and the next one ends the same', async () => {
  for (let at = 1; at <= 3; at += 1) {
    const root = await rootWith('old\n');
    let changes = 0;
    const files: LogFiles = {
      ...LOG_FILES,
      replace: async (path, text) => {
        changes += 1;
        if (changes >= at) throw new Error('killed');
        await LOG_FILES.replace(path, text);
      },
    };
    await expect(rewriteLog(root, async () => NEW, { backup: BACKUP, files })).rejects.toThrow('killed');
    expect(await read(root, 'ops/automation_runs.log')).toBe('old\n');
    await rewriteLog(root, async () => NEW, { backup: BACKUP });
    expect(await read(root, BACKUP)).toBe('old\n');
    expect(await read(root, 'ops/automation_runs.log')).toBe('new\n');
  }
});
