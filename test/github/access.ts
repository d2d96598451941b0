import { createHash } from 'node:crypto';
import { refusal } from './answers.js';
import type { ApiRequest, ApiResponse, Permissions, RepositoryOptions, Role, TokenOptions } from './model.js';

export const WORKFLOW_ACTOR = 'github-actions[bot]';

type Level = 'read' | 'write';
interface Need {
  /** One of them is enough. */
  readonly permissions: readonly string[];
  readonly level: Level;
}

/** What an app's token must be allowed, by the first pattern that fits the path below the repository. */
const NEEDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:git|contents|commits|branches|compare|readme|releases|tags|dispatches|merges)(?:\/|$)/, ['contents']],
  [/^issues(?:\/\d+)?\/comments|^issues\/\d+\/(?:labels|assignees)/, ['issues', 'pull_requests']],
  [/^(?:issues|labels|milestones|assignees)(?:\/|$)/, ['issues']],
  [/^pulls(?:\/|$)/, ['pull_requests']],
  [/^actions\//, ['actions']],
  [/^check-(?:runs|suites)/, ['checks']],
];

function needOf(request: ApiRequest, place: string): Need {
  const found = NEEDS.find(([pattern]) => pattern.test(place));
  const level = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write';
  return { permissions: found?.[1] ?? ['metadata'], level };
}

const ROLES: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin'];
const rank = (role: Role | null): number => (role === null ? -1 : ROLES.indexOf(role));

interface Token {
  readonly text: string;
  readonly options: TokenOptions;
  valid: boolean;
  /** Requests in the hour that began then, in ms since epoch. */
  used: { since: number; count: number };
}

export type Admission =
  | { readonly kind: 'refused'; readonly response: ApiResponse; readonly actor: string | null }
  | {
      readonly kind: 'admitted';
      readonly actor: string | null;
      readonly headers: Readonly<Record<string, string>>;
      readonly can: (permission: string, level: Level) => boolean;
    };

const HOUR = 3_600_000;
const UNLIMITED = 1_000_000;

/** Who may do what: tokens and roles. */
export class Access {
  readonly #tokens = new Map<string, Token>();
  readonly #repositories: ReadonlyMap<string, RepositoryOptions>;
  readonly #now: () => number;

  constructor(options: {
    readonly repositories: ReadonlyMap<string, RepositoryOptions>;
    readonly now: () => number;
  }) {
    this.#repositories = options.repositories;
    this.#now = options.now;
  }

  /** A new token; a workflow's and an app's begin with `ghs_`, a user's with `ghp_`. */
  issue(options: TokenOptions): string {
    const digest = createHash('sha256').update(`token ${this.#tokens.size}`).digest('hex');
    const text = `${options.permissions === undefined ? 'ghp' : 'ghs'}_${digest.slice(0, 36)}`;
    this.#tokens.set(text, { text, options, valid: true, used: { since: 0, count: 0 } });
    return text;
  }

  /** From now on the token is answered by 401, as one that has expired. */
  expire(text: string): void {
    const token = this.#tokens.get(text);
    if (token === undefined) throw new Error('no such token');
    token.valid = false;
  }

  /** The role that a user was given; null for none. */
  roleOf(login: string, repository: string): Role | null {
    const options = this.#repositories.get(repository);
    if (options === undefined) return null;
    if (repository.split('/')[0] === login) return 'admin';
    return Object.hasOwn(options.roles ?? {}, login) ? (options.roles?.[login] ?? null) : null;
  }

  isPrivate(repository: string): boolean {
    return this.#repositories.get(repository)?.private ?? true;
  }

  isFork(repository: string): boolean {
    return this.#repositories.get(repository)?.forkOf !== undefined;
  }

  /** Login behind the token of a request; null without a valid one. */
  actorOf(request: ApiRequest): string | null {
    const token = this.#tokenOf(request);
    return token?.valid === true ? (token.options.actor ?? WORKFLOW_ACTOR) : null;
  }

  #tokenOf(request: ApiRequest): Token | undefined {
    const [, scheme = '', text = ''] = /^(\w+)\s+(.+)$/.exec(request.headers['authorization'] ?? '') ?? [];
    // Git sends the token as the password, or where there is none as the name.
    const isBasic = scheme.toLowerCase() === 'basic';
    const parts = isBasic ? Buffer.from(text, 'base64').toString('utf8').split(':') : [text];
    return this.#tokens.get(parts[1] ?? '') ?? this.#tokens.get(parts[0] ?? '');
  }

  /** Whether a request to a repository may go on. `place`: the path below `/repos/{owner}/{repo}/`. */
  admit(
    request: ApiRequest,
    target: { readonly repository: string | null; readonly place: string },
  ): Admission {
    const token = this.#tokenOf(request) ?? null;
    if (request.headers['authorization'] !== undefined && token?.valid !== true)
      return { kind: 'refused', response: refusal(401, 'Bad credentials'), actor: null };
    const actor = this.actorOf(request);
    const { headers, exceeded } = this.#count(token);
    if (exceeded) {
      const response = refusal(403, `API rate limit exceeded for ${actor ?? 'this address'}.`);
      return { kind: 'refused', response: { ...response, headers }, actor };
    }
    const can = (permission: string, level: Level): boolean =>
      this.#allows(token, { repository: target.repository, permission, level });
    const refused = target.repository === null ? null : this.#refuse(request, { ...target, token, can });
    if (refused !== null)
      return {
        kind: 'refused',
        response: { ...refused, headers: { ...headers, ...refused.headers } },
        actor,
      };
    return { kind: 'admitted', actor, headers, can };
  }

  #refuse(
    request: ApiRequest,
    context: {
      readonly repository: string | null;
      readonly place: string;
      readonly token: Token | null;
      readonly can: (permission: string, level: Level) => boolean;
    },
  ): ApiResponse | null {
    const { token, can } = context;
    const need = needOf(request, context.place);
    // What may not even be seen does not exist.
    if (!can('metadata', 'read')) return refusal(404, 'Not Found');
    if (need.permissions.some((permission) => can(permission, need.level))) return null;
    if (token === null) return refusal(401, 'Requires authentication');
    const level = need.level;
    const accepted = need.permissions.map((permission) => `${permission}=${level}`).join('; ');
    if (token.options.permissions === undefined) return refusal(404, 'Not Found');
    const named = { 'x-accepted-github-permissions': accepted };
    return { ...refusal(403, 'Resource not accessible by integration'), headers: named };
  }

  #allows(
    token: Token | null,
    need: { readonly repository: string | null; readonly permission: string; readonly level: Level },
  ): boolean {
    const { repository, permission, level } = need;
    if (repository === null) return true;
    const isPublic = !this.isPrivate(repository);
    if (isPublic && level === 'read') return true;
    if (token === null) return false;
    const { permissions, repositories } = token.options;
    if (repositories !== undefined && !repositories.includes(repository)) return false;
    if (permissions !== undefined) return this.#grants(permissions, permission, level);
    const role = this.roleOf(token.options.actor ?? WORKFLOW_ACTOR, repository);
    if (level === 'read') return role !== null;
    // Everybody who can see a repository may open issues and comment on them; what else needs a role is told apart there.
    if (permission === 'issues' && (role !== null || isPublic)) return true;
    return rank(role) >= rank('write');
  }

  #grants(permissions: Permissions, permission: string, level: Level): boolean {
    if (permission === 'metadata') return level === 'read';
    const granted = permissions[permission.replaceAll('_', '-')] ?? permissions[permission] ?? 'none';
    return granted === 'write' || (granted === 'read' && level === 'read');
  }

  #count(token: Token | null): { headers: Record<string, string>; exceeded: boolean } {
    const limit = token?.options.limit ?? UNLIMITED;
    const since = Math.floor(this.#now() / HOUR) * HOUR;
    const before = token?.used.since === since ? token.used.count : 0;
    const exceeded = before >= limit;
    const count = exceeded ? before : before + 1;
    if (token !== null) token.used = { since, count };
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - count),
      'x-ratelimit-used': String(count),
      'x-ratelimit-reset': String((since + HOUR) / 1000),
      'x-ratelimit-resource': 'core',
    };
    return { headers, exceeded };
  }
}
