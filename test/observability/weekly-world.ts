import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobRun } from '../../src/io/observability/run-job.js';
import { runJob } from '../../src/io/observability/run-job.js';
import {
  rollupLine,
  ROLLUP_HEADER,
  type LatencyRollup,
} from '../../src/domain/observability/latency/latency-rollup.js';
import { latencyRules } from '../../src/domain/observability/latency/latency-rules.js';
import {
  SAMPLE_HEADER,
  sampleLine,
  type LatencySample,
} from '../../src/domain/observability/latency/latency-sample.js';
import { judgeHour, NO_BREACH } from '../../src/domain/observability/latency/breach.js';
import { distributionOf } from '../../src/domain/distribution.js';
import { quantile } from '../../src/domain/quantile.js';
import type { Policy } from '../../src/domain/policy.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { DiskInputTree } from '../../src/io/observability/disk-input-tree.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import { weeklyFiles, type WeeklyDisk } from '../../src/io/observability/weekly-files.js';
import { weeklyHook } from '../../src/io/observability/weekly-hook.js';
import { weeklyInputs } from '../../src/io/observability/weekly-inputs.js';
import { weeklySchema } from '../../src/io/observability/weekly-schema.js';
import { weeklyJob } from '../../action-report/src/jobs/weekly.js';
import type { Job, JobEnd } from '../../src/ports/job.js';
import { memoryConsole } from '../observability-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The Monday that the week of the tests begins with, and a quarter past the midnight that it ends with. */
export const MONDAY = Date.parse('2026-06-22T00:00:00Z');
export const NOW = Date.parse('2026-06-29T00:15:00Z');
export const KEY = 'a-key-of-the-tests';
export const NEXT_KEY = 'the-key-that-follows';

const REFERENCE = join(import.meta.dirname, '../../fixtures/reference/p-latency/governance/policy.yaml');

/** The reference policy, with a smaller sample for a verdict; `change` edits its text. */
export async function referencePolicy(change: (text: string) => string = (text) => text): Promise<Policy> {
  const text = (await readFile(REFERENCE, 'utf8')).replaceAll('min-samples: 20', 'min-samples: 2');
  return parsePolicy(change(text), 'policy.yaml').policy;
}

export const INDEX = `run_id,run_dir,timestamp,mode,sharpe,win_rate
USDJPY_bold_20260610_090000,runs/x,20260610_090000,bold,1.5,0.5
USDJPY_conservative_20260623_101500,runs/y,20260623_101500,conservative,,0.625
grid_USDJPY_bold_or4_ktp0.6,runs/z,20260625_220000,bold,1.25,
`;
export const DAILY = 'date,breakouts,fills\n2018-01-01,1,0\n2018-01-02,2,3\n2018-01-03,1,3\n';
export const SUMMARY = {
  generated_at: '2026-06-28T09:24:42Z',
  category_utilisation: [{ budget_status: 'ok' }, { budget_status: 'warning' }],
  drawdowns: {
    aggregate: { max_drawdown_pct: 0.31 },
    per_strategy: { a: { max_drawdown_pct: 0.25 }, b: { max_drawdown_pct: 0.38 } },
  },
};

export type Texts = Readonly<Record<string, string>>;

/** What users bring. */
export function broughtFiles(): Texts {
  return {
    'runs/index.csv': INDEX,
    'runs/USDJPY_conservative_20260623_101500/daily.csv': DAILY,
    'runs/grid_USDJPY_bold_or4_ktp0.6/daily.csv': DAILY,
    'reports/portfolio_summary.json': JSON.stringify(SUMMARY),
  };
}

/** Samples and rollups of a week and the day before it, four signals an hour; hours from Monday on that breach the limit. */
export function signalFiles(policy: Policy, breaching: readonly number[] = [36, 37, 38, 39]): Texts {
  const rules = latencyRules(policy);
  let state = NO_BREACH;
  const samples: LatencySample[] = [];
  const rollups: LatencyRollup[] = [];
  for (let hour = -24; hour < 168; hour += 1) {
    const start = MONDAY + hour * HOUR;
    const base = breaching.includes(hour) ? 6_000 : 1_000 + (hour + 24);
    const values = [base, base + 10, base + 20, base + 30];
    values.forEach((latencyMs, i) =>
      samples.push({
        ts: start + i * MINUTE,
        source: 'router',
        latencyMs,
        ingestLatencyMs: 5,
        status: 'success',
        detail: '',
      }),
    );
    const all = distributionOf(values);
    const [p50, p95, p99, max] = [50, 95, 99, 100].map((p) => quantile(all, p) ?? 0);
    const measured = { window: { start, end: start + HOUR }, count: 4, failureCount: 0, failureRate: 0 };
    const figures = { p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0, max: max ?? 0 };
    const judged = judgeHour(rules, state, { ...measured, ...figures });
    ({ state } = judged);
    rollups.push(judged.rollup);
  }
  return {
    'ops/signal_latency.csv': SAMPLE_HEADER + samples.map(sampleLine).join(''),
    'ops/signal_latency_rollup.csv': ROLLUP_HEADER + rollups.map(rollupLine).join(''),
  };
}

export async function writeTexts(folder: string, texts: Texts): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A clock that the test moves: sleeping takes no time and is written down. */
export class TestClock {
  ms: number;
  readonly slept: number[] = [];

  constructor(ms: number) {
    this.ms = ms;
  }

  readonly now = (): number => this.ms;

  readonly sleep = (ms: number): Promise<void> => {
    this.slept.push(ms);
    this.ms += ms;
    return Promise.resolve();
  };
}

export interface WorldOptions {
  readonly policy?: Policy;
  readonly brought?: Texts;
  readonly signals?: Texts;
  /** Address of the receiver; none: the secret is not set. */
  readonly url?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A working directory with a root, in which the weekly job runs as action-report runs it. */
export class WeeklyWorld {
  readonly console = memoryConsole();
  readonly masked: string[] = [];
  readonly clock = new TestClock(NOW);
  readonly folder: string;
  readonly root: string;
  readonly policy: Policy;
  environment: Readonly<Record<string, string>>;
  /** What a try that is not answered ends by. */
  timeLimit: ((ms: number) => AbortSignal) | undefined;

  private constructor(folder: string, policy: Policy, environment: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.root = join(folder, 'obs');
    this.policy = policy;
    this.environment = environment;
  }

  static async make(options: WorldOptions = {}): Promise<WeeklyWorld> {
    const policy = options.policy ?? (await referencePolicy());
    const secrets = {
      ...(options.url === undefined ? {} : { OBS_WEEKLY_WEBHOOK_URL: options.url }),
      OBS_WEBHOOK_SECRET: KEY,
    };
    const world = new WeeklyWorld(await temporaryFolder(), policy, { ...secrets, ...options.environment });
    await writeTexts(world.folder, options.brought ?? broughtFiles());
    await writeTexts(world.root, options.signals ?? signalFiles(policy));
    return world;
  }

  job(options: { readonly isDryRun?: boolean; readonly disk?: WeeklyDisk } = {}): Job {
    const { policy, root, clock, environment } = this;
    const weekly = policy.observability?.weekly ?? null;
    if (weekly === null) throw new Error('the policy has no weekly report');
    const { webhook } = weekly;
    const tree = new DiskInputTree(this.folder);
    const { timeLimit } = this;
    const mask = (value: string): void => void this.masked.push(value);
    const hook = { environment, now: clock.now, mask, ...(timeLimit === undefined ? {} : { timeLimit }) };
    return weeklyJob({
      rollout: policy.rollout,
      weekly,
      inputs: weeklyInputs({ policy, weekly, tree, root }),
      schema: weeklySchema(weekly, tree),
      files: weeklyFiles(root, options.disk),
      openHook: webhook && (() => weeklyHook({ ...hook, webhook })),
      clock,
      isDryRun: options.isDryRun ?? false,
    });
  }

  /** One run of the job, with its line and its heartbeat. */
  run(options: { readonly isDryRun?: boolean; readonly disk?: WeeklyDisk } = {}): Promise<JobEnd> {
    const { name, work } = this.job(options);
    const run: JobRun = {
      job: name,
      root: this.root,
      policy: { runLog: { keepMs: 60 * 24 * HOUR } },
      now: this.clock.ms,
      clock: this.clock,
      console: this.console,
      environment: {},
      work,
    };
    return runJob(run);
  }

  isDue(): Promise<boolean> {
    return this.job().isDue(this.clock.ms);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8');
  }

  async json(path: string): Promise<unknown> {
    return JSON.parse(await this.read(path)) as unknown;
  }
}
