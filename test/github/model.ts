/** What a user may do in a repository. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read';

/** As a workflow writes it: `{ contents: 'write', 'pull-requests': 'read' }`. */
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>;

export interface RepositoryOptions {
  /** Default true: of a public repository everything but the collaborators can be read without permission. */
  readonly private?: boolean;
  /** Default `main`. */
  readonly defaultBranch?: string;
  /** Besides the owner, who is its admin. Everybody else has no role. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Files of the first commit of the default branch, text by path; without any the repository is empty. */
  readonly files?: Readonly<Record<string, string>>;
  /** `owner/name` of the repository that this one is a fork of. */
  readonly forkOf?: string;
}

export interface TokenOptions {
  /** Login. Default `github-actions[bot]`, as a workflow's own token has it. */
  readonly actor?: string;
  /** What an app's or a workflow's token may do. Without it the token may do what its actor's role allows. */
  readonly permissions?: Permissions;
  /** `owner/name`s that the token is for. Default: all. */
  readonly repositories?: readonly string[];
  /** Requests an hour; more are refused with 403 until the next hour. Default: no limit is met. */
  readonly limit?: number;
}

/** One request to the API, in the order of arrival. Git over HTTP and archives are no API calls. */
export interface Call {
  readonly method: string;
  /** With the query, as it was sent. */
  readonly path: string;
  /** Login; null without a valid token. */
  readonly actor: string | null;
  /** What was answered, or would have been if the answer was lost; null when nothing was carried out. */
  readonly status: number | null;
  /** How it was made to fail. */
  readonly failure?: Failure;
}

/** The ways to make a call fail. */
export const FAILURES = [
  500,
  502,
  404,
  409,
  422,
  'rate-limit',
  'secondary-rate-limit',
  'hang',
  'reset',
  'lost-answer',
] as const;

/**
 * A status that GitHub answers with, before anything is carried out; `rate-limit`: 403 until the next full hour;
 * `secondary-rate-limit`: 403 with `Retry-After`; `hang`: no answer ever; `reset`: the connection breaks before anything is
 * carried out; `lost-answer`: it breaks after the call was carried out.
 */
export type Failure = (typeof FAILURES)[number];

export interface FailureRule {
  readonly how: Failure;
  /** Default: any. */
  readonly method?: string;
  /** Tested against path and query. Default: any. */
  readonly path?: RegExp;
  /** First of the matching calls that fails, counted from 1 and from when the rule was given. Default 1. */
  readonly nth?: number;
  /** How many matching calls fail from there. Default 1. */
  readonly times?: number;
  /** Seconds: `Retry-After` of a secondary rate limit. Default 60. */
  readonly retryAfter?: number;
}

/** A branch that only some may change directly. */
export interface BranchRule {
  readonly repository: string;
  readonly branch: string;
  readonly by: 'ruleset' | 'protection';
  /** Logins that it does not hold for. Default: it holds for all. */
  readonly bypass?: readonly string[];
}

/** A request to the API, its body read. */
export interface ApiRequest {
  readonly method: string;
  /** As sent, without `/api/v3` and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes are sent as they are, anything else as JSON; undefined: no body. */
  readonly body?: unknown;
}

/** A request that may go on: who sent it, and to which repository. */
export interface Visit {
  readonly request: ApiRequest;
  /** null: without a token. */
  readonly actor: string | null;
  /** `owner/name`. */
  readonly repository: string;
  /** The path below `/repos/{owner}/{repo}/`, each segment as it was sent. */
  readonly place: string;
  /** Whether the actor may do this in the repository. */
  can(permission: string, level: 'read' | 'write'): boolean;
}
