import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { formatInstant } from '../../../src/domain/time.js';
import type { ConcurrencyGroups } from './concurrency.js';
import type { TriggerEvent } from './event.js';
import { resolveText } from './expressions.js';
import type { Head, Origin } from './git.js';
import { githubContext, headOf, type GithubSite } from './github-context.js';
import { hostEnvironment } from './job-env.js';
import { TOKEN_PLACE } from './job-token.js';
import { limiter } from './limiter.js';
import type { Masks } from './masks.js';
import type { Repositories } from './repositories.js';
import type { RunBook } from './run-book.js';
import type { RunContext, TokenRequest } from './run-context.js';
import type { RunTracker } from './run-state.js';
import { workflowScope } from './run-workflow.js';
import { tokenPermissions, type RunnerOptions } from './runner-options.js';
import type { Home } from './store/home.js';
import type { ResultsService } from './store/results-service.js';
import type { TelemetryPlayer } from './telemetry-player.js';
import type { WorkflowTree } from './workflow-tree.js';

/** The token of jobs where there is an API, and nobody gave one. */
export const PLACEHOLDER_TOKEN = 'phasegate-local-token';

/** What all runs of a runner share. */
export interface Workbench {
  readonly options: RunnerOptions;
  /** Absolute path of the repository's folder. */
  readonly repo: string;
  readonly home: Home;
  readonly origin: Origin;
  readonly site: GithubSite;
  readonly service: ResultsService;
  readonly repositories: Repositories;
  readonly groups: ConcurrencyGroups;
  readonly book: RunBook;
  readonly masks: Masks;
  readonly player: TelemetryPlayer | null;
  readonly temp: string;
  readonly stop: AbortSignal;
}

/** One run, before it begins. */
export interface RunFacts {
  readonly run: number;
  readonly id: number;
  readonly tree: WorkflowTree;
  readonly event: TriggerEvent;
  readonly head: Head;
  readonly actor: string;
  /** Its own time, in ms since the epoch. */
  readonly now: number | null;
}

/**
 * A job's token: what the person gave as a secret, else one with the job's permissions, else the API's one. Without an API
 * it is empty, so that actions which can do without the API do.
 */
async function tokenOf({ options, masks }: Workbench, request: TokenRequest): Promise<string> {
  const own = options.secrets?.['GITHUB_TOKEN'];
  const { api } = options;
  const none = api === undefined ? '' : PLACEHOLDER_TOKEN;
  const token = own ?? (await options.tokenFor?.(request)) ?? api?.token ?? none;
  masks.add(token);
  return token;
}

function track({ book }: Workbench, facts: RunFacts, title: string): RunTracker {
  const { run, id, tree, event, head, actor, now } = facts;
  const { name } = tree.workflow;
  const { path, repository } = tree.source;
  const branch = head.ref.replace(/^refs\/heads\//, '');
  const of = headOf(event, { repository, branch, sha: head.sha });
  const named = { name, title: title === '' ? name : title, path, event: event.name, actor };
  return book.begin({ id, number: run, ...named, ...of }, now);
}

/** What the jobs of a run will share; its state is kept from now on. `cancelled` and `cancel` are of this run alone. */
export function contextOf(
  bench: Workbench,
  facts: RunFacts,
  control: Pick<RunContext, 'cancelled' | 'cancel'>,
): RunContext {
  const { options, repo, home, origin, service, repositories, groups, masks, stop } = bench;
  const { run, id, tree, event, head, now } = facts;
  const { vars = {}, secrets = {}, onEvent } = options;
  const github = githubContext({ ...facts, ...tree, site: bench.site });
  const { inputs } = event;
  const title = resolveText(tree.workflow.runName, workflowScope({ github, vars, inputs }));
  return {
    ...{ repo, home, origin, service, repositories, groups, masks, stop },
    ...{ run, id, event, head, inputs, vars, github },
    ...tree,
    ...control,
    secrets: { GITHUB_TOKEN: TOKEN_PLACE, ...secrets },
    permissions: tokenPermissions(options),
    place: { names: [], slugs: [] },
    held: new Set(),
    now: now === null ? null : formatInstant(now),
    tracker: track(bench, facts, title),
    temp: join(bench.temp, String(run)),
    token: (request) => tokenOf(bench, request),
    approve: options.onApproval ?? null,
    hostEnv: hostEnvironment(options.env),
    copyFile: now === null ? null : (bench.player?.at(now) ?? null),
    queue: limiter(availableParallelism()),
    numberOf: (one) => bench.book.numberOf(one),
    emit: (one) => onEvent?.(one),
  };
}
