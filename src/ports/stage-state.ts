import type { IncomingBatch } from '../domain/history.js';
import type { Ledger } from '../domain/ledger.js';
import type { Progress } from '../domain/state-choice.js';
import type { Tick, TickRef } from '../domain/tick.js';

/** Contents by path, with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What a stage keeps from tick to tick, and how it tells one state from another. */
export interface StateKind {
  /** Folder within the state folder. */
  readonly part:
    'collector' | 'merge' | `shard-${number}-of-${number}` | 'analyzer' | 'reporter' | 'observer';
  /** What the stage's output is uploaded as. */
  readonly artifact:
    | 'phasegate-batches'
    | `phasegate-shard-${number}-of-${number}`
    | 'phasegate-analysis'
    | 'phasegate-reports'
    | 'phasegate-observability';
  /** File that is written when all else is there. */
  readonly last: string;
  /** null for files that are no whole state of the rollout. @throws PhasegateError `newer-state` */
  readonly progressOf: (files: Files) => Progress | null;
  /** Runs that the state went on from, itself included. */
  readonly ancestors: (files: Files) => readonly number[];
  /** Whether no run can have left a newer one. */
  readonly isNewest: (files: Files) => boolean;
}

/** Port to one rollout's state of a stage. Implementation: folder, cache and artifacts (stage-memory.ts). */
export interface StageState {
  /** Brings the newest state back into its folder, and gives its files. */
  restore(kind: StateKind): Promise<Files>;
  /** Replaces a file of the state. */
  write(kind: StateKind, file: string, text: string): Promise<void>;
  /** Copies the state to what is uploaded. */
  passOn(kind: StateKind): Promise<void>;
}

/** The ledger as the governance branch holds it. */
export interface LedgerReading {
  /** null: there is no such branch yet. */
  readonly head: string | null;
  /** null: the branch has none yet. */
  readonly text: string | null;
  /** @throws PhasegateError `bad-ledger` when the file was changed by hand or belongs to another rollout. */
  readonly ledger: () => Ledger | null;
}

/** Ticks that were collected and never analysed, oldest first, and their batches. */
export interface Missed {
  readonly ticks: readonly Tick[];
  readonly batches: readonly IncomingBatch[];
}

/** Finds what was missed between the ticks that were taken and one that comes now (missed-batches.ts). */
export type FindMissed = (tick: Tick, taken: readonly TickRef[]) => Promise<Missed>;
