import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
}

/** What the server got, as `METHOD path`. */
export interface FakeGitHub {
  readonly url: string;
  readonly comments: Comment[];
  readonly requests: string[];
  /** How the next requests fail, in order; null lets one through. `late`: it was carried out before it failed. */
  readonly faults: ({ readonly status: number; readonly when: 'early' | 'late' } | null)[];
  readonly tokens: Set<string>;
  readonly close: () => Promise<void>;
}

const PATH = /^\/repos\/([\w.-]+\/[\w.-]+)\/issues\/(?:(comments)\/)?(\d+)(\/comments)?$/;

/** A GitHub on loopback that knows the comments of one issue, as far as a poster of comments needs it. */
export async function fakeGitHub(comments: Comment[] = []): Promise<FakeGitHub> {
  const requests: string[] = [];
  const faults: FakeGitHub['faults'] = [];
  const tokens = new Set<string>();
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(`${request.method} ${url.pathname}${url.search}`);
      tokens.add(String(request.headers.authorization));
      const fault = faults.shift() ?? null;
      const answer = (right: number, body: unknown): void => {
        const status = fault?.status ?? right;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (fault?.when === 'early') return answer(fault.status, { message: 'so it goes' });
      const match = PATH.exec(url.pathname);
      const text = Buffer.concat(chunks).toString('utf8');
      const body = text === '' ? '' : (JSON.parse(text) as { body: string }).body;
      if (match === null) return answer(404, { message: 'Not Found' });
      if (request.method === 'GET') {
        const [size, page] = ['per_page', 'page'].map((name) => Number(url.searchParams.get(name)));
        return answer(200, comments.slice((size ?? 0) * ((page ?? 1) - 1), (size ?? 0) * (page ?? 1)));
      }
      if (request.method === 'POST') {
        const comment = { id: comments.length + 1, body, user: { type: 'Bot' } };
        comments.push(comment);
        return answer(201, comment);
      }
      const found = comments.find(({ id }) => id === Number(match[3]));
      if (found === undefined) return answer(404, { message: 'Not Found' });
      found.body = body;
      return answer(200, found);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return { url: `http://127.0.0.1:${port}`, comments, requests, faults, tokens, close };
}
