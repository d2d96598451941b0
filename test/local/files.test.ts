import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { arrivedBytes, readArrivals } from '../../scripts/local/src/arrivals.js';
import { commonRoot, glob, hashFiles } from '../../scripts/local/src/glob.js';
import { makeFolder } from './support.js';

let folder = '';
beforeAll(() => {
  const names = ['a.txt', 'b.log', 'd/c.txt', 'd/e/f.txt', 'd/e/.g', '.hidden/h.txt', 'x[1].txt', 'd+.txt'];
  folder = makeFolder(Object.fromEntries(names.map((name) => [name, name])));
  symlinkSync('.', join(folder, 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('glob', () => {
  test.each<[string, string, boolean, readonly string[], string]>([
    ['a file', 'a.txt', false, ['a.txt'], ''],
    ['a folder brings all that is in it', 'd', false, ['d/c.txt', 'd/e/f.txt'], 'd'],
    ['hidden files when asked for', 'd/', true, ['d/c.txt', 'd/e/.g', 'd/e/f.txt'], 'd'],
    ['a star stays in its folder', '*.txt', false, ['a.txt', 'd+.txt', 'x[1].txt'], ''],
    ['two stars do not', 'd/**/*.txt', false, ['d/c.txt', 'd/e/f.txt'], 'd'],
    ['special characters mean themselves', 'd+.txt', false, ['d+.txt'], ''],
    ['sets', '[ab].*', false, ['a.txt', 'b.log'], ''],
    ['sets of what must not be there', '[!a].log', false, ['b.log'], ''],
    ['excluded, then taken again', 'd\n!d/**\nd/c.txt', false, ['d/c.txt'], 'd'],
    ['comments and empty lines', '# x\n\n b.log \n', false, ['b.log'], ''],
    ['several: the least common ancestor', 'd/e/f.txt\nd/c.txt', false, ['d/c.txt', 'd/e/f.txt'], 'd'],
    ['nothing', 'none/*', false, [], 'none'],
  ])('%s', (_name, patterns, includeHidden, files, root) => {
    const found = glob(patterns, { folder, home: folder, includeHidden });
    expect(found.files.map((file) => relative(folder, file))).toEqual(files);
    expect(relative(folder, commonRoot(found))).toBe(root);
  });

  test('hashFiles depends on contents alone, and is empty without files', () => {
    expect(hashFiles(['*.nothing'], folder)).toBe('');
    const before = hashFiles(['**/*.txt'], folder);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(join(folder, 'a.txt'), 'changed');
    expect(hashFiles(['**/*.txt'], folder)).not.toBe(before);
    writeFileSync(join(folder, 'a.txt'), 'a.txt');
    expect(hashFiles(['**/*.txt'], folder)).toBe(before);
    expect(hashFiles(['../**'], join(folder, 'd'))).toBe(hashFiles(['**'], join(folder, 'd')));
  });
});

/** The rule word for word: how many bytes of the lines had arrived. */
function arrivedByRule(
  lines: readonly { time: number | null; text: string }[],
  until: number,
  now: number,
): number {
  let arrival = -Infinity;
  let bytes = 0;
  for (const { time, text } of lines) {
    if (time !== null && time <= until) arrival = Math.max(arrival, time);
    if (arrival > now) return bytes;
    bytes += Buffer.byteLength(text) + 1;
  }
  return bytes;
}

const second = fc.integer({ min: 0, max: 100 });
const iso = (at: number): string => new Date(at * 1000).toISOString();
const someLine = fc.oneof(
  second.map((at) => ({ time: at * 1000, text: `{"ts":"${iso(at)}","v":"ü"}` })),
  fc
    .tuple(second, second)
    .map(([ts, at]) => ({ time: at * 1000, text: `{"received_at":"${iso(at)}","ts":"${iso(ts)}"}` })),
  fc
    .constantFrom('', '{"ts":', '[]', '{"ts":5}', '{"ts":"yesterday"}', 'null')
    .map((text) => ({ time: null, text })),
);

describe('arrivals', () => {
  test('what had arrived is what the rule says, packed or not, with a last newline or without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someLine),
        second,
        second,
        fc.boolean(),
        async (lines, until, now, isClosed) => {
          const text = lines.map((line) => line.text).join('\n') + (isClosed && lines.length > 0 ? '\n' : '');
          const path = join(folder, 'played.jsonl');
          writeFileSync(path, text);
          writeFileSync(`${path}.gz`, gzipSync(text));
          const plain = await readArrivals(path, until * 1000);
          const expected = arrivedByRule(lines, until * 1000, now * 1000);
          expect(arrivedBytes(plain, now * 1000)).toBe(Math.min(expected, Buffer.byteLength(text)));
          expect(await readArrivals(`${path}.gz`, until * 1000)).toEqual(plain);
          expect(plain.times).toEqual([...plain.times].sort((a, b) => a - b));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('CSV: the first cell that is a time; the header arrives first', async () => {
    const path = join(folder, 'played.csv');
    writeFileSync(path, 'timestamp_utc,source\n"1970-01-01T00:00:10Z",a\nb,1970-01-01T00:00:20Z\n');
    const arrivals = await readArrivals(path, Infinity);
    expect(arrivals.times).toEqual([-Infinity, 10_000, 20_000]);
  });

  test('a line without an end is bounded, and a broken .gz counts as far as it can be read', async () => {
    const path = join(folder, 'long.jsonl');
    const first = `{"ts":"${iso(5)}"}\n`;
    writeFileSync(path, `${first}{"ts":"${iso(50)}","x":"${'y'.repeat(400_000)}"}\n`);
    expect((await readArrivals(path, Infinity)).times).toEqual([5_000, 5_000]);
    const packed = gzipSync(first.repeat(10_000) + `{"ts":"${iso(9)}"}\n`, { level: 0 });
    writeFileSync(`${path}.gz`, packed);
    truncateSync(`${path}.gz`, packed.length - 100);
    expect((await readArrivals(`${path}.gz`, Infinity)).times.at(-1)).toBe(5_000);
  });
});
