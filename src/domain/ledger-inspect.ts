import { entryHash, GENESIS, LEDGER_SCHEMA, type Ledger, type LedgerEntry } from './ledger-entry.js';
import { readLedgerText, Unreadable } from './ledger-reader.js';
import { renderLedger } from './ledger-render.js';
import { formatInstant, parseInstant } from './time.js';
import { newerFormat } from './newer-format.js';

export interface LedgerProblem {
  /** 1-based. */
  readonly line: number;
  /** `entries[0]`, or empty for the whole. */
  readonly path: string;
  readonly message: string;
}

export interface LedgerInspection {
  /** null when the text is too broken to be read. */
  readonly ledger: Ledger | null;
  /** First line of each entry. */
  readonly lines: readonly number[];
  readonly problems: readonly LedgerProblem[];
  /** The schema, where a newer version wrote the text. */
  readonly newer: string | null;
}

/** Schema of a newer version, told by its number alone: its form is not known here. */
function newerSchema(text: string): string | null {
  return newerFormat(/^schema: "(.*)"$/m.exec(text)?.[1], LEDGER_SCHEMA);
}

/** What is wrong with the action and what belongs to it, one after the other. */
function problemsOfAction(entry: LedgerEntry, before: LedgerEntry | undefined): string[] {
  const { action, from, to, until, forced } = entry;
  if (!['promote', 'rollback', 'release'].includes(action))
    return ['its `action` is none of promote, rollback and release'];
  const at = parseInstant(entry.at) ?? 0;
  const checks: readonly (readonly [boolean, string])[] = [
    [action === 'release' || from !== to, 'it does not change the phase'],
    [action !== 'release' || from === to, 'it changes the phase, which a release does not'],
    [action !== 'release' || before?.until != null, 'it releases what no rollback before it has held'],
    [
      action !== 'promote' || before?.until == null,
      'it promotes while the rollback before it is not released',
    ],
    [action === 'rollback' || until === null, 'it has an `until`, which only a rollback has'],
    [
      until === null || (isInstant(until) && (parseInstant(until) ?? 0) > at),
      'its `until` is no UTC time behind its `at`',
    ],
    [until !== null || Object.keys(forced).length === 0, 'it forces flags without an `until`'],
  ];
  return checks.filter(([holds]) => !holds).map(([, message]) => message);
}

function isInstant(text: string): boolean {
  const ms = parseInstant(text);
  return ms !== null && formatInstant(ms) === text;
}

/** What is wrong with one entry by itself and as the successor of the one before it. */
function problemsOfEntry(entry: LedgerEntry, index: number, before: LedgerEntry | undefined): string[] {
  const at = parseInstant(entry.at);
  const checks: readonly (readonly [boolean, string])[] = [
    [
      entry.seq === index + 1,
      `its seq is ${entry.seq}, and ${index + 1} comes here: an entry is missing or was moved`,
    ],
    [isInstant(entry.at), 'its `at` is no UTC time such as 2026-03-02T14:15:00Z'],
    [
      before === undefined || (at ?? 0) >= (parseInstant(before.at) ?? 0),
      'it is older than the entry before it',
    ],
    [
      before === undefined || before.to === entry.from,
      `it starts from ${entry.from}, and the entry before it ends at ${before?.to}`,
    ],
    [index > 0 || entry.previous === GENESIS, 'its `previous` must be 64 zeros in the first entry'],
    [
      entryHash(entry) === entry.hash,
      'its `hash` does not fit its content: something in this entry was changed',
    ],
  ];
  return [
    ...problemsOfAction(entry, before),
    ...checks.filter(([holds]) => !holds).map(([, message]) => message),
  ];
}

function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')];
  return left.findIndex((line, i) => line !== right[i]) + 1;
}

/** Reads a ledger's text and lists everything that is wrong with it; the links to the audit are not looked at. */
export function inspectLedger(text: string): LedgerInspection {
  const newer = newerSchema(text);
  if (newer !== null) return { ledger: null, lines: [], problems: [], newer };
  try {
    const { ledger, lines } = readLedgerText(text);
    const problems = ledger.entries.flatMap((entry, i) =>
      problemsOfEntry(entry, i, ledger.entries[i - 1]).map((message) => ({
        line: lines[i] ?? 0,
        path: `entries[${i}]`,
        message: `entry ${i + 1}: ${message}`,
      })),
    );
    const canonical = renderLedger(ledger);
    if (canonical !== text && problems.length === 0) {
      problems.push({
        line: firstDifference(text, canonical),
        path: '',
        message: 'this line is not written as Phasegate writes it',
      });
    }
    return { ledger, lines, problems, newer: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return {
      ledger: null,
      lines: [],
      problems: [{ line: error.line, path: '', message: error.message }],
      newer: null,
    };
  }
}
