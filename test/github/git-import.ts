import { readObjects, runGit, type GitObject } from './git-process.js';
import { inParallel } from './in-parallel.js';
import type { Upstream } from './upstream.js';

interface Target {
  readonly upstream: Upstream;
  /** `owner/name`. */
  readonly repository: string;
}

async function post(
  { upstream, repository }: Target,
  place: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  const actor = repository.split('/')[0] ?? '';
  const reply = await upstream.send({
    method: 'POST',
    path: `/repos/${repository}/git/${place}`,
    actor,
    body,
  });
  if (reply.status !== 201) throw new Error(`git/${place}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body as Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly mode: string;
  readonly path: string;
  readonly sha: string;
  readonly type: 'blob' | 'tree' | 'commit';
}

function treeEntries(content: Buffer): Entry[] {
  const entries: Entry[] = [];
  let offset = 0;
  while (offset < content.length) {
    const end = content.indexOf(0, offset);
    const [mode = '', ...rest] = content.toString('utf8', offset, end).split(' ');
    const sha = content.toString('hex', end + 1, end + 21);
    const type = mode === '40000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
    entries.push({ mode: mode.padStart(6, '0'), path: rest.join(' '), sha, type });
    offset = end + 21;
  }
  return entries;
}

/** Trees such that each comes after those in it. */
function innermostFirst(trees: readonly GitObject[]): GitObject[] {
  const bySha = new Map(trees.map((tree) => [tree.sha, tree]));
  const done = new Set<string>();
  const ordered: GitObject[] = [];
  const visit = (tree: GitObject): void => {
    if (done.has(tree.sha)) return;
    done.add(tree.sha);
    for (const { sha } of treeEntries(tree.content)) {
      const inner = bySha.get(sha);
      if (inner !== undefined) visit(inner);
    }
    ordered.push(tree);
  };
  trees.forEach(visit);
  return ordered;
}

function person(line: string): object {
  const match = /^(?:author|committer) (.*) <(.*)> (\d+) ([+-])(\d\d)(\d\d)$/.exec(line);
  if (match === null) throw new Error(`not a person of a commit: ${line}`);
  const [, name, email, seconds, sign, hours, minutes] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const local = new Date(Number(seconds) * 1000 + offset).toISOString().slice(0, 19);
  return { name, email, date: `${local}${sign}${hours}:${minutes}` };
}

function commitBody(content: Buffer): object {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, end).split('\n');
  const all = (name: string): string[] => lines.filter((line) => line.startsWith(`${name} `));
  const message = text.slice(end + 2);
  return {
    tree: all('tree')[0]?.slice('tree '.length),
    parents: all('parent').map((line) => line.slice('parent '.length)),
    author: person(all('author')[0] ?? ''),
    committer: person(all('committer')[0] ?? ''),
    message: message.replace(/([^\n])\n$/, '$1'),
  };
}

/**
 * Takes the objects of commits, and all that they stand on, from a local repository. `known`: commits that are there already.
 * @throws for a commit that `emulate` cannot hold: signed, with another encoding, or with a message that does not end with
 * exactly one newline.
 */
export async function importCommits(
  target: Target,
  source: { readonly folder: string; readonly commits: readonly string[]; readonly known: readonly string[] },
): Promise<void> {
  const { folder, commits, known } = source;
  const range = [...commits, ...known.map((sha) => `^${sha}`)];
  const listed = runGit(folder, ['rev-list', '--objects', '--topo-order', '--reverse', ...range]);
  const shas = listed
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(0, 40));
  const objects = readObjects(folder, shas);
  const of = (type: string): GitObject[] => objects.filter((object) => object.type === type);
  const check = (object: GitObject, made: unknown): void => {
    if (made !== object.sha)
      throw new Error(`${object.type} ${object.sha} of ${folder} cannot be held as it is`);
  };
  await inParallel(of('blob'), async (blob) => {
    const body = { content: blob.content.toString('base64'), encoding: 'base64' };
    check(blob, (await post(target, 'blobs', body))['sha']);
  });
  for (const tree of innermostFirst(of('tree')))
    check(tree, (await post(target, 'trees', { tree: treeEntries(tree.content) }))['sha']);
  for (const commit of of('commit'))
    check(commit, (await post(target, 'commits', commitBody(commit.content)))['sha']);
}

/** Sets a branch or tag of `emulate`, whatever it was; null deletes it. */
export async function setRef(
  { upstream, repository }: Target,
  change: { readonly ref: string; readonly from: string | null; readonly to: string | null },
): Promise<void> {
  const { ref, from, to } = change;
  const root = `/repos/${repository}/git/refs`;
  const actor = repository.split('/')[0] ?? '';
  const place = `${root}/${ref.slice('refs/'.length)}`;
  const reply =
    to === null
      ? await upstream.send({ method: 'DELETE', path: place, actor })
      : from === null
        ? await upstream.send({ method: 'POST', path: root, actor, body: { ref, sha: to } })
        : await upstream.send({ method: 'PATCH', path: place, actor, body: { sha: to, force: true } });
  if (reply.status >= 300) throw new Error(`${ref}: ${reply.status} ${JSON.stringify(reply.body)}`);
}
