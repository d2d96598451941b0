import { spawn } from 'node:child_process';
import { Agent, request, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { join } from 'node:path';
import { node24 } from '../runtimes.js';
import type { ApiResponse } from './model.js';

/** `emulate` refuses a token after 5,000 requests, and no test is about that: each user has many tokens, used in turn. */
const REQUESTS_PER_TOKEN = 4_000;
const TOKENS_PER_USER = 100;

export interface UpstreamRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Login; null: without a token. */
  readonly actor: string | null;
  readonly accept?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Upstream {
  /** Sends a request to `emulate`. Bodies other than JSON come as bytes. */
  send(request: UpstreamRequest): Promise<ApiResponse>;
  /** The git objects of all repositories, from the n-th on in order of making, each as "type length\\0content". */
  objects(from: number): Promise<Uint8Array[]>;
  close(): Promise<void>;
}

export interface UpstreamOptions {
  readonly logins: readonly string[];
  readonly repositories: readonly {
    readonly owner: string;
    readonly name: string;
    readonly default_branch: string;
  }[];
  /** What the addresses in its answers begin with. */
  readonly url: string;
  readonly now: () => number;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** One exchange with `emulate`; by node:http, which costs half of what fetch does. */
function exchange(options: RequestOptions, body: string | null): Promise<Reply> {
  return new Promise((done, failed) => {
    const outgoing = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', failed);
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    outgoing.on('error', failed);
    outgoing.end(body ?? undefined);
  });
}

function bodyOf({ headers, bytes }: Reply): unknown {
  if (bytes.length === 0) return undefined;
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  return isJson ? (JSON.parse(bytes.toString('utf8')) as unknown) : bytes;
}

const tokenOf = (login: string, sent: number): string =>
  `${login}/${Math.floor(sent / REQUESTS_PER_TOKEN) % TOKENS_PER_USER}`;

function emulatorOptions({ logins, repositories, url }: UpstreamOptions): object {
  const tokens = logins.flatMap((login) =>
    Array.from({ length: TOKENS_PER_USER }, (_, index) => [
      tokenOf(login, index * REQUESTS_PER_TOKEN),
      { login, scopes: ['repo'] },
    ]),
  );
  const users = logins.map((login) => ({ login, name: login }));
  const repos = repositories.map((repository) => ({ ...repository, auto_init: false }));
  return { baseUrl: url, seed: { tokens: Object.fromEntries(tokens), github: { users, repos } } };
}

/** Starts `emulate` in a process of its own, with Node 24. */
export async function startUpstream(options: UpstreamOptions): Promise<Upstream> {
  const host = join(import.meta.dirname, 'emulate-host.mjs');
  const child = spawn(node24(), [host], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(emulatorOptions(options));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const port = await new Promise<number>((done, failed) => {
    child.once('message', (message) => done((message as { port: number }).port));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`emulate ended with ${code}`)));
  });
  const agent = new Agent({ keepAlive: true });
  const sent = new Map<string, number>();
  return {
    send: async ({ method, path, actor, accept, body }) => {
      const headers: Record<string, string> = { 'x-clock': String(Math.floor(options.now() / 1000) * 1000) };
      if (actor !== null) {
        const count = sent.get(actor) ?? 0;
        sent.set(actor, count + 1);
        headers['authorization'] = `Bearer ${tokenOf(actor, count)}`;
      }
      if (accept !== undefined) headers['accept'] = accept;
      const content = body === undefined ? null : JSON.stringify(body);
      const reply = await exchange({ host: '127.0.0.1', port, agent, method, path, headers }, content);
      const link = reply.headers['link'];
      return {
        status: reply.status,
        headers:
          link === undefined
            ? {}
            : { link: String(link).replaceAll(`http://127.0.0.1:${port}`, options.url) },
        body: bodyOf(reply),
      };
    },
    objects: async (from) => {
      const { bytes } = await exchange({ host: '127.0.0.1', port, agent, path: `/_objects?${from}` }, null);
      const objects: Uint8Array[] = [];
      for (let offset = 0; offset < bytes.length;) {
        const end = offset + 4 + bytes.readUInt32BE(offset);
        objects.push(bytes.subarray(offset + 4, end));
        offset = end;
      }
      return objects;
    },
    close: async () => {
      agent.destroy();
      child.disconnect();
      await ended;
    },
  };
}
