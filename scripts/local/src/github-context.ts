import { basename } from 'node:path';
import type { Json } from '../../../src/domain/canonical-json.js';
import type { TriggerEvent } from './event.js';
import type { Head } from './git.js';
import type { WorkflowSource } from './workflow-tree.js';
import { asText, isMap } from './yaml-source.js';

const SERVER = 'http://github.localhost:8080';
/** Nothing listens there: without an API of its own the local runner has none behind it. */
const NO_API = 'http://127.0.0.1:9';

/** The GitHub that a run believes to be on. */
export interface GithubSite {
  /** `owner/name` of the repository. */
  readonly repository: string;
  readonly repositoryId: number;
  /** Base address of pages, without a slash at its end. */
  readonly server: string;
  /** Base address of the REST API. */
  readonly api: string;
}

export interface SiteOptions {
  readonly api?: { readonly url: string } | undefined;
  readonly repository?: { readonly name: string; readonly id?: number } | undefined;
  readonly server?: string | undefined;
}

/** The site by the runner's options; `repo` is the repository's folder. */
export function siteOf(options: SiteOptions, repo: string): GithubSite {
  return {
    repository: options.repository?.name ?? `local/${basename(repo).replaceAll(/[^\w.-]/g, '-')}`,
    repositoryId: options.repository?.id ?? 1,
    server: options.server ?? SERVER,
    api: options.api?.url.replace(/\/$/, '') ?? NO_API,
  };
}

/** Enterprise Server has REST below `/api/v3` and GraphQL below `/api`. */
const graphqlOf = (api: string): string => `${api.replace(/\/api\/v3$/, '/api')}/graphql`;

const ownerOf = (repository: string): string => repository.split('/', 1)[0] ?? '';
const branchOf = (head: Head): string => head.ref.replace(/^refs\/(heads|tags)\//, '');

/** An event with what every event of GitHub's says: where it happened, and by whom. */
export function completeEvent(
  event: TriggerEvent,
  { site, head, actor }: { readonly site: GithubSite; readonly head: Head; readonly actor: string },
): TriggerEvent {
  const repository = {
    id: site.repositoryId,
    name: site.repository.split('/')[1] ?? '',
    full_name: site.repository,
    owner: { login: ownerOf(site.repository) },
    html_url: `${site.server}/${site.repository}`,
    default_branch: branchOf(head),
  };
  return { ...event, payload: { repository, sender: { login: actor }, ...event.payload } };
}

interface HeadOf {
  readonly branch: string;
  readonly sha: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** What a run is of: the repository as it stands, or what a pull request brings, maybe from a fork. */
export function headOf(
  event: TriggerEvent,
  own: HeadOf,
): { branch: string; sha: string; headRepository: string } {
  const pull = event.payload['pull_request'];
  const head = isMap(pull) && isMap(pull['head']) ? pull['head'] : {};
  const repo = isMap(head['repo']) ? head['repo'] : {};
  const textOf = (value: Json | undefined, fallback: string): string =>
    typeof value === 'string' ? value : fallback;
  return {
    branch: textOf(head['ref'], own.branch),
    sha: textOf(head['sha'], own.sha),
    headRepository: textOf(repo['full_name'], own.repository),
  };
}

export interface GithubFacts {
  readonly site: GithubSite;
  readonly run: number;
  readonly id: number;
  readonly event: TriggerEvent;
  readonly head: Head;
  readonly actor: string;
  readonly workflow: { readonly name: string };
  readonly source: WorkflowSource;
}

/** The `github` context of a run, without a token: that is each job's own. */
export function githubContext(facts: GithubFacts): Record<string, Json> {
  const { site, run, id, event, head, actor, workflow, source } = facts;
  const pull = event.payload['pull_request'];
  const refOf = (side: string): string => {
    const one = isMap(pull) ? pull[side] : undefined;
    return isMap(one) ? asText(one['ref']) : '';
  };
  return {
    repository: site.repository,
    repository_id: String(site.repositoryId),
    repository_owner: ownerOf(site.repository),
    sha: head.sha,
    ref: head.ref,
    ref_name: branchOf(head),
    ref_type: 'branch',
    head_ref: refOf('head'),
    base_ref: refOf('base'),
    event_name: event.name,
    event: event.payload,
    run_id: String(id),
    run_number: String(run),
    run_attempt: '1',
    actor,
    triggering_actor: actor,
    workflow: workflow.name,
    workflow_ref: `${site.repository}/${source.path}@${head.ref}`,
    workflow_sha: head.sha,
    server_url: site.server,
    api_url: site.api,
    graphql_url: graphqlOf(site.api),
  };
}
