import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { startEmptyCache } from './empty-cache.mjs';
import { median, table } from './statistics.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** The least that a stage can work on, so that what differs between two runs is the cache client and nothing else. */
const WORKSPACE = {
  'governance/policy.yaml': `version: 1
rollout: bench
sources:
  - { name: pings, jsonl: 'telemetry/*.jsonl', schema: pings, sparse: true }
slis:
  pings: { event: ping, count: true }
phases:
  - id: only
    slos:
      - { sli: pings, warn: { above: 1000 } }
`,
  'schemas/events/pings.json': '{"type":"object"}\n',
};

function readAction(file) {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}

/** Every action's bundle, by the file that its action.yml names. */
function bundles(root) {
  return readdirSync(root)
    .filter((folder) => folder.startsWith('action-') && existsSync(join(root, folder, 'action.yml')))
    .sort()
    .map((folder) => {
      const action = readAction(join(root, folder, 'action.yml'));
      return { name: folder, main: join(root, folder, action.runs.main), inputs: action.inputs ?? {} };
    });
}

/** The environment that a runner gives a step: defaults of action.yml, then the inputs given here. */
function environment({ inputs, given, files, service }) {
  const defaults = Object.entries(inputs).map(([name, { default: value }]) => [name, value ?? '']);
  const values = Object.entries({ ...Object.fromEntries(defaults), ...given });
  const asVariables = values.map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    String(value),
  ]);
  return {
    ...process.env,
    ...service,
    ...Object.fromEntries(asVariables),
    GITHUB_OUTPUT: files.output,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
  };
}

/** What is run and timed: bare node first, then for each bundle its cases. */
function cases(actions, { workspace, service }) {
  const files = Object.fromEntries(
    ['output', 'state', 'summary'].map((name) => [name, join(workspace, `${name}.txt`)]),
  );
  const bare = { name: 'node -e ""', args: ['-e', ''], env: process.env };
  const ofActions = actions.flatMap(({ name, main, inputs }) => {
    const of = (what, given) => ({
      name: `${name}, ${what}`,
      args: [main],
      env: environment({ inputs, given, files, service }),
    });
    const stop = of('missing policy', { policy: 'missing.yaml' });
    if (!Object.hasOwn(inputs, 'cache-key')) return [stop];
    return [
      stop,
      of('smallest tick', { 'dry-run': true }),
      of('same with cache-key', { 'dry-run': true, 'cache-key': 'bench' }),
    ];
  });
  return [bare, ...ofActions].map((one) => ({ ...one, times: [], status: null }));
}

function makeWorkspace() {
  const workspace = mkdtempSync(join(tmpdir(), 'phasegate-bench-'));
  for (const [path, text] of Object.entries(WORKSPACE)) {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  for (const file of ['output', 'state', 'summary']) writeFileSync(join(workspace, `${file}.txt`), '');
  const git = spawnSync('git', ['init', '--quiet', workspace], { encoding: 'utf8' });
  if (git.status !== 0) throw new Error(`git init failed: ${git.stderr ?? git.error}`);
  return workspace;
}

/** Milliseconds from the start of the process to its end. */
async function time(one, workspace) {
  const start = performance.now();
  const child = spawn(process.execPath, one.args, {
    cwd: workspace,
    env: one.env,
    stdio: 'ignore',
    timeout: 60_000,
  });
  const [status] = await once(child, 'exit');
  one.status = status;
  return performance.now() - start;
}

const HELP = `npm run bench -- startup [--runs N] [--root FOLDER]
Times each bundle's start against bare node: runs in turns (default 15 each), medians. The bundles are
those that the action-*/action.yml below the root name (default: this project's).
"missing policy" ends with that error: what every step pays. "smallest tick" does the least work there is, once
without and once with the cache client.
`;

/** @param {readonly string[]} args @returns {Promise<number>} the exit code */
export async function run(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '15' },
      root: { type: 'string', default: PROJECT },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    process.stderr.write(`--runs is ${JSON.stringify(values.runs)}; write a whole number from 1\n`);
    return 2;
  }
  const actions = bundles(resolve(values.root));
  const unbuilt = actions.filter(({ main }) => !existsSync(main));
  if (actions.length === 0 || unbuilt.length > 0) {
    const what = actions.length === 0 ? 'no action' : unbuilt.map(({ name }) => name).join(', ');
    process.stderr.write(`not built: ${what}; run npm run build\n`);
    return 1;
  }
  const workspace = makeWorkspace();
  const cache = await startEmptyCache();
  try {
    const all = cases(actions, { workspace, service: cache.environment });
    for (const one of all) await time(one, workspace); // warms the disk's cache; not counted
    // In turns, so that a slow moment of the machine falls on all of them.
    for (let i = 0; i < runs; i += 1) for (const one of all) one.times.push(await time(one, workspace));
    process.stdout.write(`${report(all, runs).join('\n')}\n`);
  } finally {
    await cache.close();
    rmSync(workspace, { recursive: true, force: true });
  }
  return 0;
}

function report(all, runs) {
  const bare = median(all[0].times);
  const rows = all.map((one) => {
    const ms = median(one.times);
    return [
      one.name,
      `${ms.toFixed(1)} ms`,
      `+${(ms - bare).toFixed(1)} ms`,
      `${(ms / bare).toFixed(2)} x`,
      `exit ${one.status}`,
    ];
  });
  const heading = ['', 'median', 'over node', 'ratio', 'ended'];
  return [`Node ${process.version}, ${runs} runs each, in turns`, '', ...table([heading, ...rows])];
}
