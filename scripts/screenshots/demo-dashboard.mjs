import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const RUNS = join(root, '.phasegate/demo/.phasegate/artifacts');
const FOLDER = 'phasegate-reports/reports/monitoring';

/** The demo's run that has just rolled back. @returns {Promise<string>} the file of its dashboard */
export async function demoDashboard() {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/demo/dist/index.mjs')], { cwd: root });
  const runs = (await readdir(RUNS)).sort((a, b) => Number(a) - Number(b));
  for (const run of runs) {
    const folder = join(RUNS, run, FOLDER);
    const text = await readFile(join(folder, 'dashboard.json'), 'utf8').catch(() => null);
    if (text === null) continue;
    const { rollout, stabilising } = JSON.parse(text);
    if (stabilising !== null) return join(folder, `dashboard-${rollout}.html`);
  }
  throw new Error(`no run of the demo below ${RUNS} is stabilising after a rollback`);
}
