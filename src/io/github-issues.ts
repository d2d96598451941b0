import type { CommentRecord, IssueEventRecord } from '../domain/incident-acknowledge.js';
import { PhasegateError } from '../domain/fault.js';
import { INCIDENT_LABEL } from '../domain/incident.js';
import type { IssueRecord } from '../domain/incident-issue.js';
import type { ApiAnswer, GithubApi } from '../ports/github.js';
import type { IncidentIssues, IssueDraft, IssueEdit } from '../ports/incidents.js';
import { commentsOf, issueEventsOf, issuesOf } from './github-issue-shape.js';
import { textAt } from './github-shape.js';

const PERMISSION = 'issues: write';
const PAGE = 100;
/** Pages of one list that are read at most. */
const MAX_PAGES = 3;
/** What may write, of the permissions that GitHub tells of; `maintain` is told as `write`, `triage` as `read`. */
const WRITERS: readonly string[] = ['admin', 'write'];

function isUnknown(error: unknown): boolean {
  return error instanceof PhasegateError && error.code === 'api-unknown';
}

/** Issues through GitHub's REST API. What is made is made once, whatever becomes of the answers. */
export class GithubIssues implements IncidentIssues {
  readonly #api: GithubApi;
  #open: Promise<readonly IssueRecord[]> | null = null;

  constructor(api: GithubApi) {
    this.#api = api;
  }

  get repository(): string {
    return this.#api.repository;
  }

  get sent(): number {
    return this.#api.sent;
  }

  open(): Promise<readonly IssueRecord[]> {
    this.#open ??= this.#readOpen();
    return this.#open;
  }

  async newest(): Promise<readonly IssueRecord[]> {
    return issuesOf((await this.#list({ state: 'all', direction: 'desc', page: 1 })).body);
  }

  async changed(): Promise<readonly IssueRecord[]> {
    return issuesOf((await this.#list({ state: 'all', sort: 'updated', direction: 'desc', page: 1 })).body);
  }

  async comments(issue: IssueRecord): Promise<readonly CommentRecord[]> {
    const last = Math.max(1, Math.ceil(issue.comments / PAGE));
    // GitHub lists an issue's comments from the oldest on, so the newest are on the last pages.
    const first = last > 1 && issue.comments % PAGE < PAGE / 2 ? last - 1 : last;
    const comments: CommentRecord[] = [];
    for (let page = first; page < first + MAX_PAGES; page += 1) {
      const read = commentsOf((await this.#below(issue, 'comments', page)).body);
      comments.push(...read);
      if (read.length < PAGE) break;
    }
    return comments;
  }

  async events(issue: IssueRecord): Promise<readonly IssueEventRecord[]> {
    const events: IssueEventRecord[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { body } = await this.#below(issue, 'events', page);
      events.push(...issueEventsOf(body));
      if (!Array.isArray(body) || body.length < PAGE) break;
    }
    return events;
  }

  async mayWrite(login: string): Promise<boolean | null> {
    const { status, body } = await this.#api.call({
      method: 'GET',
      path: `collaborators/${encodeURIComponent(login)}/permission`,
      expect: [404],
      permission: 'metadata: read',
    });
    // Somebody without access is told as `none`, so this is no answer to the question: it is asked again by the next tick.
    return status === 404 ? null : WRITERS.includes(textAt(body, 'permission'));
  }

  async create(
    draft: IssueDraft,
    isIt: (issue: IssueRecord) => boolean,
  ): Promise<{ issue: IssueRecord; warning: string | null }> {
    const made = await this.#createOnce(draft, isIt);
    const { issue } = made;
    if (issue.labels.includes(INCIDENT_LABEL)) return made;
    // An issue that cannot be found again would be opened anew by every tick.
    await this.#api.call({
      method: 'POST',
      path: `issues/${issue.number}/labels`,
      body: { labels: [...draft.labels] },
      permission: PERMISSION,
      repeatable: true,
    });
    return made;
  }

  async edit(number: number, { body, turns }: IssueEdit): Promise<void> {
    const state =
      turns === null
        ? {}
        : turns === 'closed'
          ? { state: 'closed', state_reason: 'completed' }
          : { state: 'open' };
    await this.#api.call({
      method: 'PATCH',
      path: `issues/${number}`,
      body: { body, ...state },
      permission: PERMISSION,
      // The same text twice is the same text.
      repeatable: true,
    });
  }

  async comment(issue: IssueRecord, body: string, isIt: (comment: CommentRecord) => boolean): Promise<void> {
    const send = async (): Promise<void> => {
      const path = `issues/${issue.number}/comments`;
      await this.#api.call({ method: 'POST', path, body: { body }, permission: PERMISSION });
    };
    try {
      await send();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      const newest = await this.comments({ ...issue, comments: issue.comments + 1 });
      if (!newest.some(isIt)) await send();
    }
  }

  /** Sent once more where the answer was lost and no such issue is there. */
  async #createOnce(
    draft: IssueDraft,
    isIt: (issue: IssueRecord) => boolean,
  ): Promise<{ issue: IssueRecord; warning: string | null }> {
    try {
      return await this.#send(draft);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      const found = (await this.newest()).find(isIt);
      return found === undefined ? this.#send(draft) : { issue: found, warning: null };
    }
  }

  async #send(draft: IssueDraft): Promise<{ issue: IssueRecord; warning: string | null }> {
    const post = (assignees: readonly string[], expect: readonly number[]): Promise<ApiAnswer> =>
      this.#api.call({
        method: 'POST',
        path: 'issues',
        body: { title: draft.title, body: draft.body, labels: [...draft.labels], assignees: [...assignees] },
        expect,
        permission: PERMISSION,
      });
    const given = draft.assignees.length > 0;
    let answer = await post(draft.assignees, given ? [422] : []);
    let warning: string | null = null;
    if (answer.status === 422) {
      // Somebody who has left must not keep an incident from being told.
      answer = await post([], []);
      warning = `GitHub took none of the assignees ${draft.assignees.join(', ')}; put people with access to the repository into incidents.assignees of the policy`;
    }
    const [issue] = issuesOf([answer.body]);
    if (issue === undefined) throw new PhasegateError('api-failed', 'GitHub answered a new issue with none');
    return { issue, warning };
  }

  async #readOpen(): Promise<readonly IssueRecord[]> {
    const issues: IssueRecord[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { body } = await this.#list({ state: 'open', direction: 'asc', page });
      issues.push(...issuesOf(body));
      if (!Array.isArray(body) || body.length < PAGE) break;
    }
    return issues;
  }

  #list(query: {
    readonly state: string;
    readonly sort?: string;
    readonly direction: string;
    readonly page: number;
  }): Promise<ApiAnswer> {
    return this.#api.call({
      method: 'GET',
      path: 'issues',
      query: { labels: INCIDENT_LABEL, sort: 'created', per_page: PAGE, ...query },
      permission: PERMISSION,
    });
  }

  #below(issue: IssueRecord, what: 'comments' | 'events', page: number): Promise<ApiAnswer> {
    return this.#api.call({
      method: 'GET',
      path: `issues/${issue.number}/${what}`,
      query: { per_page: PAGE, page },
      permission: PERMISSION,
    });
  }
}
