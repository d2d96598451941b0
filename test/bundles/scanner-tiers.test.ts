import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { cuts, mutated } from '../scan/mutator.js';
import { Random } from '../scan/random.js';
import { nested } from '../scan/subjects/nested.js';
import { NOW } from '../scan/subjects.js';
import { temporaryFolder } from '../temporary-folder.js';
import { runBundle, type BundleOptions } from './run-bundle.js';
import { git } from './scenario.js';

jest.setTimeout(300_000);

const policy = (keepEvents: boolean): string => `version: 1
rollout: tiers
keep-events: ${keepEvents}
evidence: none
sources:
  - { name: app, jsonl: 'telemetry/app/*.jsonl*', schema: app }
slis:
  latency: { event: checkout, by: region, quantile: { of: latency_s, p: 99 } }
  amount: { event: checkout, where: { currency: EUR }, mean: { of: amount } }
  paid: { event: checkout, ratio: { good: { status: [paid, open] } } }
phases:
  - { id: canary, promote: { healthy: 48h } }
  - { id: all }
`;

/** Lines of two hours, in order of time, some of them changed; and one of them cut at each of its bytes. */
function lines(seed: number, from: number): Buffer[] {
  const random = new Random(seed);
  const list: Buffer[] = [];
  for (let ms = from; ms < from + HOUR; ms += 1_500) {
    const event = nested.event(random, { from: ms, to: ms + 1_500 });
    const line = random.chance(0.5) ? Buffer.from(JSON.stringify(event)) : mutated(random, event, new Map());
    list.push(line);
    if (random.chance(0.02)) list.push(line);
  }
  list.push(...cuts(Buffer.from(JSON.stringify(nested.event(random, { from, to: from + HOUR })))));
  return list;
}

const asText = (list: readonly Buffer[]): Buffer =>
  Buffer.concat(list.flatMap((line) => [line, Buffer.from('\n')]));

const FIRST = asText(lines(1, NOW - 2 * HOUR));
const SECOND = asText(lines(2, NOW - HOUR));

/** Files below a folder by their paths, a character a byte. */
async function filesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const entry of entries.filter((one) => one.isFile() && one.name !== 'lock')) {
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1)] = await readFile(path, 'latin1');
  }
  return files;
}

type How = Pick<BundleOptions, 'env' | 'nodeArgs'>;

/** Files and state behind two ticks: a plain file that grows, and a compressed one that comes with the second. */
async function twoTicks(
  how: How,
  keepEvents: boolean,
): Promise<{ files: Record<string, string>; log: string }> {
  const workspace = await temporaryFolder();
  const put = async (name: string, data: string | Buffer): Promise<void> => {
    await mkdir(join(workspace, name, '..'), { recursive: true });
    await writeFile(join(workspace, name), data);
  };
  await put('governance/policy.yaml', policy(keepEvents));
  await put('schemas/events/app.json', JSON.stringify(nested.schema));
  await git(workspace, 'init', '--quiet');
  let log = '';
  for (const [now, plain] of [
    [NOW - HOUR, FIRST.subarray(0, -20)],
    [NOW + 20 * MINUTE, Buffer.concat([FIRST, SECOND.subarray(0, 100_000)])],
  ] as const) {
    await put('telemetry/app/a.jsonl', plain);
    if (now > NOW)
      await put('telemetry/app/b.jsonl.gz', gzipSync(SECOND.subarray(SECOND.indexOf('\n', 90_000) + 1)));
    const ended = await runBundle('collect', { workspace, inputs: { now: formatInstant(now) }, ...how });
    if (ended.code !== 0) throw new Error(ended.log);
    log += ended.log;
  }
  const [out, state] = [join(workspace, 'out'), join(workspace, '.phasegate')];
  const files = { ...(await filesBelow(out)), ...(await filesBelow(state)) };
  await rm(workspace, { recursive: true });
  return { files, log };
}

const HOWS: readonly (readonly [string, How])[] = [
  ['PHASEGATE_SCANNER=off', { env: { PHASEGATE_SCANNER: 'off' } }],
  ['Node without WebAssembly', { nodeArgs: ['--no-expose-wasm'] }],
  ['one thread', { env: { PHASEGATE_SCANNER_THREADS: '1' } }],
  [
    'two threads, from the first byte on',
    { env: { PHASEGATE_SCANNER_THREADS: '2', PHASEGATE_SCANNER_SPLIT_BYTES: '1' } },
  ],
];

describe.each([
  ['where no events are kept', false],
  ['where events are kept', true],
])('the collect action comes to the same files, byte for byte, %s', (_, keepEvents) => {
  let plain: Awaited<ReturnType<typeof twoTicks>>;
  beforeAll(async () => {
    plain = await twoTicks({}, keepEvents);
  });

  test('which hold events and rejected lines', () => {
    expect(plain.log).toMatch(/read \d{4,} events; \d{3,} rejected, [1-9]\d* duplicates/);
    const names = Object.keys(plain.files).map((name) => name.replace(/\d{8}T.*(?=\.)/, '…'));
    expect(names).toEqual(
      expect.arrayContaining(['quarantine/….jsonl', 'logs/rollout/collector/canary/batch-….jsonl']),
    );
  });

  test.each(HOWS)('with %s', async (_name, how) => {
    const { files } = await twoTicks(how, keepEvents);
    const names = [...new Set([...Object.keys(files), ...Object.keys(plain.files)])];
    expect(names.filter((name) => files[name] !== plain.files[name])).toEqual([]);
  });
});

test('the log names a Node without WebAssembly', async () => {
  const { log } = await twoTicks({ nodeArgs: ['--no-expose-wasm'] }, false);
  expect(log).toContain('source app is read line by line: this Node has no WebAssembly with SIMD');
});
