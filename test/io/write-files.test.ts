import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

  test('that cannot be put in place leave nothing half-written beside it', () => {
    mkdirSync(join(folder, 'taken/by-a-folder'), { recursive: true });
    expect(() => writeFilesAtOnce([{ path: join(folder, 'taken'), data: 'text' }])).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
