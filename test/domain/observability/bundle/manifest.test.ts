import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../../src/domain/digest.js';
import { parseManifest } from '../../../../src/domain/observability/bundle/manifest.js';
import { sourceHash } from '../../../../src/domain/observability/source-hash.js';
import validate from '../../../../src/generated/validate-dashboard-manifest.js';
import { bundleOf, JOB, SLIPPAGE, turnoverOf } from './bundles.js';

const { manifest: TEXT, parsed } = bundleOf([turnoverOf(2), SLIPPAGE]);

function edited(parts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(TEXT ?? '') as object), ...parts });
}

describe('the next manifest', () => {
  test('counts the rows of all lists, and from 1', () => {
    expect(
      parsed.datasets.map(({ dataset, sequence, row_count: rows }) => [dataset, sequence, rows]),
    ).toEqual([
      ['slippage', 1, 2],
      ['turnover', 1, 2],
    ]);
    expect(parsed.issued).toEqual({ slippage: 1, turnover: 1 });
  });

  test('has the digests of the file and of its sources, and what it was made from', () => {
    const { files, parsed: one } = bundleOf([turnoverOf(2)]);
    expect(one).toMatchObject({
      job_id: JOB,
      datasets: [
        {
          checksum_sha256: sha256(files.get('turnover.json') as Uint8Array),
          source_hash: sourceHash([{ path: 'runs/index.csv', sha256: sha256('index') }]),
          generated_at: '2026-03-02T14:15:00Z',
        },
      ],
      provenance: { inputs: ['runs/index.csv'] },
    });
  });

  test('goes on from the highest number, also where nothing changed, and keeps what could not be made', () => {
    const kept = parsed.datasets.filter(({ dataset }) => dataset === 'slippage');
    const issued = new Map([
      ['turnover', 1],
      ['slippage', 7],
      ['latency', 3],
    ]);
    const next = bundleOf([turnoverOf(2)], { kept, issued, jobId: '20260303T141500Z-dashboard' }).parsed;
    expect(next.datasets.map(({ dataset, sequence, job_id: job }) => [dataset, sequence, job])).toEqual([
      ['slippage', 1, JOB],
      ['turnover', 2, '20260303T141500Z-dashboard'],
    ]);
    expect(next.issued).toEqual({ slippage: 7, turnover: 2, latency: 3 });
    expect(next.datasets[1]?.checksum_sha256).toBe(parsed.datasets[1]?.checksum_sha256);
  });
});

describe('a manifest', () => {
  test('is read as it was written', () => {
    expect(parseManifest(TEXT, validate)).toEqual({ kind: 'manifest', manifest: parsed });
  });

  test('may have fields that nobody knows yet', () => {
    expect(parseManifest(edited({ more: 1 }), validate).kind).toBe('manifest');
  });

  test('that is not there is missing', () => {
    expect(parseManifest(null, validate)).toEqual({ kind: 'missing' });
  });

  test('of a newer version is told apart from a broken one', () => {
    expect(parseManifest(edited({ schema: 'phasegate.dashboard-manifest/2' }), validate)).toEqual({
      kind: 'newer',
      why: 'is phasegate.dashboard-manifest/2; this version of Phasegate knows phasegate.dashboard-manifest/1',
    });
  });

  test.each([
    ['is no JSON', '{', 'is no JSON'],
    ['is of another kind', '{"schema":"phasegate.batch/1"}', 'phasegate.dashboard-manifest/1'],
    ['is empty', edited({ datasets: [] }), 'datasets'],
    [
      'names a file out of its folder',
      edited({ datasets: [{ ...parsed.datasets[0], dataset: '../x' }] }),
      'datasets[0].dataset',
    ],
    ['names no inputs', edited({ provenance: { ...parsed.provenance, inputs: [] } }), 'provenance.inputs'],
    [
      'names a dataset twice',
      edited({ datasets: [parsed.datasets[0], parsed.datasets[0]] }),
      'names the dataset slippage twice',
    ],
    [
      'has a number above the highest',
      edited({ issued: { slippage: 1 } }),
      'has turnover with a number above the highest in `issued`',
    ],
  ])('that %s is broken', (_, text, why) => {
    const expected: unknown = expect.stringContaining(why);
    expect(parseManifest(text, validate)).toEqual({ kind: 'broken', why: expected });
  });
});
