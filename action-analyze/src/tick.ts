import { analyse } from '../../src/domain/analyse.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { readHistory } from '../../src/domain/history-file.js';
import type { Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import type { AnalyzerFiles } from '../../src/ports/analyzer-files.js';

export interface TickOptions {
  readonly policy: Policy;
  readonly ledger: Ledger | null;
  /** Commit of the governance branch that the ledger was read at. */
  readonly head: string | null;
  readonly files: AnalyzerFiles;
  readonly forcedPhase: string | null;
  /** Text of the checklist; null, and the default: there is none. */
  readonly checklist?: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Leaves the history as it is. */
  readonly dryRun: boolean;
}

export interface TickResult {
  readonly analysis: Analysis;
  /** Where the analysis was written. */
  readonly path: string;
  /** Batch files that were read. */
  readonly batches: number;
  /** What somebody should look at: why the history began anew, batches that contradict earlier ones. */
  readonly warnings: readonly string[];
}

/**
 * One tick: batches and history in, analysis and history out. The history is written last: a tick that dies before it is
 * done again by the next one, and one that is done again says the same.
 *
 * @throws PhasegateError `newer-state`, `bad-batch`, `bad-policy`; then nothing was written.
 */
export async function analyzeTick(options: TickOptions): Promise<TickResult> {
  const { policy, ledger, head, files, forcedPhase, now, checklist = null } = options;
  const { text, file } = await files.readHistory();
  const { history, fault } = readHistory(text, policy.rollout, file);
  const incoming = await files.readBatches(policy.rollout);
  const result = analyse({ policy, ledger, head, history, incoming, now, forcedPhase, checklist });
  const warnings = [...(fault === null ? [] : [fault]), ...result.contradictions];
  const path = await files.writeAnalysis(canonicalJsonPretty(result.analysis));
  if (!options.dryRun) await files.writeHistory(result.history.text);
  return { analysis: result.analysis, path, batches: incoming.length, warnings };
}
