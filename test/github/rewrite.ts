import { WORKFLOW_ACTOR, type Access } from './access.js';

/** What `emulate` does not know of the objects that it answers with. */
export interface Corrections {
  readonly access: Access;
  /** Addresses of the server. */
  readonly url: string;
  /** `owner/name` of the repository that the request was about; null for none. */
  readonly repository: string | null;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const loginOf = (value: unknown): string | null =>
  isFields(value) && typeof value['login'] === 'string' ? value['login'] : null;

/** Ids that GitHub's own actors have everywhere. */
const KNOWN_IDS: Readonly<Record<string, number>> = { [WORKFLOW_ACTOR]: 41_898_282 };

export const isBot = (login: string): boolean => login.endsWith('[bot]');

function association(login: string, { access, repository }: Corrections): string {
  if (repository === null || isBot(login)) return 'NONE';
  if (repository.split('/')[0] === login) return 'OWNER';
  return access.roleOf(login, repository) === null ? 'NONE' : 'COLLABORATOR';
}

/** Of bots, `emulate` knows only those of apps that it installed itself; and it hands out ids by its own count. */
function user(fields: Fields, url: string): Fields {
  const login = String(fields['login']);
  if (!isBot(login)) return fields;
  const id = Object.hasOwn(KNOWN_IDS, login) ? KNOWN_IDS[login] : fields['id'];
  return { ...fields, id, type: 'Bot', html_url: `${url}/apps/${login.replace('[bot]', '')}` };
}

function repository(fields: Fields, { access }: Corrections): Fields {
  const isPrivate = access.isPrivate(String(fields['full_name']));
  const fork = access.isFork(String(fields['full_name']));
  return { ...fields, private: isPrivate, visibility: isPrivate ? 'private' : 'public', fork };
}

/** Times as GitHub writes them: whole seconds. */
function time(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/(?:_at|^date|^timestamp)$/.test(key)) return value;
  return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z$/, '$1Z');
}

/** A JSON answer of `emulate` with what it gets wrong put right: times, bots, roles, private repositories, forks. */
export function corrected(value: unknown, corrections: Corrections): unknown {
  if (Array.isArray(value)) return value.map((item) => corrected(item, corrections));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, time(key, corrected(item, corrections))]);
  const fields = Object.fromEntries(entries) as Fields;
  const login = loginOf(fields['user']);
  if ('author_association' in fields && login !== null)
    fields['author_association'] = association(login, corrections);
  if ('full_name' in fields && 'private' in fields) return repository(fields, corrections);
  return 'login' in fields && 'type' in fields ? user(fields, corrections.url) : fields;
}
