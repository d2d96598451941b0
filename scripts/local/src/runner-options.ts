import type { Json } from '../../../src/domain/canonical-json.js';
import { DEFAULT_PERMISSIONS, type Permissions } from './permissions.js';
import type { RunnerEvent, RunResult } from './progress.js';
import type { ApprovalAnswer, ApprovalRequest, TokenRequest } from './run-context.js';

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
  /** `owner/name` of the repository, and its id. Default: `local/<name of the folder>`, 1. */
  readonly repository?: { readonly name: string; readonly id?: number };
  /** The REST API that jobs see, and the token they get; without that a placeholder. Default: neither API nor token. */
  readonly api?: { readonly url: string; readonly token?: string };
  /** `GITHUB_SERVER_URL`. Default: an address where nothing listens. */
  readonly server?: string;
  /** Folders that stand for the repositories that workflows name; see {@link RepositoriesOptions}. Default: none. */
  readonly repositories?: Readonly<Record<string, string>>;
  /** What a token may do where the workflow says nothing. Default: reading `contents` and `packages`. */
  readonly permissions?: Permissions;
  /** Makes the token of a job. It goes before `api.token`; a secret GITHUB_TOKEN goes before both. */
  readonly tokenFor?: (request: TokenRequest) => string | Promise<string>;
  /** Asked for each job with an environment, which waits for the answer. Default: nobody is asked, and it runs. */
  readonly onApproval?: (request: ApprovalRequest) => Promise<ApprovalAnswer>;
  readonly onEvent?: (event: RunnerEvent) => void;
}

export interface RunRequest {
  /** Name or path of the workflow. */
  readonly workflow: string;
  /** Default: see {@link makeEvent}. */
  readonly event?: string;
  readonly inputs?: ReadonlyMap<string, string>;
  /** What the event says: `github.event`, over what the runner knows by itself. */
  readonly payload?: Readonly<Record<string, Json>>;
  /** Default: the runner's. */
  readonly actor?: string;
  /** `github.run_id`, where somebody else counts the runs. Default: the run's number. */
  readonly id?: number;
  /** The run's time (ms since the epoch), given to the workflow as its input `now`. Default: none, the clock's. */
  readonly now?: number;
  /** Whether this is one of a row of runs through time. */
  readonly isStepped?: boolean;
}

/** A run that has begun. */
export interface StartedRun {
  /** Its number, and its id. */
  readonly run: number;
  readonly id: number;
  /** Its end; rejected only by a fault of the runner itself. */
  readonly done: Promise<RunResult>;
}

export function tokenPermissions({ permissions }: Pick<RunnerOptions, 'permissions'>): Permissions {
  return permissions ?? DEFAULT_PERMISSIONS;
}
