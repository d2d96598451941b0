import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import { PhasegateError } from './fault.js';
import { emptyHistory, type History } from './history.js';
import { newerFormat } from './newer-format.js';

export const HISTORY_SCHEMA = 'phasegate.history/1';

/** A history as its file holds it: the digest is of the history as canonical JSON, and proves that no byte changed. */
export function renderHistory(history: History): { readonly text: string; readonly digest: string } {
  const body = canonicalJson(history);
  const digest = sha256(body);
  return { text: `${head(digest)}${body}${TAIL}`, digest };
}

const TAIL = `,"schema":${JSON.stringify(HISTORY_SCHEMA)}}\n`;

function head(digest: string): string {
  return `{"digest":${JSON.stringify(digest)},"history":`;
}

export interface HistoryReading {
  readonly history: History;
  /** What is wrong with the text, so that the history begins anew; null where it was taken as it is. */
  readonly fault: string | null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The history in a file's text (null: there is none yet). One that is damaged, or of another rollout, begins anew and says
 * so; nothing is lost for good, since batches bring it back.
 *
 * @throws PhasegateError `newer-state` where a newer version wrote it: then it must not be overwritten.
 */
export function readHistory(text: string | null, rollout: string, file: string): HistoryReading {
  const empty = emptyHistory(rollout);
  if (text === null) return { history: empty, fault: null };
  const value = parse(text) as { schema?: unknown; digest?: unknown; history?: History } | null;
  const newer = newerFormat(value?.schema, HISTORY_SCHEMA);
  if (newer !== null) {
    throw new PhasegateError(
      'newer-state',
      `${file} has the format ${newer}, and this version knows ${HISTORY_SCHEMA}; use the newer version, or another state folder`,
    );
  }
  const digest = typeof value?.digest === 'string' ? value.digest : '';
  const intact = text.startsWith(head(digest)) && text.endsWith(TAIL);
  const body = intact ? text.slice(head(digest).length, -TAIL.length) : '';
  if (value?.history === undefined || sha256(body) !== digest) {
    return { history: empty, fault: `${file} is damaged; the history begins anew with the batches at hand` };
  }
  if (value.history.rollout !== rollout) {
    const other = JSON.stringify(value.history.rollout);
    return { history: empty, fault: `${file} is of the rollout ${other}; the history begins anew` };
  }
  // Earlier versions kept no mark of the ledger.
  return { history: { ...value.history, ledger: value.history.ledger ?? null }, fault: null };
}
