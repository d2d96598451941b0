import type { GithubServer } from './github-server.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly list: readonly Readonly<Record<string, unknown>>[];
  readonly text: string;
}

export type Ask = (
  method: string,
  path: string,
  options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Reply>;

/** A bare client of the server, for tests of the server and for what a test does as somebody else. */
export function client(
  server: GithubServer,
  options: { readonly token: string | null; readonly repository?: string },
): Ask {
  const { token, repository } = options;
  return async (method, path, { body, headers = {} } = {}) => {
    const root = repository === undefined || path.startsWith('/') ? '' : `/repos/${repository}/`;
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${server.url}${root}${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const value: unknown = isJson ? JSON.parse(text) : {};
    return {
      status: response.status,
      headers: response.headers,
      body: value as Reply['body'],
      list: Array.isArray(value) ? (value as Reply['list']) : [],
      text,
    };
  };
}
