import { join } from 'node:path';
import type { IncomingBatch } from '../domain/history.js';
import type { AnalyzerFiles } from '../ports/analyzer-files.js';
import { readBatches } from './batch-files.js';
import { readTextIfExists, writeFileAtomic } from './files.js';

export interface AnalyzerFolderPaths {
  /** Searched for batch files. */
  readonly batches: string;
  /** Carried from tick to tick. */
  readonly state: string;
  readonly output: string;
  /** Batches of earlier ticks that come with this one's. Default: none. */
  readonly missed?: readonly IncomingBatch[];
}

/** The analyzer's files in three folders: batches in, state both ways, output out. */
export class AnalyzerFolders implements AnalyzerFiles {
  readonly #batches: string;
  readonly #history: string;
  readonly #analysis: string;
  readonly #missed: readonly IncomingBatch[];

  constructor({ batches, state, output, missed = [] }: AnalyzerFolderPaths) {
    this.#batches = batches;
    this.#missed = missed;
    this.#history = join(state, 'analyzer', 'history.json');
    this.#analysis = join(output, 'analysis.json');
  }

  async readHistory(): Promise<{ text: string | null; file: string }> {
    return { text: await readTextIfExists(this.#history), file: this.#history };
  }

  async readBatches(rollout: string): Promise<IncomingBatch[]> {
    return [...this.#missed, ...(await readBatches(this.#batches, rollout))];
  }

  async writeAnalysis(text: string): Promise<string> {
    await writeFileAtomic(this.#analysis, text);
    return this.#analysis;
  }

  writeHistory(text: string): Promise<void> {
    return writeFileAtomic(this.#history, text);
  }
}
