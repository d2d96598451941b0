import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { PhasegateError } from '../../../../src/domain/fault.js';
import { Blobs } from './blobs.js';
import type { CacheEntry } from './cache-store.js';
import type { Home } from './home.js';

const CALL = /^\/twirp\/github\.actions\.results\.api\.v1\.(?:CacheService|ArtifactService)\/(\w+)$/;
/** Largest body of a request: a block of an upload. */
const LARGEST_BODY = 256 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;
type Answer =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly code: string; readonly message: string };

const text = (fields: Fields, name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
const answer = (body: object): Answer => ({ ok: true, body });
const refusal = (code: string, message: string): Answer => ({ ok: false, code, message });
const STATUS: Readonly<Record<string, number>> = {
  already_exists: 409,
  not_found: 404,
  unauthenticated: 401,
};

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) throw new PhasegateError('bad-input', 'the request is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What one run has begun and not yet ended. */
interface Open {
  readonly blobs: string[];
  readonly uploads: string[];
  readonly caches: CacheEntry[];
}

/** The run that a token of {@link ResultsService.token} was made for. */
function runOf(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Fields;
  return Number(text(claims, 'scp').split(':')[1]);
}

const base64Url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** GitHub's service for artifacts (v4) and caches (v2), on loopback, over the same stores as the built-in actions. */
export class ResultsService {
  readonly #home: Home;
  readonly #blobs = new Blobs();
  /** Uploads by what they will become. */
  readonly #uploads = new Map<string, string>();
  readonly #server: Server;
  /** By run. */
  readonly #open = new Map<number, Open>();
  readonly #secret = randomUUID();
  #url = '';

  constructor(home: Home) {
    this.#home = home;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (!response.headersSent) this.#send(response, refusal('internal', message));
      });
    });
  }

  /** Base address, with a slash at its end. */
  get url(): string {
    return this.#url;
  }

  /** Opens a free port of 127.0.0.1. */
  async open(): Promise<void> {
    await new Promise<void>((done, failed) => {
      this.#server.once('error', failed);
      this.#server.listen(0, '127.0.0.1', done);
    });
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** The token a job shows to the service. Clients read the run and the job from it. */
  token(run: number, job: string): string {
    const claims = { scp: `Actions.Results:${run}:${job.replaceAll(/[^\w-]/g, '-')}` };
    return `${base64Url({ alg: 'none', typ: 'JWT' })}.${base64Url(claims)}.${this.#secret}`;
  }

  /** Forgets uploads and downloads of a run that nobody ended: call when the run has. */
  forget(run: number): void {
    const { blobs, uploads, caches } = this.#openOf(run);
    this.#open.delete(run);
    for (const blob of blobs) this.#blobs.take(blob);
    for (const upload of uploads) this.#uploads.delete(upload);
    for (const entry of caches) this.#home.caches.abandon(entry);
  }

  #openOf(run: number): Open {
    const known = this.#open.get(run) ?? { blobs: [], uploads: [], caches: [] };
    this.#open.set(run, known);
    return known;
  }

  /** An address to upload to; what it will become is known by a name. */
  #beginUpload(run: number, name: string): string {
    const blob = this.#blobs.create();
    this.#uploads.set(name, blob);
    this.#openOf(run).blobs.push(blob);
    this.#openOf(run).uploads.push(name);
    return this.#blobUrl(blob);
  }

  /** An address to download from. */
  #offer(run: number, bytes: Uint8Array): string {
    const blob = this.#blobs.offer(bytes);
    this.#openOf(run).blobs.push(blob);
    return this.#blobUrl(blob);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#url);
    const body = await readBody(request);
    const call = CALL.exec(url.pathname);
    if (call === null) {
      if (!this.#blobs.serve(request, response, { url, body }))
        this.#send(response, refusal('not_found', url.pathname));
    } else if (request.headers.authorization?.endsWith(`.${this.#secret}`) !== true) {
      this.#send(response, refusal('unauthenticated', 'the token is not of this run'));
    } else {
      const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
      this.#send(response, this.#call(call[1] ?? '', { fields, run: runOf(request.headers.authorization) }));
    }
  }

  #send(response: ServerResponse, result: Answer): void {
    const status = result.ok ? 200 : (STATUS[result.code] ?? 500);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(result.ok ? result.body : { code: result.code, msg: result.message }));
  }

  #blobUrl(id: string): string {
    return `${this.#url}blob/${id}?sig=local`;
  }

  #call(method: string, { fields, run }: { fields: Fields; run: number }): Answer {
    switch (method) {
      case 'CreateCacheEntry':
        return this.#createCache(fields, run);
      case 'FinalizeCacheEntryUpload':
        return this.#finalizeCache(fields);
      case 'GetCacheEntryDownloadURL':
        return this.#findCache(fields, run);
      case 'CreateArtifact':
        return this.#createArtifact(fields);
      case 'FinalizeArtifact':
        return this.#finalizeArtifact(fields);
      case 'ListArtifacts':
        return this.#listArtifacts(fields);
      case 'GetSignedArtifactURL':
        return this.#artifactUrl(fields, run);
      case 'DeleteArtifact': {
        const gone = this.#home.artifacts.remove(
          Number(text(fields, 'workflow_run_backend_id')),
          text(fields, 'name'),
        );
        return gone === undefined
          ? refusal('not_found', 'no such artifact')
          : answer({ ok: true, artifact_id: String(gone.id) });
      }
      default:
        return refusal('not_found', `no method ${method}`);
    }
  }

  #createCache(fields: Fields, run: number): Answer {
    const entry = this.#home.caches.reserve(text(fields, 'key'), text(fields, 'version'));
    if (entry === null)
      return refusal('already_exists', 'cache entry with the same key and version already exists');
    this.#openOf(run).caches.push(entry);
    return answer({ ok: true, signed_upload_url: this.#beginUpload(run, `cache ${entry.id}`) });
  }

  #finalizeCache(fields: Fields): Answer {
    const entry = this.#home.caches.reserved(text(fields, 'key'), text(fields, 'version'));
    const bytes = entry === undefined ? undefined : this.#takeUpload(`cache ${entry.id}`);
    if (entry === undefined || bytes === undefined) return refusal('not_found', 'no such upload');
    writeFileSync(this.#home.caches.pathOf(entry), bytes);
    this.#home.caches.commit(entry);
    return answer({ ok: true, entry_id: String(entry.id) });
  }

  #findCache(fields: Fields, run: number): Answer {
    const listed = fields['restore_keys'];
    const restoreKeys = Array.isArray(listed) ? listed.map(String) : [];
    const query = { key: text(fields, 'key'), restoreKeys, version: text(fields, 'version') };
    const entry = this.#home.caches.find(query);
    if (entry === null) return answer({ ok: false });
    const url = this.#offer(run, readFileSync(this.#home.caches.pathOf(entry)));
    return answer({ ok: true, signed_download_url: url, matched_key: entry.key });
  }

  #createArtifact(fields: Fields): Answer {
    const [run, name] = [Number(text(fields, 'workflow_run_backend_id')), text(fields, 'name')];
    try {
      this.#home.artifacts.check(run, name);
    } catch (error) {
      if (error instanceof PhasegateError && error.code === 'conflict')
        return refusal('already_exists', error.message);
      throw error;
    }
    return answer({ ok: true, signed_upload_url: this.#beginUpload(run, `artifact ${run} ${name}`) });
  }

  #finalizeArtifact(fields: Fields): Answer {
    const [run, name] = [Number(text(fields, 'workflow_run_backend_id')), text(fields, 'name')];
    const bytes = this.#takeUpload(`artifact ${run} ${name}`);
    if (bytes === undefined) return refusal('not_found', 'no such upload');
    const artifact = this.#home.artifacts.saveBlob(run, name, bytes);
    return answer({ ok: true, artifact_id: String(artifact.id) });
  }

  #listArtifacts(fields: Fields): Answer {
    const run = Number(text(fields, 'workflow_run_backend_id'));
    const name = text(fields, 'name_filter');
    const id = text(fields, 'id_filter');
    const artifacts = this.#home.artifacts
      .list(run)
      .filter((one) => (name === '' || one.name === name) && (id === '' || String(one.id) === id))
      .map((one) => ({
        workflow_run_backend_id: String(run),
        workflow_job_run_backend_id: text(fields, 'workflow_job_run_backend_id'),
        database_id: String(one.id),
        name: one.name,
        size: String(this.#home.artifacts.sizeOf(one)),
      }));
    return answer({ artifacts });
  }

  #artifactUrl(fields: Fields, run: number): Answer {
    const artifact = this.#home.artifacts.find(
      Number(text(fields, 'workflow_run_backend_id')),
      text(fields, 'name'),
    );
    if (artifact === undefined) return refusal('not_found', 'no such artifact');
    return answer({ signed_url: this.#offer(run, this.#home.artifacts.zip(artifact)) });
  }

  #takeUpload(name: string): Uint8Array | undefined {
    const blob = this.#uploads.get(name);
    this.#uploads.delete(name);
    return blob === undefined ? undefined : this.#blobs.take(blob);
  }
}
