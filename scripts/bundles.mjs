// What the build makes: for each entry a bundle with its packages, which runs with nothing installed, and the generated
// modules. An action's src/main.ts becomes its dist/index.mjs, its src/post.ts dist/post/index.mjs, and src/scan-worker.ts,
// which it runs on a second thread, dist/scan-worker/index.mjs; a tool's scripts/<tool>/src/main.ts becomes scripts/<tool>/dist/index.mjs.
import ncc from '@vercel/ncc';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';
import { buildDashboard } from './build-dashboard.mjs';
import { buildScanner } from './build-scanner.mjs';
import { buildTemplates } from './build-templates.mjs';
import { buildValidators } from './build-validators.mjs';
import { licenceNotices } from './licences.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** ncc's own TypeScript loader takes every module for CommonJS, so it is given JavaScript, from a fixed place. */
const STAGING = join(root, 'out/build');
const GENERATED = 'src/generated';

async function folders(parent, name) {
  const entries = await readdir(join(root, parent), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && name.test(entry.name))
    .map((entry) => join(parent, entry.name));
}

/** Folders whose src/ holds an entry: actions and tools. */
async function packages() {
  const all = [...(await folders('.', /^action-/)), ...(await folders('scripts', /./))].sort();
  return all.filter((folder) => existsSync(join(root, folder, 'src/main.ts')));
}

/** Entry points: its module, and the folder of its bundle. */
export async function entries() {
  const list = [];
  for (const folder of await packages()) {
    list.push({ source: `${folder}/src/main`, dist: `${folder}/dist` });
    for (const name of ['post', 'scan-worker'])
      if (existsSync(join(root, folder, `src/${name}.ts`)))
        list.push({ source: `${folder}/src/${name}`, dist: `${folder}/dist/${name}` });
  }
  return list;
}

/** Folders that the build owns altogether: what it does not make does not belong there. */
export async function outputFolders() {
  return [...(await packages()).map((folder) => `${folder}/dist`), GENERATED];
}

async function stage(folder) {
  const files = (await readdir(join(root, folder), { recursive: true })).filter((file) =>
    /(?<!\.d)\.ts$|\.m?js$/.test(file),
  );
  for (const file of files) {
    const target = join(STAGING, folder, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    const text = await readFile(join(root, folder, file), 'utf8');
    await writeFile(target, file.endsWith('.ts') ? toJavaScript(text) : text);
  }
}

function toJavaScript(text) {
  const { ES2023, ESNext } = { ES2023: typescript.ScriptTarget.ES2023, ESNext: typescript.ModuleKind.ESNext };
  const compilerOptions = { target: ES2023, module: ESNext, verbatimModuleSyntax: true };
  return typescript.transpileModule(text, { compilerOptions }).outputText;
}

/** The same program in ASCII: V8 holds one that has a single character beyond Latin-1 in twice the memory. */
function inAscii(code, name) {
  return code.replace(/(\\*)([^\0-\x7f])/g, (found, backslashes, character) => {
    if (backslashes.length % 2 === 1)
      throw new Error(`${name} escapes a character that is not ASCII: ${found}`);
    return `${backslashes}\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

async function bundle({ source, dist }, into) {
  const { code, assets, stats } = await ncc(join(STAGING, `${source}.js`), {
    cache: false,
    esm: true,
    filename: 'index.mjs',
    quiet: true,
    target: 'es2022',
  });
  const folder = join(into, dist);
  const files = {
    'index.mjs': code,
    'licenses.txt': await licenceNotices(stats.compilation),
    ...Object.fromEntries(Object.entries(assets).map(([name, asset]) => [name, asset.source])),
  };
  for (const [name, data] of Object.entries(files)) {
    if (String(data).includes(root)) throw new Error(`${dist}/${name} holds a path of this machine`);
    await mkdir(dirname(join(folder, name)), { recursive: true });
    const isProgram = name.endsWith('.mjs');
    await writeFile(join(folder, name), isProgram ? inAscii(String(data), `${dist}/${name}`) : data);
  }
}

/**
 * Packages whose modules have no effect at import, though their package.json does not say so. Said here, what a bundle
 * does not use of them is left out: of @actions/core the OIDC client, and with it a whole HTTP client, half of a stage's
 * start. The cache client's own chunk still has both.
 */
const WITHOUT_IMPORT_EFFECTS = ['@actions/core'];

async function stagePackages() {
  for (const name of WITHOUT_IMPORT_EFFECTS) {
    const folder = join(STAGING, 'node_modules', name);
    await cp(join(root, 'node_modules', name), folder, { recursive: true });
    const file = join(folder, 'package.json');
    await writeFile(
      file,
      JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), sideEffects: false }),
    );
  }
}

/** Does the work while the staging folder is this build's alone; the folder is gone afterwards. */
async function withStaging(work) {
  await mkdir(dirname(STAGING), { recursive: true });
  for (;;) {
    try {
      await mkdir(STAGING);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = await stat(STAGING).then(
        (folder) => Date.now() - folder.mtimeMs,
        () => 0,
      );
      // A build takes less than a minute, so an older folder was left by one that was killed.
      if (age > 5 * 60_000) await rm(STAGING, { recursive: true, force: true });
      else await sleep(250);
    }
  }
  try {
    await work();
  } finally {
    await rm(STAGING, { recursive: true, force: true });
  }
}

/** Makes everything below a folder, at the paths that it has in the repository. */
async function makeBundles(into) {
  const generated = join(into, GENERATED);
  await buildValidators(generated);
  await buildTemplates(generated);
  await buildDashboard(generated);
  await buildScanner(generated);
  await withStaging(async () => {
    await stagePackages();
    for (const folder of ['src', ...(await packages()).map((one) => `${one}/src`)]) await stage(folder);
    await cp(generated, join(STAGING, GENERATED), { recursive: true });
    for (const entry of await entries()) await bundle(entry, into);
  });
}

/** Makes everything in a folder of its own, hands it to the work, and removes it. An error is told in a line. */
export async function withBundles(work) {
  await mkdir(join(root, 'out'), { recursive: true });
  const made = await mkdtemp(join(root, 'out/made-'));
  try {
    await makeBundles(made);
    await work(made);
  } catch (error) {
    // Printed whole, an error of the bundler shows the bundler's own source, one line of a megabyte.
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** How the repository differs from what was made: each file that is missing, different, or not made at all. */
export async function differences(made) {
  const found = [];
  for (const folder of await outputFolders()) {
    const wanted = await filesBelow(join(made, folder));
    const present = await filesBelow(join(root, folder));
    for (const file of [...new Set([...wanted, ...present])].sort()) {
      const path = `${folder}/${file}`;
      if (!wanted.includes(file)) found.push({ kind: 'extra', path });
      else if (!present.includes(file)) found.push({ kind: 'missing', path });
      else if (!(await readFile(join(made, path))).equals(await readFile(join(root, path))))
        found.push({ kind: 'different', path });
    }
  }
  return found;
}
