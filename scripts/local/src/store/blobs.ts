import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What blob clients want to see on an answer. */
const BLOB_HEADERS = { etag: '"1"', 'x-ms-version': '2024-11-04' };

/** Uploads in progress and downloads on offer, spoken to as to Azure's block blobs. Kept in memory. */
export class Blobs {
  readonly #whole = new Map<string, Uint8Array>();
  readonly #blocks = new Map<string, Map<string, Uint8Array>>();

  /** An empty blob to upload to; its id is the secret in its address. */
  create(): string {
    return this.offer(new Uint8Array());
  }

  offer(bytes: Uint8Array): string {
    const id = randomUUID();
    this.#whole.set(id, bytes);
    return id;
  }

  /** Takes the bytes out: they are not kept here any longer. */
  take(id: string): Uint8Array | undefined {
    const bytes = this.#whole.get(id);
    this.#whole.delete(id);
    this.#blocks.delete(id);
    return bytes;
  }

  /** Answers a request for `/blob/<id>`; false when there is no such blob. */
  serve(request: IncomingMessage, response: ServerResponse, part: { url: URL; body: Buffer }): boolean {
    const id = part.url.pathname.replace(/^\/blob\//, '');
    const bytes = this.#whole.get(id);
    if (bytes === undefined) return false;
    if (request.method === 'PUT') {
      this.#put(id, part);
      response.writeHead(201, BLOB_HEADERS).end();
    } else {
      this.#get(request, response, bytes);
    }
    return true;
  }

  #put(id: string, { url, body }: { url: URL; body: Buffer }): void {
    const blocks = this.#blocks.get(id) ?? new Map<string, Uint8Array>();
    switch (url.searchParams.get('comp')) {
      case 'block':
        this.#blocks.set(id, blocks.set(url.searchParams.get('blockid') ?? '', body));
        break;
      case 'blocklist': {
        const names = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)];
        this.#whole.set(
          id,
          Buffer.concat(names.map(([, name = '']) => blocks.get(name) ?? new Uint8Array())),
        );
        break;
      }
      default:
        this.#whole.set(id, body);
    }
  }

  #get(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
    const range = /^bytes=(\d+)-(\d*)$/.exec(
      String(request.headers['range'] ?? request.headers['x-ms-range'] ?? ''),
    );
    const headers = { ...BLOB_HEADERS, 'content-type': 'application/zip', 'accept-ranges': 'bytes' };
    if (range === null) {
      response.writeHead(200, { ...headers, 'content-length': bytes.length });
      response.end(request.method === 'HEAD' ? undefined : bytes);
      return;
    }
    const start = Number(range[1]);
    const part = bytes.subarray(start, range[2] === '' ? undefined : Number(range[2]) + 1);
    const place = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
    response.writeHead(206, { ...headers, 'content-length': part.length, 'content-range': place }).end(part);
  }
}
