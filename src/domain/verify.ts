import { auditHash, parseAuditLine, type AuditLine } from './audit.js';
import { sha256 } from './digest.js';
import {
  auditFile,
  ENV_FILE,
  FLAGS_FILE,
  isAuditFile,
  isGoverned,
  LEDGER_FILE,
  snapshotFile,
} from './governance-paths.js';
import { inspectLedger } from './ledger-inspect.js';
import { GENESIS, type LedgerEntry } from './ledger.js';
import { parseInstant } from './time.js';

/** One thing on the governance branch that is not as the decisions left it. */
export interface Finding {
  /** Relative to the governance folder. */
  readonly file: string;
  /** 1-based; null where the fault is in the file as a whole. */
  readonly line: number | null;
  /** The ledger entry it belongs to, where it belongs to one. */
  readonly seq: number | null;
  readonly message: string;
}

/** Texts by path relative to the governance folder. */
export type GovernanceFiles = ReadonlyMap<string, string>;

/** A line of the audit where it stands; `line` is null where it cannot be read. */
interface PlacedLine {
  readonly file: string;
  readonly number: number;
  readonly line: AuditLine | null;
  /** Whether the line is whole by itself, so that its neighbours can be held against it. */
  readonly sound: boolean;
}

/** `audit/phase_rollout/2026-03-02.jsonl:3 (entry 7): message`. */
export function formatFinding({ file, line, seq, message }: Finding): string {
  return `${file}${line === null ? '' : `:${line}`}${seq === null ? '' : ` (entry ${seq})`}: ${message}`;
}

function problemsOfLine(file: string, line: AuditLine | null): string[] {
  if (line === null) return ['this line is not as Phasegate wrote it'];
  const at = parseInstant(line.at);
  return [
    ...(auditHash(line) === line.hash
      ? []
      : ['its `hash` does not fit its content: something in this line was changed']),
    ...(at !== null && auditFile(at) === file ? [] : [`its time ${line.at} belongs into another day's file`]),
  ];
}

function readAudit(files: GovernanceFiles, findings: Finding[]): PlacedLine[] {
  const placed: PlacedLine[] = [];
  for (const file of [...files.keys()].filter(isAuditFile).sort()) {
    const lines = (files.get(file) ?? '').split('\n');
    const rest = lines.pop();
    if (rest !== '') {
      findings.push({
        file,
        line: lines.length + 1,
        seq: null,
        message: 'the last line is cut off: it has no line end',
      });
    }
    lines.forEach((text, i) => {
      const line = parseAuditLine(text);
      const problems = problemsOfLine(file, line);
      findings.push(...problems.map((message) => ({ file, line: i + 1, seq: line?.seq ?? null, message })));
      placed.push({ file, number: i + 1, line, sound: problems.length === 0 });
    });
  }
  return placed;
}

/** Each line continues the one before it: number and hash. */
function chainFindings(placed: readonly PlacedLine[]): Finding[] {
  return placed.flatMap(({ file, number, line, sound }, i) => {
    if (line === null || !sound) return [];
    const before = placed[i - 1];
    const at = { file, line: number, seq: line.seq };
    if (line.seq !== i + 1) {
      return [
        {
          ...at,
          message: `it is of entry ${line.seq}, and entry ${i + 1} comes here: a line is missing or was moved`,
        },
      ];
    }
    const previous = before === undefined ? GENESIS : before.sound ? before.line?.hash : line.previous;
    return line.previous === previous
      ? []
      : [{ ...at, message: 'its `previous` is not the hash of the audit line before it' }];
  });
}

function pairFindings(entry: LedgerEntry, place: PlacedLine, snapshotDigest: string | undefined): string[] {
  const { line } = place;
  if (line === null || !place.sound || line.seq !== entry.seq) return [];
  const pairs: readonly (readonly [string, string, string | undefined])[] = [
    ['entry', line.entry, entry.hash],
    ['action', line.action, entry.action],
    ['at', line.at, entry.at],
    ['phase', line.phase, entry.to],
    ['from', line.from, entry.from],
    ['executor', line.executor, entry.executor],
    ['reason', line.reason, entry.reason],
    ['previous', line.previous, entry.previous],
    ['metrics_snapshot', line.metrics_snapshot, snapshotDigest],
  ];
  return pairs
    .filter(([, a, b]) => a !== b)
    .map(([field]) => `its \`${field}\` is not that of the ledger's entry ${entry.seq}`);
}

function digestFinding(files: GovernanceFiles, entry: LedgerEntry, file: string): Finding[] {
  const wanted = Object.hasOwn(entry.files, file) ? entry.files[file] : undefined;
  const text = files.get(file);
  const at = { file, line: null, seq: entry.seq };
  if (wanted === undefined) {
    return [{ file: LEDGER_FILE, line: null, seq: entry.seq, message: `it has no digest of ${file}` }];
  }
  if (text === undefined) return [{ ...at, message: 'the file is missing' }];
  return sha256(text) === wanted
    ? []
    : [{ ...at, message: 'its content is not what the ledger entry recorded' }];
}

/** Files that belong to no entry. */
function extraFindings(files: GovernanceFiles, entries: readonly LedgerEntry[]): Finding[] {
  const known = new Set([
    LEDGER_FILE,
    FLAGS_FILE,
    ENV_FILE,
    ...entries.flatMap((entry) => [auditFile(parseInstant(entry.at) ?? 0), snapshotFile(entry.seq)]),
  ]);
  return [...files.keys()]
    .filter((file) => isGoverned(file) && !known.has(file))
    .sort()
    .map((file) => ({
      file,
      line: null,
      seq: null,
      message: 'no ledger entry knows this file; it was added, or the ledger was cut',
    }));
}

function lineOf(text: string, start: string): number {
  return text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
}

function entryFindings(files: GovernanceFiles, entry: LedgerEntry, place: PlacedLine | undefined): Finding[] {
  const snapshot = snapshotFile(entry.seq);
  if (place === undefined) {
    const file = auditFile(parseInstant(entry.at) ?? 0);
    return [{ file, line: null, seq: entry.seq, message: `the line of entry ${entry.seq} is missing` }];
  }
  return pairFindings(entry, place, entry.files[snapshot]).map((message) => ({
    file: place.file,
    line: place.number,
    seq: entry.seq,
    message,
  }));
}

/**
 * Walks the audit chain, replays the ledger of the rollout and holds flags and snapshots against it. Empty: everything is as the
 * decisions left it. One fault gives as few findings as can be told apart. What it cannot see: a branch that was set
 * back as a whole to an earlier commit; that is what the branch's protection is for.
 */
export function verifyGovernance(files: GovernanceFiles, rollout: string): Finding[] {
  const findings: Finding[] = [];
  const text = files.get(LEDGER_FILE);
  const { ledger, lines, problems, newer } = inspectLedger(text ?? '');
  const placed = readAudit(files, findings);
  findings.push(...chainFindings(placed));
  if (text === undefined) {
    const governed = [...files.keys()].some(isGoverned);
    return governed
      ? [{ file: LEDGER_FILE, line: null, seq: null, message: 'the file is missing' }, ...findings]
      : [];
  }
  if (newer !== null) {
    return [
      {
        file: LEDGER_FILE,
        line: null,
        seq: null,
        message: `its schema ${newer} is newer than this version knows`,
      },
    ];
  }
  const broken = new Set<number>();
  const inLedger = problems.map(({ line, message }): Finding => {
    const index = lines.findLastIndex((first) => first <= line);
    if (index >= 0) broken.add(index);
    return { file: LEDGER_FILE, line, seq: index >= 0 ? index + 1 : null, message };
  });
  if (ledger === null) return [...inLedger, ...findings];
  if (ledger.rollout !== rollout) {
    const message = `it is the ledger of rollout ${JSON.stringify(ledger.rollout)}, and the policy is that of ${JSON.stringify(rollout)}`;
    inLedger.push({ file: LEDGER_FILE, line: lineOf(text, 'rollout:'), seq: null, message });
  }
  ledger.entries.forEach((entry, i) => {
    if (broken.has(i)) return;
    findings.push(
      ...entryFindings(files, entry, placed[i]),
      ...digestFinding(files, entry, snapshotFile(entry.seq)),
    );
  });
  const last = ledger.entries.at(-1);
  if (last !== undefined && !broken.has(ledger.entries.length - 1)) {
    findings.push(...[FLAGS_FILE, ENV_FILE].flatMap((file) => digestFinding(files, last, file)));
  }
  for (const { file, number, line } of placed.slice(ledger.entries.length)) {
    const message = 'the ledger has no entry for this line: its end was cut off, or the line was added';
    findings.push({ file, line: number, seq: line?.seq ?? null, message });
  }
  return [...inLedger, ...findings, ...extraFindings(files, ledger.entries)];
}
