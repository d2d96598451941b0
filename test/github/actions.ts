import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { WORKFLOW_ACTOR } from './access.js';
import type { RepositoryOptions } from './model.js';
import type { ActionsSource, Conclusion, Run, RunApproval, Runs, StoredArtifact } from './runs.js';
import type { Workflows } from './workflows.js';

/** Earliest time that a zip can hold: the same bytes for the same files. */
const ZIP_TIME = new Date(1980, 0, 1);

export interface Dispatch {
  /** Queued. {@link Actions.update} says what becomes of it. */
  readonly run: Run;
  /** File name. */
  readonly workflow: string;
  /** Full, as `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string;
  /** With defaults. */
  readonly inputs: Readonly<Record<string, string>>;
}

export interface RepositoryDispatch {
  readonly repository: string;
  readonly type: string;
  readonly payload: unknown;
  readonly actor: string;
}

export interface ActionsOptions {
  /**
   * Called for each workflow that is dispatched; the call is answered without waiting for it. A conclusion that is returned
   * ends the run. Default: runs stay queued.
   */
  readonly onDispatch?: (dispatch: Dispatch) => Promise<Conclusion | void> | Conclusion | void;
  /** Called for each `repository_dispatch`. */
  readonly onRepositoryDispatch?: (dispatch: RepositoryDispatch) => Promise<void> | void;
}

export interface NewRun extends Partial<Omit<Run, 'repository' | 'workflow' | 'updatedAt'>> {
  readonly repository: string;
  readonly workflow: string;
}

export interface NewArtifact {
  readonly name: string;
  /** Id of the run that uploaded it. */
  readonly run: number;
  /** Text or bytes by path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly expired?: boolean;
}

interface Parts {
  readonly runs: Runs;
  readonly workflows: Workflows;
  readonly repositories: ReadonlyMap<string, RepositoryOptions>;
  readonly now: () => number;
  readonly options: ActionsOptions;
}

/** What happens in a repository's Actions: runs, their approvals and artifacts, dispatches. */
export class Actions {
  readonly #parts: Parts;
  readonly #going = new Set<Promise<void>>();
  readonly #faults: unknown[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Shows runs and artifacts of somebody else too. */
  attach(source: ActionsSource): void {
    this.#parts.runs.attach(source);
  }

  /** The run as it is now. @throws where there is none. */
  run(id: number): Run {
    const run = this.#parts.runs.find(id);
    if (run === null) throw new Error(`no run ${id}`);
    return run;
  }

  /** A run; what is not given is that of a successful scheduled run of the default branch, now. */
  async addRun(given: NewRun): Promise<Run> {
    const { runs, now, workflows } = this.#parts;
    const { repository } = given;
    const headBranch = given.headBranch ?? this.#parts.repositories.get(repository)?.defaultBranch ?? 'main';
    const at = given.createdAt ?? now();
    const found =
      given.headSha === undefined ? await workflows.resolve(repository, `refs/heads/${headBranch}`) : null;
    const status = given.status ?? 'completed';
    const run: Run = {
      id: runs.nextId(),
      event: 'schedule',
      headSha: found?.sha ?? '0'.repeat(40),
      headRepository: repository,
      number: runs.of(repository).filter(({ workflow }) => workflow === given.workflow).length + 1,
      attempt: 1,
      actor: WORKFLOW_ACTOR,
      jobs: [],
      approvals: [],
      conclusion: status === 'completed' ? 'success' : null,
      ...given,
      headBranch,
      status,
      createdAt: at,
      updatedAt: at,
    };
    runs.put(run);
    return run;
  }

  /** Changes a run that was added or dispatched. */
  update(id: number, change: Partial<Omit<Run, 'id' | 'repository'>>): Run {
    const { runs, now } = this.#parts;
    const changed = { ...this.run(id), updatedAt: now(), ...change };
    runs.put(changed);
    return changed;
  }

  /** Records a review of one of the run's environments. */
  approve(id: number, approval: RunApproval): void {
    this.update(id, { approvals: [...this.run(id).approvals, approval] });
  }

  addArtifact(given: NewArtifact): StoredArtifact {
    const { runs, now } = this.#parts;
    const files = Object.entries(given.files).map(([path, content]) => [
      path,
      typeof content === 'string' ? strToU8(content) : content,
    ]);
    const bytes = zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { mtime: ZIP_TIME });
    const artifact: StoredArtifact = {
      id: runs.nextId(),
      run: this.run(given.run).id,
      name: given.name,
      size: bytes.length,
      createdAt: now(),
      expired: given.expired ?? false,
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      zip: () => bytes,
    };
    runs.putArtifact(artifact);
    return artifact;
  }

  /** Waits for what was dispatched. @throws what a callback threw. */
  async idle(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
    if (this.#faults.length > 0) throw new AggregateError(this.#faults.splice(0), 'a dispatched run failed');
  }

  /** Tells of a dispatch; nobody waits for what is done about it. */
  dispatched(dispatch: Dispatch): void {
    this.#go(async () => {
      const conclusion = await this.#parts.options.onDispatch?.(dispatch);
      if (typeof conclusion === 'string') this.update(dispatch.run.id, { status: 'completed', conclusion });
    });
  }

  repositoryDispatched(dispatch: RepositoryDispatch): void {
    this.#go(async () => this.#parts.options.onRepositoryDispatch?.(dispatch));
  }

  #go(work: () => Promise<void>): void {
    const going = work()
      .catch((fault: unknown) => void this.#faults.push(fault))
      .finally(() => this.#going.delete(going));
    this.#going.add(going);
  }
}
