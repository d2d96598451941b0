import type { ApiCall } from '../../src/ports/github.js';
import type { Files } from '../../src/ports/stage-state.js';
import type { JobResult } from './stages.js';

/** Ids of the runs of a world are those behind its base; all have ten digits. */
export const BASE = 9_000_000_000;
export const PER_WORLD = 100;

/** The jobs of rollout.yml in the order in which they are run here. */
export const JOBS = ['collect', 'analyze', 'report', 'decide'] as const;
export type Job = (typeof JOBS)[number];

/** Something that was changed at GitHub, so that it can be done at another repository too. */
export interface Change {
  readonly at: number;
  readonly actor: 'bot' | 'mika';
  readonly call: ApiCall;
}

export interface Upload {
  readonly name: 'phasegate-batches' | 'phasegate-analysis';
  readonly number: number;
  readonly at: number;
  readonly files: Files;
}

/** A world as it stands before a job, its runs' ids as those of the first world. */
export interface Checkpoint {
  readonly changes: readonly Change[];
  readonly uploads: readonly Upload[];
  readonly cache: ReadonlyMap<'collect' | 'analyze', Files>;
  /** Number of the newest run. */
  readonly number: number;
  /** What its jobs passed on to each other. */
  readonly batches: Files;
  readonly analysis: Files;
  readonly due: JobResult['due'];
  readonly notices: ReadonlySet<string>;
}

export const BEGINNING: Checkpoint = {
  changes: [],
  uploads: [],
  cache: new Map(),
  number: 0,
  batches: new Map(),
  analysis: new Map(),
  due: '',
  notices: new Set(),
};

/** Rewrites the ids of runs in the files of a state or an artifact. */
export function shifted(files: Files, by: number): Files {
  if (by === 0) return files;
  const text = (bytes: Uint8Array): string =>
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/"run":(\d{10})/g, (_all, id) => `"run":${Number(id) + by}`);
  return new Map([...files].map(([path, bytes]) => [path, Buffer.from(text(bytes))]));
}
