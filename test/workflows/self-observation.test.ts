import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { START, makeRepository, payments } from '../bundles/scenario.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { MINUTE } from '../../src/domain/time.js';
import { Runner } from '../../scripts/local/src/runner.js';
import { analysisOf } from '../../scripts/local/src/tick-view.js';
import { temporaryFolder } from '../temporary-folder.js';

jest.setTimeout(120_000);

const PROJECT = join(import.meta.dirname, '../..');

const SLIS = `
  slot_delay: { event: tick.completed, quantile: { of: slot_delay_ms, p: 95 }, unit: ms }
  missed_ticks: { event: tick.completed, mean: { of: missed_slots } }
  freshness: { event: tick.completed, quantile: { of: freshness_ms, p: 95 }, unit: ms }
  rejected_share: { event: tick.completed, mean: { of: rejected_share } }`;
const SLOS = `
      - { sli: slot_delay, window: 6h, warn: { above: 600000 } }
      - { sli: missed_ticks, window: 6h, warn: { above: 0.2 } }
      - { sli: freshness, window: 6h, warn: { above: 1800000 } }
      - { sli: rejected_share, window: 6h, warn: { above: 0.01 } }`;

let repo: string;
let runner: Runner;

/** The rollout made by hand, with its own ticks under SLOs. */
beforeEach(async () => {
  repo = await temporaryFolder();
  await makeRepository(repo, payments('dark', { from: 0, to: 240, tookMs: 100 }));
  const file = join(repo, 'governance/policy.yaml');
  const policy = (await readFile(file, 'utf8'))
    .replace('  - { name: decisions, ledger: true }', '$&\n  - { name: ticks, ticks: true }')
    .replace('region }', `$&${SLIS}`)
    .replace(
      'slos: [{ sli: pay_p95, warn: { above: 800 } }]',
      `slos:\n      - { sli: pay_p95, warn: { above: 800 } }${SLOS}`,
    );
  await writeFile(file, policy);
  const play = { folder: 'telemetry', until: START + 300 * MINUTE };
  runner = await Runner.open({ repo, project: PROJECT, env: process.env, play });
});
afterEach(() => runner.close());

async function ticksAt(minutes: readonly number[]): Promise<Readonly<Record<string, string>>> {
  let analysis: Analysis | null = null;
  for (const minute of minutes) {
    const result = await runner.run({ workflow: 'rollout', now: START + minute * MINUTE });
    expect(result.result).toBe('success');
    analysis = analysisOf(result);
  }
  const own = (analysis?.verdicts ?? []).filter(({ slo }) => !slo.startsWith('pay'));
  return Object.fromEntries(own.map(({ sli, status }) => [sli, status]));
}

const FINE = { slot_delay: 'ok', missed_ticks: 'ok', freshness: 'ok', rejected_share: 'ok' };

test('ticks on time and lines in order: every SLO of the pipeline itself is kept', async () => {
  expect(await ticksAt([17, 32, 47, 62])).toEqual(FINE);
});

test('a tick that comes 12 minutes late, behind two that did not come, warns of both', async () => {
  const late = await ticksAt([17, 32, 87, 92]);
  expect(late).toMatchObject({ slot_delay: 'warn', missed_ticks: 'warn', rejected_share: 'ok' });
});

test('lines that are rejected warn', async () => {
  const broken = Array.from(
    { length: 12 },
    (_, i) => `{"event":"pay.done","ts":"2026-05-04T08:2${i % 10}:00Z"}\n`,
  );
  await writeFile(join(repo, 'telemetry/shop/b.jsonl'), broken.join(''));
  expect(await ticksAt([17, 32, 47])).toEqual({ ...FINE, rejected_share: 'warn' });
});

test('a source that falls silent warns', async () => {
  await writeFile(join(repo, 'telemetry/shop/a.jsonl'), payments('dark', { from: 0, to: 30, tookMs: 100 }));
  expect(await ticksAt([32, 47, 62, 77, 92])).toMatchObject({ freshness: 'warn' });
});
