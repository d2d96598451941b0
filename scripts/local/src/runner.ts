import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { formatInstant } from '../../../src/domain/time.js';
import { makeEvent, type TriggerEvent } from './event.js';
import { findOrigin, readHead, type Head, type Origin } from './git.js';
import { hostEnvironment } from './job-env.js';
import { Masks } from './masks.js';
import type { RunnerEvent, RunResult } from './progress.js';
import { runWorkflow } from './run-workflow.js';
import { Home } from './store/home.js';
import { ResultsService } from './store/results-service.js';
import { TelemetryPlayer } from './telemetry-player.js';
import { findWorkflow } from './workflow-lookup.js';
import type { Workflow } from './workflow-model.js';

export interface RunnerOptions {
  /** Folder of the repository that workflows run on. */
  readonly repo: string;
  /** Folder of this project, whose workflows are found by name when the repository has none of that name. */
  readonly project: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Who runs it: `github.actor`. Default `local`. */
  readonly actor?: string;
  /** Telemetry that is shown as it grew, for runs that have a time. Default: all files are there at once. */
  readonly play?: { readonly folder: string; readonly until: number };
  readonly onEvent?: (event: RunnerEvent) => void;
}

export interface RunRequest {
  /** Name or path of the workflow. */
  readonly workflow: string;
  /** Default: see {@link makeEvent}. */
  readonly event?: string;
  readonly inputs?: ReadonlyMap<string, string>;
  /** The run's time (ms since the epoch), given to the workflow as its input `now`. Default: none, the clock's. */
  readonly now?: number;
  /** Whether this is one of a row of runs through time. */
  readonly isStepped?: boolean;
}

const TOKEN = 'phasegate-local-token';
const SERVER = 'http://github.localhost:8080';
/** Nothing listens there: there is no GitHub API behind the local runner. */
const NO_API = 'http://127.0.0.1:9';

interface RunFacts {
  readonly run: number;
  readonly workflow: Workflow;
  readonly event: TriggerEvent;
  readonly head: Head;
}

/** Runs workflows on one repository; holds its `.phasegate` folder and the service on loopback until closed. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #repo: string;
  readonly #home: Home;
  readonly #service: ResultsService;
  readonly #origin: Origin;
  readonly #temp: string;
  readonly #player: TelemetryPlayer | null;
  readonly #masks = new Masks();
  readonly #stop = new AbortController();
  #removal: Promise<void> = Promise.resolve();

  private constructor(options: RunnerOptions, parts: { repo: string; home: Home; origin: Origin }) {
    this.#options = options;
    this.#repo = parts.repo;
    this.#home = parts.home;
    this.#origin = parts.origin;
    this.#service = new ResultsService(parts.home);
    this.#player =
      options.play === undefined ? null : new TelemetryPlayer({ repo: parts.repo, ...options.play });
    this.#temp = realpathSync(mkdtempSync(join(tmpdir(), 'phasegate-local-')));
    for (const secret of [TOKEN, ...Object.values(options.secrets ?? {})]) this.#masks.add(secret);
  }

  /** @throws PhasegateError when there is no such folder, or another runner is at work on it. */
  static async open(options: RunnerOptions): Promise<Runner> {
    if (statSync(options.repo, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new PhasegateError('bad-input', `--repo: there is no folder ${resolve(options.repo)}`);
    }
    const repo = realpathSync(options.repo);
    const home = await Home.open(repo);
    try {
      const { origin, isBare, isNew } = await findOrigin(repo, home.folder);
      const runner = new Runner(options, { repo, home, origin });
      if (isBare && isNew) {
        const message = `${repo} is no git repository; a bare one in ${origin.url} stands for its origin`;
        runner.#emit({ kind: 'note', message });
      }
      await runner.#service.open();
      return runner;
    } catch (error) {
      await home.close();
      throw error;
    }
  }

  /** Where checkouts fetch from and push to: a folder that git takes as a repository. */
  get origin(): string {
    return this.#origin.url;
  }

  /** Runs a workflow once; one run at a time. @throws PhasegateError when it cannot be found, read or started; a failure is a result. */
  async run(request: RunRequest): Promise<RunResult> {
    const now = request.now ?? null;
    const workflow = findWorkflow(request.workflow, { repo: this.#repo, project: this.#options.project });
    const event = makeEvent(workflow, {
      event: request.event ?? null,
      inputs: request.inputs ?? new Map<string, string>(),
      now: now === null ? null : formatInstant(now),
      isStepped: request.isStepped ?? false,
    });
    const [head] = await Promise.all([readHead(this.#origin), now === null ? null : this.#player?.prepare()]);
    const run = this.#home.nextRun();
    this.#emit({ kind: 'run-started', run, workflow: workflow.name, event: event.name, now });
    const result = await this.#runJobs({ run, workflow, event, head }, now);
    this.#emit({ kind: 'run-done', result });
    return result;
  }

  /** Ends what is running, at once; runs that are going on end as cancelled. */
  stop(): void {
    this.#stop.abort();
  }

  /** Frees everything: port, temporary folders, the repository's `.phasegate`. */
  async close(): Promise<void> {
    this.stop();
    await this.#service.close();
    await this.#removal;
    rmSync(this.#temp, { recursive: true, force: true });
    await this.#home.close();
  }

  async #runJobs(facts: RunFacts, now: number | null): Promise<RunResult> {
    const temp = join(this.#temp, String(facts.run));
    const secrets = { GITHUB_TOKEN: TOKEN, ...this.#options.secrets };
    try {
      return await runWorkflow({
        ...facts,
        repo: this.#repo,
        home: this.#home,
        service: this.#service,
        origin: this.#origin,
        temp,
        masks: this.#masks,
        vars: this.#options.vars ?? {},
        secrets,
        github: this.#githubContext(facts, secrets.GITHUB_TOKEN),
        hostEnv: hostEnvironment(this.#options.env),
        copyFile: now === null ? null : (this.#player?.at(now) ?? null),
        stop: this.#stop.signal,
        emit: (event) => this.#emit(event),
      });
    } finally {
      this.#service.forget();
      // Removing many small files takes a while: it goes on while the next run works.
      await this.#removal;
      this.#removal = rm(temp, { recursive: true, force: true });
    }
  }

  #githubContext({ run, workflow, event, head }: RunFacts, token: string): Record<string, Json> {
    const actor = this.#options.actor ?? 'local';
    const name = basename(this.#repo).replaceAll(/[^\w.-]/g, '-');
    return {
      repository: `local/${name}`,
      repository_owner: 'local',
      sha: head.sha,
      ref: head.ref,
      ref_name: head.ref.replace(/^refs\/(heads|tags)\//, ''),
      ref_type: 'branch',
      event_name: event.name,
      event: event.payload,
      run_id: String(run),
      run_number: String(run),
      run_attempt: '1',
      actor,
      triggering_actor: actor,
      workflow: workflow.name,
      workflow_ref: `local/${name}/.github/workflows/${basename(workflow.file)}@${head.ref}`,
      workflow_sha: head.sha,
      server_url: SERVER,
      api_url: this.#options.env['GITHUB_API_URL'] ?? NO_API,
      graphql_url: `${NO_API}/graphql`,
      token,
    };
  }

  #emit(event: RunnerEvent): void {
    this.#options.onEvent?.(event);
  }
}
