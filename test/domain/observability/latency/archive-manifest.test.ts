import { describe, expect, test } from '@jest/globals';
import {
  archivePath,
  parseManifest,
  withArchived,
  type ArchivedSamples,
} from '../../../../src/domain/observability/latency/archive-manifest.js';
import validate from '../../../../src/generated/validate-signal-latency-archive.js';
import { DAY_ONE } from '../../../observability/signals.js';

const ID = '20260620T000000Z-latency';
const ENTRY: ArchivedSamples = {
  job_id: ID,
  path: `ops/signal_latency_archive/2026/06/${ID}.csv.gz`,
  row_count: 3,
  sha256: 'a'.repeat(64),
};

describe('the manifest of the archive', () => {
  test('has a line for each file', () => {
    const other = { ...ENTRY, path: ENTRY.path.replace('/06/', '/07/') };
    const text = withArchived(withArchived('', ENTRY), other);
    expect(text.split('\n')).toHaveLength(3);
    expect(parseManifest(text, validate)).toEqual([
      { kind: 'entry', line: 1, entry: ENTRY },
      { kind: 'entry', line: 2, entry: other },
    ]);
  });

  test('has one line for a file that was made again', () => {
    const text = withArchived(withArchived('', ENTRY), { ...ENTRY, sha256: 'b'.repeat(64) });
    expect(parseManifest(text, validate)).toEqual([
      { kind: 'entry', line: 1, entry: { ...ENTRY, sha256: 'b'.repeat(64) } },
    ]);
  });

  test('keeps lines that nobody can read, and names them', () => {
    const text = withArchived('{"path":\n[]\n\n{"path":"../x.csv.gz"}\n', ENTRY);
    expect(text.startsWith('{"path":\n[]\n{"path":"../x.csv.gz"}\n{')).toBe(true);
    expect(parseManifest(text, validate).map((one) => (one.kind === 'broken' ? one : one.kind))).toEqual([
      { kind: 'broken', line: 1, why: 'is no JSON' },
      { kind: 'broken', line: 2, why: 'expected a mapping; found an empty list' },
      {
        kind: 'broken',
        line: 3,
        why: expect.stringContaining('path: expected a relative path such as ops/'),
      },
      'entry',
    ]);
  });

  test.each([
    ['../a.csv.gz'],
    ['/a/b.csv.gz'],
    ['ops/../a.csv.gz'],
    ['ops/.hidden/a.csv.gz'],
    ['ops/a.csv'],
    ['ops\\a.csv.gz'],
    ['a.csv.gz'],
  ])('%s is no path of it', (path) => {
    const [parsed] = parseManifest(JSON.stringify({ ...ENTRY, path }), validate);
    expect(parsed?.kind).toBe('broken');
  });

  test('puts a file below its year and month, and never over another one', () => {
    expect(archivePath(ID, DAY_ONE, new Set())).toBe(ENTRY.path);
    const second = archivePath(ID, DAY_ONE, new Set([ENTRY.path]));
    expect(second).toBe(`ops/signal_latency_archive/2026/06/${ID}-2.csv.gz`);
    expect(archivePath(ID, DAY_ONE, new Set([ENTRY.path, second]))).toMatch(/-3\.csv\.gz$/);
    expect(parseManifest(JSON.stringify({ ...ENTRY, path: second }), validate)[0]?.kind).toBe('entry');
  });
});
