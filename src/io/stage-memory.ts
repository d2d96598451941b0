import { dirname, join } from 'node:path';
import * as core from '@actions/core';
import { runIdentity, type RunIdentity } from '../domain/tick.js';
import type { ArtifactStore } from '../ports/artifacts.js';
import type { GithubApi } from '../ports/github.js';
import { logLine } from '../render/escape.js';
import { ActionsCache } from './actions-cache.js';
import type { Files, StageState, StateKind } from '../ports/stage-state.js';
import { ArtifactShelf } from './artifact-shelf.js';
import { SAVE_REQUEST, type SaveRequest } from './cache-request.js';
import { defaultBranch } from './default-branch.js';
import { writeFileAtomic } from './files.js';
import { GithubArtifacts } from './github-artifacts.js';
import { restoreState, type StateLog } from './restore-state.js';
import type { Rollout } from './rollouts.js';
import { readFiles, replaceFiles } from './state-files.js';

export interface StageMemoryOptions {
  readonly stage: 'collect' | 'merge' | `shard-${number}-of-${number}` | 'analyze' | 'report';
  /** The folder that is carried from tick to tick. */
  readonly state: string;
  readonly output: string;
  /** Prefix of the cache's keys; empty: no cache. */
  readonly cacheKey: string;
  /** For one call of the cache, in ms. */
  readonly cacheTimeoutMs: number;
  /** null: nothing is brought back from artifacts. */
  readonly api: GithubApi | null;
  readonly environment: NodeJS.ProcessEnv;
  /** Default: the Actions cache, through the stage's post step. */
  readonly cache?: Pick<ActionsCache, 'restore'>;
  /** Default: the step's log. */
  readonly log?: StateLog;
}

const STEP_LOG: StateLog = {
  info: (line) => core.info(logLine(line)),
  warning: (line) => core.warning(logLine(line, 1_000)),
};

/** What a stage remembers of earlier ticks: in its state folder, in the cache, and in what earlier runs uploaded. */
export class StageMemory {
  /** null outside of a run: then there are no artifacts to look at, and none to leave. */
  readonly run: RunIdentity | null;
  readonly shelf: ArtifactShelf | null;
  /** What earlier runs uploaded; null as for {@link run}, and without a token. */
  readonly artifacts: ArtifactStore | null;
  readonly log: StateLog;
  readonly #options: StageMemoryOptions;
  readonly #cache: Pick<ActionsCache, 'restore'>;

  private constructor(options: StageMemoryOptions, branch: string) {
    const { api, environment, cacheTimeoutMs } = options;
    this.run = runIdentity(environment);
    this.artifacts = api === null || this.run === null ? null : new GithubArtifacts(api, branch);
    this.shelf = this.artifacts === null ? null : new ArtifactShelf(this.artifacts);
    // The runner starts dist/index.mjs; the post step's bundle lies beside it.
    const script = join(dirname(process.argv[1] ?? ''), 'post', 'index.mjs');
    this.#cache = options.cache ?? new ActionsCache({ script, timeoutMs: cacheTimeoutMs, environment });
    this.log = options.log ?? STEP_LOG;
    this.#options = options;
  }

  static async open(options: StageMemoryOptions): Promise<StageMemory> {
    return new StageMemory(options, await defaultBranch(options.environment));
  }

  /** Where a rollout's files are. */
  foldersOf({ below }: Rollout): { readonly state: string; readonly output: string } {
    const { state, output } = this.#options;
    return { state: join(state, below), output: join(output, below) };
  }

  /** A rollout's state. */
  of(rollout: Rollout): StageState {
    const { state, output } = this.foldersOf(rollout);
    return {
      restore: (kind) => this.#restore(rollout, kind),
      write: ({ part }, file, text) => writeFileAtomic(join(state, part, file), text),
      passOn: async ({ part, last }) => {
        if (this.run === null) return;
        await replaceFiles(join(output, 'state', part), await readFiles(join(state, part)), last);
      },
    };
  }

  /** Asks the post step to save the rollouts' states, each under a key that no other run and no other attempt has. */
  saveLater(rollouts: readonly Rollout[], part: StateKind['part']): void {
    if (this.#options.cacheKey === '' || rollouts.length === 0) return;
    const request: SaveRequest = {
      timeoutMs: this.#options.cacheTimeoutMs,
      entries: rollouts.map((rollout) => ({
        key: `${this.#keyPrefix(rollout)}${this.run?.run ?? 0}-${this.run?.attempt ?? 1}`,
        folder: join(this.foldersOf(rollout).state, part),
      })),
    };
    core.saveState(SAVE_REQUEST, JSON.stringify(request));
  }

  #restore(rollout: Rollout, kind: StateKind): Promise<Files> {
    const prefix = this.#keyPrefix(rollout);
    return restoreState({
      kind,
      folder: this.foldersOf(rollout).state,
      below: rollout.below,
      cache: prefix === '' ? null : { client: this.#cache, prefix },
      shelf: this.shelf,
      isExpected: (this.run?.number ?? 1) > 1,
      log: this.log,
    });
  }

  #keyPrefix({ policy }: Rollout): string {
    const { cacheKey, stage } = this.#options;
    return cacheKey === '' ? '' : `${cacheKey}/${stage}/${policy.rollout}/`;
  }
}
