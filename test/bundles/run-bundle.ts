import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const PROJECT = join(import.meta.dirname, '../..');
const COMMAND_FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STEP_SUMMARY',
] as const;

export type ActionName = 'collect' | 'analyze' | 'report' | 'rollback';

export interface BundleRun {
  /** null when a signal ended it. */
  readonly code: number | null;
  /** Both streams. */
  readonly log: string;
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the main step left for the post step, by name. */
  readonly state: Readonly<Record<string, string>>;
}

export interface BundleOptions {
  /** The workspace: working directory of the action. */
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of node itself, before the bundle. */
  readonly nodeArgs?: readonly string[];
  /** The node to run on. Default: the one that runs the tests. */
  readonly node?: string;
  /** Which step. Default: main. */
  readonly step?: 'main' | 'post';
}

interface ActionFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** The command file's `name=value` and heredoc entries. */
function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const heredoc = /^([^=]+)<<(.+)$/.exec(lines[i] ?? '');
    if (heredoc === null) continue;
    const end = lines.indexOf(heredoc[2] ?? '', i + 1);
    values[heredoc[1] ?? ''] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return values;
}

function start(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<{ code: number | null; log: string; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const log: Buffer[] = [];
    const stdout: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      log.push(chunk);
      stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => log.push(chunk));
    child.on('error', reject);
    const textOf = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('utf8');
    child.on('close', (code) => resolve({ code, log: textOf(log), stdout: textOf(stdout) }));
  });
}

/** Runs an action's committed bundle as GitHub's runner does: by action.yml, INPUT_* with its defaults, command files. */
export async function runBundle(action: ActionName, options: BundleOptions): Promise<BundleRun> {
  const folder = join(PROJECT, `action-${action}`);
  const file = parse(await readFile(join(folder, 'action.yml'), 'utf8')) as ActionFile;
  const defaults = Object.entries(file.inputs ?? {}).map(
    ([name, input]) => [name, input.default ?? ''] as const,
  );
  const inputs = { ...Object.fromEntries(defaults), ...options.inputs };
  const commands = await mkdtemp(join(tmpdir(), 'phasegate-commands-'));
  try {
    for (const name of COMMAND_FILES) await writeFile(join(commands, name), '');
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: commands,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'octocat',
      GITHUB_WORKSPACE: options.workspace,
      RUNNER_TEMP: commands,
      ...Object.fromEntries(COMMAND_FILES.map((name) => [name, join(commands, name)])),
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...options.env,
    };
    const script = file.runs[options.step ?? 'main'] ?? '';
    const args = [...(options.nodeArgs ?? []), join(folder, script)];
    const ended = await start(options.node ?? process.execPath, args, { cwd: options.workspace, env });
    const outputs = parseCommandFile(await readFile(join(commands, 'GITHUB_OUTPUT'), 'utf8'));
    const state = parseCommandFile(await readFile(join(commands, 'GITHUB_STATE'), 'utf8'));
    const summary = await readFile(join(commands, 'GITHUB_STEP_SUMMARY'), 'utf8');
    return { ...ended, outputs, summary, state };
  } finally {
    await rm(commands, { recursive: true, force: true });
  }
}

/** Every file below a folder by its path, without those of a write that was cut off and the lock. */
export async function filesBelow(folder: string): Promise<Record<string, string>> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp') && entry.name !== 'lock')
    .map((entry) => join(entry.parentPath, entry.name));
  const files: Record<string, string> = {};
  for (const path of paths.sort()) files[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  return files;
}
