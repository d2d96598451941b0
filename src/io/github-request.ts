import type { getOctokit } from '@actions/github';
import type { Json } from '../domain/canonical-json.js';
import type { Refusal } from './github-refusal.js';

type Octokit = ReturnType<typeof getOctokit>;

export interface GithubRequest {
  readonly method: string;
  /** From the API's root: `/repos/o/r/git/refs`. */
  readonly url: string;
  readonly accept: string;
  readonly body?: Json;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export type GithubReply =
  | {
      readonly kind: 'success';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly bytes: Uint8Array;
    }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'too-large' }
  /** No answer, or only a part of it. `sent` is false only where the request surely never reached GitHub. */
  | { readonly kind: 'lost'; readonly sent: boolean; readonly why: string };

/** Codes of faults before a connection stood. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The code of the first fault in the chain of causes that has one. */
function codeOf(error: unknown, depth = 0): string {
  const code = property(error, 'code');
  if (typeof code === 'string') return code;
  const cause = property(error, 'cause');
  return cause === undefined || depth > 5 ? '' : codeOf(cause, depth + 1);
}

function lost(error: unknown, timeoutMs: number): GithubReply {
  const code = codeOf(error);
  const timedOut = [error, property(error, 'cause')].some((one) => property(one, 'name') === 'TimeoutError');
  const said = error instanceof Error ? error.message : String(error);
  return {
    kind: 'lost',
    sent: !NOT_SENT.has(code),
    why: timedOut ? `no answer within ${timeoutMs / 1_000} s` : code === '' ? said : `${said} (${code})`,
  };
}

function headersOf(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, one]) => [name.toLowerCase(), String(one)]));
}

async function readAll(body: unknown, maxBytes: number): Promise<Uint8Array | null> {
  // Octokit gives the text '' where an answer can have no body.
  if (typeof body !== 'object' || body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Sends one request, once. The body is read here and not by Octokit, which takes a body that was cut off for an empty one.
 * Redirects are followed; to another host without the token.
 */
export async function sendOnce(octokit: Octokit, request: GithubRequest): Promise<GithubReply> {
  const { method, url, accept, body, timeoutMs, maxBytes } = request;
  try {
    const answer: unknown = await octokit.request({
      method,
      url,
      headers: { accept, 'x-github-api-version': '2022-11-28' },
      request: { parseSuccessResponseBody: false, signal: AbortSignal.timeout(timeoutMs) },
      ...(body === undefined ? {} : { data: body }),
    });
    const bytes = await readAll(property(answer, 'data'), maxBytes);
    if (bytes === null) return { kind: 'too-large' };
    const headers = headersOf(property(answer, 'headers'));
    return { kind: 'success', status: Number(property(answer, 'status')), headers, bytes };
  } catch (error) {
    const response = property(error, 'response');
    const status = property(response, 'status');
    if (typeof status !== 'number') return lost(error, timeoutMs);
    const headers = headersOf(property(response, 'headers'));
    return { kind: 'refused', status, headers, body: property(response, 'data') };
  }
}
