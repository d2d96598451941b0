import { setTimeout as sleep } from 'node:timers/promises';
import { PhasegateError } from '../../../src/domain/fault.js';
import { itemsOf, member, numberOf, textOf } from '../../../src/domain/raw-values.js';
import { oneLine } from '../../../src/render/escape.js';
import { MARKER } from './report.js';

/** A pull request and the way to it. */
export interface PullRequest {
  /** `https://api.github.com`, without a slash at its end. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly token: string;
}

/** `denied`: the token may not write comments, as that of a fork's pull request. */
export type Posted = 'created' | 'changed' | 'unchanged' | 'denied';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const PAGE = 100;
/** 5,000 comments; nobody reads further. */
const MAX_PAGES = 50;
const TIMEOUT_MS = 30_000;

class RequestFault extends Error {
  readonly isTransient: boolean;

  constructor(message: string, isTransient: boolean) {
    super(message);
    this.isTransient = isTransient;
  }
}

async function request(
  pull: PullRequest,
  method: string,
  path: string,
  body: unknown = null,
): Promise<Answer> {
  const what = `${method} ${path}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${pull.api}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${pull.token}`,
        'content-type': 'application/json',
        'user-agent': 'phasegate',
        'x-github-api-version': '2022-11-28',
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    throw new RequestFault(`${what}: ${error instanceof Error ? error.message : String(error)}`, true);
  }
  const { status } = response;
  if (status >= 500 || status === 429) throw new RequestFault(`${what}: answered ${status}`, true);
  let answer: unknown = null;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    throw new RequestFault(`${what}: answered ${status} with what is no JSON`, false);
  }
  // GitHub answers 403, too, where there were too many requests.
  if (status === 403 && response.headers.get('x-ratelimit-remaining') === '0') {
    throw new RequestFault(`${what}: the token has no requests left for now`, true);
  }
  if (status >= 400 && status !== 403) {
    throw new RequestFault(
      `${what}: answered ${status}: ${oneLine(textOf(member(answer, 'message')) ?? '')}`,
      false,
    );
  }
  return { status, body: answer };
}

/** The comment of an earlier run: a bot's, and it begins with the marker. Anybody can write the marker. */
async function findComment(pull: PullRequest): Promise<{ id: number; body: string } | null> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = `/repos/${pull.repository}/issues/${pull.number}/comments?per_page=${PAGE}&page=${page}`;
    const { status, body } = await request(pull, 'GET', path);
    if (status === 403) throw new RequestFault(`GET ${path}: the token may not read comments`, false);
    const comments = itemsOf(body);
    for (const comment of comments) {
      const text = textOf(member(comment, 'body')) ?? '';
      const id = numberOf(member(comment, 'id'));
      const isBot = member(member(comment, 'user'), 'type') === 'Bot';
      if (id !== null && isBot && text.startsWith(MARKER)) return { id, body: text };
    }
    if (comments.length < PAGE) return null;
  }
  return null;
}

async function postOnce(pull: PullRequest, body: string): Promise<Posted> {
  const found = await findComment(pull);
  if (found?.body.replaceAll('\r\n', '\n').trim() === body.trim()) return 'unchanged';
  const { status } =
    found === null
      ? await request(pull, 'POST', `/repos/${pull.repository}/issues/${pull.number}/comments`, { body })
      : await request(pull, 'PATCH', `/repos/${pull.repository}/issues/comments/${found.id}`, { body });
  if (status === 403) return 'denied';
  return found === null ? 'created' : 'changed';
}

/**
 * Posts the comment, or changes the one of an earlier run. After a transient failure it looks again before it writes:
 * the write may have come through. `pauses` are the waits between tries, in ms.
 *
 * @throws PhasegateError `io-failed` when GitHub cannot be reached or refuses.
 */
export async function postComment(
  pull: PullRequest,
  body: string,
  pauses: readonly number[] = [1_000, 5_000],
): Promise<Posted> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await postOnce(pull, body);
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      const pause = pauses[attempt];
      if (!error.isTransient || pause === undefined) {
        throw new PhasegateError('io-failed', `the comment is not posted: ${error.message}`, {
          cause: error,
        });
      }
      await sleep(pause);
    }
  }
}

/** The pull request of a job's environment. @throws PhasegateError `bad-input` with everything that is missing. */
export function pullRequestOf(
  env: Readonly<Record<string, string | undefined>>,
  number: number,
): PullRequest {
  const api = (env['GITHUB_API_URL'] ?? '').replace(/\/+$/, '');
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const token = env['GITHUB_TOKEN'] ?? '';
  const faults = [
    ...(/^https?:\/\/\S+$/.test(api) ? [] : ['GITHUB_API_URL must be the address of the API']),
    ...(/^[\w.-]+\/[\w.-]+$/.test(repository) ? [] : ['GITHUB_REPOSITORY must be owner/name']),
    ...(token === '' ? ['GITHUB_TOKEN must be a token with `pull-requests: write`'] : []),
  ];
  if (faults.length > 0) throw new PhasegateError('bad-input', faults.join('; '));
  return { api, repository, number, token };
}
