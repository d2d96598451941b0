import type { ErrorCode } from '../domain/fault.js';
import { formatInstant } from '../domain/time.js';
import { oneLine } from '../render/escape.js';
import type { ApiCall } from '../ports/github.js';

/** An answer of GitHub's that is no success. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What GitHub waits for before it forgives a secondary limit without a header: at least a minute. */
const SECONDARY_WAIT_MS = 60_000;
const RULE =
  /protected (?:branch|ref)|repository rule|rule violations|GH006|GH013|changes must be made through a pull request/i;

/** GitHub's own message, one line; empty where the answer has none. */
export function messageOf({ body }: Pick<Refusal, 'body'>): string {
  const message: unknown =
    typeof body === 'object' && body !== null && 'message' in body ? body.message : body;
  return typeof message === 'string' ? oneLine(message, 300) : '';
}

/** How long GitHub asks to wait, in ms; null where the answer is about no limit. */
export function rateLimitWait({ status, headers, body }: Refusal, now: number): number | null {
  if (status !== 403 && status !== 429) return null;
  const after = headers['retry-after'];
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1_000;
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] === '0' && reset !== undefined && /^\d{1,12}$/.test(reset)) {
    return Math.max(0, Number(reset) * 1_000 - now) + 1_000;
  }
  const secondary = /secondary rate limit|abuse detection|rate limit exceeded/i.test(messageOf({ body }));
  return status === 429 || secondary ? SECONDARY_WAIT_MS : null;
}

/** Whether a rule of the repository keeps the token from moving the branch. */
export function isRuleRefusal(refusal: Refusal): boolean {
  return [403, 409, 422].includes(refusal.status) && RULE.test(messageOf(refusal));
}

/** `contents: write` for each way that GitHub's header names; empty where there is none. */
function accepted(headers: Refusal['headers']): string {
  const text = headers['x-accepted-github-permissions'] ?? '';
  if (!/^[a-z_]+=[a-z]+(?:[,;] ?[a-z_]+=[a-z]+)*$/.test(text)) return '';
  const ways = text.split(/; ?/).map((way) =>
    way
      .split(/, ?/)
      .map((one) => one.replaceAll('_', '-').replace('=', ': '))
      .join(' and '),
  );
  return ` (GitHub accepts ${ways.join(', or ')})`;
}

function adviceOf(refusal: Refusal, { permission }: Pick<ApiCall, 'permission'>, repository: string): string {
  const line = `\`permissions: ${permission}\``;
  switch (refusal.status) {
    case 401:
      return 'the token is wrong or has expired: a GITHUB_TOKEN ends with its job, an app’s token after one hour; pass a valid one in github-token';
    case 404:
      return `it does not exist, or the token may not see it: give the job ${line}, and check that the token is for ${repository}`;
    default:
      return isRuleRefusal(refusal)
        ? 'a rule protects the branch, and GITHUB_TOKEN cannot bypass it: pass the token of a GitHub App that may bypass the rule, or use git with such a deploy key'
        : `give the job ${line}${accepted(refusal.headers)}`;
  }
}

/** Why a call failed for good: an error's code and message. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What to say of an answer that stays as it is, however often it is asked for. */
export function refusalFailure(refusal: Refusal, call: ApiCall, repository: string): Failure {
  const { status } = refusal;
  const said = messageOf(refusal);
  const what = `GitHub: ${call.method} ${call.path} of ${repository} was answered ${status}${said === '' ? '' : ` (${said})`}`;
  if ([401, 403, 404].includes(status) || isRuleRefusal(refusal)) {
    return { code: 'no-permission', message: `${what}; ${adviceOf(refusal, call, repository)}` };
  }
  return { code: 'api-failed', message: what };
}

/** What to say of a limit that does not end soon enough to be waited for. */
export function rateLimitFailure(refusal: Refusal, wait: { ms: number; now: number }): Failure {
  const said = messageOf(refusal);
  return {
    code: 'api-failed',
    message: `GitHub's rate limit is used up until ${formatInstant(wait.now + wait.ms)}${said === '' ? '' : ` (${said})`}; run again after that. GITHUB_TOKEN has 1,000 calls an hour for the whole repository, an app's token more`,
  };
}
