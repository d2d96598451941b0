import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MINUTE } from '../../src/domain/time.js';
import type { RunnerEvent, RunResult } from '../../scripts/local/src/progress.js';
import type { ApprovalRequest } from '../../scripts/local/src/run-context.js';
import { Runner } from '../../scripts/local/src/runner.js';
import { payments, START } from '../bundles/scenario.js';
import { client, type Ask } from '../github/client.js';
import { startGithub, type GithubServer } from '../github/start-github.js';
import { actionsSource } from '../local/actions-source.js';
import { makeRepository } from '../local/support.js';
import { filesOfGuide } from './docs-files.js';

export const PROJECT = join(import.meta.dirname, '../..');
export const REPOSITORY = 'octo/shop';
/** Phasegate's own repository, and the commit that the user pins. */
export const PHASEGATE = `acme/phasegate@${'c'.repeat(40)}`;

export interface WorldOptions {
  /** Files besides those of the guide, or instead of them. */
  readonly files?: Readonly<Record<string, string>>;
  /** Who reviews an environment: a login, or null for a refusal. Asked when a job comes to it. */
  readonly review?: (request: ApprovalRequest) => Promise<string | null>;
  /** Minutes that the telemetry is played for. Default 300. */
  readonly until?: number;
}

export interface Calls {
  readonly result: RunResult;
  /** What the run sent to the API, as `GET git/ref/heads/phasegate`. */
  readonly calls: readonly string[];
}

interface Parts {
  readonly server: GithubServer;
  readonly folder: string;
  readonly runner: Runner;
  readonly clock: { now: number };
  readonly lines: readonly string[];
}

/** A user's repository with the guide's files at a GitHub of its own; Phasegate is another repository there. */
export class GithubWorld {
  readonly server: GithubServer;
  readonly folder: string;
  /** Everything that was printed. */
  readonly lines: readonly string[];
  readonly #runner: Runner;
  readonly #clock: { now: number };

  private constructor(parts: Parts) {
    this.lines = parts.lines;
    this.server = parts.server;
    this.folder = parts.folder;
    this.#runner = parts.runner;
    this.#clock = parts.clock;
  }

  static async open({ files = {}, review, until = 300 }: WorldOptions = {}): Promise<GithubWorld> {
    const clock = { now: START };
    const guide = await filesOfGuide(PHASEGATE);
    const folder = makeRepository({ ...guide, 'telemetry/a.jsonl': story(), ...files });
    const server = await startGithub({
      now: () => clock.now,
      users: ['stranger'],
      repositories: { [REPOSITORY]: { roles: { mika: 'write', riley: 'write' } } },
    });
    await server.importFrom(REPOSITORY, folder);
    const lines: string[] = [];
    const runner = await Runner.open({
      repo: folder,
      project: PROJECT,
      env: process.env,
      actor: 'mika',
      repository: { name: REPOSITORY },
      repositories: { [PHASEGATE]: PROJECT },
      api: { url: server.url },
      tokenFor: ({ permissions }) => server.token({ permissions, repositories: [REPOSITORY] }),
      play: { folder: 'telemetry', until: START + until * MINUTE },
      onEvent: (event) => lines.push(...textOf(event)),
      ...(review === undefined ? {} : { onApproval: async (request) => answerOf(await review(request)) }),
    });
    server.actions.attach(actionsSource(runner, REPOSITORY));
    return new GithubWorld({ server, folder, runner, clock, lines });
  }

  /** The API as a person uses it. */
  as(actor: string): Ask {
    return client(this.server, { token: this.server.token({ actor }), repository: REPOSITORY });
  }

  /** Starts a workflow of the user's repository at a minute of the story; what it sends is in {@link Calls}. */
  async run(
    workflow: string,
    minutes: number,
    options: { readonly event?: string; readonly inputs?: Readonly<Record<string, string>> } = {},
  ): Promise<Calls> {
    const { inputs = {}, ...rest } = options;
    this.#clock.now = START + minutes * MINUTE;
    const before = this.server.calls.length;
    const result = await this.#runner.run({
      workflow,
      now: this.#clock.now,
      inputs: new Map(Object.entries(inputs)),
      ...rest,
    });
    const root = `/repos/${REPOSITORY}/`;
    const calls = this.server.calls
      .slice(before)
      .map(({ method, path }) => `${method} ${path.replace(root, '')}`);
    return { result, calls };
  }

  tick(minutes: number): Promise<Calls> {
    return this.run('phasegate', minutes, { event: 'schedule' });
  }

  decide(minutes: number, inputs: Readonly<Record<string, string>>): Promise<Calls> {
    return this.run('rollback', minutes, { inputs });
  }

  /** What entries of the cache hold is gone. */
  async loseCache(): Promise<void> {
    const folder = join(this.folder, '.phasegate/cache');
    for (const name of await readdir(folder))
      if (name !== 'index.json') await rm(join(folder, name), { recursive: true });
  }

  async close(): Promise<void> {
    await this.#runner.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Dark and fast, the tenth slow from minute 60 to 105, dark and fast again. */
function story(): string {
  const phases = [
    payments('dark', { from: 0, to: 60, tookMs: 100 }),
    payments('tenth', { from: 60, to: 105, tookMs: 600 }),
    payments('dark', { from: 105, to: 300, tookMs: 100 }),
  ];
  return phases.join('');
}

function textOf(event: RunnerEvent): string[] {
  if (event.kind === 'line') return [`${event.job}: ${event.text}`];
  return event.kind === 'annotation' ? [`${event.annotation.level}: ${event.annotation.message}`] : [];
}

function answerOf(user: string | null): { state: 'approved' | 'rejected'; user: string } {
  return user === null ? { state: 'rejected', user: 'riley' } : { state: 'approved', user };
}

/** Results of the jobs of a run, by job. */
export function resultsOf({ result }: Calls): Record<string, string> {
  return Object.fromEntries(Object.entries(result.jobs).map(([id, job]) => [id, job.result]));
}

/** Everything that a run said was wrong. */
export function errorsOf({ result }: Calls): string {
  return result.annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n');
}
