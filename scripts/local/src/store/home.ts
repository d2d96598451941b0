import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { PhasegateError } from '../../../../src/domain/fault.js';
import { withStateLock } from '../../../../src/io/state-lock.js';
import { ArtifactStore } from './artifact-store.js';
import { CacheStore } from './cache-store.js';

/** Runs whose artifacts and summaries are kept. */
const KEPT_RUNS = 100;

/** `<repo>/.phasegate`: what the runs of a repository leave behind. One runner at a time. */
export class Home {
  readonly folder: string;
  readonly artifacts: ArtifactStore;
  readonly caches: CacheStore;
  readonly #release: () => Promise<void>;

  private constructor(folder: string, release: () => Promise<void>, clock: (run: number) => number) {
    this.folder = folder;
    this.artifacts = new ArtifactStore(join(folder, 'artifacts'), clock);
    this.caches = new CacheStore(join(folder, 'cache'));
    this.#release = release;
  }

  /**
   * Opens the folder and holds it until {@link close}. `clock`: the time of a run, in ms since the epoch.
   * @throws PhasegateError `conflict` when another runner has it.
   */
  static async open(repo: string, clock: (run: number) => number): Promise<Home> {
    const folder = join(repo, '.phasegate');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.gitignore'), '*\n');
    let letGo = (): void => {};
    const closed = new Promise<void>((done) => (letGo = done));
    let held: Promise<unknown> = Promise.resolve();
    const release = async (): Promise<void> => {
      letGo();
      await held;
    };
    return new Promise<Home>((opened, failed) => {
      const work = (): Promise<void> => {
        opened(new Home(folder, release, clock));
        return closed;
      };
      held = withStateLock(folder, work).then((end) => {
        if (end.kind === 'busy') {
          failed(
            new PhasegateError(
              'conflict',
              `another local run holds ${folder}: ${end.holder}; wait for it to end`,
            ),
          );
        }
      }, failed);
    });
  }

  /** Takes the next run number, and removes what runs long ago left. */
  nextRun(): number {
    const path = join(this.folder, 'runs.json');
    const run = this.#lastRun(path) + 1;
    writeFileSync(`${path}.tmp`, `{ "last": ${run} }\n`);
    renameSync(`${path}.tmp`, path);
    this.artifacts.prune(run - KEPT_RUNS);
    this.#pruneSummaries(run - KEPT_RUNS);
    return run;
  }

  /** Writes a job's summary. `job` is the job's id, with the number of its combination where it has several. */
  writeSummary(run: number, job: string, text: string): string {
    const folder = join(this.folder, 'summary');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${run}-${job}.md`);
    writeFileSync(path, text);
    return path;
  }

  async close(): Promise<void> {
    await this.#release();
  }

  #lastRun(path: string): number {
    if (!existsSync(path)) return 0;
    const { last } = JSON.parse(readFileSync(path, 'utf8')) as { last?: unknown };
    if (typeof last === 'number' && Number.isSafeInteger(last) && last >= 0) return last;
    throw new PhasegateError(
      'io-failed',
      `${path} is broken; write { "last": N } with the number of the last run`,
    );
  }

  #pruneSummaries(upTo: number): void {
    const folder = join(this.folder, 'summary');
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      if (Number.parseInt(name, 10) <= upTo) rmSync(join(folder, name), { force: true });
    }
  }
}
