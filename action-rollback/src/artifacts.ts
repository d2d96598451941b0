import { canonicalJson, canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { flagsFailureEvent, flagsFailurePath, type FlagsFailure } from '../../src/domain/flags-failure.js';
import type { ResolvedFlag } from '../../src/domain/flag-resolution.js';
import { folderPrefix, governancePaths, snapshotFile } from '../../src/domain/governance-paths.js';
import { rollbackEvents, type LedgerEntry, type LedgerEvent } from '../../src/domain/ledger.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import type { Policy } from '../../src/domain/policy.js';
import { rollbackReport, rollbackReportPath } from '../../src/render/rollback-report.js';
import type { GovernanceSnapshot } from '../../src/ports/governance.js';
import { readLedgerOf } from './read-state.js';
import type { Settled } from './settle.js';

export interface ArtifactOptions {
  readonly policy: Policy;
  /** The branch at the commit that holds the entry. */
  readonly snapshot: GovernanceSnapshot;
  readonly entry: LedgerEntry;
  readonly settled: Settled;
  /** The flags as this machine resolves them. */
  readonly flags: readonly ResolvedFlag[];
}

function eventFile(events: readonly LedgerEvent[], name: LedgerEvent['event']): [string, string][] {
  const lines = events.filter((event) => event.event === name).map((event) => `${canonicalJson(event)}\n`);
  return lines.length === 0 ? [] : [[`telemetry/${name}.jsonl`, lines.join('')]];
}

/** The alert for people and programs, and the event for the collector. */
function failureFiles(failure: FlagsFailure): [string, string][] {
  return [
    [flagsFailurePath(failure), canonicalJsonPretty({ ...failure })],
    ['telemetry/flags-rollback-failed.jsonl', `${canonicalJson({ ...flagsFailureEvent(failure) })}\n`],
  ];
}

async function reportFile({ policy, snapshot, entry, settled }: ArtifactOptions): Promise<[string, string]> {
  const { branch, folder } = policy.governance;
  const path = folderPrefix(folder) + snapshotFile(entry.seq);
  const text = await snapshot.read(path);
  const report = {
    rollout: policy.rollout,
    entry,
    analysis: text === null || text === 'null\n' ? null : parseAnalysis(text, path),
    commit: snapshot.head ?? '',
    branch,
    ledgerPath: governancePaths(folder).ledger,
    smoke: settled.lines,
    failure: settled.failure,
  };
  return [rollbackReportPath(entry), rollbackReport(report)];
}

/**
 * Files for people and for the collector, by path below the output folder. They are made from the branch alone, so that a
 * run which died after its commit makes the same ones when it is repeated.
 */
export async function artifactsOf(options: ArtifactOptions): Promise<ReadonlyMap<string, string>> {
  const ledger = await readLedgerOf(options.snapshot, options.policy);
  const events = ledger === null ? [] : rollbackEvents(ledger);
  const { failure } = options.settled;
  const isTold = options.entry.action === 'rollback' || failure !== null;
  const report = isTold ? [await reportFile(options)] : [];
  return new Map([
    ...eventFile(events, 'rollback.executed'),
    ...eventFile(events, 'rollback.released'),
    ...eventFile(events, 'promotion.executed'),
    ...(failure === null ? [] : failureFiles(failure)),
    ...report,
    ['flags/snapshot.json', canonicalJsonPretty({ entry: options.entry.seq, flags: options.flags })],
  ]);
}
