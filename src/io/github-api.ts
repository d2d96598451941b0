import { setTimeout as pause } from 'node:timers/promises';
import { PhasegateError } from '../domain/fault.js';
import type { ApiAnswer, ApiCall, GithubApi } from '../ports/github.js';
import { sendOnce, type GithubRequest } from './github-request.js';
import { nextStep, type NextStep } from './github-retry.js';

const JSON_TYPE = 'application/vnd.github+json';
const TIMEOUT_MS = 10_000;
/** An archive takes longer than an answer. */
const DOWNLOAD_TIMES = 6;
/** A larger answer is none that was asked for: GitHub's own limit for a file. */
const MAX_ANSWER_BYTES = 100 * 1024 * 1024;
/** Requests at one time; GitHub asks its users not to send many at once. */
const IN_FLIGHT = 8;

type Octokit = Parameters<typeof sendOnce>[0];
type Reply = Extract<NextStep, { kind: 'answer' }>['reply'];

export interface OctokitApiOptions {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Root of the REST API. Default `https://api.github.com`. */
  readonly url?: string;
  /** For one request with its answer. Default 10 s; a download has six times as long. */
  readonly timeoutMs?: number;
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
  /** In [0, 1). */
  readonly random?: () => number;
}

function tokenFault(token: string): string | null {
  if (token === '***') {
    return 'is `***`: it was masked on its way. The output of another job cannot carry a secret; pass it as a secret';
  }
  if (/^[\x21-\x7e]+$/.test(token)) return null;
  return 'holds a blank, a line break or another character that no token has; store it again without them';
}

function checkPlaces(repository: string, url: string): void {
  if (!/^[A-Za-z0-9._-]+\/(?!\.{1,2}$)[A-Za-z0-9._-]+$/.test(repository)) {
    throw new PhasegateError(
      'bad-input',
      `GITHUB_REPOSITORY is ${JSON.stringify(repository)}; with github-token it must be owner/name`,
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new PhasegateError('bad-input', `GITHUB_API_URL is ${JSON.stringify(url)}, which is no address`);
  }
}

function addressOf(repository: string, path: string, query: ApiCall['query'] = {}): string {
  // Octokit fills templates in an address, and fetch resolves dots: neither may happen to a caller's path.
  if (/[{}:?#\\\s]/.test(path) || path.split('/').some((part) => part === '.' || part === '..')) {
    throw new PhasegateError('bad-input', `${JSON.stringify(path)} cannot be a path of GitHub's API`);
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  return `/repos/${repository}${path === '' ? '' : `/${path}`}${search.size === 0 ? '' : `?${search.toString()}`}`;
}

/**
 * The REST API through Octokit, which knows the runner's proxies. It is loaded at the first call, since it costs more than
 * the rest of a stage's start.
 */
export class OctokitApi implements GithubApi {
  readonly repository: string;
  readonly #options: OctokitApiOptions;
  readonly #url: string;
  /** Each is called once a request that waits may be sent. */
  readonly #queue: (() => void)[] = [];
  #octokit: Promise<Octokit> | null = null;
  #inFlight = 0;
  #sent = 0;

  /** @throws PhasegateError `no-permission` for what cannot be a token, `bad-input` for no repository or no address. */
  constructor(options: OctokitApiOptions) {
    const fault = tokenFault(options.token);
    if (fault !== null) throw new PhasegateError('no-permission', `github-token ${fault}`);
    this.#url = (options.url ?? 'https://api.github.com').replace(/\/+$/, '');
    checkPlaces(options.repository, this.#url);
    this.#options = options;
    this.repository = options.repository;
  }

  get sent(): number {
    return this.#sent;
  }

  async call(call: ApiCall): Promise<ApiAnswer> {
    const { method, accept = JSON_TYPE, body } = call;
    const reply = await this.#carryOut(call, {
      method,
      url: addressOf(this.repository, call.path, call.query),
      accept,
      timeoutMs: this.#options.timeoutMs ?? TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      ...(body === undefined ? {} : { body }),
    });
    const { status, headers } = reply;
    if (reply.kind === 'refused') return { status, headers, body: reply.body ?? null };
    const text = Buffer.from(reply.bytes).toString('utf8');
    return { status, headers, body: accept === JSON_TYPE ? this.#parse(call, text) : text };
  }

  async download(path: string, options: { permission: string; maxBytes: number }): Promise<Uint8Array> {
    const call: ApiCall = { method: 'GET', path, permission: options.permission };
    const reply = await this.#carryOut(call, {
      method: 'GET',
      url: addressOf(this.repository, path),
      accept: JSON_TYPE,
      timeoutMs: (this.#options.timeoutMs ?? TIMEOUT_MS) * DOWNLOAD_TIMES,
      maxBytes: options.maxBytes,
    });
    if (reply.kind === 'success') return reply.bytes;
    throw new PhasegateError('api-failed', `GitHub: ${path} was answered ${reply.status} without a file`);
  }

  #parse({ method, path }: ApiCall, text: string): unknown {
    if (text === '') return null;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      const message = `GitHub: ${method} ${path} of ${this.repository} was answered with no JSON; is GITHUB_API_URL (${this.#url}) right?`;
      throw new PhasegateError('api-failed', message);
    }
  }

  async #carryOut(call: ApiCall, request: GithubRequest): Promise<Reply> {
    const { now = Date.now, sleep = pause, random = Math.random } = this.#options;
    let waitedMs = 0;
    for (let tries = 1; ; tries += 1) {
      const reply = await this.#send(request);
      const { repository } = this;
      const next = nextStep({ call, repository, reply, tries, waitedMs, now: now(), random: random() });
      if (next.kind === 'answer') return next.reply;
      if (next.kind === 'fail') throw this.#error(next.failure);
      waitedMs += next.ms;
      await sleep(next.ms);
    }
  }

  async #send(request: GithubRequest): ReturnType<typeof sendOnce> {
    this.#octokit ??= this.#load();
    const octokit = await this.#octokit;
    if (this.#inFlight < IN_FLIGHT) this.#inFlight += 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#sent += 1;
    try {
      return await sendOnce(octokit, request);
    } finally {
      // Whoever waits takes the place over.
      const next = this.#queue.shift();
      if (next === undefined) this.#inFlight -= 1;
      else next();
    }
  }

  async #load(): Promise<Octokit> {
    const { getOctokit } = await import('@actions/github');
    return getOctokit(this.#options.token, { baseUrl: this.#url });
  }

  /** Neither GitHub nor the network repeats the token; should one of them ever, it must not reach a log. */
  #error({ code, message }: Extract<NextStep, { kind: 'fail' }>['failure']): PhasegateError {
    return new PhasegateError(code, message.replaceAll(this.#options.token, '***'));
  }
}
