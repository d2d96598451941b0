import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { unpackKeys } from '../../src/domain/packed-keys.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type BundleRun } from './run-bundle.js';
import { at, git } from './scenario.js';

jest.setTimeout(240_000);

const POLICY = `version: 1
rollout: search
keep-events: false
sources:
  - { name: shop, jsonl: 'telemetry/*.jsonl', schema: shop }
slis:
  took_p95: { event: search.done, quantile: { of: took_ms, p: 95 }, unit: ms }
phases:
  - id: all
    audience: { percent: 100 }
    flags: { search.new: true }
    slos: [{ sli: took_p95, warn: { above: 800 } }]
`;
const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['event', 'ts', 'feature', 'phase', 'took_ms', 'n'],
  properties: {
    event: { const: 'search.done' },
    ts: { type: 'string' },
    feature: { type: 'string' },
    phase: { type: 'string' },
    took_ms: { type: 'integer', minimum: 0 },
    n: { type: 'integer' },
  },
};
const LINES = 60_000;
/** Nested deeper than the scanner follows: such a line is read by itself, so that the second thread starts meanwhile. */
const DEEP = `"deep":${'['.repeat(80)}${']'.repeat(80)}`;

function line(n: number, isDeep: boolean): string {
  const took = n % 97 === 0 ? '"slow"' : String(n % 1_000);
  const ts = at((n / (2 * LINES)) * 100);
  const more = isDeep ? `,${DEEP}` : '';
  return `{"event":"search.done","ts":"${ts}","feature":"web","phase":"all","took_ms":${took},"n":${n}${more}}\n`;
}

async function makeWorkspace(): Promise<string> {
  const workspace = await temporaryFolder();
  for (const folder of ['telemetry', 'governance', 'schemas/events'])
    await mkdir(join(workspace, folder), { recursive: true });
  await git(workspace, 'init', '--quiet', '-b', 'main');
  await writeFile(join(workspace, 'governance/policy.yaml'), POLICY);
  await writeFile(join(workspace, 'schemas/events/shop.json'), JSON.stringify(SCHEMA));
  const all = (from: number, isDeep: boolean): string =>
    Array.from({ length: LINES }, (_, i) => line(from + i, isDeep)).join('');
  await writeFile(join(workspace, 'telemetry/a.jsonl'), all(0, true));
  await writeFile(join(workspace, 'telemetry/b.jsonl'), all(LINES, false));
  return workspace;
}

async function ticks(
  env: Record<string, string>,
  nodeArgs: readonly string[] = [],
): Promise<{ run: BundleRun; files: [string, string][] }> {
  const workspace = await makeWorkspace();
  const run = await runBundle('collect', { workspace, inputs: { now: at(130) }, env, nodeArgs });
  expect(run.code).toBe(0);
  const files: [string, string][] = [];
  for (const folder of ['out', '.phasegate'])
    for (const [file, text] of Object.entries(await filesBelow(join(workspace, folder)))) {
      const isKeys = file.endsWith('.keys');
      const path = join(workspace, folder, file);
      files.push([file, isKeys ? unpackKeys(await readFile(path)).join() : text]);
    }
  return { run, files };
}

const TWO = { PHASEGATE_SCANNER_THREADS: '2', PHASEGATE_SCANNER_SPLIT_BYTES: '1000000' };
/** Loaded on each thread: the second one dies once it has begun with a range. */
const DIES = `import { isMainThread, parentPort } from 'node:worker_threads';
if (!isMainThread) parentPort.once('message', () => setTimeout(() => process.exit(9), 20));
`;

test('a second thread that dies in the middle leaves what one thread leaves, and is named', async () => {
  const preload = join(await temporaryFolder(), 'dies.mjs');
  await writeFile(preload, DIES);
  const one = await ticks({ PHASEGATE_SCANNER_THREADS: '1' });
  const two = await ticks(TWO, ['--import', pathToFileURL(preload).href]);
  expect(two.run.log).toContain(
    'the second thread has failed, and one reads everything: it ended with code 9',
  );
  expect(two.run.log).toMatch(/source shop: the second half of telemetry\/\w\.jsonl is read once more/);
  expect(two.files).toEqual(one.files);
});

test('two threads leave what one leaves, byte for byte, and the process ends', async () => {
  const one = await ticks({ PHASEGATE_SCANNER_THREADS: '1' });
  const two = await ticks(TWO);
  expect(one.run.log).not.toContain('second thread');
  expect(two.run.log).toMatch(/source shop: \d+ lines of telemetry\/b\.jsonl were read on a second thread/);
  expect(two.run.log).not.toContain('once more');
  expect(two.files).toEqual(one.files);
  expect(one.files.length).toBeGreaterThan(8);
});

test('what the environment says wrongly of the scanner is a fault before anything is read', async () => {
  const workspace = await makeWorkspace();
  const env = { PHASEGATE_SCANNER_THREADS: 'three', PHASEGATE_SCANNER_SPLIT_BYTES: '64 MiB' };
  const run = await runBundle('collect', { workspace, inputs: { now: at(130) }, env });
  expect(run.code).toBe(1);
  expect(run.log).toContain(
    '::error::bad-input: environment: PHASEGATE_SCANNER_THREADS is "three"; use one of 1, 2; ' +
      'PHASEGATE_SCANNER_SPLIT_BYTES is "64 MiB"; write a number of bytes such as 536870912, or leave it out',
  );
  expect(await filesBelow(join(workspace, 'out'))).toEqual({});
});
