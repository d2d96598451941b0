import type { IncomingBatch } from '../domain/history.js';

/** Port to what a tick of the analyzer reads and writes. Implementation: folders (analyzer-folders.ts). */
export interface AnalyzerFiles {
  /** The history as the last tick wrote it, null where there is none; `file` names it in messages. */
  readHistory(): Promise<{ readonly text: string | null; readonly file: string }>;
  /** The headers of the tick's batches. @throws PhasegateError `bad-batch` for one that is none of this rollout. */
  readBatches(rollout: string): Promise<readonly IncomingBatch[]>;
  /** Replaces the analysis and says where it is. */
  writeAnalysis(text: string): Promise<string>;
  writeHistory(text: string): Promise<void>;
}
