import type { CacheResult } from '../../src/io/actions-cache.js';
import { OctokitApi } from '../../src/io/github-api.js';
import type { GithubApi } from '../../src/ports/github.js';
import type { Files } from '../../src/ports/stage-state.js';
import type { GithubServer } from '../github/github-server.js';
import {
  BASE,
  BEGINNING,
  JOBS,
  PER_WORLD,
  shifted,
  type Change,
  type Checkpoint,
  type Job,
  type Upload,
} from './checkpoint.js';
import { decisionJob, reportJob } from './decisions.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { analyzeJob, collectJob, type JobOptions, type JobResult } from './stages.js';
import type { Step, Story } from './story.js';

const WORKFLOW = '.github/workflows/rollout.yml';
const PERMISSIONS = { contents: 'write', actions: 'read', issues: 'write', metadata: 'read' } as const;
/** Two ticks' artifacts: nobody looks at older ones. */
const REPLAYED_UPLOADS = 4;

/** The clock of the server, which all worlds share: they go through the story side by side. */
export const clock = { now: 0 };

export interface StepOptions {
  /** For one request, ms. Default 20 s. */
  readonly timeoutMs?: number;
  /** The tick's first job; what comes before it was done when the checkpoint was made. Default: `collect`. */
  readonly from?: Job;
  /** Jobs that do not come to run. */
  readonly without?: readonly Job[];
  /** Called before each job. */
  readonly before?: (job: Job) => void;
}

interface Going extends Required<Pick<StepOptions, 'timeoutMs'>> {
  readonly minutes: number;
  readonly isCutOff?: boolean;
}

export interface WorldParts {
  readonly server: GithubServer;
  readonly story: Story;
  /** From 0; its repository is `octo/shop-<index>`. */
  readonly index: number;
}

export const repositoryOf = (index: number): string => `octo/shop-${index}`;

/** A repository with its Actions: the jobs of its ticks run here, each with nothing but what a new runner has. */
export class TickWorld {
  readonly repository: string;
  /** The jobs of the last step that failed, and why. */
  failed: Partial<Record<Job, unknown>> = {};
  readonly #parts: WorldParts;
  readonly #shift: number;
  readonly #changes: Change[];
  readonly #uploads: Upload[];
  readonly #cache: Map<'collect' | 'analyze', Files>;
  readonly #notices: Set<string>;
  readonly #tokens: Readonly<Record<Change['actor'], string>>;
  #number: number;
  #batches: Files;
  #analysis: Files;
  #due: JobResult['due'];

  /** {@link replay} brings the repository to the checkpoint. */
  constructor(parts: WorldParts, from: Checkpoint = BEGINNING) {
    const { server, index } = parts;
    this.#parts = parts;
    this.repository = repositoryOf(index);
    this.#shift = index * PER_WORLD;
    this.#changes = [...from.changes];
    this.#uploads = [...from.uploads];
    this.#cache = new Map(from.cache);
    this.#number = from.number;
    this.#batches = from.batches;
    this.#analysis = from.analysis;
    this.#due = from.due;
    this.#notices = new Set(from.notices);
    this.#tokens = {
      bot: server.token({ permissions: PERMISSIONS, repositories: [this.repository] }),
      mika: server.token({ actor: 'mika' }),
    };
  }

  get server(): GithubServer {
    return this.#parts.server;
  }

  checkpoint(): Checkpoint {
    return {
      changes: [...this.#changes],
      uploads: [...this.#uploads],
      cache: new Map(this.#cache),
      number: this.#number,
      batches: this.#batches,
      analysis: this.#analysis,
      due: this.#due,
      notices: new Set(this.#notices),
    };
  }

  /** From now on nothing is cached. */
  loseCache(): void {
    this.#cache.clear();
  }

  /** Does again what had been done at the checkpoint, one thing at a time, each behind its time. */
  async *replay(): AsyncGenerator<number> {
    const uploads = this.#uploads
      .slice(-REPLAYED_UPLOADS)
      .map((upload) => ({ at: upload.at, again: () => this.#put(upload) }));
    const changes = this.#changes.map(({ at, actor, call }) => ({
      at,
      again: async () => void (await this.#client(actor).call(call)),
    }));
    for (const { at, again } of [...changes, ...uploads].sort((a, b) => a.at - b.at)) {
      yield at;
      await again();
    }
  }

  async #put({ name, number, files }: Upload): Promise<void> {
    const { actions } = this.server;
    const id = BASE + this.#shift + number;
    // Of no commit: nobody asks for it, and finding it out would cost a request.
    const run = { repository: this.repository, workflow: WORKFLOW, id, number, headSha: 'e'.repeat(40) };
    await actions.addRun(run);
    actions.addArtifact({ name, run: id, files: Object.fromEntries(shifted(files, this.#shift)) });
  }

  #client(actor: Change['actor'], timeoutMs = 20_000): OctokitApi {
    return new OctokitApi({
      token: this.#tokens[actor],
      repository: this.repository,
      url: this.server.url,
      timeoutMs,
      now: () => clock.now,
      random: () => 0,
      sleep: async () => undefined,
    });
  }

  /** A client of a job's own, which notes what it changes. */
  #api(timeoutMs: number, actor: Change['actor'] = 'bot'): GithubApi {
    const api = this.#client(actor, timeoutMs);
    const changes = this.#changes;
    return {
      repository: this.repository,
      get sent() {
        return api.sent;
      },
      call: (call) => {
        if (call.method !== 'GET') changes.push({ at: clock.now, actor, call });
        return api.call(call);
      },
      download: (path, options) => api.download(path, options),
    };
  }

  /** Carries out a step of the story. Jobs that fail are in {@link failed}. */
  async step({ what, minutes }: Step, options: StepOptions = {}): Promise<void> {
    const { timeoutMs = 20_000 } = options;
    this.failed = {};
    switch (what) {
      case 'tick':
        return this.#tick({ minutes, timeoutMs }, options);
      case 'promote':
        return this.#decide('promote', { minutes, timeoutMs });
      case 'acknowledge': {
        const comment = { path: 'issues/1/comments', body: { body: '/ack' } };
        const call = { method: 'POST', permission: 'issues: write', ...comment } as const;
        await this.#api(timeoutMs, 'mika').call(call);
      }
    }
  }

  /** The jobs of a tick in turn; what becomes of one is nothing to the next but for what it passes on. */
  async #tick(going: Going, { from = 'collect', without = [], before }: StepOptions): Promise<void> {
    for (const job of JOBS.slice(JOBS.indexOf(from))) {
      before?.(job);
      if (job === 'collect') this.#begin();
      // A report without GitHub still sends its notices.
      if (without.includes(job) && job !== 'report') continue;
      try {
        await this.#run(job, { ...going, isCutOff: without.includes(job) });
      } catch (error) {
        this.failed[job] = error;
      }
    }
  }

  #begin(): void {
    this.#number += 1;
    this.#batches = new Map();
    this.#analysis = new Map();
    this.#due = '';
  }

  async #run(job: Job, going: Going): Promise<void> {
    const { story } = this.#parts;
    const { minutes, timeoutMs, isCutOff = false } = going;
    switch (job) {
      case 'collect': {
        const result = await collectJob(this.#options(job, going));
        this.#batches = await this.#end(result, { job, name: 'phasegate-batches' });
        if (result.error !== null) throw result.error;
        return;
      }
      case 'analyze': {
        const batches = shifted(this.#batches, this.#shift);
        const result = await analyzeJob(batches, this.#options(job, going));
        this.#analysis = await this.#end(result, { job, name: 'phasegate-analysis' });
        this.#due = result.due;
        if (result.error !== null) throw result.error;
        return;
      }
      case 'report': {
        const { notices, error } = await reportJob(this.#analysis, {
          story,
          minutes,
          api: isCutOff ? null : this.#api(timeoutMs),
        });
        for (const notice of notices) this.#notices.add(notice);
        if (error !== null) throw error;
        return;
      }
      case 'decide':
        if (this.#due !== '') await this.#decide(this.#due, going);
    }
  }

  #options(stage: 'collect' | 'analyze', { minutes, timeoutMs }: Going): JobOptions {
    const restore = async (): Promise<CacheResult> => {
      const files = this.#cache.get(stage);
      if (files === undefined) return { kind: 'nothing', why: 'none' };
      return { kind: 'restored', key: stage, files: shifted(files, this.#shift) };
    };
    return {
      story: this.#parts.story,
      minutes,
      number: this.#number,
      run: BASE + this.#shift + this.#number,
      api: this.#api(timeoutMs),
      cache: { restore },
    };
  }

  /** What is left of a job: its cache, if it succeeded, and what it uploads in either case. */
  async #end(
    result: JobResult,
    { job, name }: { readonly job: 'collect' | 'analyze'; readonly name: Upload['name'] },
  ): Promise<Files> {
    const files = shifted(result.uploaded, -this.#shift);
    if (files.size > 0) {
      const upload = { name, number: this.#number, at: clock.now, files };
      this.#uploads.push(upload);
      await this.#put(upload);
    }
    if (result.saved !== null) this.#cache.set(job, shifted(result.saved, -this.#shift));
    return files;
  }

  /** Nobody is asked for in a request but its run's number, so that worlds have the same ledgers. */
  async #decide(operation: 'promote' | 'rollback' | 'release', { minutes, timeoutMs }: Going): Promise<void> {
    const automatic = operation !== 'promote';
    const request = { operation, automatic, request: `run ${this.#number}` };
    await decisionJob(this.#analysis, request, {
      story: this.#parts.story,
      minutes,
      api: this.#api(timeoutMs),
    });
  }

  /** What there is now. */
  outcome(): Promise<Outcome> {
    return outcomeOf({
      story: this.#parts.story,
      api: this.#client('bot'),
      cache: this.#cache,
      uploads: this.#uploads,
      analysis: this.#analysis,
      notices: this.#notices,
    });
  }
}
