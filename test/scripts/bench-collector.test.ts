import { describe, expect, test } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(import.meta.dirname, '../..');

function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['scripts/bench/main.mjs', 'collector', ...args], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
}

/** What an expression of a bench's module gives, in a process of its own. */
async function evaluate(module: string, expression: string): Promise<unknown> {
  const script = `import('./scripts/bench/${module}').then((m) => console.log(JSON.stringify(${expression})))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: PROJECT });
  return JSON.parse(stdout);
}

test('both data sets come to the answers of DuckDB in every row, in every way to read them', () => {
  const rows = 'plain,duplicates,gzip,orders,line by line,events kept,lines only counted';
  const { status, stdout, stderr } = bench('--mb', '1', '--rows', rows, '--threads', '1', '--runs', '1');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const answers = [...stdout.matchAll(/^(\w+) 1 MB +(.*?) +1 {2,}\d+ .* {2,}(\S.*)$/gm)].map(
    ([, ...cells]) => cells,
  );
  expect(answers).toEqual([
    ['plain', 'DuckDB', 'same'],
    ['plain', 'lines only counted', 'not compared'],
    ['plain', 'scanner, 1 thread', 'same'],
    ['plain', 'line by line', 'same'],
    ['plain', 'events kept, 1 thread', 'same'],
    ['duplicates', 'DuckDB, DISTINCT', 'same'],
    ['duplicates', 'scanner, 1 thread', 'same'],
    ['gzip', 'DuckDB', 'same'],
    ['gzip', 'scanner, 1 thread', 'same'],
    ['orders', 'DuckDB', 'same'],
    ['orders', 'scanner, 1 thread', 'same'],
    ['orders', 'line by line', 'same'],
  ]);
  expect(stdout).toMatch(/^1 GB, any order of keys, 2 threads +≥ 3 +- +not measured$/m);
}, 300_000);

test.each([
  ['--mb', '0', '--mb, --threads and --runs are whole numbers from 1\n'],
  ['--threads', '1,x', '--mb, --threads and --runs are whole numbers from 1\n'],
  ['--rows', 'plain,odd', 'there is no row "odd"; there are: plain, shuffled, gzip, '],
])('%s %s is refused', (option, value, message) => {
  const { status, stderr } = bench(option, value);
  expect(status).toBe(2);
  expect(stderr.startsWith(message)).toBe(true);
});

describe('of measured rows', () => {
  const row = (form: string, size: number, name: string, ratio: number, mb: number): unknown => ({
    ...{ form, size, name, ratio, mb },
    ms: size * 10,
    memory: mb / 200,
  });
  const ROWS = JSON.stringify([
    row('plain', 100, 'scanner, 1 thread', 1.9, 80),
    row('plain', 100, 'scanner, 2 threads', 2.1, 90),
    row('plain', 1_000, 'scanner, 1 thread', 1.8, 85),
    row('plain', 4_000, 'scanner, 1 thread', 1.9, 88),
    row('gzip', 100, 'scanner, 1 thread', 1.2, 95),
  ]);

  test('goals are reached, not reached, or not measured', async () => {
    const goals = await evaluate('collector-goals.mjs', `m.goalCells(m.goalsOf(${ROWS}))`);
    expect(goals).toEqual([
      ['1 GB, any order of keys, 1 thread', '≥ 1.9', '1.80', 'not reached'],
      ['1 GB, any order of keys, 2 threads', '≥ 3', '-', 'not measured'],
      ['100 MB, the faster of 1 and 2 threads', '≥ 2', '2.10', 'reached'],
      ['100 MB of orders with 14 fields, the faster', '≥ 2', '-', 'not measured'],
      ['half of the lines invalid, the faster', '≥ 1', '-', 'not measured'],
      ['gzip, the faster', '≥ 1.2', '1.20', 'reached'],
      ['against DISTINCT, the faster', '≥ 3', '-', 'not measured'],
      ['memory against DuckDB’s from 100 MB on, 1 thread, at most', '≤ 0.5', '0.44', 'reached'],
      ['largest peak of memory to the smallest, 100 MB to 4 GB, 1 thread', '≤ 1.1', '1.10', 'reached'],
      ['memory against DuckDB’s from 100 MB on, 2 threads, at most', '≤ 0.5', '0.45', 'reached'],
      ['largest peak of memory to the smallest, 100 MB to 4 GB, 2 threads', '≤ 1.1', '-', 'not measured'],
    ]);
  });

  test('what is measured is said to be, and what is larger grows in proportion', async () => {
    const cells = await evaluate('collector-costs.mjs', `m.costCells(${ROWS})`);
    // 10 ms a MB, 30 s of overhead a job, a job that plans shards, and two calls for each.
    expect(cells).toEqual([
      ['100 MB, one job', '1.00', 'measured', '1', '0.006', '4'],
      ['10,000 MB, one job', '100', 'from 1000 and 4000 MB, in proportion', '3', '0.018', '4'],
      ['10,000 MB, 4 shards', '25', 'from 1000 and 4000 MB, in proportion', '5', '0.030', '12'],
    ]);
  });
});
