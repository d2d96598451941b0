import { canonicalJson } from './canonical-json.js';
import { PhasegateError } from './fault.js';
import type { SeenLedger } from './incident-findings.js';
import { nullable, object, text } from './shape.js';

/** What action-collect passes on of the governance branch, in its output folder. */
export const SEEN_LEDGER_FILE = 'governance.json';

const shape = object({ head: nullable(text), ledger: nullable(text) });

/** @throws PhasegateError `bad-input` for a text that action-collect did not write. */
export function parseSeenLedger(source: string, file: string): SeenLedger {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    value = null;
  }
  const wrong = shape(value, '');
  if (wrong.length > 0)
    throw new PhasegateError('bad-input', `${file}: ${wrong.join(', ')}; pass on what action-collect wrote`);
  const { head, ledger } = value as { head: string | null; ledger: string | null };
  return { head, text: ledger };
}

export function renderSeenLedger({ head, text: ledger }: SeenLedger): string {
  return `${canonicalJson({ head, ledger })}\n`;
}
