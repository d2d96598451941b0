import { existsSync, readFileSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { breachesOf } from '../../../src/domain/observability/weekly/latency-week.js';
import { readRollup } from '../../../src/domain/observability/latency/latency-rollup.js';
import { canonicalJson } from '../../../src/domain/canonical-json.js';
import { referencePolicy, WeeklyWorld } from '../../observability/weekly-world.js';

/** Inputs of a real repository, and what another program computes from them; not a part of this repository. */
const DATA = join(import.meta.dirname, '../../../../shared/data/observability');
const isThere = existsSync(DATA);

if (!isThere) console.warn(`skipped: ${DATA} is not there, so no weekly report is made of it`);

interface Report {
  readonly portfolio: object;
  readonly runs: readonly {
    readonly run_id: string;
    readonly turnover_per_day: number;
    readonly win_rate: number;
  }[];
  readonly latency: {
    readonly p50_ms: number;
    readonly p95_ms: number;
    readonly breaches: readonly object[];
  };
}

/** The real working directory, at the end of the week that `now` is in; rollups and samples are below the root. */
async function reportAt(now: string): Promise<Report> {
  const world = await WeeklyWorld.make({ policy: await referencePolicy(), brought: {}, signals: {} });
  for (const name of ['runs', 'reports'])
    await cp(join(DATA, name), join(world.folder, name), { recursive: true });
  await cp(
    join(DATA, 'expected/signal_latency_rollup.csv'),
    join(world.root, 'ops/signal_latency_rollup.csv'),
  );
  await cp(join(DATA, 'ops/signal_latency.csv'), join(world.root, 'ops/signal_latency.csv'));
  world.clock.ms = Date.parse(now);
  const { record } = await world.run({ isDryRun: true });
  expect(record).toMatchObject({ error_code: null, status: 'dry_run' });
  return (await world.json(record.artefacts[0] ?? '')) as Report;
}

(isThere ? describe : describe.skip)('the week of a real repository', () => {
  test('has the runs that were made in it, with the turnover that the other program computes', async () => {
    const { runs, portfolio } = await reportAt('2025-09-22T00:15:00Z');
    const { rows } = JSON.parse(readFileSync(join(DATA, 'expected/turnover.json'), 'utf8')) as {
      rows: { run_id: string; timestamp: string; avg_trades_per_day: number; win_rate: number }[];
    };
    const newest = rows.toSorted((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
    expect(runs.map(({ run_id: id }) => id)).toEqual(newest.map(({ run_id: id }) => id));
    expect(runs).toHaveLength(40);
    runs.forEach(({ turnover_per_day: turnover, win_rate: rate }, i) => {
      expect(turnover).toBeCloseTo(newest[i]?.avg_trades_per_day ?? Number.NaN, 12);
      expect(rate).toBeCloseTo(newest[i]?.win_rate ?? Number.NaN, 12);
    });
    expect(portfolio).toEqual({
      budget_status: 'normal',
      drawdown_pct: 0.3793172289878219,
      max_drawdown_pct: 0.3140108657728156,
    });
  });

  test('has no runs where none were made, and the breach of its signals', async () => {
    const { runs, latency } = await reportAt('2026-06-29T00:15:00Z');
    expect(runs).toEqual([]);
    expect(latency.breaches).toEqual([
      {
        begin: '2026-06-22T12:00:00Z',
        end: '2026-06-22T16:00:00Z',
        hours: 4,
        max_p95_ms: 8445.4,
        evidence_path: 'ops/signal_latency_rollup.csv',
      },
    ]);
  });

  test('has the percentiles of its samples, computed from the file itself', async () => {
    const { latency } = await reportAt('2026-06-29T00:15:00Z');
    const lines = (await readFile(join(DATA, 'ops/signal_latency.csv'), 'utf8')).trim().split('\n').slice(1);
    const values = lines
      .map((line) => line.split(','))
      .filter(([at = '']) => at >= '2026-06-22' && at < '2026-06-29')
      .map(([, , ms]) => Number(ms))
      .sort((a, b) => a - b);
    const at = (p: number): number => {
      const place = (values.length - 1) * p;
      const low = values[Math.floor(place)] ?? 0;
      return low + ((values[Math.ceil(place)] ?? 0) - low) * (place % 1);
    };
    expect(latency.p50_ms).toBeCloseTo(at(0.5), 6);
    expect(latency.p95_ms).toBeCloseTo(at(0.95), 6);
    // The mean of the hours' own p95 would be another figure.
    const rollups = (await readFile(join(DATA, 'expected/signal_latency_rollup.csv'), 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((line) => readRollup(line.split(',')) ?? []);
    const week = { start: Date.parse('2026-06-22'), end: Date.parse('2026-06-29') };
    const hours = rollups.filter(({ window }) => window.start >= week.start).flatMap(({ p95 }) => p95 ?? []);
    const mean = hours.reduce((sum, p95) => sum + p95, 0) / hours.length;
    expect(Math.abs(mean - latency.p95_ms)).toBeGreaterThan(50);
    expect(breachesOf(rollups, week)).toHaveLength(1);
    expect(canonicalJson(latency)).toContain('"pending_alerts":0');
  });
});
