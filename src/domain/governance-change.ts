import type { Analysis } from './analysis.js';
import { sortedApprovals } from './approval.js';
import { auditLineOf, renderAuditLine, type AuditLine } from './audit.js';
import { MAX_TEXT } from './decision-checks.js';
import type { DecisionInput } from './decision-input.js';
import { sha256 } from './digest.js';
import { renderEnv } from './flags-env.js';
import { renderFlagd } from './flags.js';
import {
  auditFile,
  ENV_FILE,
  FLAGS_FILE,
  folderPrefix,
  LEDGER_FILE,
  snapshotFile,
} from './governance-paths.js';
import { ledgerEvent, type LedgerEvent } from './ledger-events.js';
import {
  currentPhase,
  entryHash,
  GENESIS,
  LEDGER_SCHEMA,
  renderLedger,
  type Ledger,
  type LedgerEntry,
} from './ledger.js';
import type { Phase } from './policy.js';
import { formatInstant } from './time.js';

/** Everything that one decision changes, ready to be committed at once. */
export interface GovernanceChange {
  readonly entry: LedgerEntry;
  readonly audit: AuditLine;
  readonly ledger: Ledger;
  readonly event: LedgerEvent;
  /** Whole files by path from the branch's root. */
  readonly files: Readonly<Record<string, string>>;
  /** Commit message. It holds no text that people or telemetry wrote. */
  readonly message: string;
}

/** `A-1 -> A-0`; of a release the phase that stays on. */
export function moveText({ action, from, to }: Pick<LedgerEntry, 'action' | 'from' | 'to'>): string {
  return action === 'release' ? to : `${from} -> ${to}`;
}

/** Who decides where the pipeline does. */
export const AUTOMATIC = 'phasegate (automatic)';

/** Stands in the snapshot's place where a person decided without an analysis. */
const NO_ANALYSIS = 'null\n';

/** The SLO behind a rollback: of the newest critical alert, else of the newest window that asked for it. */
export function triggerOf(analysis: Analysis): string | null {
  const alert = analysis.alerts.findLast(
    (one) => one.severity === 'critical' && one.phase === analysis.phase,
  );
  if (alert !== undefined) return alert.slo;
  const windows = [...analysis.recent].reverse().filter((one) => one.phase === analysis.phase);
  const verdicts = [analysis.verdicts, ...windows.map((one) => one.verdicts)].flat();
  return verdicts.find((verdict) => verdict.status === 'violation')?.slo ?? null;
}

function rollbackTrigger({ analysis }: DecisionInput, from: string): string | null {
  const value = analysis?.value;
  return value !== undefined && value.gate === 'rollback' && value.phase === from ? triggerOf(value) : null;
}

/** What a rollback begins, as the policy wants it; nothing for every other decision. */
function stabilise({ policy, request }: DecisionInput): Pick<LedgerEntry, 'until' | 'forced'> {
  const { ms, flags } = policy.stabilise;
  if (request.operation !== 'rollback' || ms === 0) return { until: null, forced: {} };
  return { until: formatInstant(request.now + ms), forced: flags };
}

function newEntry(input: DecisionInput, target: Phase, files: Readonly<Record<string, string>>): LedgerEntry {
  const { policy, state, analysis, request } = input;
  const from = currentPhase(policy, state.ledger).phase;
  const why = request.operation === 'release' ? analysis?.value.stabilising?.reason : analysis?.value.reason;
  const automaticReason = (why ?? '').slice(0, MAX_TEXT);
  const entry = {
    seq: (state.ledger?.entries.length ?? 0) + 1,
    at: formatInstant(request.now),
    action: request.operation,
    from,
    to: target.id,
    executor: request.automatic ? AUTOMATIC : request.executor,
    reason: request.automatic && request.reason.trim() === '' ? automaticReason : request.reason,
    evidence: request.evidence,
    approvals: sortedApprovals(request.approvals),
    trigger: request.operation === 'rollback' ? rollbackTrigger(input, from) : null,
    ...stabilise(input),
    request: request.request,
    files,
    policy: policy.digest,
    previous: state.lastAudit?.hash ?? GENESIS,
  };
  return { ...entry, hash: entryHash(entry) };
}

/** The change that leads to the target phase (of a release the one that is on); whether it may be made is decided before (decision.ts). */
export function buildChange(input: DecisionInput, target: Phase): GovernanceChange {
  const { policy, state, analysis, request } = input;
  const snapshot = analysis?.text ?? NO_ANALYSIS;
  const snapshotPath = snapshotFile((state.ledger?.entries.length ?? 0) + 1);
  const { forced } = stabilise(input);
  const content = new Map([
    [ENV_FILE, renderEnv(policy, target, forced)],
    [FLAGS_FILE, renderFlagd(policy, target, forced)],
    [snapshotPath, snapshot],
  ]);
  const digests = Object.fromEntries([...content].map(([path, text]) => [path, sha256(text)]));
  const entry = newEntry(input, target, digests);
  const audit = auditLineOf(entry, sha256(snapshot));
  const ledger: Ledger = {
    schema: LEDGER_SCHEMA,
    rollout: policy.rollout,
    entries: [...(state.ledger?.entries ?? []), entry],
  };
  content.set(LEDGER_FILE, renderLedger(ledger));
  content.set(auditFile(request.now), state.auditToday + renderAuditLine(audit));
  const prefix = folderPrefix(policy.governance.folder);
  return {
    entry,
    audit,
    ledger,
    event: ledgerEvent(entry),
    files: Object.fromEntries([...content].map(([path, text]) => [prefix + path, text])),
    message: `${entry.action} ${policy.rollout}: ${moveText(entry)} (entry ${entry.seq})\n\nWhy and by whom: ${prefix}${LEDGER_FILE}, entry ${entry.seq}.\n`,
  };
}
