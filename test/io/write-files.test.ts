import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFilesAtOnce } from '../../src/io/files.js';

describe('many files at once', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'phasegate-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are there whole, in folders that are made, in the place of earlier ones', () => {
    writeFileSync(join(folder, 'a'), 'before');
    writeFilesAtOnce([
      { path: join(folder, 'a'), data: 'after' },
      { path: join(folder, 'deep/er/b'), data: Uint8Array.of(1, 2) },
      { path: join(folder, 'deep/er/c'), data: '' },
    ]);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('after');
    expect([...readFileSync(join(folder, 'deep/er/b'))]).toEqual([1, 2]);
    expect(readdirSync(join(folder, 'deep/er')).sort()).toEqual(['b', 'c']);
  });

  test('of what lies in a file already get another name of it, and outlive the first one', () => {
    const file = join(folder, 'first');
    writeFileSync(file, 'keys');
    const read = (): Uint8Array => readFileSync(file);
    writeFileSync(join(folder, 'second'), 'before');
    writeFilesAtOnce([{ path: join(folder, 'second'), data: { file, read } }]);
    expect(statSync(join(folder, 'second')).ino).toBe(statSync(file).ino);
    rmSync(file);
    expect(readFileSync(join(folder, 'second'), 'utf8')).toBe('keys');
    expect(readdirSync(folder)).toEqual(['second']);
  });

  test('of what cannot have another name are copies', () => {
    const file = join(folder, 'gone');
    const read = (): Uint8Array => Uint8Array.of(7);
    writeFilesAtOnce([{ path: join(folder, 'copy'), data: { file, read } }]);
    expect([...readFileSync(join(folder, 'copy'))]).toEqual([7]);
  });

  test('that cannot be put in place leave nothing half-written beside it', () => {
    mkdirSync(join(folder, 'taken/by-a-folder'), { recursive: true });
    expect(() => writeFilesAtOnce([{ path: join(folder, 'taken'), data: 'text' }])).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
