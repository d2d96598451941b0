import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { collectTick } from '../../action-collect/src/tick.js';
import { analyzeRolloutTick } from '../../action-analyze/src/rollout-tick.js';
import type { Policy } from '../../src/domain/policy.js';
import { formatInstant } from '../../src/domain/time.js';
import type { CacheResult } from '../../src/io/actions-cache.js';
import { AnalyzerFolders } from '../../src/io/analyzer-folders.js';
import { readCollected } from '../../src/io/collected.js';
import { CollectorFolders } from '../../src/io/collector-folders.js';
import { writeFileAtomic } from '../../src/io/files.js';
import { missedBatches } from '../../src/io/missed-batches.js';
import { StageMemory } from '../../src/io/stage-memory.js';
import { readFiles } from '../../src/io/state-files.js';
import { FileTelemetryReader } from '../../src/io/telemetry-reader.js';
import type { ApiAnswer, ApiCall, GithubApi } from '../../src/ports/github.js';
import type { Files, LedgerReading, StageState } from '../../src/ports/stage-state.js';
import { temporaryFolder } from '../temporary-folder.js';

const NO_LEDGER: LedgerReading = { head: null, text: null, ledger: () => null };
const REPOSITORY_ID = 7;

interface Uploaded {
  readonly id: number;
  readonly name: string;
  readonly run: number;
  readonly files: Files;
  readonly from: Readonly<Record<string, unknown>>;
}

/** Artifacts of a repository, as GitHub's API shows them. */
export class Artifacts implements GithubApi {
  readonly repository = 'octo/shop';
  sent = 0;
  readonly all: Uploaded[] = [];
  /** Thrown at every call while it is set. */
  fault: Error | null = null;
  #ids = 0;

  upload(name: string, run: number, files: Files, from: Readonly<Record<string, unknown>> = {}): void {
    this.#ids += 1;
    this.all.push({ id: this.#ids, name, run, files, from });
  }

  async call({ path, query = {} }: ApiCall): Promise<ApiAnswer> {
    this.sent += 1;
    if (this.fault !== null) throw this.fault;
    if (path !== 'actions/artifacts') throw new Error(`no answer to ${path}`);
    const page = (Number(query['page']) - 1) * Number(query['per_page']);
    const named = this.all.filter(({ name }) => name === query['name']).reverse();
    const artifacts = named.slice(page, page + Number(query['per_page'])).map(({ id, run, from }) => ({
      id,
      expired: false,
      created_at: formatInstant(id * 1_000),
      workflow_run: {
        ...{ id: run, repository_id: REPOSITORY_ID, head_repository_id: REPOSITORY_ID, head_branch: 'main' },
        ...from,
      },
    }));
    return { status: 200, headers: {}, body: { total_count: named.length, artifacts } };
  }

  async download(path: string): Promise<Uint8Array> {
    this.sent += 1;
    const found = this.all.find(({ id }) => path === `actions/artifacts/${id}/zip`);
    if (found === undefined) throw new Error(`no file at ${path}`);
    return zipSync(Object.fromEntries(found.files), { mtime: new Date(1980, 0, 1) });
  }
}

/** Entries of the Actions cache by key, oldest first. */
export class Cache {
  entries: (readonly [string, Files])[] = [];
  refuses = false;

  async restore(prefix: string): Promise<CacheResult> {
    const found = this.entries.findLast(([key]) => key.startsWith(prefix));
    if (this.refuses || found === undefined) return { kind: 'nothing', why: 'none' };
    return { kind: 'restored', key: found[0], files: found[1] };
  }

  save(key: string, files: Files): void {
    if (!this.refuses) this.entries.push([key, files]);
  }
}

/** Lines that are appended to a file of the telemetry before a tick. */
export interface Arrival {
  readonly file: string;
  readonly lines: readonly string[];
}

export interface PlannedTick {
  /** Clock, ms since the epoch. */
  readonly now: number;
  readonly arrivals: readonly Arrival[];
  /** Files of the telemetry that are gone by then. */
  readonly removed?: readonly string[];
}

export interface JobOptions {
  readonly run: number;
  readonly attempt?: number;
  /** Without it nothing is brought back from artifacts. */
  readonly withToken?: boolean;
}

/** A repository whose jobs start with nothing but the cache and the artifacts, as on GitHub. */
export class World {
  readonly artifacts = new Artifacts();
  readonly cache = new Cache();
  readonly warnings: string[] = [];
  readonly #policy: Policy;
  readonly #root: string;

  private constructor(policy: Policy, root: string) {
    this.#policy = policy;
    this.#root = root;
  }

  static async create(policy: Policy): Promise<World> {
    const root = await temporaryFolder();
    await mkdir(join(root, 'telemetry', 'app'), { recursive: true });
    return new World(policy, root);
  }

  async arrive({ arrivals, removed = [] }: PlannedTick): Promise<void> {
    const place = (file: string): string => join(this.#root, 'telemetry', 'app', file);
    for (const file of removed) await rm(place(file), { force: true });
    for (const { file, lines } of arrivals)
      await appendFile(place(file), lines.map((line) => `${line}\n`).join(''));
  }

  /** The files that a job of the stage uploads. */
  async collect(now: number, job: JobOptions): Promise<Files> {
    return this.#job('collect', job, async ({ memory, state, folders }) => {
      await collectTick({
        policy: this.#policy,
        run: memory.run,
        now,
        dryRun: false,
        simulatedLatencyMs: 0,
        forcedPhase: null,
        state,
        files: new CollectorFolders(folders),
        reader: new FileTelemetryReader(this.#root),
        readLedger: async () => NO_LEDGER,
        validators: async () => new Map(),
        incidents: async () => [],
        writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
        warn: (line) => this.warnings.push(line),
      });
    });
  }

  async analyze(now: number, batches: Files, job: JobOptions): Promise<Files> {
    return this.#job('analyze', job, async ({ memory, state, folders, rollout }) => {
      const { shelf, log } = memory;
      const given = join(folders.output, '..', 'batches');
      for (const [path, bytes] of batches) await writeFileAtomic(join(given, path), bytes);
      const collected = await readCollected(given, { rollout, isOnly: true, log });
      await analyzeRolloutTick({
        policy: this.#policy,
        tick: collected.tick,
        state,
        findMissed: (tick, taken) =>
          missedBatches({ tick, taken, shelf, below: '', rollout: this.#policy.rollout, log }),
        files: (missed) => new AnalyzerFolders({ ...folders, batches: collected.batches, missed }),
        readLedger: async () => NO_LEDGER,
        readChecklist: async () => null,
        writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
        forcedPhase: null,
        now,
        dryRun: false,
      });
    });
  }

  async #job(
    stage: 'collect' | 'analyze',
    { run, attempt = 1, withToken = true }: JobOptions,
    work: (parts: {
      memory: StageMemory;
      state: StageState;
      folders: ReturnType<StageMemory['foldersOf']>;
      rollout: { path: string; policy: Policy; below: string };
    }) => Promise<void>,
  ): Promise<Files> {
    const workspace = join(this.#root, `${stage}-${run}-${attempt}`);
    await mkdir(workspace);
    const rollout = { path: 'governance/policy.yaml', policy: this.#policy, below: '' };
    const memory = await StageMemory.open({
      stage,
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
      log: { info: () => undefined, warning: (line) => this.warnings.push(line) },
    });
    const folders = memory.foldersOf(rollout);
    try {
      await work({ memory, state: memory.of(rollout), folders, rollout });
      const part = stage === 'collect' ? 'collector' : 'analyzer';
      const key = `k/${stage}/${this.#policy.rollout}/${run}-${attempt}`;
      this.cache.save(key, await readFiles(join(folders.state, part)));
      return await readFiles(folders.output);
    } finally {
      await rm(workspace, { recursive: true, force: true });
    }
  }
}

export function textFiles(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
}
