import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { uploadWords } from '../../domain/observability/upload-command.js';
import { formatDuration } from '../../domain/time.js';
import type { Uploaded } from '../../ports/dashboard.js';
import { oneLine } from '../../render/escape.js';
import { SecretMask } from '../../render/secret-mask.js';

/** Characters of what a command says that are kept: the last ones, since errors come at the end. */
const KEPT = 2_000;
/** How long a command that was told to stop may take to do so. */
const GRACE_MS = 2_000;
/** How long the last words of a command that ended may take to come through. */
const PIPES_MS = 500;
/** A value that is shorter would be found in half of all words. */
const MIN_SECRET = 6;
/** Variables of the environment whose values are not to be shown. */
const SECRET_NAME =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|APIKEY|(?:^|[_-])(?:KEY|PASS|AUTH|SAS|DSN)(?:$|[_-])|[_-]PWD$|WEBHOOK/i;
/** What the runner gives to this action alone: its inputs, its own services, and the files by which it takes commands. */
const OWN_NAME =
  /^(?:INPUT_|STATE_|ACTIONS_(?:RUNTIME|RESULTS|CACHE)_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;

export interface UploadRun {
  readonly command: readonly string[];
  readonly timeoutMs: number;
  /** Absolute path of the folder of the datasets. */
  readonly folder: string;
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Secrets besides the values of the environment whose names say that they are. */
  readonly secrets?: readonly string[];
  /** Default 2 s; for tests. */
  readonly graceMs?: number;
}

/** Values of the environment that look like secrets. */
function secretsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(environment).flatMap(([name, value = '']) =>
    SECRET_NAME.test(name) ? value.split(/\r?\n/).map((line) => line.trim()) : [],
  );
}

function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !OWN_NAME.test(name)));
}

/** The end of what a stream says, without secrets and without users and passwords of addresses. */
class Said {
  readonly #decoder = new StringDecoder('utf8');
  readonly #mask: SecretMask;
  #tail = '';

  constructor(secrets: readonly string[]) {
    this.#mask = new SecretMask(secrets);
  }

  add(chunk: Buffer): void {
    this.#tail = (this.#tail + this.#mask.push(this.#decoder.write(chunk))).slice(-2 * KEPT);
  }

  /** One line of it. */
  text(): string {
    const all = (this.#tail + this.#mask.end()).replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@');
    const line = oneLine(all, all.length + 1);
    return line.length <= KEPT ? line : `…${line.slice(1 - KEPT)}`;
  }
}

/** Signals a whole group of processes; one that is gone, or became somebody else's, needs none. */
function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/**
 * Runs an upload's command: no shell, a group of processes of its own, a time after which the whole group is stopped. What it
 * says is not shown while it runs, so that it can say nothing to the runner.
 */
export function runUpload(run: UploadRun): Promise<Uploaded> {
  const { command, timeoutMs, folder, cwd, environment, graceMs = GRACE_MS } = run;
  const [program = '', ...args] = uploadWords(command, folder);
  const secrets = [...secretsIn(environment), ...(run.secrets ?? [])].filter(
    ({ length }) => length >= MIN_SECRET,
  );
  const env = childEnvironment(environment);
  return new Promise((resolve) => {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    const child = spawn(program, args, { cwd, env, shell: false, detached: true, stdio: [...stdio] });
    const said = new Said(secrets);
    const timers: NodeJS.Timeout[] = [];
    const stopTimers = (): void => timers.splice(0).forEach(clearTimeout);
    let why: string | null = null;
    const after = (ms: number, work: () => void): void => void timers.push(setTimeout(work, ms));
    const end = (): void => {
      stopTimers();
      // Whatever it left running would outlive the job.
      signal(child.pid, 'SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
      const output = said.text();
      resolve(why === null ? { kind: 'done', output } : { kind: 'failed', why, output });
    };
    child.stdout?.on('data', (chunk: Buffer) => said.add(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.add(chunk));
    child.on('error', (error) => {
      const { code = error.message } = error as NodeJS.ErrnoException;
      why = `cannot be started: ${code}`;
      end();
    });
    child.on('exit', (code, by) => {
      if (code !== 0) why ??= by === null ? `ended with ${code ?? 'nothing'}` : `was stopped by ${by}`;
      stopTimers();
      // What it left running may hold the pipes open; nobody waits for that.
      after(PIPES_MS, end);
    });
    child.on('close', end);
    after(timeoutMs, () => {
      why = `did not end within ${formatDuration(timeoutMs)} and was stopped`;
      signal(child.pid, 'SIGTERM');
      after(graceMs, () => signal(child.pid, 'SIGKILL'));
    });
  });
}
