import { moveText, type GovernanceChange } from '../../src/domain/governance-change.js';
import type { ResolvedFlag } from '../../src/domain/flag-resolution.js';
import type { HeldRollback } from '../../src/domain/held-rollback.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { formatFinding, type Finding } from '../../src/domain/verify.js';
import { oneLine } from '../../src/render/escape.js';
import { formatCount } from '../../src/render/format.js';
import type { CommitPlan } from '../../src/ports/governance.js';
import type { Status } from './inspect.js';

/** What a rollback that is not released holds up. */
export function heldLines(held: HeldRollback | null): string[] {
  if (held === null) return [];
  const names = Object.keys(held.forced).sort();
  const forced = names.length === 0 ? '' : `; forced for everybody: ${names.join(', ')}`;
  const text = `stabilising since ${held.at} (entry ${held.seq}), until ${held.until} at least and until the SLOs are back; no promotions${forced}`;
  return [oneLine(text, 1_000)];
}

/** `#7 rollback A-1 -> A-0 by octocat at 2026-03-02T14:30:00Z: reason`. */
export function entryLine(entry: LedgerEntry): string {
  const text = `#${entry.seq} ${entry.action} ${moveText(entry)} by ${entry.executor} at ${entry.at}: ${entry.reason}`;
  return oneLine(text);
}

export function statusLines(rollout: string, status: Status): string[] {
  const { phase, since, previous, next, entries, last, head } = status;
  return [
    `${rollout} is in phase ${phase}${since === null ? ', where it began' : ` since ${since}`}`,
    ...(status.known ? [] : [`the policy has no phase ${phase}: put it back until the rollout has left it`]),
    `one phase back: ${previous ?? 'none, this is the first'}`,
    `one phase forward: ${next ?? 'none, this is the last'}`,
    ...heldLines(status.held),
    last === null
      ? 'no decisions yet'
      : `${formatCount(entries)} in the ledger, the last: ${entryLine(last)}`,
    head === null ? 'the governance branch does not exist yet' : `governance ${head}`,
  ].map((line) => oneLine(line, 1_000));
}

/** The flags with where each comes from; a value that is not the ledger's is said in a line of its own. */
export function flagLines(flags: readonly ResolvedFlag[]): string[] {
  if (flags.length === 0) return [];
  const other = flags.filter(({ value, recorded }) => value !== recorded);
  return [
    `flags ${flags.map(({ name, value, source }) => `${name}=${value} (${source})`).join(' ')}`,
    ...other.map(
      ({ name, value, source, recorded }) =>
        `${name} is ${value} by ${source}, where the ledger says ${recorded}`,
    ),
  ].map((line) => oneLine(line, 1_000));
}

export function findingLines(findings: readonly Finding[], entries: number): string[] {
  if (findings.length > 0) return findings.map((finding) => oneLine(formatFinding(finding), 1_000));
  return [
    entries === 0
      ? 'nothing is recorded yet, and nothing is out of place'
      : `ledger, audit, flags and snapshots agree: ${formatCount(entries)} ${entries === 1 ? 'decision' : 'decisions'}`,
  ];
}

/** What a dry run would have done. */
export function planLines(change: GovernanceChange, plan: CommitPlan): string[] {
  return [
    `would commit on ${plan.parent ?? 'a new branch'}: ${entryLine(change.entry)}`,
    ...Object.entries(plan.files).map(
      ([path, text]) => `would write ${path} (${formatCount(new TextEncoder().encode(text).length)} bytes)`,
    ),
  ].map((line) => oneLine(line, 1_000));
}
