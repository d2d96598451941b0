import type { DecisionInput, DecisionRequest } from '../../src/domain/decision-input.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { governancePaths, folderPrefix } from '../../src/domain/governance-paths.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { withForced } from '../../src/domain/flags.js';
import type { FlagsFailure } from '../../src/domain/flags-failure.js';
import type { HeldRollback } from '../../src/domain/held-rollback.js';
import { resolveFlags, type FlagSources, type ResolvedFlag } from '../../src/domain/flag-resolution.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';
import { formatFinding, type Finding } from '../../src/domain/verify.js';
import type { GovernanceStore } from '../../src/ports/governance.js';
import type { RunWorkflow } from '../../src/ports/run-workflow.js';
import type { SmokeTest } from '../../src/ports/smoke-test.js';
import { artifactsOf } from './artifacts.js';
import { carryOut, type Outcome } from './carry-out.js';
import { statusOf, verifyBranch, type Status } from './inspect.js';
import { entryLine, findingLines, flagLines, heldLines, planLines, statusLines } from './lines.js';
import { settle, type SettleOptions } from './settle.js';

/** What the step tells: its outputs, its log and the files it leaves. */
export interface Answer {
  /** The phase that is on when the step ends. */
  readonly phase: string;
  /** The phase that was led to, or would be in a dry run; empty for status and verify. */
  readonly target: string;
  readonly changed: boolean;
  readonly entry: LedgerEntry | null;
  readonly commit: string | null;
  readonly findings: readonly Finding[];
  /** Why the decision's flags are not known to be in force; null: they are, or nothing was decided. */
  readonly failure: FlagsFailure | null;
  /** The rollback that is not released when the step ends; null where there is none. */
  readonly held: HeldRollback | null;
  /** One sentence a line, without control characters. */
  readonly lines: readonly string[];
  /** By path below the output folder. */
  readonly files: ReadonlyMap<string, string>;
}

export interface RunOptions {
  readonly policy: Policy;
  readonly store: GovernanceStore;
}

export interface StatusOptions extends RunOptions {
  /** What comes before the phase's own flags on this machine. */
  readonly flagSources: FlagSources;
}

export interface DecideOptions extends StatusOptions {
  readonly analysis: DecisionInput['analysis'];
  readonly request: DecisionRequest;
  readonly dryRun: boolean;
  readonly smokeTest: SmokeTest;
  /** Default null: no token was given. */
  readonly runWorkflow?: RunWorkflow | null;
}

const NOTHING: Omit<Answer, 'phase' | 'commit' | 'entry' | 'lines'> = {
  target: '',
  changed: false,
  findings: [],
  failure: null,
  held: null,
  files: new Map(),
};

/** The flags in force as this machine resolves them; none where the policy does not know the phase. */
function flagsOf({ policy, flagSources }: StatusOptions, { phase, held }: Status): ResolvedFlag[] {
  const known = findPhase(policy, phase);
  return known === undefined ? [] : resolveFlags(withForced(known, held?.forced ?? {}), flagSources);
}

/** Where the rollout stands. */
export async function runStatus(options: StatusOptions): Promise<Answer> {
  const { policy, store } = options;
  const status = await statusOf(await store.open(), policy);
  const { phase, last, head, held } = status;
  const lines = [...statusLines(policy.rollout, status), ...flagLines(flagsOf(options, status))];
  return { ...NOTHING, phase, entry: last, commit: head, held, lines };
}

/** Whether the branch is as the decisions left it. The phase is empty where the ledger cannot be trusted. */
export async function runVerify({ policy, store }: RunOptions): Promise<Answer> {
  const snapshot = await store.open();
  const findings = await verifyBranch(snapshot, policy);
  const status = findings.length === 0 ? await statusOf(snapshot, policy) : null;
  return {
    ...NOTHING,
    phase: status?.phase ?? '',
    entry: status?.last ?? null,
    commit: snapshot.head,
    held: status?.held ?? null,
    findings,
    lines: findingLines(findings, status?.entries ?? 0),
  };
}

/** The error that a step with findings ends with; every finding is one of its faults. */
export function findingsError(policy: Policy, findings: readonly Finding[]): PhasegateError {
  const { branch, folder } = policy.governance;
  const prefix = folderPrefix(folder);
  const shown = findings.slice(0, 20).map(formatFinding).join('; ');
  const more = findings.length > 20 ? `; and ${findings.length - 20} more` : '';
  return new PhasegateError(
    'bad-ledger',
    `branch ${branch} is not as the decisions left it: ${shown}${more}. Find the commit that changed it (git log -p ${branch} -- ${governancePaths(folder).ledger}) and revert it`,
    {
      faults: findings.map(({ file, line, message }) => ({
        file: prefix + file,
        line: line ?? 0,
        column: line === null ? 0 : 1,
        path: '',
        message,
        severity: 'error',
      })),
    },
  );
}

/** A rollback is made all the same: what it needs besides is said by its failure, and no release stays up for want of a token. */
function checkWorkflows({ policy, request, runWorkflow = null }: DecideOptions): void {
  const named = [policy.push, policy.smoke].flatMap((step) => step?.workflow ?? []);
  if (named.length === 0 || runWorkflow !== null || request.operation === 'rollback') return;
  throw new PhasegateError(
    'bad-input',
    `the policy starts ${named.join(' and ')} after a decision, and there is no token to do it with; give \`github-token\` and the permission \`actions: write\``,
  );
}

/** By whom the decision was made: what follows it is the business of the run that made it. */
function makerOf(
  outcome: Exclude<Outcome, { kind: 'planned' }>,
  request: DecisionRequest,
): SettleOptions['maker'] {
  if (outcome.kind === 'committed') return 'first';
  const isOwn = outcome.entry.request !== null && outcome.entry.request === request.request;
  return isOwn ? 'repeated' : 'other';
}

/**
 * One decision, then what follows it and the files. A repeated run finds its decision done, tests it again, starts no
 * workflow twice and leaves the same files.
 *
 * @throws PhasegateError `bad-input`, `refused`, `conflict` and what reading and committing throw.
 */
export async function runDecision(options: DecideOptions): Promise<Answer> {
  const { policy, runWorkflow = null } = options;
  checkWorkflows(options);
  const outcome = await carryOut(options);
  if (outcome.kind === 'planned') {
    const { change, plan } = outcome;
    return {
      ...NOTHING,
      phase: change.entry.from,
      target: change.entry.to,
      entry: null,
      commit: plan.parent,
      lines: planLines(change, plan),
    };
  }
  const { entry, snapshot } = outcome;
  const status = await statusOf(snapshot, policy);
  // A later decision has its own flags in force, and its own test.
  const isLast = status.last?.hash === entry.hash;
  const settled = isLast
    ? await settle({ ...options, runWorkflow, snapshot, entry, maker: makerOf(outcome, options.request) })
    : { lines: ['a later decision is in force'], failure: null };
  const changed = outcome.kind === 'committed';
  const flags = flagsOf(options, status);
  const head = changed ? entryLine(entry) : `already done: ${entryLine(entry)}`;
  return {
    phase: status.phase,
    target: entry.to,
    changed,
    entry,
    commit: snapshot.head,
    findings: [],
    failure: settled.failure,
    held: status.held,
    lines: [head, ...settled.lines, ...heldLines(status.held), ...flagLines(flags)],
    files: await artifactsOf({ policy, snapshot, entry, settled, flags }),
  };
}
