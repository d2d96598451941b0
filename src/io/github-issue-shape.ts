import type { CommentRecord, IssueEventRecord } from '../domain/incident-acknowledge.js';
import type { IssueRecord } from '../domain/incident-issue.js';
import { parseInstant } from '../domain/time.js';
import { listAt, textAt, valueAt } from './github-shape.js';

function instantAt(value: unknown, name: string): number {
  return parseInstant(textAt(value, name)) ?? 0;
}

function numberAt(value: unknown, name: string): number {
  const number = valueAt(value, name);
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : 0;
}

/** A user; one whose account is gone is `ghost`, as GitHub shows it. */
function userAt(value: unknown, name: string): { login: string; isBot: boolean } {
  const login = valueAt(value, name, 'login');
  if (typeof login !== 'string') return { login: 'ghost', isBot: false };
  return { login, isBot: valueAt(value, name, 'type') === 'Bot' || login.endsWith('[bot]') };
}

function namesAt(value: unknown, list: string, name: string): readonly string[] {
  return listAt(value, list).flatMap((one) => {
    const text = typeof one === 'string' ? one : valueAt(one, name);
    return typeof text === 'string' ? [text] : [];
  });
}

/** The issues of a list; pull requests, which GitHub lists among them, are left out. */
export function issuesOf(answer: unknown): readonly IssueRecord[] {
  return listAt(answer).flatMap((one): IssueRecord[] => {
    if (valueAt(one, 'pull_request') != null) return [];
    const body = valueAt(one, 'body');
    const association = valueAt(one, 'author_association');
    return [
      {
        number: numberAt(one, 'number'),
        body: typeof body === 'string' ? body : '',
        open: textAt(one, 'state') === 'open',
        createdAt: instantAt(one, 'created_at'),
        closedAt: typeof valueAt(one, 'closed_at') === 'string' ? instantAt(one, 'closed_at') : null,
        comments: numberAt(one, 'comments'),
        labels: namesAt(one, 'labels', 'name'),
        assignees: namesAt(one, 'assignees', 'login'),
        author: userAt(one, 'user'),
        association: typeof association === 'string' ? association : 'NONE',
      },
    ];
  });
}

export function commentsOf(answer: unknown): readonly CommentRecord[] {
  return listAt(answer).map((one) => {
    const body = valueAt(one, 'body');
    return {
      id: numberAt(one, 'id'),
      author: userAt(one, 'user'),
      body: typeof body === 'string' ? body : '',
      createdAt: instantAt(one, 'created_at'),
      updatedAt: instantAt(one, 'updated_at'),
    };
  });
}

/** Labels put on an issue, and assignments; whatever else happened to it is left out. */
export function issueEventsOf(answer: unknown): readonly IssueEventRecord[] {
  return listAt(answer).flatMap((one): IssueEventRecord[] => {
    const event = valueAt(one, 'event');
    if (event !== 'labeled' && event !== 'assigned') return [];
    const subject = event === 'labeled' ? valueAt(one, 'label', 'name') : valueAt(one, 'assignee', 'login');
    if (typeof subject !== 'string') return [];
    // Of an assignment `actor` has been the one who was assigned; `assigner` says who did it.
    const by = event === 'assigned' && valueAt(one, 'assigner') != null ? 'assigner' : 'actor';
    return [
      {
        id: numberAt(one, 'id'),
        event,
        subject,
        actor: userAt(one, by),
        createdAt: instantAt(one, 'created_at'),
      },
    ];
  });
}
