import { fieldsOf, invalid, refusal } from './answers.js';
import type { Access } from './access.js';
import type { Send } from './git-data.js';
import { isBot } from './rewrite.js';
import type { ApiResponse, Visit } from './model.js';

type Fields = Readonly<Record<string, unknown>>;

const LIMITS = { title: 256, body: 65_536 } as const;
/** Events that `emulate` tells of an issue and GitHub does not. */
const NO_EVENTS: readonly unknown[] = ['opened', 'edited'];

export const isIssues = (place: string): boolean => /^issues(?:\/|$)/.test(place);

function tooLong(fields: Fields, resource: string): ApiResponse | null {
  for (const [field, limit] of Object.entries(LIMITS)) {
    const value = fields[field];
    if (typeof value !== 'string' || value.length <= limit) continue;
    const message = `${field} is too long (maximum is ${limit} characters)`;
    return invalid({ resource, field, code: 'custom', message });
  }
  return null;
}

const loginsOf = (fields: Fields): string[] =>
  Array.isArray(fields['assignees']) ? fields['assignees'].map(String) : [];

/** Only who has a role in the repository can be assigned. */
function notAssignable(visit: Visit, access: Access): ApiResponse | null {
  const value = loginsOf(fieldsOf(visit.request)).find(
    (login) => access.roleOf(login, visit.repository) === null,
  );
  return value === undefined
    ? null
    : invalid({ resource: 'Issue', field: 'assignees', code: 'invalid', value });
}

/** Whether the actor may do more in the issues than to open them and to comment. */
function mayTriage(visit: Visit, access: Access): boolean {
  if (visit.actor === null) return false;
  if (isBot(visit.actor)) return true;
  const role = access.roleOf(visit.actor, visit.repository);
  return role !== null && role !== 'read';
}

/** A new issue gets its labels and assignees as a change, so that there are events of them as on GitHub. */
async function opened(visit: Visit, context: IssueContext): Promise<ApiResponse> {
  const { labels, assignees, ...rest } = fieldsOf(visit.request);
  const created = await context.send(visit, rest);
  const isSet = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
  if (created.status !== 201 || !(isSet(labels) || isSet(assignees)) || !mayTriage(visit, context.access))
    return created;
  const number = Number((created.body as Fields)['number']);
  const change = {
    ...(isSet(labels) ? { labels } : {}),
    ...(isSet(assignees) ? { assignees } : {}),
  };
  const path = `${visit.request.path}/${number}`;
  const later = { ...visit, request: { ...visit.request, method: 'PATCH', path } };
  const changed = await context.send(later, change);
  return changed.status === 200 ? { ...changed, status: 201 } : changed;
}

export interface IssueContext {
  readonly access: Access;
  readonly send: Send;
}

async function authorOf(visit: Visit, send: Send): Promise<unknown> {
  const request = { ...visit.request, method: 'GET', body: new Uint8Array() };
  const { body } = await send({ ...visit, request });
  return ((body as Fields | undefined)?.['user'] as Fields | undefined)?.['login'];
}

/** Changing what others wrote, labels and assignees need a role. */
async function mayChange(visit: Visit, context: IssueContext): Promise<boolean> {
  if (mayTriage(visit, context.access)) return true;
  const ofOthers = /^issues\/\d+\/(?:labels|assignees)/.test(visit.place);
  return !ofOthers && (await authorOf(visit, context.send)) === visit.actor;
}

/** Issues, comments, labels and assignees: stored by `emulate`; who may do what, limits and events are GitHub's. */
export async function issues(visit: Visit, context: IssueContext): Promise<ApiResponse> {
  const { request, place } = visit;
  const isWrite = request.method !== 'GET';
  const isComment = /^issues(?:\/\d+)?\/comments/.test(place);
  if (isWrite) {
    const fault =
      tooLong(fieldsOf(request), isComment ? 'IssueComment' : 'Issue') ??
      notAssignable(visit, context.access);
    if (fault !== null) return fault;
  }
  if (request.method === 'POST' && place === 'issues') return opened(visit, context);
  const isNew = request.method === 'POST' && isComment;
  if (isWrite && !isNew && !(await mayChange(visit, context)))
    return refusal(403, 'Must have admin rights to Repository.');
  const response = await context.send(visit);
  if (!/^issues\/\d+\/(?:events|timeline)$/.test(place) || !Array.isArray(response.body)) return response;
  return {
    ...response,
    body: (response.body as Fields[]).filter(({ event }) => !NO_EVENTS.includes(event)),
  };
}
