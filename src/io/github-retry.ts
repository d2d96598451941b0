import { oneLine } from '../render/escape.js';
import type { ApiCall } from '../ports/github.js';
import { rateLimitFailure, rateLimitWait, refusalFailure, type Failure } from './github-refusal.js';
import type { GithubReply } from './github-request.js';

/** How often one call is sent, the first time included. */
export const MAX_TRIES = 3;
/** How long one call waits in all between its tries; a limit that lasts longer is an error with its end. */
export const MAX_WAIT_MS = 60_000;

export interface Tried {
  readonly call: ApiCall;
  /** `owner/name`, for messages. */
  readonly repository: string;
  readonly reply: GithubReply;
  /** How often the call was sent so far. */
  readonly tries: number;
  readonly waitedMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In [0, 1). */
  readonly random: number;
}

export type NextStep =
  | { readonly kind: 'answer'; readonly reply: Extract<GithubReply, { kind: 'success' | 'refused' }> }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** GitHub or the network failed: nobody knows for how long. */
function afterFault(
  { call, repository, tries, waitedMs, random }: Tried,
  why: string,
  sent: boolean,
): NextStep {
  const what = `GitHub: ${call.method} ${call.path} of ${repository}: ${oneLine(why, 300)}`;
  const fail = (code: Failure['code'], rest: string): NextStep => ({
    kind: 'fail',
    failure: { code, message: `${what}${rest}` },
  });
  const repeatable = call.repeatable ?? !['POST', 'PATCH'].includes(call.method);
  if (sent && !repeatable) return fail('api-unknown', '; whether it was carried out is not known');
  // 1 s, 2 s, and up to a quarter more, so that clients which failed together do not come back together.
  const ms = 1_000 * 2 ** (tries - 1) * (1 + random / 4);
  if (tries < MAX_TRIES && waitedMs + ms <= MAX_WAIT_MS) return { kind: 'wait', ms };
  const where = `, at the last of ${tries} tries; see githubstatus.com, or the server that GITHUB_API_URL names`;
  return fail(sent && call.method !== 'GET' ? 'api-unknown' : 'api-failed', where);
}

/** What follows a try: it was the answer, the call is sent again after a while, or it has failed. */
export function nextStep(tried: Tried): NextStep {
  const { call, repository, reply, tries, waitedMs, now } = tried;
  switch (reply.kind) {
    case 'success':
      return { kind: 'answer', reply };
    case 'too-large':
      return {
        kind: 'fail',
        failure: {
          code: 'api-failed',
          message: `GitHub: ${call.path} of ${repository}: the answer is larger than asked for`,
        },
      };
    case 'lost':
      return afterFault(tried, reply.why, reply.sent);
    case 'refused': {
      const ms = rateLimitWait(reply, now);
      if (ms !== null) {
        if (tries < MAX_TRIES && waitedMs + ms <= MAX_WAIT_MS) return { kind: 'wait', ms };
        return { kind: 'fail', failure: rateLimitFailure(reply, { ms, now }) };
      }
      if (call.expect?.includes(reply.status) === true) return { kind: 'answer', reply };
      if (reply.status >= 500) return afterFault(tried, `answered ${reply.status}`, true);
      return { kind: 'fail', failure: refusalFailure(reply, call, repository) };
    }
  }
}
