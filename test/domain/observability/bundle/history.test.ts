import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../../src/domain/digest.js';
import {
  expired,
  historyFolder,
  historyNames,
  NO_ARCHIVE,
  parseArchive,
  renderArchive,
  withLeaving,
} from '../../../../src/domain/observability/bundle/history.js';
import { isWanted, parseWantedBundle } from '../../../../src/domain/observability/bundle/wanted-bundle.js';
import { DAY } from '../../../../src/domain/time.js';
import { bundleOf, NOW, turnoverOf } from './bundles.js';

const FOLDERS = [
  '20260302T141500Z-dashboard.10',
  '20260302T141500Z-dashboard.2',
  '20260302T141500Z-dashboard',
  '20260101T000000Z-dashboard',
  '20260230T000000Z-dashboard',
  '20260302T141500Z-latency',
  '20260302T141500Z-dashboard.1',
  'notes',
];

test('bundles are told from other folders, and come oldest first', () => {
  expect(historyNames(FOLDERS).map(({ folder }) => folder)).toEqual([
    '20260101T000000Z-dashboard',
    '20260302T141500Z-dashboard',
    '20260302T141500Z-dashboard.2',
    '20260302T141500Z-dashboard.10',
  ]);
});

test('each bundle of one second has a name of its own', () => {
  const id = '20260302T141500Z-dashboard';
  expect(historyFolder(id, [])).toBe(id);
  expect(historyFolder(id, [id, `${id}.2`])).toBe(`${id}.3`);
});

describe('what is older than is kept', () => {
  const days = ['20260101', '20260102', '20260103'];
  const names = historyNames(days.map((day) => `${day}T000000Z-dashboard`));

  test.each([
    ['nothing yet', '2026-02-26T00:00:00Z', []],
    ['the first, a moment later', '2026-02-26T00:00:00.001Z', ['20260101T000000Z-dashboard']],
    [
      'all but the newest, long after',
      '2027-01-01T00:00:00Z',
      ['20260101T000000Z-dashboard', '20260102T000000Z-dashboard'],
    ],
  ])('%s', (_, now, folders) => {
    const old = expired(names, { now: Date.parse(now), keepMs: 56 * DAY });
    expect(old.map(({ folder }) => folder)).toEqual(folders);
  });
});

describe('the archive’s manifest', () => {
  const { manifest: text, parsed } = bundleOf([turnoverOf(2)]);
  const leaving = { folder: 'a', text, manifest: parsed };
  const one = withLeaving(NO_ARCHIVE, [leaving, { folder: 'b', text: null, manifest: null }], NOW);

  test('remembers what a bundle was', () => {
    const [entry] = parsed.datasets;
    expect(one.entries).toEqual([
      {
        folder: 'a',
        archived_at: '2026-03-02T14:15:00Z',
        manifest_sha256: sha256(text ?? ''),
        datasets: [{ dataset: 'turnover', sequence: 1, checksum_sha256: entry?.checksum_sha256 }],
      },
      { folder: 'b', archived_at: '2026-03-02T14:15:00Z', manifest_sha256: null, datasets: [] },
    ]);
  });

  test('is read as it was written, and is empty where there is none', () => {
    expect(parseArchive(renderArchive(one))).toEqual({ kind: 'archive', archive: one });
    expect(parseArchive(null)).toEqual({ kind: 'archive', archive: NO_ARCHIVE });
  });

  test('does not enter a bundle twice', () => {
    expect(withLeaving(one, [leaving], NOW + 1)).toEqual(one);
  });

  test('remembers the newest 2000, and how many there were before', () => {
    const many = Array.from({ length: 2_003 }, (_, i) => ({ folder: `f${i}`, text: null, manifest: null }));
    const { entries, dropped } = withLeaving(NO_ARCHIVE, many, NOW);
    expect([entries.length, entries[0]?.folder, dropped]).toEqual([2_000, 'f3', 3]);
  });

  test.each([
    ['no JSON', '{', 'broken'],
    ['of another kind', '{"schema":"x"}', 'broken'],
    ['without entries', '{"schema":"phasegate.dashboard-archive/1","dropped":0}', 'broken'],
    ['of a newer version', '{"schema":"phasegate.dashboard-archive/2"}', 'newer'],
  ])('that is %s is not taken for one', (_, content, kind) => {
    expect(parseArchive(content).kind).toBe(kind);
  });
});

describe('a bundle that is asked for', () => {
  const [name] = historyNames(['20260302T141500Z-dashboard']);
  const { parsed } = bundleOf([turnoverOf(2)]);

  test.each([
    ['', true],
    ['20260302T141500Z-dashboard', true],
    ['20260302T141500Z-dashboard.2', false],
    ['turnover=1', true],
    ['turnover=2', false],
    ['latency=1', false],
  ])('by %p', (text, expected) => {
    if (name === undefined) throw new Error('no name');
    expect(isWanted(parseWantedBundle(text), name, parsed)).toBe(expected);
  });

  test.each(['newest', '../x', 'turnover=0', 'turnover=1e3', 'turnover', '20260302T141500Z-latency', '=1'])(
    'by %p is refused',
    (text) => {
      expect(() => parseWantedBundle(text)).toThrow(/^inputs: bundle is ".*"; write a job’s id such as/);
    },
  );
});
