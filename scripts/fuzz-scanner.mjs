// npm run fuzz -- [seed] [lines]: the long run of test/scan/fuzz.test.ts. Ends with 1 and the seed of a file that differs.
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const file = join(root, 'out/fuzz.mjs');
const [seed, lines] = [process.argv[2] ?? '1', process.argv[3] ?? '1000000'].map(Number);
if (![seed, lines].every((n) => Number.isSafeInteger(n) && n > 0)) {
  process.stderr.write('seed and lines are whole numbers from 1\n');
  process.exit(2);
}
await mkdir(join(root, 'out'), { recursive: true });
await build({
  entryPoints: [join(root, 'test/scan/fuzz.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: file,
  logLevel: 'error',
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
});
const { fuzz } = await import(pathToFileURL(file).href);
try {
  process.stdout.write(`${JSON.stringify({ seed, ...(await fuzz({ seed, lines, perFile: 5_000 })) })}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
