import { setTimeout as sleep } from 'node:timers/promises';
import { PhasegateError } from '../../../src/domain/fault.js';
import { member, textOf } from '../../../src/domain/raw-values.js';
import { oneLine } from '../../../src/render/escape.js';

/** A repository and the way to it. */
export interface GitHubAccess {
  /** `https://api.github.com`, without a slash at its end. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

export interface GitHubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** With its query, from the first slash on. */
  readonly path: string;
  /** Sent as JSON; default: nothing. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Waits between tries, in ms. */
export const PAUSES: readonly number[] = [1_000, 5_000];
export const TIMEOUT_MS = 30_000;

/** Why a request failed, and whether it is worth another try. */
export class RequestFault extends Error {
  readonly isTransient: boolean;

  constructor(message: string, isTransient: boolean) {
    super(message);
    this.isTransient = isTransient;
  }
}

export function headersOf({ token }: GitHubAccess): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'phasegate',
    'x-github-api-version': '2022-11-28',
  };
}

/** Does what may fail on the way; every error is a fault that another try may mend. */
export async function onTheWay<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestFault) throw error;
    throw new RequestFault(`${what}: ${error instanceof Error ? error.message : String(error)}`, true);
  }
}

/** @throws RequestFault, transient, for an answer that says: not now. */
export function refuseForNow(what: string, { status, headers }: Response): void {
  if (status >= 500 || status === 429) throw new RequestFault(`${what}: answered ${status}`, true);
  // GitHub answers 403, too, where there were too many requests.
  if (status === 403 && headers.get('x-ratelimit-remaining') === '0')
    throw new RequestFault(`${what}: the token has no requests left for now`, true);
}

/** One request, one try. A 403 is an answer: what it means is known to who asks. @throws RequestFault */
export async function request(access: GitHubAccess, ask: GitHubRequest): Promise<Answer> {
  const { method, path, body } = ask;
  const what = `${method} ${path}`;
  const { response, text } = await onTheWay(what, async () => {
    const response = await fetch(`${access.api}${path}`, {
      method,
      headers: headersOf(access),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, text: await response.text() };
  });
  const { status } = response;
  refuseForNow(what, response);
  let answer: unknown = null;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    throw new RequestFault(`${what}: answered ${status} with what is no JSON`, false);
  }
  if (status >= 400 && status !== 403)
    throw new RequestFault(
      `${what}: answered ${status}: ${oneLine(textOf(member(answer, 'message')) ?? '')}`,
      false,
    );
  return { status, body: answer };
}

/** Tries again after transient faults, as often as there are pauses. @throws RequestFault, the last one. */
export async function withRetries<T>(work: () => Promise<T>, pauses: readonly number[]): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const pause = pauses[attempt];
      if (!(error instanceof RequestFault) || !error.isTransient || pause === undefined) throw error;
      await sleep(pause);
    }
  }
}

/**
 * The repository of a job's environment.
 * @param permission what the token is needed for, as a workflow writes it
 * @throws PhasegateError `bad-input` with everything that is missing.
 */
export function accessOf(
  env: Readonly<Record<string, string | undefined>>,
  permission: string,
): GitHubAccess {
  const api = (env['GITHUB_API_URL'] ?? '').replace(/\/+$/, '');
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const token = env['GITHUB_TOKEN'] ?? '';
  const faults = [
    ...(/^https?:\/\/\S+$/.test(api) ? [] : ['GITHUB_API_URL must be the address of the API']),
    ...(/^[\w.-]+\/[\w.-]+$/.test(repository) ? [] : ['GITHUB_REPOSITORY must be owner/name']),
    ...(token === '' ? [`GITHUB_TOKEN must be a token with \`${permission}\``] : []),
  ];
  if (faults.length > 0) throw new PhasegateError('bad-input', faults.join('; '));
  return { api, repository, token };
}
