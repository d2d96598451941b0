// The scenarios of the dashboard's tests, for pictures and benches: they are TypeScript, so they are bundled first.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** The scenarios, Chromium, and what makes a page of them. */
export async function loadDashboard() {
  await mkdir(join(root, 'out'), { recursive: true });
  // Within the project, so that packages are found from it.
  const folder = await mkdtemp(join(root, 'out/scenarios-'));
  try {
    const outfile = join(folder, 'scenarios.mjs');
    await build({
      stdin: {
        contents: [
          "export * as scenarios from './test/dashboard/scenarios.ts';",
          "export { openBrowser, openPage } from './test/dashboard/browser.ts';",
          "export { dashboardPage } from './src/render/dashboard-page.ts';",
          "export { default as parts } from './src/generated/dashboard.js';",
        ].join('\n'),
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile,
    });
    return await import(pathToFileURL(outfile));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
