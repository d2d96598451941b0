import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepConnections } from '../keep-connections.js';
import type { Faults } from './faults.js';

/** How long an address works, ms. */
const LIFE = 60_000;

/**
 * Where archives are downloaded from: another origin than the API's, as with GitHub's blob storage, which knows no token and
 * refuses a request that brings one. Rules of failure that name a path apply: `/archives/<id>`.
 */
export class ArchiveHost {
  readonly #server: Server;
  readonly #offers = new Map<string, { readonly bytes: Uint8Array; readonly until: number }>();
  readonly #now: () => number;
  #url = '';

  constructor(options: { readonly now: () => number; readonly faults: Faults }) {
    this.#now = options.now;
    this.#server = createServer((request, response) => {
      request.resume();
      const path = request.url ?? '';
      const fault = options.faults.ofDownload({ method: request.method ?? 'GET', path });
      const offer = this.#offers.get(path);
      if (fault?.fate.kind === 'hang') return;
      if (fault !== null && fault.fate.kind !== 'answer') {
        request.socket.resetAndDestroy();
      } else if (fault !== null && fault.fate.kind === 'answer') {
        response.writeHead(fault.fate.response.status).end();
      } else if (request.headers.authorization !== undefined) {
        response.writeHead(403).end('AuthenticationFailed');
      } else if (offer === undefined || this.#now() > offer.until) {
        response.writeHead(404).end('BlobNotFound');
      } else {
        response.writeHead(200, { 'content-type': 'application/zip', 'content-length': offer.bytes.length });
        response.end(offer.bytes);
      }
    });
  }

  async open(): Promise<void> {
    keepConnections(this.#server);
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** An address where the bytes can be had for a minute. */
  offer(bytes: Uint8Array): string {
    const path = `/archives/${randomUUID()}`;
    this.#offers.set(path, { bytes, until: this.#now() + LIFE });
    return `${this.#url}${path}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}
