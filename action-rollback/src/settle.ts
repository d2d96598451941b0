import { PhasegateError } from '../../src/domain/fault.js';
import { flagsFailure, type FlagsFailure, type FlagsStep } from '../../src/domain/flags-failure.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import type { Policy, WorkflowStep } from '../../src/domain/policy.js';
import { oneLine } from '../../src/render/escape.js';
import { repairSteps } from '../../src/render/flags-failure.js';
import type { GovernanceSnapshot } from '../../src/ports/governance.js';
import type { RunWorkflow } from '../../src/ports/run-workflow.js';
import type { SmokeTest } from '../../src/ports/smoke-test.js';

export interface SettleOptions {
  readonly policy: Policy;
  /** The branch at the commit that holds the entry. */
  readonly snapshot: GovernanceSnapshot;
  readonly entry: LedgerEntry;
  readonly smokeTest: SmokeTest;
  /** null: no token was given, so none can be started. */
  readonly runWorkflow: RunWorkflow | null;
  /** `first`: made in this run; `repeated`: in an earlier try of it; `other`: by somebody else, who sees to it. */
  readonly maker: 'first' | 'repeated' | 'other';
}

export interface Settled {
  /** What was found right, a sentence a line. */
  readonly lines: readonly string[];
  /** The first step that failed; what comes behind it was not tried. null: all is well. */
  readonly failure: FlagsFailure | null;
}

type StepResult =
  | { readonly lines: readonly string[] }
  | { readonly step: FlagsStep; readonly reason: string; readonly url: string | null };

async function testFlags({ policy, snapshot, entry, smokeTest }: SettleOptions): Promise<StepResult> {
  try {
    return { lines: (await smokeTest({ policy, snapshot, entry })).lines };
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'smoke-failed') throw error;
    return { step: 'smoke-test', reason: error.message, url: null };
  }
}

async function runStep(options: SettleOptions, step: FlagsStep, workflow: WorkflowStep): Promise<StepResult> {
  const { policy, entry, snapshot, runWorkflow, maker } = options;
  if (maker === 'other') return { lines: [`${workflow.workflow} is left to the run that made the decision`] };
  if (runWorkflow === null) {
    const reason = `${workflow.workflow} was not started, since there is no token; give \`github-token\``;
    return { step, reason, url: null };
  }
  const commit = snapshot.head ?? '';
  const isRepeated = maker === 'repeated';
  const result = await runWorkflow({ policy, step: workflow, entry, commit, isRepeated });
  switch (result.kind) {
    case 'success':
      return { lines: [`${workflow.workflow} succeeded: ${result.url}`] };
    case 'failed':
      return { step, reason: result.why, url: result.url };
  }
}

/**
 * Sees a decision through, once it is on the record: flagd's test of the flags, the workflow that carries them on, and the
 * smoke test of the user's own, as far as the policy names them. Nothing is undone and nothing tried twice.
 */
export async function settle(options: SettleOptions): Promise<Settled> {
  const { policy, entry, snapshot } = options;
  const steps: (() => Promise<StepResult>)[] = [() => testFlags(options)];
  const { push, smoke } = policy;
  if (push !== null) steps.push(() => runStep(options, 'flags-push', push));
  if (smoke !== null) steps.push(() => runStep(options, 'smoke-workflow', smoke));
  const lines: string[] = [];
  for (const step of steps) {
    const result = await step();
    if ('lines' in result) {
      lines.push(...result.lines);
      continue;
    }
    const commit = snapshot.head ?? '';
    const repair = repairSteps({ policy, entry, commit, step: result.step, url: result.url });
    const reason = oneLine(result.reason, 2_000);
    return { lines, failure: flagsFailure(policy, { ...result, reason, entry, commit, repair }) };
  }
  return { lines, failure: null };
}

/** The error that a step ends with whose flags failed: P0, for a person to repair. */
export function failureError({ reason, entry, commit, repair }: FlagsFailure): PhasegateError {
  return new PhasegateError(
    'flags-rollback-failed',
    `ledger entry ${entry.seq} is recorded (commit ${commit}), and its flags are not known to be in force: ${reason}. It is not tried again by itself. ${repair.join(' ')}`,
  );
}
