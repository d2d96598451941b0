import { PhasegateError } from '../../../src/domain/fault.js';
import { itemsOf, member, numberOf, textOf } from '../../../src/domain/raw-values.js';
import { accessOf, PAUSES, request, RequestFault, withRetries, type GitHubAccess } from './github.js';
import { MARKER } from './report.js';

/** A pull request and the way to it. */
export interface PullRequest extends GitHubAccess {
  readonly number: number;
}

/** `denied`: the token may not write comments, as that of a fork's pull request. */
export type Posted = 'created' | 'changed' | 'unchanged' | 'denied';

const PAGE = 100;
/** 5,000 comments; nobody reads further. */
const MAX_PAGES = 50;

/** The comment of an earlier run: a bot's, and it begins with the marker. Anybody can write the marker. */
async function findComment(pull: PullRequest): Promise<{ id: number; body: string } | null> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = `/repos/${pull.repository}/issues/${pull.number}/comments?per_page=${PAGE}&page=${page}`;
    const { status, body } = await request(pull, { method: 'GET', path });
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
  const issues = `/repos/${pull.repository}/issues`;
  const { status } =
    found === null
      ? await request(pull, {
          method: 'POST',
          path: `${issues}/${pull.number}/comments`,
          body: { body },
        })
      : await request(pull, { method: 'PATCH', path: `${issues}/comments/${found.id}`, body: { body } });
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
  pauses: readonly number[] = PAUSES,
): Promise<Posted> {
  try {
    return await withRetries(() => postOnce(pull, body), pauses);
  } catch (cause) {
    if (!(cause instanceof RequestFault)) throw cause;
    throw new PhasegateError('io-failed', `the comment is not posted: ${cause.message}`, { cause });
  }
}

/** The pull request of a job's environment. @throws PhasegateError `bad-input` with everything that is missing. */
export function pullRequestOf(
  env: Readonly<Record<string, string | undefined>>,
  number: number,
): PullRequest {
  return { ...accessOf(env, 'pull-requests: write'), number };
}
