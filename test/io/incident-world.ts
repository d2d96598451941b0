import { afterAll } from '@jest/globals';
import { attendIncidents, type AttendOptions, type Attendance } from '../../src/io/attend-incidents.js';
import { OctokitApi } from '../../src/io/github-api.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import type { Subject } from '../../src/domain/incident-subject.js';
import { MINUTE } from '../../src/domain/time.js';
import type { IncidentView } from '../../src/render/incident.js';
import { client, type Ask } from '../github/client.js';
import { startGithub, type GithubServer } from '../github/start-github.js';
import { context, OPENED_AT, view } from '../incident-builder.js';

/** A repository's newest hundred issues are looked at; so many worlds share one. */
const WORLDS = 30;
const REPOSITORIES = Array.from({ length: 8 }, (_, i) => `octo/shop-${i}`);

let started: Promise<GithubServer> | null = null;
let rollouts = 0;
let now = OPENED_AT;

/** The test file's own GitHub, on the clock of the ticks: `octocat` may write, `triager` may not, `stranger` is nobody. */
export function github(): Promise<GithubServer> {
  started ??= startGithub({
    now: () => now,
    users: ['stranger', 'oncall', 'helper[bot]'],
    repositories: Object.fromEntries(
      REPOSITORIES.map((repository) => [
        repository,
        {
          private: false,
          roles: { octocat: 'write', triager: 'triage', reader: 'read', oncall: 'write' },
          files: { 'README.md': '# Shop\n' },
        },
      ]),
    ),
  });
  return started;
}

afterAll(async () => {
  await (await started)?.close();
});

export interface TickOptions extends Partial<Pick<AttendOptions, 'budget' | 'isDryRun'>> {
  /** Since the opening. */
  readonly minutes?: number;
  readonly view?: Partial<IncidentView>;
  readonly token?: string;
}

/** One rollout in the repository: nobody else's incidents are open. */
export class IncidentWorld {
  readonly rollout: string;
  readonly repository: string;
  readonly server: GithubServer;
  readonly files: Record<string, string> = {};
  readonly #bot: Ask;
  readonly #token: string;

  constructor(server: GithubServer) {
    rollouts += 1;
    this.rollout = `rollout-${rollouts}`;
    this.repository = REPOSITORIES[Math.floor(rollouts / WORLDS)] ?? '';
    this.server = server;
    this.#token = server.token({ permissions: { issues: 'write', metadata: 'read' } });
    this.#bot = client(server, { token: this.#token, repository: this.repository });
  }

  /** A tick by a process of its own, so many minutes after the opening. */
  async tick(said: readonly Subject[], options: TickOptions = {}): Promise<Attendance> {
    const { minutes = 0, token = this.#token, view: changes, ...others } = options;
    now = OPENED_AT + minutes * MINUTE;
    const api = new OctokitApi({
      token,
      repository: this.repository,
      url: this.server.url,
      timeoutMs: 400,
      sleep: async () => undefined,
    });
    const own = view({ repository: this.repository, ...changes });
    return attendIncidents({
      issues: new GithubIssues(api),
      view: own,
      context: context({ rollout: this.rollout, policy: own.policy, now }),
      subjects: () => said,
      writeFiles: async (files) => {
        Object.assign(this.files, files);
      },
      ...others,
    });
  }

  /** A client of somebody with an account. */
  as(actor: string): Ask {
    return client(this.server, { token: this.server.token({ actor }), repository: this.repository });
  }

  /** Somebody comments, so many minutes after the opening. */
  async comment(actor: string, body: string, options: { issue: number; minutes: number }): Promise<number> {
    now = OPENED_AT + options.minutes * MINUTE;
    const made = await this.as(actor)('POST', `issues/${options.issue}/comments`, { body: { body } });
    return Number(made.body['id']);
  }

  async edit(actor: string, body: string, options: { comment: number; minutes: number }): Promise<void> {
    now = OPENED_AT + options.minutes * MINUTE;
    await this.as(actor)('PATCH', `issues/comments/${options.comment}`, { body: { body } });
  }

  /** The rollout's issues, oldest first, with their comments' texts. */
  async issues(): Promise<
    { number: number; state: string; body: string; comments: string[]; labels: string[] }[]
  > {
    const { list } = await this.#bot('GET', 'issues?state=all&per_page=100&sort=created&direction=desc');
    const own = list
      .filter(({ body }) => String(body).includes(`"rollout":"${this.rollout}"`))
      .sort((a, b) => Number(a['number']) - Number(b['number']));
    return Promise.all(
      own.map(async ({ number, state, body, labels }) => {
        const comments = await this.#bot('GET', `issues/${String(number)}/comments?per_page=100`);
        return {
          number: Number(number),
          state: String(state),
          body: String(body),
          comments: comments.list.map((one) => String(one['body'])),
          labels: (labels as { name: string }[]).map(({ name }) => name).sort(),
        };
      }),
    );
  }

  /** Closes what is still open, so that the next test finds nothing. */
  async tidy(): Promise<void> {
    const { list } = await this.#bot('GET', 'issues?state=open&per_page=100');
    for (const { number } of list)
      await this.#bot('PATCH', `issues/${String(number)}`, { body: { state: 'closed' } });
  }
}
