import type { Json } from '../../../src/domain/canonical-json.js';
import type { ConcurrencyGroups } from './concurrency.js';
import type { TriggerEvent } from './event.js';
import type { Head, Origin } from './git.js';
import type { Masks } from './masks.js';
import type { Permissions } from './permissions.js';
import type { RunnerEvent } from './progress.js';
import type { Repositories } from './repositories.js';
import type { RunTracker } from './run-state.js';
import type { Home } from './store/home.js';
import type { ResultsService } from './store/results-service.js';
import type { Workflow } from './workflow-model.js';
import type { WorkflowSource, WorkflowTree } from './workflow-tree.js';

/** A job that waits for somebody's word. */
export interface ApprovalRequest {
  readonly environment: string;
  readonly run: number;
  /** Name of the job, as people see it. */
  readonly job: string;
}

export interface ApprovalAnswer {
  readonly state: 'approved' | 'rejected';
  /** Login of who answers. */
  readonly user: string;
  readonly comment?: string;
}

export interface TokenRequest {
  readonly permissions: Permissions;
  readonly run: number;
  readonly job: string;
}

/** What the jobs of one workflow share; a called workflow has its own. */
export interface WorkflowContext {
  readonly workflow: Workflow;
  readonly source: WorkflowSource;
  readonly calls: WorkflowTree['calls'];
  /** The `inputs` context. */
  readonly inputs: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What the token of a job may do where neither the job nor the workflow says. */
  readonly permissions: Permissions;
  /** Names of the calling jobs around it, outermost first: those people see, and those of folders. */
  readonly place: { readonly names: readonly string[]; readonly slugs: readonly string[] };
  /** Concurrency groups that the run and the calling jobs hold. */
  readonly held: ReadonlySet<string>;
}

/** What all jobs of one run share. */
export interface RunContext extends WorkflowContext {
  /** Counts the runs of the repository's folder; names what the run leaves behind. */
  readonly run: number;
  /** `github.run_id`. */
  readonly id: number;
  readonly event: TriggerEvent;
  /** The run's own time as text; null without one. */
  readonly now: string | null;
  /** Absolute path of the repository's folder. */
  readonly repo: string;
  readonly home: Home;
  readonly service: ResultsService;
  readonly repositories: Repositories;
  readonly groups: ConcurrencyGroups;
  readonly tracker: RunTracker;
  readonly origin: Origin;
  readonly head: Head;
  /** Folder of this run's workspaces, removed when the run ends. */
  readonly temp: string;
  readonly masks: Masks;
  readonly vars: Readonly<Record<string, string>>;
  /** The `github` context, without a token. */
  readonly github: Readonly<Record<string, Json>>;
  /** The token of one job. */
  readonly token: (request: TokenRequest) => Promise<string>;
  /** Asks for an approval; null where nobody is asked. */
  readonly approve: ((request: ApprovalRequest) => Promise<ApprovalAnswer>) | null;
  /** Environment that steps take over from the runner: PATH and what reaching a network needs. */
  readonly hostEnv: Readonly<Record<string, string>>;
  /** Takes over the copy of a telemetry file that is being played; null when none is. */
  readonly copyFile: ((from: string, to: string) => boolean) | null;
  /** Runs the work when a place is free: the number of jobs of a run at once is limited. */
  readonly queue: <T>(work: () => Promise<T>) => Promise<T>;
  /** Aborted when this run is cancelled: `always()` still runs. */
  readonly cancelled: AbortSignal;
  /** Cancels this run, and says why. */
  readonly cancel: (reason: string) => void;
  /** The number of a run by its id; null when this runner had no such run. */
  readonly numberOf: (id: number) => number | null;
  /** Aborted when the person stops the runner: nothing runs any more, not even `always()`. */
  readonly stop: AbortSignal;
  readonly emit: (event: RunnerEvent) => void;
}
