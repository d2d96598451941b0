import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../../src/domain/canonical-json.js';
import { sha256 } from '../../../../src/domain/digest.js';
import {
  EMPTY_ARCHIVE,
  parseArchive,
  renderArchive,
  type Holding,
  type LatencyArchive,
} from '../../../../src/domain/observability/latency/latency-archive.js';
import { DAY_ONE } from '../../../observability/signals.js';

const instant = fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: null });
const holding: fc.Arbitrary<Holding> = fc.record({
  until: instant,
  samples: fc.record({ bytes: fc.nat(), rows: fc.nat() }),
  breach: fc.record({
    heardUntil: instant,
    warningStreak: fc.nat(),
    criticalStreak: fc.nat(),
    rowFrom: instant,
    lastBreachAt: instant,
    episode: fc.option(
      fc.record({
        from: fc.nat(),
        until: fc.nat(),
        levels: fc.subarray(['warning', 'critical'] as const),
      }),
      { nil: null },
    ),
  }),
  alerts: fc.array(
    fc.record({
      jobId: fc.constant('20260620T001500Z-latency'),
      alert: fc.constant({
        id: 'latency_breach',
        severity: 'warning',
        breach_range: { from: '2026-06-20T00:00:00Z', until: '2026-06-20T02:00:00Z' },
      } as const),
    }),
    { maxLength: 2 },
  ),
});
const archive: fc.Arbitrary<LatencyArchive> = fc
  .record({
    held: holding,
    droppedOn: fc.option(fc.constant('2026-06-20'), { nil: null }),
    intent: fc.constantFrom<LatencyArchive['intent']>(
      null,
      { kind: 'rotate', jobId: '20260620T001500Z-latency', path: 'ops/a/2026/06/x.csv.gz' },
      { kind: 'drop', samples: { bytes: 80, rows: 1 } },
    ),
    last: fc.option(fc.record({ from: fc.nat(), before: holding }), { nil: null }),
  })
  .map(({ held, ...rest }) => ({ ...held, ...rest }));

describe('the archive’s own file', () => {
  test('is read back as it was written', () => {
    fc.assert(fc.property(archive, (one) => expect(parseArchive(renderArchive(one), 'a.json')).toEqual(one)));
  });

  test('tells instants as people read them', () => {
    const text = renderArchive({ ...EMPTY_ARCHIVE, until: DAY_ONE });
    expect(JSON.parse(text)).toMatchObject({
      schema: 'phasegate.latency-archive/1',
      until: '2026-06-20T00:00:00Z',
      samples: { bytes: 0, rows: 0 },
    });
  });

  test('is not believed once a byte of it is another', () => {
    const text = renderArchive({ ...EMPTY_ARCHIVE, samples: { bytes: 1234, rows: 20 } });
    expect(parseArchive(text.replace('1234', '1243'), 'a.json')).toBeNull();
  });

  test.each(['', '{', '[]', 'null', '{}', '{"schema":"phasegate.latency-archive/1"}', '{"schema":5}'])(
    '%j is none',
    (text) => expect(parseArchive(text, 'a.json')).toBeNull(),
  );

  test('of a newer version is left to that version', () => {
    const body = { schema: 'phasegate.latency-archive/2' };
    const text = canonicalJson({ ...body, digest: sha256(canonicalJson(body)) });
    expect(() => parseArchive(text, 'obs/ops/latency_archive.json')).toThrow(
      'obs/ops/latency_archive.json is phasegate.latency-archive/2; this version of Phasegate knows phasegate.latency-archive/1',
    );
  });
});
