import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { formatInstant } from '../../../src/domain/time.js';
import { ConcurrencyGroups } from './concurrency.js';
import { makeEvent } from './event.js';
import { findOrigin, readHead } from './git.js';
import { completeEvent, siteOf } from './github-context.js';
import { Masks } from './masks.js';
import type { RunResult } from './progress.js';
import { Repositories } from './repositories.js';
import { RunBook } from './run-book.js';
import type { RunContext } from './run-context.js';
import type { ArtifactState, RunState } from './run-state.js';
import { runWorkflow } from './run-workflow.js';
import { tokenPermissions, type RunnerOptions, type RunRequest, type StartedRun } from './runner-options.js';
import { Home } from './store/home.js';
import { ResultsService } from './store/results-service.js';
import { TelemetryPlayer } from './telemetry-player.js';
import { contextOf, PLACEHOLDER_TOKEN, type RunFacts, type Workbench } from './workbench.js';
import { findWorkflow } from './workflow-lookup.js';
import { loadTree } from './workflow-tree.js';

export type { RunnerOptions, RunRequest, StartedRun } from './runner-options.js';

type BenchParts = Pick<Workbench, 'repo' | 'home' | 'origin' | 'book' | 'stop'>;

function openBench(options: RunnerOptions, parts: BenchParts): Workbench {
  const { repo, home } = parts;
  const { play, secrets = {} } = options;
  const player = play === undefined ? null : new TelemetryPlayer({ repo, ...play });
  const site = siteOf(options, repo);
  const masks = new Masks();
  for (const secret of [PLACEHOLDER_TOKEN, options.api?.token ?? '', ...Object.values(secrets)])
    masks.add(secret);
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'phasegate-local-')));
  const repositories = new Repositories({
    folders: { [site.repository]: repo, ...options.repositories },
    temp: join(temp, 'repositories'),
  });
  const service = new ResultsService(home);
  const groups = new ConcurrencyGroups();
  return { ...parts, options, site, service, repositories, groups, masks, player, temp };
}

/** Runs workflows on one repository; holds its `.phasegate` folder and the service on loopback until closed. */
export class Runner {
  readonly #bench: Workbench;
  readonly #stop: AbortController;
  /** Of the runs that are going on, by id. */
  readonly #cancels = new Map<number, AbortController>();
  readonly #active = new Set<Promise<unknown>>();
  #removal: Promise<void> = Promise.resolve();

  private constructor(bench: Workbench, stop: AbortController) {
    this.#bench = bench;
    this.#stop = stop;
  }

  /** @throws PhasegateError when there is no such folder, or another runner is at work on it. */
  static async open(options: RunnerOptions): Promise<Runner> {
    if (statSync(options.repo, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new PhasegateError('bad-input', `--repo: there is no folder ${resolve(options.repo)}`);
    }
    const repo = realpathSync(options.repo);
    const book = new RunBook();
    const home = await Home.open(repo, (run) => book.timeOf(run));
    try {
      const { origin, isBare, isNew } = await findOrigin(repo, home.folder);
      const stop = new AbortController();
      const bench = openBench(options, { repo, home, origin, book, stop: stop.signal });
      if (isBare && isNew) {
        const message = `${repo} is no git repository; a bare one in ${origin.url} stands for its origin`;
        options.onEvent?.({ kind: 'note', message });
      }
      await bench.service.open();
      return new Runner(bench, stop);
    } catch (error) {
      await home.close();
      throw error;
    }
  }

  /** Where checkouts fetch from and push to: a folder that git takes as a repository. */
  get origin(): string {
    return this.#bench.origin.url;
  }

  /** Runs a workflow once, to its end. @throws PhasegateError as {@link Runner.start}; a failure is a result. */
  async run(request: RunRequest): Promise<RunResult> {
    return (await this.start(request)).done;
  }

  /**
   * Starts a run of a workflow; several may go on at once, within the limits of their concurrency groups.
   * @throws PhasegateError when the workflow, or one that it calls, cannot be found, read or started with this request.
   */
  async start(request: RunRequest): Promise<StartedRun> {
    const { repo, origin, home } = this.#bench;
    const now = request.now ?? null;
    const workflow = findWorkflow(request.workflow, { repo, project: this.#bench.options.project });
    const made = makeEvent(workflow, {
      event: request.event ?? null,
      inputs: request.inputs ?? new Map<string, string>(),
      now: now === null ? null : formatInstant(now),
      isStepped: request.isStepped ?? false,
      payload: request.payload ?? {},
    });
    const [head] = await Promise.all([readHead(origin), now === null ? null : this.#bench.player?.prepare()]);
    const path = relative(workflow.root, workflow.file).replaceAll('\\', '/');
    const source = { repository: this.#bench.site.repository, root: workflow.root, path, ...head };
    const permissions = tokenPermissions(this.#bench.options);
    const tree = await loadTree(workflow, source, { repositories: this.#bench.repositories, permissions });
    const actor = request.actor ?? this.#bench.options.actor ?? 'local';
    const event = completeEvent(made, { site: this.#bench.site, head, actor });
    const run = home.nextRun();
    return this.#execute({ run, id: request.id ?? run, tree, event, head, actor, now });
  }

  /** The runs so far, the first one first. */
  runs(): readonly RunState[] {
    return this.#bench.book.runs();
  }

  /** What the runs of this runner have uploaded and what is still there, the oldest first. */
  artifacts(): readonly ArtifactState[] {
    return this.#bench.book.artifacts(this.#bench.home.artifacts);
  }

  /** The zip of an artifact; null when there is no such one. */
  artifactZip(id: number): Uint8Array | null {
    return this.#bench.book.zip(this.#bench.home.artifacts, id);
  }

  /** Cancels a run by its id, as at GitHub: what is `always()` still runs. False when it is not going on. */
  cancel(id: number, reason: string | null = null): boolean {
    const controller = this.#cancels.get(id);
    controller?.abort(reason);
    return controller !== undefined;
  }

  /** Ends what is running, at once; runs that are going on end as cancelled. */
  stop(): void {
    this.#stop.abort();
  }

  /** Frees everything: port, temporary folders, the repository's `.phasegate`. */
  async close(): Promise<void> {
    this.stop();
    await Promise.allSettled(this.#active);
    await this.#bench.service.close();
    await this.#removal;
    rmSync(this.#bench.temp, { recursive: true, force: true });
    await this.#bench.home.close();
  }

  /** Begins a run: what comes before the first wait happens in the order of the calls. */
  #execute(facts: RunFacts): StartedRun {
    const { run, id, now, tree, event } = facts;
    const cancel = new AbortController();
    this.#cancels.set(id, cancel);
    const context = contextOf(this.#bench, facts, {
      cancelled: cancel.signal,
      cancel: (reason) => cancel.abort(reason),
    });
    context.emit({ kind: 'run-started', run, workflow: tree.workflow.name, event: event.name, now });
    const work = this.#carryOut(context);
    this.#active.add(work);
    void work.catch(() => {}).finally(() => this.#active.delete(work));
    return { run, id, done: work };
  }

  async #carryOut(context: RunContext): Promise<RunResult> {
    const { run, id, tracker, temp } = context;
    let result: RunResult;
    try {
      result = await runWorkflow(context);
      tracker.done(result.result);
    } catch (error) {
      tracker.done('failure');
      throw error;
    } finally {
      this.#cancels.delete(id);
      this.#bench.service.forget(run);
      // Removing many small files takes a while: it goes on while the next run works.
      const before = this.#removal;
      this.#removal = before.then(() => rm(temp, { recursive: true, force: true }));
      await before;
    }
    context.emit({ kind: 'run-done', result });
    return result;
  }
}
