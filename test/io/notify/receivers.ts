import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll } from '@jest/globals';
import { keepConnections } from '../../keep-connections.js';
import { certificate } from '../sources/https-server.js';
import { pagerdutyFaults, slackFaults } from '../../render/receiver-limits.js';

/** Receivers on loopback that answer as their documentation says, and count. */

export interface Request {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a receiver is told to do instead of taking a request; null: it takes it. */
export type Trouble =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** Takes it at once, and says so late. */
  | { readonly afterMs: number }
  | 'silent'
  | 'reset'
  /** Takes it, and breaks off before it says so. */
  | 'lost';

export interface Receiver {
  readonly url: string;
  readonly requests: Request[];
  /** Troubles of the next requests, first come. */
  readonly troubles: Trouble[];
  /** Bodies of what was taken. */
  readonly taken: unknown[];
}

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

export async function receiver(judge: (request: Request) => Answer): Promise<Receiver> {
  const requests: Request[] = [];
  const troubles: Trouble[] = [];
  const taken: unknown[] = [];
  const late = new Set<NodeJS.Timeout>();
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const { url = '', headers } = incoming;
      const request = { path: url, headers, body: Buffer.concat(parts).toString('utf8') };
      requests.push(request);
      const trouble = troubles.shift();
      if (trouble === 'silent') return;
      if (trouble === 'reset') return void response.socket?.resetAndDestroy();
      if (typeof trouble === 'object' && 'status' in trouble) {
        response.writeHead(trouble.status, trouble.headers).end(trouble.body ?? '');
        return;
      }
      const answer = judge(request);
      if (answer.status < 300) taken.push(JSON.parse(request.body));
      if (trouble === 'lost') return void response.socket?.resetAndDestroy();
      const say = (): void => void response.writeHead(answer.status).end(answer.body);
      if (trouble === undefined) say();
      else late.add(setTimeout(say, trouble.afterMs));
    });
  });
  keepConnections(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(async () => {
    for (const timer of late) clearTimeout(timer);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, troubles, taken };
}

/** An incoming webhook: `ok`, or the error in a word. */
export function slackReceiver(): Promise<Receiver> {
  return receiver(({ path, body }) => {
    if (path !== '/services/T0/B0/secretsecret') return { status: 404, body: 'no_service' };
    const faults = slackFaults(JSON.parse(body));
    return faults.length === 0
      ? { status: 200, body: 'ok' }
      : { status: 400, body: `invalid_blocks ${faults[0] ?? ''}` };
  });
}

export const SLACK_PATH = '/services/T0/B0/secretsecret';
export const ROUTING_KEY = 'R0123456789abcdef0123456789abcde';

/** The Events API v2: 202 with the dedup key, or 400 with what is wrong. */
export function pagerdutyReceiver(): Promise<Receiver> {
  return receiver(({ path, body }) => {
    const event = JSON.parse(body) as { routing_key?: string; dedup_key?: string };
    const errors = pagerdutyFaults({ path, body: event });
    if (event.routing_key !== ROUTING_KEY) errors.push('Invalid routing key');
    const answer =
      errors.length === 0
        ? { status: 'success', message: 'Event processed', dedup_key: event.dedup_key }
        : { status: 'invalid event', message: 'Event object is invalid', errors };
    return { status: errors.length === 0 ? 202 : 400, body: JSON.stringify(answer) };
  });
}

export function webhookReceiver(): Promise<Receiver> {
  return receiver(() => ({ status: 204, body: '' }));
}

/** The parts of a message that has come, by type, decoded. */
export function mailParts(message: string): Readonly<Record<string, string>> {
  const boundary = /boundary="([^"]+)"/.exec(message)?.[1] ?? '';
  const parts = message.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head = '', ...body] = part.trim().split('\r\n\r\n');
      const type = /^content-type: ([^;\r\n]+)/im.exec(head)?.[1] ?? '';
      const encoding = /^content-transfer-encoding: (\S+)/im.exec(head)?.[1] ?? '7bit';
      return [type, decoded(body.join('\r\n\r\n'), encoding).replaceAll('\r\n', '\n')];
    }),
  );
}

function decoded(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable': {
      const bytes = body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    }
    default:
      return body;
  }
}

export interface MailReceiver {
  readonly port: number;
  /** Whether it is to break the connection off once it has the message's first bytes. */
  trouble: 'drop' | 'busy' | 'refuse' | 'silent' | null;
  readonly mails: string[];
  readonly ca: string;
}

/** A mail server with TLS from the first byte, or STARTTLS, and a password. */
export async function mailReceiver(options: { readonly isTlsFirst: boolean }): Promise<MailReceiver> {
  const { key, cert } = certificate();
  const mails: string[] = [];
  const state: { trouble: MailReceiver['trouble'] } = { trouble: null };
  const server = new SMTPServer({
    secure: options.isTlsFirst,
    key,
    cert,
    logger: false,
    onAuth: ({ username, password }, _, done) =>
      username === 'bot' && password === 'pass word'
        ? done(null, { user: 'bot' })
        : done(Object.assign(new Error('wrong password'), { responseCode: 535 })),
    onMailFrom: (_, __, done) => {
      if (state.trouble === 'silent') return;
      if (state.trouble === 'busy') return done(Object.assign(new Error('busy'), { responseCode: 451 }));
      if (state.trouble === 'refuse') return done(Object.assign(new Error('spam'), { responseCode: 554 }));
      done();
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (state.trouble === 'drop') {
          // The library keeps its connections to itself; closing all is what a server that dies does.
          for (const connection of server.connections as Set<{ _socket: { destroy: () => void } }>)
            connection._socket.destroy();
          return;
        }
        mails.push(Buffer.concat(parts).toString('utf8'));
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => new Promise((done) => server.close(done)));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    ca: cert,
    get trouble() {
      return state.trouble;
    },
    set trouble(next) {
      state.trouble = next;
    },
  };
}
