import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withOutbox } from '../../action-report/src/kept-outbox.js';
import { notifyRollout } from '../../action-report/src/notify.js';
import type { Analysis } from '../../src/domain/analysis.js';
import type { NotifyPolicy } from '../../src/domain/notify-policy.js';
import type { Policy } from '../../src/domain/policy.js';
import { parseInstant } from '../../src/domain/time.js';
import { StageMemory } from '../../src/io/stage-memory.js';
import { readFiles } from '../../src/io/state-files.js';
import type { Channel } from '../../src/ports/notifier.js';
import { temporaryFolder } from '../temporary-folder.js';
import { Artifacts, Cache, type JobOptions } from './world.js';

const CHANNEL = 'team';

export const NOTIFY: NotifyPolicy = {
  language: 'en',
  remindMs: 0,
  budgetMs: 1_000,
  runbook: null,
  dashboard: null,
  channels: [{ kind: 'slack', name: CHANNEL, secret: 'HOOK' }],
  routes: [{ severities: [], templates: [], phases: [], to: [CHANNEL] }],
};

export interface ReportOptions extends JobOptions {
  readonly isDryRun?: boolean;
  /** The rollout's folder within an artifact. Default: none. */
  readonly below?: string;
}

/** A repository whose report jobs start with nothing but the cache and the artifacts, as on GitHub. */
export class ReportWorld {
  readonly artifacts = new Artifacts();
  readonly cache = new Cache();
  readonly warnings: string[] = [];
  /** Ids of what people were told, in order. */
  readonly told: string[] = [];
  /** Whether nothing gets through to them. */
  isDown = false;
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  static async create(): Promise<ReportWorld> {
    return new ReportWorld(await temporaryFolder());
  }

  get #channel(): Channel {
    return {
      name: CHANNEL,
      send: async ({ notice }) => {
        if (this.isDown) return { kind: 'later', why: 'down', afterMs: 1e9, mayHaveArrived: false };
        this.told.push(notice.id);
        return { kind: 'delivered', detail: '' };
      },
    };
  }

  /** One report of one rollout; what it uploads is an artifact of its run. */
  async report(policy: Policy, analysis: Analysis, options: ReportOptions): Promise<void> {
    const { run, attempt = 1, withToken = true, isDryRun = false, below = '' } = options;
    const workspace = join(this.#root, `${policy.rollout}-${run}-${attempt}`);
    await mkdir(workspace);
    const rollout = { path: 'governance/policy.yaml', policy, below };
    const log = { info: () => undefined, warning: (line: string) => void this.warnings.push(line) };
    const memory = await StageMemory.open({
      stage: 'report',
      state: join(workspace, 'state'),
      output: join(workspace, 'out'),
      cacheKey: 'k',
      cacheTimeoutMs: 1_000,
      api: withToken ? this.artifacts : null,
      environment: {
        GITHUB_RUN_ID: String(run),
        GITHUB_RUN_ATTEMPT: String(attempt),
        GITHUB_RUN_NUMBER: String(run - 100),
        GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/rollout.yml@refs/heads/main',
        GITHUB_REF_NAME: 'main',
      },
      cache: this.cache,
      log,
    });
    const now = parseInstant(analysis.now) ?? 0;
    const state = memory.of(rollout);
    const keeping = { rollout: policy.rollout, state, run: memory.run, now, isDryRun };
    try {
      await withOutbox(keeping, (store) =>
        notifyRollout({
          policy,
          notify: NOTIFY,
          analysis,
          incidents: null,
          entries: [],
          links: {},
          store,
          channels: { open: [{ kind: 'slack', markup: 'slack', channel: this.#channel }], closed: [] },
          render: ({ id }) => ({ title: id, text: '', html: null }),
          now,
          clock: { now: () => now, elapsed: () => 0, sleep: async () => undefined },
          log,
          isDryRun,
        }),
      );
      const folders = memory.foldersOf(rollout);
      if (!isDryRun)
        this.cache.save(
          `k/report/${policy.rollout}/${run}-${attempt}`,
          await readFiles(join(folders.state, 'reporter')),
        );
    } finally {
      this.artifacts.upload('phasegate-reports', run, await readFiles(join(workspace, 'out')));
      await rm(workspace, { recursive: true, force: true });
    }
  }
}
