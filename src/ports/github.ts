import type { Json } from '../domain/canonical-json.js';

/** One call of GitHub's REST API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/repos/{owner}/{repo}`, without a leading slash; untrusted segments through `encodeURIComponent`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Json;
  /** Default `application/vnd.github+json`; `application/vnd.github.raw+json` for a file's own text. */
  readonly accept?: string;
  /** Answers besides 2xx that the caller tells apart itself; every other one is thrown. */
  readonly expect?: readonly number[];
  /** What the token must be allowed, as a workflow writes it: `contents: write`. Named where GitHub refuses. */
  readonly permission: string;
  /**
   * Whether the call may be sent again when its answer was lost. Default: true for GET, PUT and DELETE, else false. A call
   * that may not is thrown as `api-unknown`: the caller finds out what happened before it tries again.
   */
  readonly repeatable?: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; the text where another media type was asked for; null without a body. */
  readonly body: unknown;
}

/**
 * Port to the REST API of the repository that the workflow runs in. Implementation: Octokit (src/io/github-api.ts), with
 * bounded retries for 5xx, lost connections and rate limits.
 */
export interface GithubApi {
  /** `owner/name`. */
  readonly repository: string;
  /** How many requests were sent so far, repeated ones included. */
  readonly sent: number;
  /**
   * @throws PhasegateError `no-permission` naming the line to add to the workflow's `permissions`, `api-unknown` where it
   * is not known whether the call was carried out, `api-failed` for everything else.
   */
  call(call: ApiCall): Promise<ApiAnswer>;
  /**
   * A file behind a redirect (an artifact's archive): bytes, at most `maxBytes`.
   * @throws PhasegateError as {@link GithubApi.call}.
   */
  download(
    path: string,
    options: { readonly permission: string; readonly maxBytes: number },
  ): Promise<Uint8Array>;
}
