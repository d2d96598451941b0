import type { Analysis } from './analysis.js';
import { PhasegateError } from './fault.js';
import type { FlagsFailure } from './flags-failure.js';
import { MAX_EVIDENCE, type IncidentState } from './incident.js';
import { currentPhase, ledgerOfRollout } from './ledger.js';
import { sentence, type Subject } from './incident-subject.js';
import { findPhase, type Policy } from './policy.js';
import { formatDuration, formatInstant } from './time.js';

/** The governance branch as the tick saw it: its commit, and the ledger's text (null: there is none). */
export interface SeenLedger {
  readonly head: string | null;
  readonly text: string | null;
}

const MAX_STEPS = 20;
const NO_SUBJECT = { subject: '', evidence: [], window: null, unbroken: null } as const;

function off(kind: Subject['kind'], phase: string, because: string): Subject {
  return {
    ...NO_SUBJECT,
    kind,
    phase,
    priority: 'P0',
    status: 'off',
    because,
    action: { kind: 'steps', steps: [] },
  };
}

/** The finding that the record cannot be relied on; null: it can. */
function integritySubject(
  phase: string,
  finding: { readonly message: string; readonly repair: string } | null,
): Subject {
  if (finding === null) return off('integrity', phase, 'the record is whole again');
  return {
    ...NO_SUBJECT,
    kind: 'integrity',
    phase,
    priority: 'P0',
    status: 'on',
    because: sentence(finding.message),
    evidence: [sentence(finding.message)],
    action: {
      kind: 'steps',
      steps: [
        'Promotions and automatic rollbacks wait: a decision must not stand on a record that was changed.',
        'Find out who pushed to the branch (its activity view shows it), and protect it with a ruleset.',
        ...(finding.repair === '' ? [] : [sentence(finding.repair)]),
        'Run the operation verify of rollback.yml: it names everything that is wrong.',
      ],
    },
  };
}

/** The finding that the policy lacks the phase that the ledger has on. */
function phaseSubject(policy: Policy, phase: string): Subject {
  if (findPhase(policy, phase) !== undefined)
    return off('unknown-phase', phase, `the policy has phase ${phase}`);
  const known = policy.phases.map(({ id }) => id).join(', ');
  const because = sentence(
    `the ledger says that phase ${JSON.stringify(phase)} is on, and the policy has no such phase (it has ${known})`,
  );
  return {
    ...NO_SUBJECT,
    kind: 'unknown-phase',
    phase,
    priority: 'P0',
    status: 'on',
    because,
    evidence: [because],
    action: {
      kind: 'steps',
      steps: [
        'Nothing is judged, and nothing rolls back, until the policy knows the phase again.',
        `Put phase ${phase} back into the policy on the default branch; take it out once the rollout has left it.`,
      ],
    },
  };
}

/** What the ledger's own text says, where there may be no analysis because of it. */
export function ledgerSubjects(policy: Policy, ledger: SeenLedger, file: string): readonly Subject[] {
  const first = policy.phases[0]?.id ?? '';
  try {
    const read = ledgerOfRollout(ledger.text, file, policy);
    return [phaseSubject(policy, currentPhase(policy, read).phase)];
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'bad-ledger') throw error;
    return [integritySubject(first, { message: error.message, repair: '' })];
  }
}

/** What the analysis says of the record. That there is one means that the policy knows the phase. */
export function analysisSubjects(analysis: Analysis): readonly Subject[] {
  const { phase } = analysis;
  return [
    integritySubject(phase, analysis.integrity),
    off('unknown-phase', phase, `the policy has phase ${phase}`),
    off('liveness', phase, `a tick came at ${analysis.now}`),
  ];
}

/** Closed by the next decision that was carried out: its flags did follow. */
export function failedFlagsSubject(analysis: Analysis, open: IncidentState): Subject {
  const { phase, governance } = analysis;
  const because = `ledger entry ${governance.entries} has followed`;
  const subject = off('flags-rollback-failed', phase, because);
  return governance.entries > open.entries ? subject : { ...subject, status: 'unknown', because: '' };
}

/** A decision was recorded and its flags did not arrive. */
export function failedFlags({ entry, reason, repair }: FlagsFailure): Subject {
  const decided = `Ledger entry ${entry.seq}, ${entry.action} from ${entry.from} to ${entry.to}, at ${entry.at}, is recorded, and its flags are not known to be in force.`;
  return {
    ...NO_SUBJECT,
    kind: 'flags-rollback-failed',
    phase: entry.to,
    priority: 'P0',
    status: 'on',
    because: sentence(reason),
    evidence: [sentence(reason), sentence(decided)],
    action: {
      kind: 'steps',
      steps: ['It is not tried again by itself.', ...repair.map(sentence)].slice(0, MAX_STEPS),
    },
  };
}

/** What a check of the whole record found, a sentence each. It ends with the next check that finds nothing. */
export function verifiedSubject(phase: string, findings: readonly string[]): Subject {
  const [first] = findings;
  const said = integritySubject(phase, first === undefined ? null : { message: first, repair: '' });
  return { ...said, subject: 'verify', evidence: findings.slice(0, MAX_EVIDENCE).map(sentence) };
}

/**
 * Whether the pipeline is alive. `lastTick`: when it last showed itself, ms since the epoch; null where nothing tells of a
 * tick at all, which is how a rollout begins and so no incident.
 */
export function livenessSubject(
  policy: Policy,
  options: { readonly lastTick: number | null; readonly now: number },
): Subject {
  const { lastTick, now } = options;
  const phase = policy.phases[0]?.id ?? '';
  const limit = policy.incidents?.livenessMs ?? Infinity;
  if (lastTick === null)
    return { ...off('liveness', phase, ''), status: 'unknown', because: 'no tick is known of' };
  const silent = now - lastTick;
  const last = formatInstant(lastTick);
  if (silent <= limit) return off('liveness', phase, `a tick came at ${last}`);
  // Without the length of the silence: the sentence stays the same while it lasts.
  const because = `no tick has come since ${last}; the policy allows ${formatDuration(limit)}`;
  return {
    ...NO_SUBJECT,
    kind: 'liveness',
    phase,
    priority: 'P1',
    status: 'on',
    because,
    evidence: [because],
    action: {
      kind: 'steps',
      steps: [
        'While no tick comes nothing is judged: a regression is not seen, and nothing rolls back.',
        'Look at the runs of the workflow that has the schedule: GitHub stops it after 60 days without activity, and it can be switched on again there.',
        'Start a tick by hand (workflow_dispatch); it does the work of all that were missed, in order.',
        'Where cron does not come, let something else dispatch the workflow.',
      ],
    },
  };
}

/** What the job verify found below `root`, a sentence each. It ends with the next one that finds nothing. */
export function verificationSubject(policy: Policy, findings: readonly string[], root: string): Subject {
  const phase = policy.phases[0]?.id ?? '';
  const [first] = findings;
  if (first === undefined) return off('verification', phase, 'everything is as it should be');
  const others = findings.length === 1 ? '' : ` (and ${findings.length - 1} more)`;
  return {
    ...NO_SUBJECT,
    kind: 'verification',
    phase,
    priority: 'P1',
    status: 'on',
    because: sentence(`${first}${others}`),
    evidence: findings.slice(0, MAX_EVIDENCE).map(sentence),
    action: {
      kind: 'steps',
      steps: [
        `Until this is mended, what is kept below ${root} cannot be relied on; nothing that is judged or decided rests on it.`,
        'Find out what changed or removed the files that are named; the job trace shows what a job wrote.',
        'Mend them as the runbook says: a log with the job rebuild, a file from an earlier artifact; a job that is late runs with its next tick.',
      ],
    },
  };
}
