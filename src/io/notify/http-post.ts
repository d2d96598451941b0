import type { ReadableStream } from 'node:stream/web';
import { retryAfterMs } from '../../domain/retry-after.js';
import type { Outcome, SendOptions } from '../../ports/notifier.js';
import { oneLine } from '../../render/escape.js';

const MAX_ANSWER = 300;

/** What became of one request. Its texts hold neither the address nor a secret. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly said: string;
      readonly afterMs: number | null;
    }
  /** No answer came. */
  | { readonly kind: 'lost'; readonly why: string; readonly mayHaveArrived: boolean };

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What must not be shown: replaced in whatever the server answers. */
  readonly secrets: readonly string[];
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 6)
    .reduce((out, one) => out.replaceAll(one, '***'), text);
}

/** Bytes that do not fit are left unread: nobody says how much a server answers. */
async function beginning(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < 2_000) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  await reader.cancel();
  return Buffer.concat(parts).toString('utf8');
}

function lost(error: unknown, signal: AbortSignal): Exchange {
  if (signal.aborted) return { kind: 'lost', why: 'did not answer in time', mayHaveArrived: true };
  const code = (error as { readonly cause?: NodeJS.ErrnoException }).cause?.code ?? 'no answer';
  const isUnreached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(
    code,
  );
  return {
    kind: 'lost',
    why: `the connection failed: ${oneLine(code, 60)}`,
    mayHaveArrived: !isUnreached,
  };
}

/** Posts to an address once; redirects are not followed. Neither the address nor a secret is in what comes back. */
export async function exchange(
  request: Post,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<Exchange> {
  const { url, body, headers, secrets } = request;
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'user-agent': 'phasegate', ...headers },
      redirect: 'manual',
      signal,
    });
    const said = oneLine(withoutSecrets(await beginning(response), [url, ...secrets]), MAX_ANSWER);
    const afterMs = retryAfterMs(response.headers.get('retry-after'), now());
    return { kind: 'answered', status: response.status, said, afterMs };
  } catch (error) {
    return lost(error, signal);
  }
}

function outcomeOf(result: Exchange): Outcome {
  if (result.kind === 'lost') return { ...result, kind: 'later', afterMs: null };
  const { status, said, afterMs } = result;
  const why = `answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', detail: why };
  if (status === 429 || status === 408) return { kind: 'later', why, afterMs, mayHaveArrived: false };
  // A gateway does not know what became of what it passed on.
  if (status >= 500) return { kind: 'later', why, afterMs, mayHaveArrived: status === 502 || status === 504 };
  return { kind: 'refused', why };
}

/** What a channel makes of one {@link exchange}. */
export async function post(request: Post, { signal, now }: SendOptions): Promise<Outcome> {
  return outcomeOf(await exchange(request, { signal, now: () => now }));
}
