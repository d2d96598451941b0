import { describe, expect, test } from '@jest/globals';
import {
  addHours,
  arrivalOf,
  rewound,
  type Additions,
  type ClosedHour,
} from '../../../../src/domain/observability/latency/add-hours.js';
import {
  EMPTY_ARCHIVE,
  type LatencyArchive,
} from '../../../../src/domain/observability/latency/latency-archive.js';
import { SAMPLE_HEADER } from '../../../../src/domain/observability/latency/latency-sample.js';
import { rollupLine, ROLLUP_HEADER } from '../../../../src/domain/observability/latency/latency-rollup.js';
import { withRollups } from '../../../../src/domain/observability/latency/rollup-text.js';
import { HOUR } from '../../../../src/domain/time.js';
import { DAY_ONE, hourOf, signalRules } from '../../../observability/signals.js';

const CONTEXT = { rules: signalRules(), jobId: '20260620T030500Z-latency' };
const at = (n: number): number => DAY_ONE + n * HOUR;

function add(archive: LatencyArchive, hours: readonly ClosedHour[]): Additions {
  const added = addHours(archive, hours, CONTEXT);
  if (added === null) throw new Error('nothing was added');
  return added;
}

describe('hours that are added', () => {
  test('begin the files', () => {
    const added = add(EMPTY_ARCHIVE, [
      hourOf(0, { latency: 100, count: 2 }),
      hourOf(1, { latency: 200, count: 1 }),
    ]);
    expect(added.samples).toBe(
      `${SAMPLE_HEADER}2026-06-20T00:00:00Z,router,100,35,ok,
2026-06-20T00:01:00Z,router,100,35,ok,
2026-06-20T01:00:00Z,router,200,35,ok,
`,
    );
    expect(added.rollups.map(({ count, p95 }) => [count, p95])).toEqual([
      [2, 100],
      [1, 200],
    ]);
    expect(added.archive).toMatchObject({
      until: at(2),
      samples: { bytes: Buffer.byteLength(added.samples), rows: 3 },
      last: { from: at(0), before: { until: null, samples: { bytes: 0, rows: 0 } } },
    });
  });

  test('follow what is there', () => {
    const first = add(EMPTY_ARCHIVE, [hourOf(0, { latency: 100 })]).archive;
    const second = add(first, [hourOf(1, { latency: 100 })]);
    expect(second.samples.startsWith('2026-06-20T01:00:00Z')).toBe(true);
    expect(second.archive.samples.bytes).toBe(first.samples.bytes + second.samples.length);
    expect(second.archive.last?.before.samples).toEqual(first.samples);
  });

  test('are passed over where they are there', () => {
    const { archive } = add(EMPTY_ARCHIVE, [hourOf(0, { latency: 100 }), hourOf(1, { latency: 100 })]);
    expect(addHours(archive, [hourOf(0, { latency: 1 }), hourOf(1, { latency: 1 })], CONTEXT)).toBeNull();
    const added = add(archive, [hourOf(1, { latency: 1 }), hourOf(2, { latency: 300 })]);
    expect(added.rollups.map(({ p95 }) => p95)).toEqual([300]);
    expect(added.sampleCount).toBe(4);
  });

  test('may be empty', () => {
    const added = add(EMPTY_ARCHIVE, [hourOf(0, { latency: 1, count: 0 })]);
    expect(added).toMatchObject({
      samples: SAMPLE_HEADER,
      sampleCount: 0,
      rollups: [{ count: 0, p95: null }],
    });
  });

  test('raise alerts, which stay until the run log holds them', () => {
    const bad = [0, 1, 2].map((n) => hourOf(n, { latency: 6000 }));
    const { archive } = add(EMPTY_ARCHIVE, bad);
    const range = { from: '2026-06-20T00:00:00Z', until: '2026-06-20T02:00:00Z' };
    expect(archive.alerts.map(({ alert }) => alert)).toEqual([
      {
        id: 'latency_breach',
        severity: 'warning',
        sli: 'p95',
        value: 6000,
        limit: 5000,
        streak: 2,
        breach_range: range,
        evidence_path: 'ops/signal_latency_rollup.csv',
        message: 'p95 is 6000 ms, above 5000 ms for 2 hours in a row',
      },
      expect.objectContaining({
        severity: 'critical',
        streak: 3,
        message: 'p95 is 6000 ms, above 5000 ms for 3 hours in a row',
      }),
    ]);
    const later = add(archive, [hourOf(3, { latency: 90 })]).archive;
    expect(later.alerts).toHaveLength(3);
    expect(later.alerts[2]?.alert).toMatchObject({
      id: 'latency_breach_resolved',
      severity: 'info',
      message: 'p95 is 90 ms and within its limits again',
    });
  });
});

describe('hours that arrive', () => {
  const { sli } = CONTEXT.rules;
  const { archive } = add(add(EMPTY_ARCHIVE, [hourOf(0, { latency: 1 })]).archive, [
    hourOf(1, { latency: 1 }),
  ]);

  test('are new where they follow, and a gap is named', () => {
    expect(arrivalOf(EMPTY_ARCHIVE, [hourOf(5, { latency: 1 })], sli)).toEqual({ kind: 'new', gap: null });
    expect(arrivalOf(archive, [hourOf(2, { latency: 1 })], sli)).toEqual({ kind: 'new', gap: null });
    expect(arrivalOf(archive, [hourOf(4, { latency: 1 })], sli)).toEqual({
      kind: 'new',
      gap: { from: at(2), until: at(4) },
    });
  });

  test('take the place of the last ones where the collector begins with them again', () => {
    const again = [hourOf(1, { latency: 1, count: 5 }), hourOf(2, { latency: 1 })];
    const arrival = arrivalOf(archive, again, sli);
    if (arrival.kind !== 'again') throw new Error(arrival.kind);
    const before = rewound(archive, arrival.before);
    expect(before).toMatchObject({ until: at(1), last: null });
    const added = add(before, again);
    expect(added.archive.samples.rows).toBe(4 + 5 + 4);
    expect(added.archive.until).toBe(at(3));
  });

  test('are known where they come again with fewer samples: their telemetry is gone', () => {
    const fewer = [hourOf(1, { latency: 1, count: 3 }), hourOf(2, { latency: 1 })];
    expect(arrivalOf(archive, fewer, sli)).toEqual({ kind: 'known' });
    expect(add(archive, fewer)).toMatchObject({ sampleCount: 4, archive: { samples: { rows: 12 } } });
  });

  test('are known where the collector begins even before', () => {
    expect(arrivalOf(archive, [hourOf(0, { latency: 1 })], sli)).toEqual({ kind: 'known' });
    expect(arrivalOf({ ...archive, last: null }, [hourOf(1, { latency: 1 })], sli)).toEqual({
      kind: 'known',
    });
  });
});

describe('the file of rollups', () => {
  const rollups = add(
    EMPTY_ARCHIVE,
    [0, 1, 2, 3].map((n) => hourOf(n, { latency: 100 * (n + 1) })),
  ).rollups;
  const whole = ROLLUP_HEADER + rollups.map(rollupLine).join('');

  test('gets hours behind those that it has', () => {
    const before = withRollups('', rollups.slice(0, 2), { keepFrom: 0, until: null });
    expect(withRollups(before, rollups.slice(2), { keepFrom: 0, until: at(2) })).toBe(whole);
  });

  test('loses what the archive does not hold, and what is too old', () => {
    expect(withRollups(whole, rollups.slice(2), { keepFrom: 0, until: at(2) })).toBe(whole);
    expect(withRollups(whole, [], { keepFrom: 0, until: null })).toBe(ROLLUP_HEADER);
    const young = withRollups(whole, [], { keepFrom: at(2), until: at(4) });
    expect(young).toBe(ROLLUP_HEADER + rollups.slice(2).map(rollupLine).join(''));
  });
});
