import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access.js';
import { sealed } from './answers.js';
import type { Faults } from './faults.js';
import { gitRequest, serveGit } from './git-http.js';
import type { GitRepositories } from './git-repositories.js';
import type { ApiRequest, ApiResponse, Call } from './model.js';
import type { Router } from './router.js';

interface Parts {
  readonly router: Router;
  readonly faults: Faults;
  readonly access: Access;
  readonly git: GitRepositories;
  readonly calls: Call[];
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Uint8Array;
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function send(response: ServerResponse, to: ApiRequest, answer: ApiResponse): void {
  const { status, headers, body } = sealed(answer, to);
  response.writeHead(status, { server: 'github.com', ...headers });
  response.end(to.method === 'HEAD' ? undefined : body);
}

/** Answers one request to the API, or makes it fail; notes it either way. */
async function serveApi({ router, faults, calls }: Parts, exchange: Exchange): Promise<void> {
  const { request, response, body } = exchange;
  const path = request.url ?? '/';
  const method = request.method ?? 'GET';
  const url = new URL(path.replace(/^\/api\/v3(?=\/)/, ''), 'http://localhost');
  const headers = request.headers as Record<string, string | undefined>;
  const asked: ApiRequest = { method, path: url.pathname, query: url.searchParams, headers, body };
  const fault = faults.of({ method, path });
  const call: Call = { method, path, actor: router.actorOf(asked), status: null };
  const index = calls.push(fault === null ? call : { ...call, failure: fault.how }) - 1;
  const note = (status: number): void => {
    const noted = calls[index];
    // Gone when the log was emptied meanwhile.
    if (noted !== undefined) calls[index] = { ...noted, status };
  };
  if (fault === null || fault.fate.kind === 'lost-answer') {
    const answer = await router.answer(asked);
    note(answer.status);
    if (fault === null) send(response, asked, answer);
    else request.socket.destroy();
  } else if (fault.fate.kind === 'answer') {
    note(fault.fate.response.status);
    send(response, asked, fault.fate.response);
  } else if (fault.fate.kind === 'reset') {
    request.socket.resetAndDestroy();
  }
}

/** Answers one request: to git or to the API. */
export async function serve(
  parts: Parts,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  try {
    const body = await readBody(request);
    const asked = gitRequest(request.url ?? '/');
    if (asked === null) await serveApi(parts, { request, response, body });
    else
      await serveGit({ request, response, body }, { asked, access: parts.access, repositories: parts.git });
  } catch (error) {
    // A fault of this server's own, which a test must not take for GitHub's: no status of GitHub's.
    if (!response.headersSent) response.writeHead(599, { 'content-type': 'text/plain' });
    response.end(String(error instanceof Error ? error.stack : error));
  }
}
