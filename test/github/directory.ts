import type { Access } from './access.js';
import { corrected } from './rewrite.js';
import type { Repository, User } from './shapes.js';
import type { Upstream } from './upstream.js';

/** Users and repositories as the API shows them inside of other objects. */
export class Directory {
  readonly #users: ReadonlyMap<string, User>;
  readonly #repositories: ReadonlyMap<string, Repository>;

  private constructor(users: ReadonlyMap<string, User>, repositories: ReadonlyMap<string, Repository>) {
    this.#users = users;
    this.#repositories = repositories;
  }

  static async read(options: {
    readonly upstream: Upstream;
    readonly access: Access;
    readonly url: string;
    readonly logins: readonly string[];
    readonly repositories: readonly string[];
  }): Promise<Directory> {
    const { upstream, access, url } = options;
    const get = async (path: string, actor: string): Promise<unknown> => {
      const { body } = await upstream.send({ method: 'GET', path, actor });
      return corrected(body, { access, url, repository: null });
    };
    const users = new Map<string, User>();
    for (const login of options.logins) {
      const user = await get(`/users/${encodeURIComponent(login)}`, login);
      users.set(login, user as User);
    }
    const repositories = new Map<string, Repository>();
    for (const name of options.repositories)
      repositories.set(name, (await get(`/repos/${name}`, name.split('/')[0] ?? '')) as Repository);
    return new Directory(users, repositories);
  }

  find(login: string): User | null {
    return this.#users.get(login) ?? null;
  }

  /** @throws for a login that the server was not started with. */
  user(login: string): User {
    const user = this.#users.get(login);
    if (user === undefined) throw new Error(`no user ${login}; name it when the server is started`);
    return user;
  }

  /** @throws for a repository that the server was not started with. */
  repository(name: string): Repository {
    const repository = this.#repositories.get(name);
    if (repository === undefined)
      throw new Error(`no repository ${name}; name it when the server is started`);
    return repository;
  }
}
