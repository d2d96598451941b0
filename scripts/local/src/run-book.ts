import { RunTracker, type ArtifactState, type RunStart, type RunState } from './run-state.js';
import type { ArtifactStore } from './store/artifact-store.js';

/** The runs of one runner, as GitHub's API would tell of them. */
export class RunBook {
  /** By number. */
  readonly #trackers = new Map<number, RunTracker>();
  #jobs = 0;

  /** Keeps a run's state from now on. `now`: its own time, at which its clock begins; null for the real one. */
  begin(start: RunStart, now: number | null): RunTracker {
    let began: number | null = null;
    // The first look at the clock is the run's creation, which is exactly at `now`.
    const clock = (): number => {
      if (now === null) return Date.now();
      began ??= performance.now();
      return now + Math.floor(performance.now() - began);
    };
    const tracker = new RunTracker(start, { clock, nextJob: () => (this.#jobs += 1) });
    this.#trackers.set(start.number, tracker);
    return tracker;
  }

  /** The time of a run by its number, in ms since the epoch. */
  timeOf(run: number): number {
    return this.#trackers.get(run)?.now() ?? Date.now();
  }

  /** The runs so far, the first one first. */
  runs(): readonly RunState[] {
    return [...this.#trackers.values()].map((tracker) => tracker.snapshot());
  }

  /** The number of a run by its id; null when there is none. */
  numberOf(id: number): number | null {
    return this.runs().find((run) => run.id === id)?.number ?? null;
  }

  /** What the runs have uploaded and what is still there, the oldest first. */
  artifacts(store: ArtifactStore): readonly ArtifactState[] {
    const states = this.runs().flatMap((run) =>
      store.list(run.number).map((one) => {
        const { id, name, createdAt } = one;
        return { id, name, run: run.id, size: store.sizeOf(one), createdAt };
      }),
    );
    return states.sort((a, b) => a.id - b.id);
  }

  /** The zip of an artifact; null when there is no such one. */
  zip(store: ArtifactStore, id: number): Uint8Array | null {
    const all = this.runs().flatMap((run) => store.list(run.number));
    const artifact = all.find((one) => one.id === id);
    return artifact === undefined ? null : store.zip(artifact);
  }
}
