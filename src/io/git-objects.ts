import { PhasegateError } from '../domain/fault.js';
import type { CommitPlan, GovernanceSnapshot } from '../ports/governance.js';
import { checkPath, identity } from './governance-names.js';
import { gitError, runGit } from './git.js';

interface Waiting {
  readonly path: string;
  readonly resolve: (text: string | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Splits the answer of `git cat-file --batch` to `count` questions into texts; null for what is missing or no file. */
function parseBatch(output: Buffer, count: number): (string | null)[] {
  const texts: (string | null)[] = [];
  let offset = 0;
  while (texts.length < count) {
    const end = output.indexOf(0x0a, offset);
    if (end < 0)
      throw new PhasegateError('git-failed', 'git cat-file ended before it had answered everything');
    const header = output.toString('utf8', offset, end);
    const object = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header);
    offset = end + 1;
    if (object === null) {
      if (!header.endsWith(' missing'))
        throw new PhasegateError('git-failed', `git cat-file answered ${header}`);
      texts.push(null);
      continue;
    }
    const size = Number(object[2]);
    texts.push(object[1] === 'blob' ? output.toString('utf8', offset, offset + size) : null);
    offset += size + 1;
  }
  return texts;
}

/** One commit's files. Reads that are asked for at the same time are answered by one git process. */
export class GitSnapshot implements GovernanceSnapshot {
  readonly head: string | null;
  readonly #folder: string;
  #waiting: Waiting[] = [];

  constructor(folder: string, head: string | null) {
    this.#folder = folder;
    this.head = head;
  }

  read(path: string): Promise<string | null> {
    checkPath(path);
    if (this.head === null) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) queueMicrotask(() => void this.#answer());
      this.#waiting.push({ path, resolve, reject });
    });
  }

  async list(folder: string): Promise<readonly string[]> {
    if (this.head === null) return [];
    const below = folder === '' ? [] : [folder];
    below.forEach(checkPath);
    const args = [
      'ls-tree',
      '-r',
      '-z',
      '--name-only',
      '--full-tree',
      this.head,
      '--',
      ...below.map((path) => `${path}/`),
    ];
    const result = await runGit(this.#folder, args);
    if (result.code !== 0) throw gitError(`list ${folder} on the governance branch`, result);
    return result.stdout.toString('utf8').split('\0').filter(Boolean).sort();
  }

  async #answer(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const input = waiting.map(({ path }) => `${this.head}:${path}\n`).join('');
      const result = await runGit(this.#folder, ['cat-file', '--batch'], { input });
      if (result.code !== 0) throw gitError('read the governance branch', result);
      const texts = parseBatch(result.stdout, waiting.length);
      waiting.forEach(({ resolve }, i) => resolve(texts[i] ?? null));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/**
 * Writes a commit's objects in one git process and returns its id. `ref` is moved to it: a ref of Phasegate's own, that
 * nothing decides by; it only keeps the objects from being collected.
 */
export async function writeCommit(folder: string, plan: CommitPlan, ref: string): Promise<string> {
  Object.keys(plan.files).forEach(checkPath);
  const who = `${identity(plan.author.name)} <${identity(plan.author.email)}> ${Math.floor(plan.at / 1000)} +0000`;
  const files = Object.entries(plan.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const stream = [
    'feature done\n',
    `commit ${ref}\nmark :1\nauthor ${who}\ncommitter ${who}\n`,
    data(plan.message),
    plan.parent === null ? '' : `from ${plan.parent}\n`,
    ...files.map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
    '\nget-mark :1\ndone\n',
  ].join('');
  const args = ['fast-import', '--quiet', '--force', '--date-format=raw'];
  const result = await runGit(folder, args, { input: stream });
  const id = result.stdout.toString('utf8').trim();
  const written = /^[0-9a-f]{40,64}$/.test(id);
  // Another process may hold the ref at this moment; the objects are written all the same.
  const kept = result.code === 0 || (written && (await runGit(folder, ['cat-file', '-e', id])).code === 0);
  if (!written || !kept) throw gitError('write the commit of the decision', result);
  return id;
}
