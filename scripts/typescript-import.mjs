// Scripts that use what the tests and the product are made of: it is TypeScript, so it is bundled first.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** What `contents` exports, which imports from the project's root. @param {string} contents */
export async function importTypescript(contents) {
  await mkdir(join(root, 'out'), { recursive: true });
  // Within the project, so that packages are found from it.
  const folder = await mkdtemp(join(root, 'out/script-'));
  try {
    const outfile = join(folder, 'module.mjs');
    await build({
      stdin: { contents, resolveDir: root },
      ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile },
    });
    return await import(pathToFileURL(outfile));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
