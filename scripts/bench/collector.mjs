import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { performanceDocument } from './collector-document.mjs';
import { median, table } from './statistics.mjs';
import { DAY_START, FORM_NAMES, policyOf, SCHEMA, writeTelemetry } from './telemetry.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const BUNDLE = join(PROJECT, 'action-collect/dist/index.mjs');
const DUCKDB = fileURLToPath(new URL('collector-duckdb.mjs', import.meta.url));
const NOW = new Date(DAY_START + 25 * 3_600_000).toISOString();
/** Writes what the process used to file descriptor 3 at its end. */
const METER = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ mb: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 }));
});`,
)}`;

const HELP = `npm run bench -- collector [--mb 20,100] [--runs 5] [--write]
The collect action and DuckDB (2 threads) over the same telemetry, whole processes, in turns; medians. Every answer is
held against DuckDB's. --write writes docs/performance.md and its plot.
`;

async function runOnce(command, options) {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', METER, ...command], {
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

/** Type 7 of Hyndman and Fan, of values with their counts. */
function p95({ values, counts }) {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const valueAt = (rank) => {
    let seen = 0;
    return values[counts.findIndex((count) => (seen += count) > rank)];
  };
  const position = (n - 1) * 0.95;
  const low = valueAt(Math.floor(position));
  const fraction = position - Math.floor(position);
  return fraction === 0 ? low : low + (valueAt(Math.floor(position) + 1) - low) * fraction;
}

function digestOf(rows) {
  const lines = rows.map(([phase, event, slot, total, matching, quantile]) =>
    [phase, event, slot, total, matching, quantile === null ? '-' : quantile.toFixed(3)].join('|'),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 12);
}

/** The rows that the batches of a run hold. */
function rowsOf(output) {
  const root = join(output, 'logs/rollout/collector');
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const { phase, window, summaries } = JSON.parse(text.slice(0, text.indexOf('\n')));
    const slot = Date.parse(window.start) / 900_000;
    return summaries
      .filter(({ kind }) => kind === 'ratio')
      .map(({ sli, matching, total }) => {
        const event = sli.split('_')[0];
        const quantile = summaries.find((one) => one.sli === `${event}_p95`);
        return [
          phase,
          event,
          slot,
          total,
          matching,
          quantile === undefined ? null : p95(quantile.distribution),
        ];
      });
  });
}

/** The collect action, on a workspace of its own. */
function ours({ name, workspace, file, keepEvents = false, scanner = 'on' }) {
  const folder = join(
    workspace,
    `w${createHash('sha256')
      .update(name + file)
      .digest('hex')
      .slice(0, 8)}`,
  );
  mkdirSync(join(folder, 'governance'), { recursive: true });
  mkdirSync(join(folder, 'schemas/events'), { recursive: true });
  execFileSync('git', ['init', '--quiet', folder]);
  writeFileSync(join(folder, 'governance/policy.yaml'), policyOf(file, keepEvents));
  writeFileSync(join(folder, 'schemas/events/app.json'), JSON.stringify(SCHEMA));
  const inputs = { policy: '', 'telemetry-root': workspace, now: NOW, 'cache-timeout': '10s' };
  const variables = Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]);
  const env = { ...process.env, ...Object.fromEntries(variables), PHASEGATE_SCANNER: scanner };
  return {
    name,
    run: async () => {
      for (const gone of ['out', '.phasegate']) rmSync(join(folder, gone), { recursive: true, force: true });
      const used = await runOnce([BUNDLE], { cwd: folder, env });
      return { ...used, digest: digestOf(rowsOf(join(folder, 'out'))) };
    },
  };
}

function duckdb(workspace, file, which) {
  return {
    name: which === 'distinct' ? 'DuckDB, DISTINCT' : 'DuckDB',
    run: async () => {
      const used = await runOnce([DUCKDB, join(workspace, file), which], { cwd: PROJECT, env: process.env });
      return { ...used, digest: digestOf(JSON.parse(used.out)) };
    },
  };
}

async function inTurns(tools, runs) {
  const results = new Map(tools.map(({ name }) => [name, []]));
  for (let turn = 0; turn < runs; turn += 1)
    for (const { name, run } of tools) results.get(name).push(await run());
  return tools.map(({ name }) => {
    const all = results.get(name);
    return {
      name,
      ms: median(all.map(({ ms }) => ms)),
      cpu: median(all.map(({ cpu }) => cpu)),
      mb: median(all.map(({ mb }) => mb)),
      digests: [...new Set(all.map(({ digest }) => digest))],
    };
  });
}

async function gzipped(file) {
  await pipeline(createReadStream(file), createGzip({ level: 6 }), createWriteStream(`${file}.gz`));
}

/** A file, and the tools that run on it: DuckDB first. */
async function cases(workspace, sizes) {
  const list = [];
  for (const mb of sizes) {
    const isSmallest = mb === sizes[0];
    for (const form of isSmallest ? FORM_NAMES : ['plain']) {
      const file = `${form.replaceAll(' ', '-')}-${mb}.jsonl`;
      writeTelemetry({ file: join(workspace, file), bytes: mb * 1e6, form });
      const which = form === 'duplicates' ? 'distinct' : 'all';
      const tools = [duckdb(workspace, file, which), ours({ name: 'scanner, 1 thread', workspace, file })];
      if (isSmallest && ['plain', 'half invalid'].includes(form))
        tools.push(ours({ name: 'line by line', workspace, file, scanner: 'off' }));
      if (isSmallest && form === 'plain')
        tools.push(ours({ name: 'events kept', workspace, file, keepEvents: true }));
      // DuckDB loses valid lines behind some that are cut short, so that its answer is another.
      list.push({ form, mb, file, tools, isAlike: form !== 'half cut short' });
      if (form !== 'plain') continue;
      await gzipped(join(workspace, file));
      const compressed = [
        duckdb(workspace, `${file}.gz`, 'all'),
        ours({ name: 'scanner, 1 thread', workspace, file: `${file}.gz` }),
      ];
      list.push({ form: 'gzip', mb, file: `${file}.gz`, tools: compressed, isAlike: true });
    }
  }
  return list;
}

/** @param {readonly string[]} args @returns {Promise<number>} the exit code: 1 where an answer is not DuckDB's */
export async function run(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      mb: { type: 'string', default: '20,100' },
      runs: { type: 'string', default: '5' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const sizes = values.mb.split(',').map(Number);
  const runs = Number(values.runs);
  if (![...sizes, runs].every((n) => Number.isInteger(n) && n > 0)) {
    process.stderr.write(`--mb and --runs are whole numbers from 1\n${HELP}`);
    return 2;
  }
  if (!existsSync(BUNDLE)) {
    process.stderr.write('not built: action-collect; run npm run build\n');
    return 1;
  }
  const workspace = mkdtempSync(join(tmpdir(), 'phasegate-bench-'));
  try {
    const rows = [];
    let isAlike = true;
    for (const one of await cases(workspace, sizes)) {
      const [base, ...others] = await inTurns(one.tools, runs);
      for (const { name, ms, cpu, mb, digests } of [base, ...others]) {
        const isSame = !one.isAlike || (digests.length === 1 && digests[0] === base.digests[0]);
        isAlike &&= isSame;
        rows.push({
          form: one.form,
          size: one.mb,
          name,
          ms,
          cpu,
          mb,
          ratio: base.ms / ms,
          cpuRatio: base.cpu / cpu,
          memory: mb / base.mb,
          answer: one.isAlike ? (isSame ? 'same' : 'ANOTHER') : 'not compared',
        });
      }
      process.stdout.write(`${one.file} (${statSync(join(workspace, one.file)).size} bytes)\n`);
    }
    const heading = ['file', 'tool', 'ms', 'ratio', 'CPU ms', 'CPU ratio', 'MB', 'answer'];
    const cells = rows.map((row) => [
      `${row.form} ${row.size} MB`,
      row.name,
      row.ms.toFixed(0),
      row.ratio.toFixed(2),
      row.cpu.toFixed(0),
      row.cpuRatio.toFixed(2),
      row.mb.toFixed(0),
      row.answer,
    ]);
    process.stdout.write(`\nNode ${process.version}, ${cpus().length} cores, ${runs} runs each in turns\n\n`);
    process.stdout.write(`${table([heading, ...cells]).join('\n')}\n`);
    if (values.write) await writeDocument(rows, { runs, sizes });
    return isAlike ? 0 : 1;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function writeDocument(rows, about) {
  const { text, plot } = performanceDocument(rows, { ...about, node: process.version, cores: cpus().length });
  mkdirSync(join(PROJECT, 'docs/plots'), { recursive: true });
  writeFileSync(join(PROJECT, 'docs/plots/collector.svg'), plot);
  writeFileSync(join(PROJECT, 'docs/performance.md'), text);
}
