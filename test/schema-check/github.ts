import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepConnections } from '../keep-connections.js';

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
}

/** An artifact, as the API lists it but for what it can know by itself, and its archive. */
export interface FakeArtifact {
  readonly id: number;
  readonly name: string;
  readonly created_at: string;
  readonly workflow_run: Readonly<Record<string, unknown>>;
  readonly expired?: boolean;
  readonly digest?: string;
  readonly archive: Uint8Array;
}

/** What the server got, as `METHOD path`. */
export interface FakeGitHub {
  readonly url: string;
  readonly comments: Comment[];
  /** In the order in which they are listed. */
  readonly artifacts: FakeArtifact[];
  readonly requests: string[];
  /** How the next requests fail, in order; null lets one through. `late`: it was carried out before it failed. */
  readonly faults: ({ readonly status: number; readonly when: 'early' | 'late' } | null)[];
  readonly tokens: Set<string>;
  readonly close: () => Promise<void>;
}

const PATH = /^\/repos\/([\w.-]+\/[\w.-]+)\/issues\/(?:(comments)\/)?(\d+)(\/comments)?$/;

const REPOSITORY = /^\/repos\/[\w.-]+\/[\w.-]+(?:\/actions\/artifacts(?:\/(\d+)\/zip)?)?$/;

function pageOf<T>(items: readonly T[], url: URL): T[] {
  const [size = 0, page = 1] = ['per_page', 'page'].map((name) => Number(url.searchParams.get(name)));
  return items.slice(size * (page - 1), size * page);
}

/** A repository with artifacts; an archive is on a store of its own, which must not be told the token. */
function artifactAnswer(
  url: URL,
  artifacts: readonly FakeArtifact[],
): { status: number; body: unknown; to?: string } {
  const [, id] = REPOSITORY.exec(url.pathname) ?? [];
  if (id !== undefined) {
    const found = artifacts.find((one) => one.id === Number(id));
    if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
    if (found.expired === true) return { status: 410, body: { message: 'Artifact has expired' } };
    return { status: 302, body: null, to: `/store/${id}?secret` };
  }
  if (!url.pathname.endsWith('/artifacts')) return { status: 200, body: { default_branch: 'main' } };
  const name = url.searchParams.get('name');
  const named = artifacts.filter((one) => name === null || one.name === name);
  const listed = pageOf(named, url).map(({ archive: _archive, ...one }) => one);
  return { status: 200, body: { total_count: named.length, artifacts: listed } };
}

/** A GitHub on loopback that knows one repository's artifacts, and the comments of one issue. */
export async function fakeGitHub(comments: Comment[] = []): Promise<FakeGitHub> {
  const artifacts: FakeArtifact[] = [];
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
      if (REPOSITORY.test(url.pathname)) {
        const { status, body, to } = artifactAnswer(url, artifacts);
        if (to !== undefined)
          response.setHeader('location', new URL(to, `http://${request.headers.host}`).href);
        return answer(status, body);
      }
      if (url.pathname.startsWith('/store/')) {
        const found = artifacts.find((one) => `/store/${one.id}` === url.pathname);
        return void response.writeHead(found === undefined ? 404 : 200).end(found?.archive);
      }
      const match = PATH.exec(url.pathname);
      const text = Buffer.concat(chunks).toString('utf8');
      const body = text === '' ? '' : (JSON.parse(text) as { body: string }).body;
      if (match === null) return answer(404, { message: 'Not Found' });
      if (request.method === 'GET') {
        return answer(200, pageOf(comments, url));
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
  keepConnections(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return { url: `http://127.0.0.1:${port}`, comments, artifacts, requests, faults, tokens, close };
}
