import type { ApiResponse, RepositoryOptions } from './model.js';
import type { Upstream, UpstreamRequest } from './upstream.js';

type Ask = (request: Omit<UpstreamRequest, 'actor'>) => Promise<Readonly<Record<string, unknown>>>;

function asking(upstream: Upstream, actor: string): Ask {
  return async (request) => {
    const { status, body }: ApiResponse = await upstream.send({ ...request, actor });
    if (status >= 300)
      throw new Error(`${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`);
    return (body ?? {}) as Readonly<Record<string, unknown>>;
  };
}

async function commitFiles(ask: Ask, root: string, options: RepositoryOptions): Promise<void> {
  const { files = {}, defaultBranch = 'main' } = options;
  if (Object.keys(files).length === 0) return;
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    content,
  }));
  const tree = await ask({ method: 'POST', path: `${root}/git/trees`, body: { tree: entries } });
  const commit = await ask({
    method: 'POST',
    path: `${root}/git/commits`,
    body: { message: 'Begin', tree: tree['sha'], parents: [] },
  });
  const ref = `refs/heads/${defaultBranch}`;
  await ask({ method: 'POST', path: `${root}/git/refs`, body: { ref, sha: commit['sha'] } });
}

/**
 * Gives the repositories their first commit. In `emulate` everybody may push: who may do what is decided before it is asked
 * (access.ts).
 */
export async function seedRepositories(options: {
  readonly upstream: Upstream;
  readonly repositories: ReadonlyMap<string, RepositoryOptions>;
  readonly logins: readonly string[];
}): Promise<void> {
  for (const [name, repository] of options.repositories) {
    const owner = name.split('/')[0] ?? '';
    const ask = asking(options.upstream, owner);
    const root = `/repos/${name}`;
    for (const login of options.logins.filter((other) => other !== owner)) {
      const path = `${root}/collaborators/${encodeURIComponent(login)}`;
      await ask({ method: 'PUT', path, body: { permission: 'push' } });
    }
    await commitFiles(ask, root, repository);
  }
}
