import type { Analysis } from './analysis.js';
import { auditLineOf, renderAuditLine, type AuditLine } from './audit.js';
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

function newEntry(input: DecisionInput, target: Phase, files: Readonly<Record<string, string>>): LedgerEntry {
  const { policy, state, analysis, request } = input;
  const from = currentPhase(policy, state.ledger).phase;
  const automaticReason = (analysis?.value.reason ?? '').slice(0, 2_000);
  const entry = {
    seq: (state.ledger?.entries.length ?? 0) + 1,
    at: formatInstant(request.now),
    action: request.operation,
    from,
    to: target.id,
    executor: request.automatic ? 'phasegate (automatic)' : request.executor,
    reason: request.automatic && request.reason.trim() === '' ? automaticReason : request.reason,
    evidence: request.evidence,
    approvals: [...new Set(request.approvals)].sort(),
    trigger: request.operation === 'rollback' ? rollbackTrigger(input, from) : null,
    request: request.request,
    files,
    policy: policy.digest,
    previous: state.lastAudit?.hash ?? GENESIS,
  };
  return { ...entry, hash: entryHash(entry) };
}

/** The change that leads to the target phase; whether it may be made is decided before (decision.ts). */
export function buildChange(input: DecisionInput, target: Phase): GovernanceChange {
  const { policy, state, analysis, request } = input;
  const snapshot = analysis?.text ?? NO_ANALYSIS;
  const snapshotPath = snapshotFile((state.ledger?.entries.length ?? 0) + 1);
  const content = new Map([
    [ENV_FILE, renderEnv(policy, target)],
    [FLAGS_FILE, renderFlagd(policy, target)],
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
    message: `${entry.action} ${policy.rollout}: ${entry.from} -> ${entry.to} (entry ${entry.seq})\n\nWhy and by whom: ${prefix}${LEDGER_FILE}, entry ${entry.seq}.\n`,
  };
}
