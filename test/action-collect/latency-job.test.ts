import { describe, expect, test } from '@jest/globals';
import type { CollectPlan } from '../../action-collect/src/collect.js';
import { hoursOf, latencyJob, type LatencyJobOptions } from '../../action-collect/src/latency-job.js';
import { NO_LINES } from '../../src/domain/batch.js';
import { NO_BREACH } from '../../src/domain/observability/latency/breach.js';
import {
  EMPTY_ARCHIVE,
  type LatencyArchive,
} from '../../src/domain/observability/latency/latency-archive.js';
import type { LatencyWork } from '../../src/ports/latency-storage.js';
import { DAY_ONE, measured } from '../observability/signals.js';

const NOTHING: LatencyWork = {
  samplesWritten: 0,
  samplesDropped: 0,
  rollups: [],
  rotatedTo: null,
  notes: [],
  isDoubtful: false,
};
const PLAN: CollectPlan = {
  keys: new Map(),
  packedKeys: new Map(),
  batches: [],
  quarantine: null,
  state: '',
  keepKeysFrom: 0,
  totals: NO_LINES,
  missed: 0,
  lagSeconds: 0,
};

function job(
  parts: { archive?: Partial<LatencyArchive>; work?: Partial<LatencyWork> } & Partial<LatencyJobOptions> = {},
): ReturnType<typeof latencyJob> {
  const { archive, work, ...options } = parts;
  return latencyJob({
    plan: PLAN,
    storage: {
      archive: { ...EMPTY_ARCHIVE, ...archive },
      work: { ...NOTHING, ...work },
      add: () => Promise.resolve(),
    },
    rotateAtBytes: 1_000,
    jobId: '20260620T000500Z-latency',
    now: DAY_ONE + 5 * 60_000,
    lockLatencyMs: 3.7,
    dryRunAlert: false,
    writeFile: () => Promise.reject(new Error('nothing is written')),
    ...options,
  });
}

describe('job latency', () => {
  test('that closed no hour is fine, and says so', async () => {
    expect(await job()).toEqual({
      status: 'ok',
      artefacts: [],
      alerts: [],
      diagnostics: {},
      summary: {
        samples_written: 0,
        samples_dropped: 0,
        rollups_written: 0,
        breach_count: 0,
        breach_streak: 0,
        next_rotation_bytes: 1_000,
        lock_latency_ms: 4,
        ...NO_LINES,
        missed: 0,
      },
      heartbeat: {
        status: 'ok',
        next_run_at: '2026-06-20T00:15:00Z',
        last_breach_at: null,
        pending_alerts: 0,
      },
    });
  });

  test('whose collector’s state another tick held is skipped', async () => {
    expect(await job({ plan: null })).toMatchObject({ status: 'skipped', reason: 'lock_not_acquired' });
  });

  test('names its files, and the compressed one with its manifest', async () => {
    const rollups = [{ ...measured(0, 6_000), isBreach: true, streak: 1 }];
    const rotatedTo = 'ops/signal_latency_archive/2026/06/x.csv.gz';
    const result = await job({ work: { samplesWritten: 4, rollups, rotatedTo } });
    expect(result).toMatchObject({
      artefacts: [
        'ops/signal_latency.csv',
        'ops/signal_latency_rollup.csv',
        rotatedTo,
        'ops/signal_latency_archive/manifest.jsonl',
      ],
      summary: { rollups_written: 1, breach_count: 1 },
    });
  });

  test.each([
    [{ bytes: 400, rows: 1 }, 600],
    [{ bytes: 1_000, rows: 1 }, 0],
    [{ bytes: 5_000, rows: 1 }, 0],
  ])('has room for more samples: of %j', async (samples, left) => {
    expect((await job({ archive: { samples } })).summary['next_rotation_bytes']).toBe(left);
  });

  test('to which something is missing is a warning, with its notes and the lines that were put aside', async () => {
    const totals = { ...NO_LINES, rejected: 2, late: 1 };
    const work = { isDoubtful: true, notes: ['nothing is known of an hour'] };
    expect(await job({ work, plan: { ...PLAN, totals, missed: 1 } })).toMatchObject({
      status: 'warning',
      diagnostics: { notes: work.notes, lines: { rejected: 2, late: 1, missed: 1 } },
    });
  });

  test('has the alerts that are open, and with a dry run writes them down as well', async () => {
    const alert = { id: 'latency_breach', severity: 'warning' } as const;
    const episode = { from: DAY_ONE, until: DAY_ONE, levels: ['warning'] } as const;
    const archive = {
      alerts: [{ jobId: 'x', alert }],
      breach: { ...NO_BREACH, episode, lastBreachAt: DAY_ONE },
    };
    expect(await job({ archive })).toMatchObject({
      alerts: [alert],
      heartbeat: { status: 'warning', pending_alerts: 1, last_breach_at: '2026-06-20T00:00:00Z' },
    });
    const written: [string, string][] = [];
    const writeFile = (path: string, text: string): Promise<void> => {
      written.push([path, text]);
      return Promise.resolve();
    };
    const result = await job({ archive, dryRunAlert: true, writeFile });
    const path = 'out/latency_alerts/20260620T000500Z-latency.json';
    expect(result).toMatchObject({ status: 'dry_run', artefacts: [path], alerts: [alert] });
    expect(written.map(([name, text]) => [name, JSON.parse(text) as unknown])).toEqual([
      [path, { job_id: '20260620T000500Z-latency', generated_at: '2026-06-20T00:05:00Z', alerts: [alert] }],
    ]);
  });

  test('archives the windows that the tick closed', () => {
    const header = { window: { start: 'a', end: 'b' }, summaries: [] };
    const batch = { header, file: '', text: '', events: [] } as unknown as CollectPlan['batches'][number];
    expect(hoursOf({ ...PLAN, batches: [batch] })).toEqual([{ header, events: [] }]);
  });
});
