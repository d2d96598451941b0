import type { Permissions } from './permissions.js';
import type { Result } from './workflow-model.js';

/**
 * What GitHub's API says of a run or a job. `pending` waits for a concurrency group, `waiting` for an approval,
 * `queued` for a place to run.
 */
export type Status = 'queued' | 'pending' | 'waiting' | 'in_progress' | 'completed';

export interface StepState {
  readonly name: string;
  /** From 1 on. */
  readonly number: number;
  readonly conclusion: Result;
}

/** A job of a run, as the API lists it. Times in ms since the epoch. */
export interface JobState {
  readonly id: number;
  /** `caller / called (matrix values)`. */
  readonly name: string;
  readonly status: Status;
  /** null until it is completed. */
  readonly conclusion: Result | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  /** The environment it runs in; `url` once the job has said it. */
  readonly environment: { readonly name: string; readonly url: string | null } | null;
  /** What its token may do. */
  readonly permissions: Permissions;
  /** Those that have ended; a job that calls a workflow is not listed, its jobs are. */
  readonly steps: readonly StepState[];
}

/** How somebody answered to a job that waited. */
export interface Approval {
  readonly state: 'approved' | 'rejected';
  readonly environment: string;
  /** Login of who answered. */
  readonly user: string;
  readonly comment: string;
}

/** A run, as the API shows it. Times in ms since the epoch: of a run with a time of its own, counted from that. */
export interface RunState {
  /** `github.run_id`; the number, where the request gave none. */
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  /** Name of the workflow. */
  readonly name: string;
  /** What `run-name` says, else the name of the workflow. */
  readonly title: string;
  /** Path of the workflow's file in its repository. */
  readonly path: string;
  readonly event: string;
  readonly status: Status;
  readonly conclusion: Exclude<Result, 'skipped'> | null;
  /** Branch without `refs/heads/`; of a pull request, its own. */
  readonly branch: string;
  readonly sha: string;
  /** `owner/name` of the repository that the branch is of: a fork's, for a pull request from one. */
  readonly headRepository: string;
  readonly actor: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly jobs: readonly JobState[];
  readonly approvals: readonly Approval[];
}

/** An artifact of a run, as the API lists it. */
export interface ArtifactState {
  readonly id: number;
  readonly name: string;
  /** Id of the run. */
  readonly run: number;
  /** Bytes of its files together. */
  readonly size: number;
  /** ms since the epoch, by the run's time. */
  readonly createdAt: number;
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** Keeps the state of one job while it goes on. */
export interface JobTracker {
  status(status: Exclude<Status, 'completed'>): void;
  step(name: string, conclusion: Result): void;
  environmentUrl(url: string): void;
  done(conclusion: Result): void;
}

export interface JobStart {
  readonly name: string;
  readonly environment: string | null;
  readonly permissions: Permissions;
}

/** What is known of a run when it begins. */
export type RunStart = Omit<
  RunState,
  'attempt' | 'status' | 'conclusion' | 'updatedAt' | 'jobs' | 'approvals' | 'createdAt'
>;

/** Keeps the state of one run while it goes on. */
export class RunTracker {
  readonly #state: Changeable<Omit<RunState, 'jobs' | 'approvals' | 'status'>>;
  readonly #jobs: Changeable<JobState>[] = [];
  readonly #approvals: Approval[] = [];
  readonly #clock: () => number;
  readonly #nextJob: () => number;
  #isPending = true;

  /** `clock`: the run's time, in ms since the epoch. */
  constructor(start: RunStart, options: { clock: () => number; nextJob: () => number }) {
    this.#clock = options.clock;
    this.#nextJob = options.nextJob;
    const at = this.#clock();
    this.#state = { ...start, attempt: 1, conclusion: null, createdAt: at, updatedAt: at };
  }

  /** The state now; a copy. */
  snapshot(): RunState {
    return {
      ...this.#state,
      status: this.#status(),
      jobs: this.#jobs.map((job) => ({ ...job })),
      approvals: [...this.#approvals],
    };
  }

  now(): number {
    return this.#clock();
  }

  /** The run's turn in its concurrency group has come. */
  started(): void {
    this.#isPending = false;
    this.#touch();
  }

  approved(approval: Approval): void {
    this.#approvals.push(approval);
    this.#touch();
  }

  done(conclusion: Exclude<Result, 'skipped'>): void {
    this.#state.conclusion = conclusion;
    this.#touch();
  }

  job({ name, environment, permissions }: JobStart): JobTracker {
    const job: Changeable<JobState> = {
      id: this.#nextJob(),
      name,
      status: 'queued',
      conclusion: null,
      startedAt: null,
      completedAt: null,
      environment: environment === null ? null : { name: environment, url: null },
      permissions,
      steps: [],
    };
    this.#jobs.push(job);
    return {
      status: (status) => {
        job.status = status;
        if (status === 'in_progress') job.startedAt ??= this.#clock();
        this.#touch();
      },
      step: (step, conclusion) => {
        job.steps = [...job.steps, { name: step, number: job.steps.length + 1, conclusion }];
      },
      environmentUrl: (url) => {
        if (job.environment !== null) job.environment = { ...job.environment, url };
      },
      done: (conclusion) => {
        Object.assign(job, { status: 'completed', conclusion, completedAt: this.#clock() });
        this.#touch();
      },
    };
  }

  #status(): Status {
    if (this.#state.conclusion !== null) return 'completed';
    if (this.#isPending) return 'pending';
    const statuses = this.#jobs.map((job) => job.status);
    const isAt = (status: Status): boolean => statuses.includes(status);
    if (isAt('in_progress') || isAt('queued')) return 'in_progress';
    return isAt('waiting') ? 'waiting' : isAt('pending') ? 'pending' : 'in_progress';
  }

  #touch(): void {
    this.#state.updatedAt = this.#clock();
  }
}
