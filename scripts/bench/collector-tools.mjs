import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { digestOf, rowsOf } from './collector-answers.mjs';
import { DAY_START } from './lines.mjs';
import * as orders from './orders.mjs';
import { median } from './statistics.mjs';
import * as editor from './telemetry.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
export const BUNDLE = join(PROJECT, 'action-collect/dist/index.mjs');
/** The Node that the actions name (`using: node24`); DuckDB runs on it too. */
export const NODE = join(
  PROJECT,
  `.runtimes/node-24/node_modules/node-${process.platform}-${process.arch}/bin/node`,
);
const DUCKDB = fileURLToPath(new URL('collector-duckdb.mjs', import.meta.url));
const READING = fileURLToPath(new URL('collector-reading.mjs', import.meta.url));
const NOW = new Date(DAY_START + 25 * 3_600_000).toISOString();
const DATASETS = { editor, orders };
/** Writes what the process used, with its threads, to file descriptor 3 at its end. */
const METER = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ mb: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 }));
});`,
)}`;

async function runOnce(command, options) {
  const start = performance.now();
  const child = spawn(NODE, ['--import', METER, ...command], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const read = async (stream) => Buffer.concat(await stream.toArray());
  const all = Promise.all([read(child.stdout), read(child.stderr), read(child.stdio[3])]);
  const [status] = await once(child, 'exit');
  const ms = performance.now() - start;
  const [out, err, used] = (await all).map(String);
  if (status !== 0)
    throw new Error(`${command.join(' ')} ended with ${status}: ${out.slice(-500)}${err.slice(-500)}`);
  return { ms, out, ...JSON.parse(used) };
}

/** The collect action, on a workspace of its own. `threads`: of the scanner, 0 for none. */
export function ours({ name, workspace, file, dataset, threads, keepEvents = false }) {
  const hash = createHash('sha256').update(`${name}\n${file}`).digest('hex');
  const folder = join(workspace, `w${hash.slice(0, 12)}`);
  mkdirSync(join(folder, 'governance'), { recursive: true });
  mkdirSync(join(folder, 'schemas/events'), { recursive: true });
  execFileSync('git', ['init', '--quiet', folder]);
  const { policyOf, SCHEMA } = DATASETS[dataset];
  writeFileSync(join(folder, 'governance/policy.yaml'), policyOf(file, keepEvents));
  writeFileSync(join(folder, 'schemas/events/app.json'), JSON.stringify(SCHEMA));
  const inputs = { policy: '', 'telemetry-root': workspace, now: NOW, 'cache-timeout': '10s' };
  const variables = Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]);
  const env = {
    ...process.env,
    ...Object.fromEntries(variables),
    ...(threads === 0 ? { PHASEGATE_SCANNER: 'off' } : { PHASEGATE_SCANNER_THREADS: String(threads) }),
  };
  let cleared = 0;
  // Moved away, and deleted with the workspace: where many files were deleted a moment ago, ext4 is slow to make new ones.
  const clear = () => {
    const gone = join(folder, `gone-${(cleared += 1)}`);
    mkdirSync(gone);
    for (const name of ['out', '.phasegate'])
      if (existsSync(join(folder, name))) renameSync(join(folder, name), join(gone, name));
  };
  return {
    name,
    run: async () => {
      clear();
      const used = await runOnce([BUNDLE], { cwd: folder, env });
      const digest = digestOf(rowsOf(join(folder, 'out'), dataset));
      clear();
      return { ...used, digest };
    },
  };
}

export function duckdb({ workspace, file, dataset, which }) {
  const args = [DUCKDB, join(workspace, file), which, dataset];
  return {
    name: which === 'distinct' ? 'DuckDB, DISTINCT' : 'DuckDB',
    run: async () => {
      const used = await runOnce(args, { cwd: PROJECT, env: process.env });
      return { ...used, digest: digestOf(JSON.parse(used.out)) };
    },
  };
}

/** Lines that are counted and not looked into: no answer, but what is left for all the rest. */
export function reading({ workspace, file }) {
  return {
    name: 'lines only counted',
    run: async () => ({
      ...(await runOnce([READING, join(workspace, file)], { cwd: PROJECT, env: process.env })),
      digest: null,
    }),
  };
}

/** Runs of tools in turns, as medians. */
export async function inTurns(tools, runs) {
  const results = new Map(tools.map(({ name }) => [name, []]));
  for (let turn = 0; turn < runs; turn += 1)
    for (const { name, run } of tools) results.get(name).push(await run());
  return tools.map(({ name }) => {
    const list = results.get(name);
    const middle = (what) => median(list.map((one) => one[what]));
    const digests = [...new Set(list.map(({ digest }) => digest))];
    return { name, ms: middle('ms'), cpu: middle('cpu'), mb: middle('mb'), digests };
  });
}
