import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access.js';
import type { GitRepositories } from './git-repositories.js';

const PATH = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/(?:info\/refs|git-(?:upload|receive)-pack))$/;

interface GitRequest {
  readonly repository: string;
  readonly place: string;
  readonly query: string;
  readonly isPush: boolean;
}

/** What of git a request is about; null for one to the API. */
export function gitRequest(url: string): GitRequest | null {
  const { pathname, search } = new URL(url, 'http://localhost');
  const match = PATH.exec(pathname);
  if (match === null || pathname.startsWith('/repos/')) return null;
  const [, repository = '', place = ''] = match;
  const query = search.slice(1);
  return { repository, place, query, isPush: /git-receive-pack/.test(place + query) };
}

interface BackendAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Runs `git http-backend`. */
function runBackend(
  request: IncomingMessage,
  options: {
    readonly root: string;
    readonly asked: GitRequest;
    readonly body: Uint8Array;
    readonly actor: string;
  },
): Promise<BackendAnswer> {
  const { root, asked, body, actor } = options;
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${asked.repository}.git${asked.place}`,
    REQUEST_METHOD: request.method ?? 'GET',
    QUERY_STRING: asked.query,
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_USER: actor,
  };
  return new Promise((done, failed) => {
    const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.once('error', failed);
    // Git may answer and be gone before it has read the whole body; what it answered is what counts.
    child.stdin.on('error', () => undefined);
    child.once('close', () => {
      const output = Buffer.concat(parts);
      const end = output.indexOf('\r\n\r\n');
      const headers = output
        .toString('latin1', 0, end)
        .split('\r\n')
        .map((line): [string, string] => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        });
      const status = headers.find(([name]) => name === 'status')?.[1] ?? '200';
      done({
        status: Number.parseInt(status, 10),
        headers: Object.fromEntries(headers.filter(([name]) => name !== 'status')),
        body: output.subarray(end + 4),
      });
    });
    child.stdin.end(body);
  });
}

/** Git over HTTP: clone, fetch and push by git's own server, on a bare repository that is kept equal to what `emulate` has. */
export async function serveGit(
  exchange: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly body: Uint8Array;
  },
  parts: { readonly asked: GitRequest; readonly access: Access; readonly repositories: GitRepositories },
): Promise<void> {
  const { request, response, body } = exchange;
  const { asked, access, repositories } = parts;
  const authorization = request.headers.authorization;
  const method = asked.isPush ? 'POST' : 'GET';
  const admission = access.admit(
    { method, path: asked.place, query: new URLSearchParams(), headers: { authorization }, body },
    { repository: asked.repository, place: 'git' },
  );
  if (admission.kind === 'refused' || !repositories.has(asked.repository)) {
    const status = authorization === undefined ? 401 : 403;
    response.writeHead(status, { 'www-authenticate': 'Basic realm="GitHub"', 'content-type': 'text/plain' });
    response.end(authorization === undefined ? 'No anonymous access.' : 'Permission denied.');
    return;
  }
  const actor = admission.actor ?? 'anonymous';
  const run = (root: string): Promise<BackendAnswer> => runBackend(request, { root, asked, body, actor });
  const changes = asked.isPush && request.method === 'POST';
  const answer = changes
    ? await repositories.changing(asked.repository, run)
    : await repositories.reading(asked.repository, run);
  response.writeHead(answer.status, answer.headers).end(answer.body);
}
