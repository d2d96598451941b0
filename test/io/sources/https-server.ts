import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpsServer {
  readonly url: string;
  readonly port: number;
  /** The server's own certificate, which a client must be told to trust. */
  readonly ca: string;
  /** Requests so far: path and headers. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  answer(handler: Handler): void;
  close(): Promise<void>;
}

/** A new certificate for loopback, by openssl. */
export function certificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'phasegate-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
    const args = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync(
      'openssl',
      [...args, '-subj', '/CN=localhost', '-addext', names, '-keyout', key, '-out', cert],
      {
        stdio: 'pipe',
      },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A server on loopback with a certificate of its own making, by openssl. */
export async function startHttps(): Promise<HttpsServer> {
  const { key, cert } = certificate();
  let handler: Handler = (_, response) => void response.writeHead(500).end();
  const requests: HttpsServer['requests'] = [];
  const server = createServer({ key, cert }, (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    handler(request, response);
  });
  server.on('clientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    ca: cert,
    requests,
    answer: (next) => {
      handler = next;
      requests.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

export interface ServedFile {
  readonly body: Buffer;
  /** Default: none. */
  readonly etag?: string;
  readonly modified?: string;
  /** The connection breaks after so many bytes of the body. */
  readonly breakAfter?: number;
  /** A server that does not know of ranges. */
  readonly ignoresRange?: boolean;
}

/** Serves a file as a good server does: conditions, ranges. */
export function serve(file: ServedFile): Handler {
  const { body, etag, modified, breakAfter, ignoresRange = false } = file;
  return (request, response) => {
    const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = request.headers;
    if (etag !== undefined) response.setHeader('etag', etag);
    if (modified !== undefined) response.setHeader('last-modified', modified);
    const isSame = etag !== undefined && ifNoneMatch === etag;
    if (isSame || (modified !== undefined && request.headers['if-modified-since'] === modified)) {
      response.writeHead(304).end();
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const isPart = !ignoresRange && from > 0 && ifRange === etag;
    if (isPart && from >= body.length) {
      response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
      return;
    }
    const sent = isPart ? body.subarray(from) : body;
    if (isPart) response.setHeader('content-range', `bytes ${from}-${body.length - 1}/${body.length}`);
    response.writeHead(isPart ? 206 : 200, { 'content-length': sent.length });
    if (breakAfter === undefined || breakAfter >= sent.length) {
      response.end(sent);
      return;
    }
    response.write(sent.subarray(0, breakAfter), () => {
      setTimeout(() => response.socket?.destroy(), 30);
    });
  };
}
