// `npm run check-dist`: fails, naming each file, where a committed bundle or generated module is not what the sources
// make, where git does not hold it, or where an action.yml names a bundle that is not made.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { differences, outputFolders, root, withBundles } from './bundles.mjs';

const WORDS = {
  missing: 'is missing',
  different: 'differs from what the sources make',
  extra: 'is made by nothing; remove it',
};

/** The bundles that an action's action.yml names, by key. */
async function namedBundles(action) {
  const { runs } = parse(await readFile(join(root, action, 'action.yml'), 'utf8'));
  return Object.entries(runs).filter(([key]) => ['pre', 'main', 'post'].includes(key));
}

/** What is wrong with an action.yml: it cannot be read, or names bundles that are not made. */
async function namedInVain(made, action) {
  try {
    const missing = (await namedBundles(action)).filter(([, file]) => !existsSync(join(made, action, file)));
    return missing.map(
      ([key, file]) => `${action}/action.yml: runs.${key} names ${file}, which the build does not make`,
    );
  } catch (error) {
    return [`${action}/action.yml: ${error.message.trim()}`];
  }
}

/** Output files that are new or changed and not committed. In CI a pull request must hold them. */
async function uncommitted() {
  const options = { cwd: root, encoding: 'utf8' };
  const status = execFileSync(
    'git',
    ['status', '--porcelain', '--untracked-files=all', '--', ...(await outputFolders())],
    options,
  );
  return status
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${line.slice(3)}: is not committed`);
}

await withBundles(async (made) => {
  const folders = (await outputFolders()).filter((folder) => folder.startsWith('action-'));
  const actions = folders.map((folder) => folder.split('/')[0]);
  const named = await Promise.all(actions.map((action) => namedInVain(made, action)));
  const faults = [
    ...(await differences(made)).map(({ kind, path }) => `${path}: ${WORDS[kind]}`),
    ...named.flat(),
    ...(process.env['CI'] === 'true' ? await uncommitted() : []),
  ];
  if (faults.length === 0) {
    process.stdout.write('The bundles are what the sources make.\n');
    return;
  }
  process.stderr.write([...faults, '', 'Run `npm run build` and commit what it writes.', ''].join('\n'));
  process.exitCode = 1;
});
