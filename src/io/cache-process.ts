import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { oneLine } from '../render/escape.js';
import { CACHED_FOLDER, type CacheFound, type SaveRequest } from './cache-request.js';
import { readFiles, replaceFiles } from './state-files.js';

/** The client only logs what fails, as commands of the runner. */
function faultIn(log: readonly string[]): string | undefined {
  const said = log.join('').split('\n');
  return said.findLast((line) => /^::(?:warning|error)::/.test(line))?.replace(/^::\w+::/, '');
}

/** Answers a restore request to the parent process, from the working directory, which is the workspace too. */
export async function answerRestore(prefix: string): Promise<void> {
  const log: string[] = [];
  process.stdout.write = (chunk: Uint8Array | string): boolean => {
    log.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  };
  const found = await find(prefix).catch((error: unknown): CacheFound => ({
    kind: 'nothing',
    why: messageOf(error),
  }));
  const fault = faultIn(log);
  const answer: CacheFound =
    found.kind === 'nothing' && fault !== undefined ? { kind: 'nothing', why: fault } : found;
  process.send?.(answer, () => process.exit(0));
}

async function find(prefix: string): Promise<CacheFound> {
  const { restoreCache } = await import('@actions/cache');
  // No entry has a key that ends with the prefix: each has its run behind it.
  const key = await restoreCache([CACHED_FOLDER], prefix, [prefix]);
  return key === undefined
    ? { kind: 'nothing', why: `no entry begins with ${prefix}` }
    : { kind: 'restored', key };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function save(key: string): Promise<string | null> {
  try {
    const { saveCache } = await import('@actions/cache');
    return (await saveCache([CACHED_FOLDER], key)) === -1 ? 'no entry was made' : null;
  } catch (error) {
    return messageOf(error);
  }
}

/** `late` where the work takes longer than `ms`; it goes on, and the process has to end it. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Saves each folder under its key, a line said of each; an entry that is already there stays. Once the cache did not answer
 * in time it is not asked again, and the process ends itself, since the client would go on.
 */
export async function saveStates({ timeoutMs, entries }: SaveRequest): Promise<void> {
  const say = (line: string): boolean => process.stdout.write(`${oneLine(line)}\n`);
  const workspace = process.cwd();
  const temporary = process.env['RUNNER_TEMP'] ?? '';
  for (const { key, folder } of entries) {
    const scratch = await mkdtemp(join(temporary === '' ? tmpdir() : temporary, 'phasegate-cache-'));
    await replaceFiles(join(scratch, CACHED_FOLDER), await readFiles(resolve(workspace, folder)));
    process.chdir(scratch);
    process.env['GITHUB_WORKSPACE'] = scratch;
    const fault = await within(timeoutMs, save(key));
    if (fault === 'late') {
      say(`::warning::state was not saved: the cache did not answer within ${timeoutMs / 1_000} s`);
      process.exit(0);
    }
    say(fault === null ? `state saved as ${key}` : `::warning::state was not saved as ${key}: ${fault}`);
  }
}
