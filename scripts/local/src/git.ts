import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';

/** The git repository that stands for GitHub's: what `origin` of every checkout is. */
export interface Origin {
  /** What `git clone` would be given: the repository's folder, or a bare repository. */
  readonly url: string;
  /** Folder with `objects`, shared by all worktrees. */
  readonly commonDir: string;
  /** Folder with `HEAD` and `index`; null for a bare repository. */
  readonly worktreeDir: string | null;
}

export interface Head {
  /** Commit id; 40 zeros while there is no commit. */
  readonly sha: string;
  /** `refs/heads/main`, also for a detached head. */
  readonly ref: string;
}

export const NO_COMMIT = '0'.repeat(40);

/** Runs git without a shell, without a prompt and without the settings of the repository around it. */
export function git(folder: string, args: readonly string[]): Promise<string> {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  return new Promise((done, failed) => {
    const options = { cwd: folder, env: { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }, timeout: 60_000 };
    execFile('git', [...args], options, (error, stdout, stderr) => {
      if (error === null) done(stdout.trim());
      else {
        const reason = stderr.trim() || error.message;
        failed(
          new PhasegateError('git-failed', `git ${args[0] ?? ''} in ${folder}: ${reason}`, { cause: error }),
        );
      }
    });
  });
}

/** The git repository that a folder is the top of; null when it is none. */
export async function originOf(folder: string): Promise<Origin | null> {
  if (!existsSync(join(folder, '.git'))) return null;
  const asked = await git(folder, ['rev-parse', '--path-format=absolute', '--git-common-dir', '--git-dir']);
  const [commonDir = '', worktreeDir = ''] = asked.split('\n');
  return { url: folder, commonDir, worktreeDir };
}

/** Finds the repository's own git folder, or makes a bare repository for a folder that has none. `isNew`: made just now. */
export async function findOrigin(
  repo: string,
  home: string,
): Promise<{ origin: Origin; isBare: boolean; isNew: boolean }> {
  const origin = await originOf(repo);
  if (origin !== null) return { origin, isBare: false, isNew: false };
  const bare = join(home, 'remote.git');
  const isNew = !existsSync(join(bare, 'HEAD'));
  if (isNew) await git(home, ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  return { origin: { url: bare, commonDir: bare, worktreeDir: null }, isBare: true, isNew };
}

/** The same, null when git answers with code 1: there is no such thing. */
async function gitOrNull(folder: string, args: readonly string[]): Promise<string | null> {
  try {
    return await git(folder, args);
  } catch (error) {
    const cause = error instanceof PhasegateError ? (error.cause as { code?: unknown }) : null;
    if (cause?.code === 1) return null;
    throw error;
  }
}

/** Where the repository stands now. */
export async function readHead(origin: Origin): Promise<Head> {
  const [sha, ref] = await Promise.all([
    gitOrNull(origin.url, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    gitOrNull(origin.url, ['symbolic-ref', '--quiet', 'HEAD']),
  ]);
  return { sha: sha ?? NO_COMMIT, ref: ref ?? 'refs/heads/main' };
}

/** A `.gitconfig` for a job's home: git may read the origin whoever owns it, as in a container with another user. */
export function gitConfig(origin: Origin): string {
  const quoted = [origin.url, origin.commonDir].map((path) => `\tdirectory = "${quote(path)}"\n`);
  return `[safe]\n${quoted.join('')}`;
}

const quote = (path: string): string => path.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/**
 * Gives a folder a `.git` whose `origin` is the repository, without starting git: its commits are seen through the
 * alternates, so nothing is copied.
 */
export function linkRepository(folder: string, origin: Origin, head: Head): void {
  const gitDir = join(folder, '.git');
  const branch = head.ref.startsWith('refs/heads/') ? head.ref : 'refs/heads/main';
  mkdirSync(join(gitDir, 'objects', 'info'), { recursive: true });
  mkdirSync(join(gitDir, 'refs'), { recursive: true });
  writeFileSync(join(gitDir, 'objects', 'info', 'alternates'), `${join(origin.commonDir, 'objects')}\n`);
  writeFileSync(join(gitDir, 'HEAD'), `ref: ${branch}\n`);
  writeFileSync(
    join(gitDir, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n[gc]\n\tauto = 0\n' +
      `[remote "origin"]\n\turl = "${quote(origin.url)}"\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  );
  if (head.sha !== NO_COMMIT) writeFileSync(join(gitDir, 'packed-refs'), `${head.sha} ${branch}\n`);
  if (existsSync(join(origin.commonDir, 'shallow')))
    copyFileSync(join(origin.commonDir, 'shallow'), join(gitDir, 'shallow'));
}

/** Copies the repository's index, so that `git status` in the copy says what it says in the repository. */
export function copyIndex(folder: string, origin: Origin): void {
  const index = origin.worktreeDir === null ? null : join(origin.worktreeDir, 'index');
  if (index !== null && existsSync(index)) copyFileSync(index, join(folder, '.git', 'index'));
}

/**
 * The commit that a checkout's `ref` names: a branch, a tag, a full ref, or a commit id.
 * @throws PhasegateError `bad-input` when the repository has none of them.
 */
export async function resolveRef(origin: Origin, ref: string): Promise<Head> {
  const names = [
    `refs/heads/${ref}`,
    `refs/tags/${ref}`,
    ...(/^(refs\/|[0-9a-f]{40}$)/.test(ref) ? [ref] : []),
  ];
  for (const name of names) {
    const sha = await gitOrNull(origin.url, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (sha !== null) return { sha, ref: name };
  }
  throw new PhasegateError('bad-input', `${origin.url} has no branch, tag or commit ${JSON.stringify(ref)}`);
}

/** Puts the committed tree of a ref into an empty folder, with a `.git` whose `origin` is the repository. */
export async function checkOutCommit(folder: string, origin: Origin, ref: string): Promise<Head> {
  const head = await resolveRef(origin, ref);
  linkRepository(folder, origin, head);
  if (!head.ref.startsWith('refs/heads/')) await git(folder, ['update-ref', '--no-deref', 'HEAD', head.sha]);
  await git(folder, ['reset', '--quiet', '--hard', head.sha]);
  return head;
}
