import { utcDay } from './time.js';

const AUDIT_FOLDER = 'audit/phase_rollout';
const SNAPSHOT_FOLDER = 'snapshots';

/** Paths below the governance folder, as the ledger names them. */
export const LEDGER_FILE = 'phase-ledger.yaml';
export const FLAGS_FILE = 'flags/flags.flagd.json';
export const ENV_FILE = 'flags/flags.env';

/** `audit/phase_rollout/2026-03-02.jsonl` for an instant in ms since the epoch. */
export function auditFile(ms: number): string {
  return `${AUDIT_FOLDER}/${utcDay(ms)}.jsonl`;
}

/** `snapshots/000007.json`. */
export function snapshotFile(seq: number): string {
  return `${SNAPSHOT_FOLDER}/${String(seq).padStart(6, '0')}.json`;
}

export function isAuditFile(path: string): boolean {
  return path.startsWith(`${AUDIT_FOLDER}/`);
}

/** Whether a path below the governance folder is one that Phasegate alone writes to. */
export function isGoverned(path: string): boolean {
  return (
    path === LEDGER_FILE ||
    [AUDIT_FOLDER, SNAPSHOT_FOLDER, 'flags'].some((folder) => path.startsWith(`${folder}/`))
  );
}

/** The folder as a prefix of paths from the branch's root: empty, or ending in `/`. */
export function folderPrefix(folder: string): string {
  const trimmed = folder.replace(/^(?:\.?\/)+|\/+$/g, '');
  return trimmed === '' || trimmed === '.' ? '' : `${trimmed}/`;
}

/** Paths of the fixed files from the branch's root. */
export function governancePaths(folder: string): { ledger: string; flags: string; env: string } {
  const prefix = folderPrefix(folder);
  return { ledger: prefix + LEDGER_FILE, flags: prefix + FLAGS_FILE, env: prefix + ENV_FILE };
}
