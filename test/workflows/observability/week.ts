import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatInstant, HOUR, MINUTE } from '../../../src/domain/time.js';

const PROJECT = join(import.meta.dirname, '../../..');
const REFERENCE = join(PROJECT, 'fixtures/reference/p-latency');

/** A Monday, and the one behind it. */
export const BEGIN = Date.parse('2026-06-22T00:00:00Z');
export const END = BEGIN + 168 * HOUR;
/** Wednesday afternoon: four hours in which signals are slow. */
export const BREACH = { from: BEGIN + 60 * HOUR, until: BEGIN + 64 * HOUR };

const SAMPLES_AN_HOUR = 24;

/** Numbers between 0 and 1 that look like chance and are the same at every run (a linear congruential generator). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A week of samples, one every two and a half minutes. */
export function signals(): string {
  const next = chance(1);
  const rows = Array.from({ length: 168 * SAMPLES_AN_HOUR }, (_, i) => {
    const at = BEGIN + (i * HOUR) / SAMPLES_AN_HOUR + Math.floor(next() * 60) * 1_000;
    const isSlow = at >= BREACH.from && at < BREACH.until;
    const ms = Math.floor((isSlow ? 6_000 : 700) + next() * 1_500);
    return `${formatInstant(at)},${i % 3 === 0 ? 'router_demo' : 'broker_api'},${ms},${20 + (i % 60)},success,`;
  });
  return ['timestamp_utc,source,latency_ms,ingest_latency_ms,status,detail', ...rows, ''].join('\n');
}

/**
 * When the ticks of the week come, in order: of the slots of 15 minutes most are dropped, as GitHub's cron drops them, and the
 * others come up to 13 minutes late. One comes behind each hour of the breach and behind the week's end.
 */
export function ticks(): readonly number[] {
  const next = chance(7);
  const all = Array.from({ length: 672 }, (_, slot) => {
    const at = BEGIN + slot * 15 * MINUTE + 2 * MINUTE + Math.floor(next() * 11) * MINUTE;
    const isNeeded = slot % 4 === 0 && at > BREACH.from && at < BREACH.until + 3 * HOUR;
    return next() < 0.1 || isNeeded ? [at] : [];
  });
  return [...all.flat(), END + 20 * MINUTE];
}

/** Sections of the policy that the reference has without receivers. */
const NOTIFY = `
notify:
  channels:
    audit: { kind: webhook, secret: HOOK_URL, signing-secret: HOOK_KEY }
  routes:
    - { severity: [warning, critical], to: [audit] }
`;

async function write(repo: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(repo, path)), { recursive: true });
  await writeFile(join(repo, path), text);
}

function runFolders(): Readonly<Record<string, string>> {
  const ids = [0, 1, 2].map((i) => `USDJPY_conservative_2026062${2 + i}_090000`);
  const index = ids.map(
    (id, i) => `${id},runs/${id},2026062${2 + i}_090000,USDJPY,conservative,${90 + i},${50 + i},0.5${i},1.2`,
  );
  const header = 'run_id,run_dir,timestamp,symbol,mode,trades,wins,win_rate,sharpe';
  const daily =
    'date,breakouts,gate_pass,gate_block,ev_pass,ev_reject,fills,wins,pnl_pips\n2026-06-20,4,2,2,2,0,2,1,3.5\n2026-06-21,4,2,2,2,0,0,0,0\n';
  return {
    'runs/index.csv': [header, ...index, ''].join('\n'),
    ...Object.fromEntries(ids.map((id) => [`runs/${id}/daily.csv`, daily])),
  };
}

const PORTFOLIO = {
  generated_at: '2026-06-28T20:00:00Z',
  category_utilisation: [
    { category: 'day', utilisation_pct: 18.5, cap_pct: 40, budget_status: 'ok' },
    { category: 'scalping', utilisation_pct: 12, cap_pct: 25, budget_status: 'warning' },
  ],
  drawdowns: {
    aggregate: { max_drawdown_pct: 0.31 },
    per_strategy: { day: { max_drawdown_pct: 0.2 }, scalping: { max_drawdown_pct: 0.31 } },
  },
};

const TELEMETRY = { slippage_bps: 0.4, fill_count: 120, window_days: 7, execution_health: {} };

const ARCHIVE = {
  meta: { symbol: 'USDJPY' },
  ev_global: { alpha: 26.7, beta: 23.2, prior_alpha: 0, prior_beta: 0, decay: 0.02, conf: 0.95 },
  slip: { a: { narrow: 0.02 }, curve: { narrow: { a: 0.02, b: 0 } }, ewma_alpha: 0.1 },
};

/** A repository whose standing jobs run for a week: the reference policy with receivers, and what its jobs read. */
export async function makeObserved(repo: string): Promise<void> {
  const policy = await readFile(join(REFERENCE, 'governance/policy.yaml'), 'utf8');
  await write(repo, 'observability/policy.yaml', policy + NOTIFY);
  await cp(join(REFERENCE, 'schemas'), join(repo, 'schemas'), { recursive: true });
  await write(repo, 'ops/signal_latency.csv', signals());
  const archive = 'ops/state_archive/day_orb.DayORB/USDJPY/conservative/20260622_090000.json';
  const files = {
    ...runFolders(),
    'reports/portfolio_summary.json': JSON.stringify(PORTFOLIO),
    'reports/telemetry.json': JSON.stringify(TELEMETRY),
    [archive]: JSON.stringify(ARCHIVE),
  };
  for (const [path, text] of Object.entries(files)) await write(repo, path, text);
  execFileSync('git', ['init', '--quiet', repo]);
}
