import type { DecisionInput, DecisionRequest } from '../../src/domain/decision-input.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { governancePaths, folderPrefix } from '../../src/domain/governance-paths.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { resolveFlags, type FlagSources, type ResolvedFlag } from '../../src/domain/flag-resolution.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';
import { formatFinding, type Finding } from '../../src/domain/verify.js';
import type { GovernanceStore } from '../../src/ports/governance.js';
import type { SmokeTest } from '../../src/ports/smoke-test.js';
import { artifactsOf } from './artifacts.js';
import { carryOut } from './carry-out.js';
import { statusOf, verifyBranch } from './inspect.js';
import { entryLine, findingLines, flagLines, planLines, statusLines } from './lines.js';

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
}

const NOTHING: Omit<Answer, 'phase' | 'commit' | 'entry' | 'lines'> = {
  target: '',
  changed: false,
  findings: [],
  files: new Map(),
};

/** The phase's flags as this machine resolves them; none where the policy does not know the phase. */
function flagsOf({ policy, flagSources }: StatusOptions, phase: string): ResolvedFlag[] {
  const known = findPhase(policy, phase);
  return known === undefined ? [] : resolveFlags(known, flagSources);
}

/** Where the rollout stands. */
export async function runStatus(options: StatusOptions): Promise<Answer> {
  const { policy, store } = options;
  const status = await statusOf(await store.open(), policy);
  const { phase, last, head } = status;
  const lines = [...statusLines(policy.rollout, status), ...flagLines(flagsOf(options, phase))];
  return { ...NOTHING, phase, entry: last, commit: head, lines };
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

/**
 * One phase forward or back, then the smoke test and the files. A repeated run finds its decision done, tests it again and
 * leaves the same files.
 *
 * @throws PhasegateError `refused`, `conflict`, `smoke-failed` and what reading and committing throw.
 */
export async function runDecision(options: DecideOptions): Promise<Answer> {
  const { policy, store, smokeTest } = options;
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
  const snapshot = await store.open();
  const status = await statusOf(snapshot, policy);
  const { entry } = outcome;
  const isLast = status.last?.hash === entry.hash;
  // A later decision has its own flags in force, and its own test.
  const smoke = isLast
    ? (await smokeTest({ policy, snapshot, entry })).lines
    : ['a later decision is in force'];
  const changed = outcome.kind === 'committed';
  const flags = flagsOf(options, status.phase);
  return {
    phase: status.phase,
    target: entry.to,
    changed,
    entry,
    commit: snapshot.head,
    findings: [],
    lines: [changed ? entryLine(entry) : `already done: ${entryLine(entry)}`, ...smoke, ...flagLines(flags)],
    files: await artifactsOf({ policy, snapshot, entry, smoke, flags }),
  };
}
