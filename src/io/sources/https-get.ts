import { request } from 'node:https';
import { checkHost, guardedLookup } from './addresses.js';
import { answerOf, type HttpsAnswer } from './https-answer.js';
import { SourceFault } from './source-fault.js';
import { wayFault } from './way-fault.js';

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface HttpsGet {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as a form, which is then no GET, and follows no redirect. Default: nothing is sent. */
  readonly form?: string;
  /** Whether the host may have an address of the runner's own network. */
  readonly private: boolean;
  /** Ends the request and its body. */
  readonly signal: AbortSignal;
  readonly idleMs: number;
  /** Certificates that are trusted besides the system's. */
  readonly ca?: string;
}

function send(url: URL, get: HttpsGet): Promise<HttpsAnswer> {
  checkHost(url.hostname, get.private);
  const { form } = get;
  const sending =
    form === undefined
      ? get.headers
      : {
          ...get.headers,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(form)),
        };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: form === undefined ? 'GET' : 'POST',
        headers: sending,
        // No connection is shared: whom it leads to was checked for this request.
        agent: false,
        lookup: guardedLookup(get.private),
        signal: get.signal,
        timeout: get.idleMs,
        ...(get.ca === undefined ? {} : { ca: get.ca }),
      },
      (message) => resolve(answerOf(message)),
    );
    sent.on('timeout', () => {
      sent.destroy(new SourceFault(`no byte came for ${get.idleMs / 1_000} s`));
    });
    sent.on('error', (error) => reject(wayFault(error)));
    sent.end(form);
  });
}

/** Where a redirect leads: to the same host and port over HTTPS, or nowhere. */
function redirected(answer: HttpsAnswer, from: URL): URL {
  const { location } = answer.headers;
  if (location === undefined || !URL.canParse(location, from.href))
    throw new SourceFault(`it was answered ${answer.status} without an address`);
  const next = new URL(location, from.href);
  if (next.protocol !== 'https:') throw new SourceFault('it redirects to an address without HTTPS');
  if (next.host !== from.host)
    throw new SourceFault(`it redirects to another host, ${next.host.slice(0, 100)}`);
  if (next.username !== '' || next.password !== '') throw new SourceFault('it redirects with a password');
  return next;
}

/**
 * The answer to a GET (or to a form) over HTTPS, its body unread. Redirects are followed within the host, each looked up and checked anew.
 *
 * @throws SourceFault
 */
export async function httpsGet(get: HttpsGet): Promise<HttpsAnswer> {
  let url = new URL(get.url);
  if (url.protocol !== 'https:') throw new SourceFault('its address does not begin with https://');
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await send(url, get);
    if (!REDIRECTS.has(answer.status)) return answer;
    answer.end();
    if (get.form !== undefined)
      throw new SourceFault('it redirects, and a query is sent to the address of the policy alone');
    url = redirected(answer, url);
  }
  throw new SourceFault(`it redirects more than ${MAX_REDIRECTS} times`);
}
