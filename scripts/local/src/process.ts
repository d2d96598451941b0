import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  /** Gets the process group when members of it outlive the process. */
  readonly groups: Set<number>;
}

export type ProcessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'killed' }
  | { readonly kind: 'not-started'; readonly message: string };

/** Between asking a process to end and ending it. */
const GRACE_MS = 2_000;
/** How long output is waited for after the process itself has ended: something it started may hold the pipe. */
const DRAIN_MS = 500;
/** A longer line is cut, so that memory stays bounded. */
const LONGEST_LINE = 1024 * 1024;

/** Sends a signal to a process group; false when there is no such group any more. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

function forwardLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
    if (rest.length > LONGEST_LINE) {
      onLine(rest);
      rest = '';
    }
  });
  stream.on('close', () => {
    rest += decoder.end();
    if (rest !== '') onLine(rest);
  });
}

/** Runs a process in a group of its own, without a shell, and hands on each line of its output. */
export function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const { command, args, cwd, env, signal, onLine, groups } = options;
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { pid } = child;
    let force: NodeJS.Timeout | undefined;
    const abort = (): void => {
      if (pid === undefined) return;
      signalGroup(pid, 'SIGTERM');
      force = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
    };
    if (pid !== undefined) groups.add(pid);
    forwardLines(child.stdout, onLine);
    forwardLines(child.stderr, onLine);
    child.once('error', (error) => done({ kind: 'not-started', message: error.message }));
    child.once('exit', () => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, DRAIN_MS).unref();
    });
    child.once('close', (code) => {
      clearTimeout(force);
      signal.removeEventListener('abort', abort);
      if (pid !== undefined && signal.aborted) signalGroup(pid, 'SIGKILL');
      if (pid !== undefined && !signalGroup(pid, 0)) groups.delete(pid);
      done(signal.aborted ? { kind: 'killed' } : { kind: 'exit', code: code ?? 1 });
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
