// npm run fuzz -- [--seed 1] [--lines 1000000] [--json] [--write]: mutated lines, line by line and through the scanner, until both come to
// something else. Ends with 1 then, and with the fewest lines that show it. --write writes docs/fuzz.md.
import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/** The fuzz as one file, which runs some five times as fast as it does in jest. */
async function load() {
  await mkdir(join(root, 'out'), { recursive: true });
  const folder = await mkdtemp(join(root, 'out/fuzz-'));
  try {
    const outfile = join(folder, 'fuzz.mjs');
    await build({
      stdin: {
        contents: "export * from './test/scan/fuzz.ts'; export * from './test/scan/fuzz-report.ts';",
        resolveDir: root,
      },
      ...{
        bundle: true,
        platform: 'node',
        format: 'esm',
        outfile,
        logLevel: 'error',
        banner: { js: REQUIRE },
      },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    lines: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const [seed, lines] = [values.seed, values.lines].map(Number);
if (![seed, lines].every((n) => Number.isSafeInteger(n) && n > 0)) {
  process.stderr.write('--seed and --lines are whole numbers from 1\n');
  process.exit(2);
}
// Each line that is no JSON throws, and nobody reads where.
Error.stackTraceLimit = 0;
const { fuzz, fuzzPage, fuzzReport, decided } = await load();
const start = performance.now();
let told = start;
const progress = (tried) => {
  if (performance.now() - told < 10_000) return;
  told = performance.now();
  process.stderr.write(`${tried} of ${lines} lines\n`);
};
try {
  const found = await fuzz({ seed, lines, progress });
  const ms = performance.now() - start;
  if (values.write) {
    const page = join(root, 'docs/fuzz.md');
    const text = fuzzPage(`npm run fuzz -- --seed ${seed} --lines ${lines} --write`, ms, found);
    await writeFile(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
  }
  if (values.json) {
    const { all, rounds, readings, split, joined, mutations, reasons, subjects } = found;
    const tallies = { mutations: Object.fromEntries(mutations), reasons: Object.fromEntries(reasons) };
    const bySubject = [...subjects].map(([name, sum]) => [name, { ...sum, decided: decided(sum) }]);
    const figures = { seed, ms, rounds, readings, split, joined, ...all, decided: decided(all), ...tallies };
    process.stdout.write(`${JSON.stringify({ ...figures, subjects: Object.fromEntries(bySubject) })}\n`);
  } else {
    process.stdout.write(fuzzReport(seed, ms, found));
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
