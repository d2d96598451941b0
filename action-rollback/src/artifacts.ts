import { canonicalJson, canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import type { ResolvedFlag } from '../../src/domain/flag-resolution.js';
import { folderPrefix, governancePaths, snapshotFile } from '../../src/domain/governance-paths.js';
import { rollbackEvents, type LedgerEntry, type LedgerEvent } from '../../src/domain/ledger.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import type { Policy } from '../../src/domain/policy.js';
import { rollbackReport, rollbackReportPath } from '../../src/render/rollback-report.js';
import type { GovernanceSnapshot } from '../../src/ports/governance.js';
import { readLedgerOf } from './read-state.js';

export interface ArtifactOptions {
  readonly policy: Policy;
  /** The branch at the commit that holds the entry. */
  readonly snapshot: GovernanceSnapshot;
  readonly entry: LedgerEntry;
  /** What the smoke test found right. */
  readonly smoke: readonly string[];
  /** The flags as this machine resolves them. */
  readonly flags: readonly ResolvedFlag[];
}

function eventFile(events: readonly LedgerEvent[], name: LedgerEvent['event']): [string, string][] {
  const lines = events.filter((event) => event.event === name).map((event) => `${canonicalJson(event)}\n`);
  return lines.length === 0 ? [] : [[`telemetry/${name}.jsonl`, lines.join('')]];
}

async function reportFile({ policy, snapshot, entry, smoke }: ArtifactOptions): Promise<[string, string]> {
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
    smoke,
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
  const report = options.entry.action === 'rollback' ? [await reportFile(options)] : [];
  return new Map([
    ...eventFile(events, 'rollback.executed'),
    ...eventFile(events, 'promotion.executed'),
    ...report,
    ['flags/snapshot.json', canonicalJsonPretty({ entry: options.entry.seq, flags: options.flags })],
  ]);
}
