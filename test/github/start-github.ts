import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { keepConnections } from '../keep-connections.js';
import { Access, WORKFLOW_ACTOR } from './access.js';
import { Actions, type ActionsOptions } from './actions.js';
import { ActionsApi } from './actions-api.js';
import { ArchiveHost } from './archive-host.js';
import { serve } from './desk.js';
import { Directory } from './directory.js';
import { Faults } from './faults.js';
import { GitRepositories } from './git-repositories.js';
import { GithubServer } from './github-server.js';
import type { BranchRule, Call, RepositoryOptions } from './model.js';
import { Router } from './router.js';
import { Runs } from './runs.js';
import { seedRepositories } from './seed.js';
import { startUpstream, type Upstream } from './upstream.js';
import { Workflows } from './workflows.js';

export interface GithubOptions extends ActionsOptions {
  /** `owner/name` to what it begins with. */
  readonly repositories: Readonly<Record<string, RepositoryOptions>>;
  /** Logins besides owners, those with a role, and `github-actions[bot]`. Names that end with `[bot]` are bots. */
  readonly users?: readonly string[];
  /** Clock of the server, ms since epoch. Default: the system's. */
  readonly now?: () => number;
}

type Repositories = ReadonlyMap<string, RepositoryOptions>;

function loginsOf(repositories: Repositories, users: readonly string[]): string[] {
  const owners = [...repositories.keys()].map((name) => name.split('/')[0] ?? '');
  const roles = [...repositories.values()].flatMap((repository) => Object.keys(repository.roles ?? {}));
  return [...new Set([...owners, ...roles, ...users, WORKFLOW_ACTOR])];
}

function startEmulate(
  repositories: Repositories,
  options: { readonly logins: readonly string[]; readonly url: string; readonly now: () => number },
): Promise<Upstream> {
  const seeds = [...repositories].map(([full, { defaultBranch = 'main' }]) => {
    const [owner = '', name = ''] = full.split('/');
    return { owner, name, default_branch: defaultBranch };
  });
  return startUpstream({ ...options, repositories: seeds });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function socketsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

/**
 * Starts a GitHub of one's own on loopback. It is up to the caller to close it.
 *
 * `emulate` (a process of its own) stores users, repositories, git objects and refs, issues, comments, labels, assignees, events
 * and pull requests, and gives git objects the ids that git gives them. Ours is what stands in front of it: tokens,
 * permissions and roles; workflows, runs, approvals, dispatches and artifacts; permissions of collaborators; protected
 * branches; GitHub's wording, media types, limits and whole seconds; bots; entity tags; git over HTTP, export and import;
 * the clock, the call log and the calls made to fail. Not there: GraphQL, search, caches, deployments, variables, delays.
 */
export async function startGithub(options: GithubOptions): Promise<GithubServer> {
  const now = options.now ?? Date.now;
  const repositories: Repositories = new Map(Object.entries(options.repositories));
  const logins = loginsOf(repositories, options.users ?? []);
  const access = new Access({ repositories, now });
  const faults = new Faults(now);
  const archives = new ArchiveHost({ now, faults });
  await archives.open();
  const server = createServer();
  keepConnections(server);
  const sockets = socketsOf(server);
  const url = await listen(server);
  const upstream = await startEmulate(repositories, { logins, url, now });
  await seedRepositories({ upstream, repositories, logins });
  const git = await GitRepositories.open({ upstream, repositories });
  const names = [...repositories.keys()];
  const directory = await Directory.read({ upstream, access, url, logins, repositories: names });
  const [runs, workflows, calls, rules] = [
    new Runs(),
    new Workflows(upstream),
    [] as Call[],
    [] as BranchRule[],
  ];
  const actions = new Actions({ runs, workflows, repositories, now, options });
  const addresses = { url, directory };
  const api = new ActionsApi({ runs, archives, addresses, actions, workflows, repositories });
  const router = new Router({ access, upstream, repositories, url, directory, actions: api, rules, git });
  server.on('request', (request, response) => {
    void serve({ router, faults, access, git, calls }, { request, response });
  });
  return new GithubServer({
    url,
    access,
    actions,
    git,
    faults,
    calls,
    rules,
    server,
    sockets,
    archives,
    upstream,
  });
}

export type { GithubServer } from './github-server.js';
