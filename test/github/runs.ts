import type { Job } from './shapes.js';

export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export type Conclusion = Exclude<Job['conclusion'], null>;

export interface RunJob {
  readonly name: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
}

export interface RunApproval {
  readonly environment: string;
  /** Login. */
  readonly user: string;
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly comment?: string;
}

/** A workflow's run, as far as the API tells of it. */
export interface Run {
  readonly id: number;
  /** `owner/name`. */
  readonly repository: string;
  /** File name, as `rollout.yml`. */
  readonly workflow: string;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  /** `owner/name`; another than `repository` for the pull request of a fork. */
  readonly headRepository: string;
  readonly number: number;
  readonly attempt: number;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  /** Login. */
  readonly actor: string;
  /** ms since epoch. */
  readonly createdAt: number;
  /** ms since epoch. */
  readonly updatedAt: number;
  readonly jobs: readonly RunJob[];
  readonly approvals: readonly RunApproval[];
}

export interface StoredArtifact {
  readonly id: number;
  /** Id of the run. */
  readonly run: number;
  readonly name: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** ms since epoch. */
  readonly createdAt: number;
  readonly expired: boolean;
  /** `sha256:<hex>` of the archive. */
  readonly digest?: string;
  zip(): Uint8Array;
}

/**
 * Somebody else who has runs and artifacts, as a local runner. Its own ids are below {@link FIRST_ID}; a run that was dispatched
 * keeps the id that it got here.
 */
export interface ActionsSource {
  runs(): readonly Run[];
  artifacts(): readonly StoredArtifact[];
}

/** First id of the runs and artifacts that are given to the server itself. */
export const FIRST_ID = 7_000_000_001;

/** The runs and artifacts of all repositories. */
export class Runs {
  readonly #runs = new Map<number, Run>();
  readonly #artifacts = new Map<number, StoredArtifact>();
  readonly #sources: ActionsSource[] = [];
  #last = FIRST_ID - 1;

  nextId(): number {
    this.#last += 1;
    return this.#last;
  }

  attach(source: ActionsSource): void {
    this.#sources.push(source);
  }

  put(run: Run): void {
    this.#runs.set(run.id, run);
  }

  putArtifact(artifact: StoredArtifact): void {
    this.#artifacts.set(artifact.id, artifact);
  }

  removeArtifact(id: number): void {
    this.#artifacts.delete(id);
  }

  find(id: number): Run | null {
    return this.#all().find((run) => run.id === id) ?? null;
  }

  /** Newest first. */
  of(repository: string): readonly Run[] {
    return this.#all()
      .filter((run) => run.repository === repository)
      .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  }

  /** Newest first. */
  artifactsOf(repository: string): readonly StoredArtifact[] {
    const runs = new Set(this.of(repository).map(({ id }) => id));
    const all = [...this.#artifacts.values(), ...this.#sources.flatMap((source) => source.artifacts())];
    return all.filter(({ run }) => runs.has(run)).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  }

  /** Of a run that was dispatched here and is run by somebody else, what that one says. */
  #all(): Run[] {
    const others = this.#sources.flatMap((source) => source.runs());
    const all = [...this.#runs.values(), ...others].map((run): [number, Run] => [run.id, run]);
    return [...new Map(all).values()];
  }
}
