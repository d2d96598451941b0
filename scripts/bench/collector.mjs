import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { cases, ROW_NAMES } from './collector-cases.mjs';
import { performanceDocument } from './collector-document.mjs';
import { goalCells, goalsOf } from './collector-goals.mjs';
import { BUNDLE, inTurns, NODE } from './collector-tools.mjs';
import { table } from './statistics.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const HELP = `npm run bench -- collector [--mb 1,20,100] [--rows plain,gzip] [--threads 1,2] [--runs 5] [--write]
The collect action and DuckDB (2 threads) over the same telemetry, whole processes, in turns; medians. Every answer is
held against DuckDB's. Without --rows each size has the rows that say something: ${ROW_NAMES.join(', ')}.
Files from 2,000 MB on are read once by each tool. The whole of it: --mb 1,20,100,1000,4000 --runs 3 --write
--write writes docs/performance.md, its plot, and what a tick costs.
`;

/** Of what the tools run on. */
const nodeVersion = () => execFileSync(NODE, ['--version'], { encoding: 'utf8' }).trim();

/** Options as they are used, or what is wrong with them. */
function optionsOf(values) {
  const numbers = (text) => text.split(',').map(Number);
  const [sizes, threads, runs] = [numbers(values.mb), numbers(values.threads), Number(values.runs)];
  if (![...sizes, ...threads, runs].every((n) => Number.isInteger(n) && n > 0))
    return '--mb, --threads and --runs are whole numbers from 1';
  const rows = values.rows === undefined ? null : values.rows.split(',');
  const unknown = rows?.find((row) => !ROW_NAMES.includes(row));
  if (unknown !== undefined)
    return `there is no row ${JSON.stringify(unknown)}; there are: ${ROW_NAMES.join(', ')}`;
  return { sizes: sizes.sort((a, b) => a - b), threads, runs, rows };
}

/** A file's rows: DuckDB's, and those of the others against it. */
async function rowsOf({ form, mb: size, tools, runs, isAlike }) {
  const [base, ...others] = await inTurns(tools, runs);
  return [base, ...others].map(({ name, ms, cpu, mb, digests }) => {
    const isCompared = isAlike && digests[0] !== null;
    const isSame = digests.length === 1 && digests[0] === base.digests[0];
    return {
      ...{ form, size, name, runs, ms, cpu, mb },
      ratio: base.ms / ms,
      cpuRatio: base.cpu / cpu,
      memory: mb / base.mb,
      answer: isCompared ? (isSame ? 'same' : 'ANOTHER') : 'not compared',
    };
  });
}

function tell(rows) {
  const heading = ['file', 'tool', 'runs', 'ms', 'ratio', 'CPU ms', 'CPU ratio', 'MB', 'answer'];
  const cells = rows.map((row) => [
    `${row.form} ${row.size} MB`,
    ...[row.name, String(row.runs), row.ms.toFixed(0), row.ratio.toFixed(2), row.cpu.toFixed(0)],
    ...[row.cpuRatio.toFixed(2), row.mb.toFixed(0), row.answer],
  ]);
  process.stdout.write(`\nNode ${nodeVersion()}, ${cpus().length} cores, runs in turns\n\n`);
  process.stdout.write(`${table([heading, ...cells]).join('\n')}\n\n`);
  process.stdout.write(
    `${table([['goal', 'ratio', 'measured', 'verdict'], ...goalCells(goalsOf(rows))]).join('\n')}\n`,
  );
}

/** @param {readonly string[]} args @returns {Promise<number>} the exit code: 1 where an answer is not DuckDB's */
export async function run(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      mb: { type: 'string', default: '1,20,100' },
      rows: { type: 'string' },
      threads: { type: 'string', default: '1,2' },
      runs: { type: 'string', default: '5' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const options = optionsOf(values);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${HELP}`);
    return 2;
  }
  if (!existsSync(BUNDLE)) {
    process.stderr.write('not built: action-collect; run npm run build\n');
    return 1;
  }
  if (!existsSync(NODE)) {
    process.stderr.write('the Node of the actions is not installed; run npm run runtimes\n');
    return 1;
  }
  const workspace = mkdtempSync(join(tmpdir(), 'phasegate-bench-'));
  try {
    const { bavail, bsize } = statfsSync(workspace);
    const needed = 2 * Math.max(...options.sizes);
    if (bavail * bsize < needed * 1e6) {
      process.stderr.write(`${workspace} has no room for ${needed} MB; set TMPDIR\n`);
      return 1;
    }
    const rows = [];
    for await (const one of cases({ workspace, ...options })) {
      const { size } = statSync(join(workspace, one.file));
      rows.push(...(await rowsOf(one)));
      process.stdout.write(`${one.file} (${size} bytes)\n`);
    }
    tell(rows);
    if (values.write) await writeDocument(rows, `npm run bench -- collector ${args.join(' ')}`);
    return rows.some(({ answer }) => answer === 'ANOTHER') ? 1 : 0;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function writeDocument(rows, command) {
  const isFuzzed = existsSync(join(PROJECT, 'docs/fuzz.md'));
  const about = { command, node: nodeVersion(), cores: cpus().length, isFuzzed };
  const { text, plot } = performanceDocument(rows, about);
  mkdirSync(join(PROJECT, 'docs/plots'), { recursive: true });
  writeFileSync(join(PROJECT, 'docs/plots/collector.svg'), plot);
  const page = join(PROJECT, 'docs/performance.md');
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
