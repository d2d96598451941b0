import { appendFile, chmod, mkdir, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FileTelemetryReader } from '../../src/io/telemetry-reader.js';
import type { Cursor, RawLine } from '../../src/ports/telemetry.js';
import { temporaryFolder } from '../temporary-folder.js';

const MINUTES = 60_000;
/** Root reads everything, so there is nothing to see. */
const testUnlessRoot = process.getuid?.() === 0 ? test.skip : test;
let root: string;
let cursors: Record<string, Cursor>;

beforeEach(async () => {
  root = await temporaryFolder();
  cursors = {};
  await mkdir(join(root, 't'), { recursive: true });
});

/** Everything new, as short texts: a line's `n`, or its place and reason. Remembers the cursors like the collector does. */
async function read(options: { now?: number; format?: 'jsonl' | 'csv' } = {}): Promise<string[]> {
  const reader = new FileTelemetryReader(root);
  const seen: string[] = [];
  const request = {
    name: 's',
    format: options.format ?? 'jsonl',
    files: 't/*',
    cursors,
    now: options.now ?? 0,
    cutAfterMs: 30 * MINUTES,
  } as const;
  for await (const item of reader.read(request)) {
    if (item.kind === 'end') cursors[item.file] = item.cursor;
    else seen.push(textOf(item));
  }
  return seen;
}

function textOf(line: RawLine): string {
  return line.kind === 'fields'
    ? JSON.stringify(line.fields)
    : `${line.place.file}:${line.place.line} ${line.reason}`;
}

const file = (name = 'a.jsonl'): string => join(root, 't', name);
const rows = (...numbers: number[]): string => numbers.map((n) => `{"n":${n}}\n`).join('');
const ns = (...numbers: number[]): string[] => numbers.map((n) => `{"n":${n}}`);

describe('reads only what is new', () => {
  test('of a file that grows', async () => {
    await writeFile(file(), rows(1, 2));
    expect(await read()).toEqual(ns(1, 2));
    expect(await read()).toEqual([]);
    await appendFile(file(), rows(3));
    expect(await read()).toEqual(ns(3));
  });

  test('of several files, in order of name', async () => {
    await writeFile(file('b.jsonl'), rows(2));
    await writeFile(file('a.jsonl'), rows(1));
    expect(await read()).toEqual(ns(1, 2));
    await appendFile(file('a.jsonl'), rows(3));
    await writeFile(file('c.jsonl.gz'), gzipSync(rows(4)));
    expect(await read()).toEqual(ns(3, 4));
    expect(await read()).toEqual([]);
  });

  test('of a compressed file that was written anew with more lines', async () => {
    await writeFile(file('a.jsonl.gz'), gzipSync(rows(1, 2)));
    expect(await read()).toEqual(ns(1, 2));
    await writeFile(file('a.jsonl.gz'), gzipSync(rows(1, 2, 3)));
    expect(await read()).toEqual(ns(3));
  });

  test('whatever the pieces in which it was appended', async () => {
    const text = `\ufeff${rows(1, 2)}\r\n{"n":3}\r\n\n{"n":"ü€😀"}\n{"n":5}`;
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 6 }),
        async (cuts) => {
          cursors = {};
          await writeFile(file(), '');
          const all: string[] = [];
          let from = 0;
          for (const to of [...cuts.sort((a, b) => a - b), bytes.length]) {
            await appendFile(file(), bytes.subarray(from, to));
            all.push(...(await read()));
            from = to;
          }
          expect(all).toEqual([...ns(1, 2, 3), '{"n":"ü€😀"}', '{"n":5}']);
          expect(cursors['t/a.jsonl']).toMatchObject({ offset: bytes.length, lines: 7 });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('reads anew', () => {
  test('a truncated file', async () => {
    await writeFile(file(), rows(1, 2, 3));
    await read();
    await truncate(file(), 0);
    await appendFile(file(), rows(4));
    expect(await read()).toEqual(ns(4));
  });

  test('a file that was rotated away and begun again, longer than before', async () => {
    await writeFile(file(), rows(1));
    await read();
    await rename(file(), file('a.jsonl.1'));
    await writeFile(file(), rows(5, 6, 7));
    expect(await read()).toEqual([...ns(5, 6, 7), ...ns(1)]);
  });

  test('a file whose middle was rewritten in place', async () => {
    await writeFile(file(), rows(1, 2, 3));
    await read();
    await writeFile(file(), rows(1, 9, 3));
    expect(await read()).toEqual(ns(1, 9, 3));
  });
});

describe('a last line without a newline', () => {
  test('is taken when it is whole', async () => {
    await writeFile(file(), `${rows(1)}{"n":2}`);
    expect(await read()).toEqual(ns(1, 2));
    await appendFile(file(), `\n${rows(3)}`);
    expect(await read()).toEqual(ns(3));
    expect(cursors['t/a.jsonl']).toMatchObject({ lines: 3 });
  });

  test('is waited for while it may be in the writing', async () => {
    await writeFile(file(), `${rows(1)}{"n":`);
    expect(await read({ now: 0 })).toEqual(ns(1));
    expect(await read({ now: 30 * MINUTES })).toEqual([]);
    await appendFile(file(), `2}\n`);
    expect(await read({ now: 31 * MINUTES })).toEqual(ns(2));
  });

  test('is put aside when nobody ends it', async () => {
    await writeFile(file(), `${rows(1)}{"n":`);
    await read({ now: 0 });
    expect(await read({ now: 31 * MINUTES })).toEqual(['t/a.jsonl:2 is no JSON']);
    expect(await read({ now: 99 * MINUTES })).toEqual([]);
  });
});

describe('bad input is named and passed over', () => {
  test('an empty file and a missing one', async () => {
    expect(await read()).toEqual([]);
    await writeFile(file(), '');
    expect(await read()).toEqual([]);
  });

  test('bytes that are no UTF-8, NUL bytes, no JSON', async () => {
    const text = [
      Buffer.from('{"n":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from(`"}\n\0\0\n{"n":\n${rows(4)}`),
    ];
    await writeFile(file(), Buffer.concat(text));
    expect(await read()).toEqual([
      't/a.jsonl:1 holds bytes that are no UTF-8',
      't/a.jsonl:2 is no JSON',
      't/a.jsonl:3 is no JSON',
      ...ns(4),
    ]);
  });

  test('a line over the limit, in one reading or several', async () => {
    await writeFile(file(), `${rows(1)}${'x'.repeat(3_000_000)}`);
    expect(await read()).toEqual([...ns(1), 't/a.jsonl:2 is longer than 1048576 bytes']);
    await appendFile(file(), 'x'.repeat(3_000_000));
    expect(await read()).toEqual([]);
    await appendFile(file(), `xx\n${rows(3)}`);
    expect(await read()).toEqual(ns(3));
    expect(cursors['t/a.jsonl']).toMatchObject({ lines: 3 });
  });

  test('a broken gzip file: what stands before the break is read, and the break named once', async () => {
    const whole = gzipSync(Array.from({ length: 20_000 }, (_, n) => `{"n":${n * 7919}}\n`).join(''));
    await writeFile(file('a.jsonl.gz'), whole.subarray(0, whole.length - 20));
    const seen = await read();
    expect(seen.length).toBeGreaterThan(1_000);
    expect(seen.at(-1)).toMatch(/^t\/a\.jsonl\.gz:\d+ is no whole gzip file: /);
    expect(await read()).toEqual([]);
    await writeFile(file('a.jsonl.gz'), whole);
    expect(await read()).toHaveLength(20_000);
  });

  test('something that is no gzip file', async () => {
    await writeFile(file('a.jsonl.gz'), rows(1));
    expect(await read()).toEqual(['t/a.jsonl.gz:1 is no whole gzip file: Z_DATA_ERROR']);
  });

  testUnlessRoot('a file without read permission', async () => {
    await writeFile(file(), rows(1));
    await chmod(file(), 0);
    expect(await read()).toEqual(['t/a.jsonl:0 cannot be read: EACCES']);
  });
});

describe('CSV', () => {
  test('with header, quotes, line breaks in quotes, BOM, CRLF and blank lines', async () => {
    await writeFile(file('a.csv'), '\ufeffat,what\r\n1,"a, ""b"""\r\n\r\n2,"two\nlines"\r\n3,\r\n');
    expect(await read({ format: 'csv' })).toEqual([
      '{"at":"1","what":"a, \\"b\\""}',
      '{"at":"2","what":"two\\nlines"}',
      '{"at":"3"}',
    ]);
  });

  test('goes on with the header of an earlier reading', async () => {
    await writeFile(file('a.csv'), 'at,what\n1,a\n');
    await read({ format: 'csv' });
    await appendFile(file('a.csv'), '2,b\n3,');
    expect(await read({ format: 'csv' })).toEqual(['{"at":"2","what":"b"}']);
    await appendFile(file('a.csv'), 'c\n');
    expect(await read({ format: 'csv' })).toEqual(['{"at":"3","what":"c"}']);
  });

  test('with the wrong number of values, or a quote in the wrong place', async () => {
    await writeFile(file('a.csv'), 'at,what\n1\n1,2,3\na"b,c\n4,d\n');
    expect(await read({ format: 'csv' })).toEqual([
      't/a.csv:2 has 1 values where the header names 2 columns',
      't/a.csv:3 has 3 values where the header names 2 columns',
      't/a.csv:4 is no CSV: a quote stands inside an unquoted value',
      '{"at":"4","what":"d"}',
    ]);
  });
});
