import type { Analysis } from '../../src/domain/analysis.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import type { Policy } from '../../src/domain/policy.js';

export interface AnalysisSource {
  /** Path of the analysis. */
  readonly file: string;
  /** The policy that it is reported on with, and its path. */
  readonly policy: Policy;
  readonly path: string;
  /** null where there is no such file. */
  readonly read: (path: string) => Promise<string | null>;
  readonly warn: (line: string) => void;
}

/** What action-analyze passed on for the rollout. @throws PhasegateError `bad-input` where it did not, or for another one. */
export async function readAnalysis({ file, policy, path, read, warn }: AnalysisSource): Promise<Analysis> {
  const text = await read(file);
  if (text === null) {
    const hint = 'run action-analyze first, and pass its analysis.json to this job as an artifact';
    throw new PhasegateError('bad-input', `${file} does not exist; ${hint}`);
  }
  const analysis = parseAnalysis(text, file);
  if (analysis.rollout !== policy.rollout) {
    const found = `${file} is of rollout ${analysis.rollout}, ${path} of ${policy.rollout}`;
    throw new PhasegateError('bad-input', `${found}; pass the policy that the analysis was made with`);
  }
  if (analysis.digests.policy !== policy.digest)
    warn(`${file} was made with another version of ${path}; its verdicts stand as they are`);
  return analysis;
}
