import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { table } from './statistics.mjs';

const HELP = `npm run bench -- latency
What one tick of job latency reads and writes, and its CPU time, after 1 to 365 days of signals of 20 sources every 15 minutes.
Only on Linux, which counts the bytes.
`;
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const BUNDLE = join(PROJECT, 'action-collect/dist/index.mjs');
const PRELOAD = pathToFileURL(join(PROJECT, 'scripts/bench/measure-io.mjs')).href;
const FIXTURE = join(PROJECT, 'fixtures/reference/p-latency');

const SOURCES = 20;
const TICK = 15 * 60_000;
const HOUR = 4 * TICK;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5);
const DAYS = [1, 7, 30, 90, 180, 365];
/** How much more the last day may cost than the 90th, from which on rollups are dropped as they come. */
const FLAT = 1.1;

const instant = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z');

/** The signals of one tick: the same ones every time that the bench runs. */
function signals(at) {
  return Array.from({ length: SOURCES }, (_, i) => {
    const spread = ((at / TICK + i * 7) * 2_654_435_761) % 2 ** 32;
    return `${instant(at + i * 1_000)},source_${i},${200 + Math.floor(spread / 2 ** 22)},35,ok,\n`;
  }).join('');
}

function makeWorkspace() {
  const workspace = mkdtempSync(join(tmpdir(), 'phasegate-bench-'));
  for (const name of ['governance', 'schemas'])
    cpSync(join(FIXTURE, name), join(workspace, name), { recursive: true });
  mkdirSync(join(workspace, 'ops'));
  writeFileSync(
    join(workspace, 'ops/signal_latency.csv'),
    'timestamp_utc,source,latency_ms,ingest_latency_ms,status,detail\n',
  );
  spawnSync('git', ['init', '-q', workspace]);
  return workspace;
}

/** One job at a time; gives what it cost. */
function job(workspace, now) {
  const measured = join(workspace, 'measured.json');
  const files = Object.fromEntries(
    ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].map((name) => {
      writeFileSync(join(workspace, name), '');
      return [name, join(workspace, name)];
    }),
  );
  const env = {
    PATH: process.env.PATH,
    ...files,
    MEASURE_TO: measured,
    INPUT_JOB: 'latency',
    INPUT_NOW: instant(now),
  };
  const run = spawnSync(process.execPath, ['--import', PRELOAD, BUNDLE], { cwd: workspace, env });
  if (run.status !== 0) throw new Error(`the job failed: ${run.stderr}`);
  // Nobody reads them here, as nobody has them on a runner that is new for each tick.
  rmSync(join(workspace, 'out'), { recursive: true, force: true });
  return JSON.parse(readFileSync(measured, 'utf8'));
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

/** The least of several: what else the machine does only adds. */
function least(costs) {
  const of = (name) => Math.min(...costs.map((cost) => cost[name]));
  return { read: of('read'), written: of('written'), cpu: of('cpu') };
}

/** Two hours of ticks from a midnight on: the first one closes an hour and drops old samples, the 4th and the 8th close an hour. */
function ticks(workspace, midnight) {
  const telemetry = join(workspace, 'ops/signal_latency.csv');
  const costs = [];
  for (let at = midnight; at < midnight + 2 * HOUR; at += TICK) {
    appendFileSync(telemetry, signals(at));
    costs.push(job(workspace, at + TICK + 3 * 60_000));
  }
  const quiet = [1, 2, 4, 5, 6].map((i) => costs[i]);
  return { quiet: least(quiet), hour: least([costs[3], costs[7]]), day: costs[0] };
}

const kb = (bytes) => (bytes / 1_000).toFixed(0);

function rowOf(days, costs, size) {
  const cell = ({ read, written, cpu }) => [kb(read), kb(written), cpu.toFixed(0)].join(' / ');
  return [String(days), cell(costs.quiet), cell(costs.hour), cell(costs.day), kb(size)];
}

function tooMuch(last, reference) {
  return ['quiet', 'hour', 'day'].flatMap((kind) =>
    ['read', 'written']
      .filter((what) => last[kind][what] > FLAT * reference[kind][what])
      .map(
        (what) =>
          `a ${kind} tick has ${what} ${kb(last[kind][what])} KB, after 90 days ${kb(reference[kind][what])}`,
      ),
  );
}

/** @param {readonly string[]} args @returns {number} the exit code: 1 where a tick costs more the longer the history is */
export function run(args) {
  if (args.length > 0) {
    process.stdout.write(HELP);
    return args.includes('--help') ? 0 : 2;
  }
  if (!existsSync('/proc/self/io')) throw new Error('there is no /proc/self/io; this bench needs Linux');
  const workspace = makeWorkspace();
  const telemetry = join(workspace, 'ops/signal_latency.csv');
  const found = new Map();
  const rows = [];
  try {
    let at = START;
    for (let day = 1; day <= DAYS.at(-1); day += 1) {
      // A day of history in one job: what it leaves is what 96 jobs leave. Its last hour is for the next one.
      const end = START + day * DAY;
      let text = '';
      for (; at < end; at += TICK) text += signals(at);
      appendFileSync(telemetry, text);
      job(workspace, end - 60_000);
      if (!DAYS.includes(day)) continue;
      const size = sizeOf(join(workspace, '.phasegate'));
      const costs = ticks(workspace, at);
      at += 2 * HOUR;
      found.set(day, costs);
      rows.push(rowOf(day, costs, size));
      process.stderr.write(`${day} days\n`);
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
  const header = ['days', 'a tick', 'closes an hour', 'first of a day', 'files KB'];
  process.stdout.write('KB read / KB written / ms of CPU\n');
  process.stdout.write(`${table([header, ...rows]).join('\n')}\n`);
  const odd = tooMuch(found.get(365), found.get(90));
  for (const line of odd) process.stderr.write(`not flat: ${line}\n`);
  return odd.length === 0 ? 0 : 1;
}
