import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { Rejection } from '../../src/domain/event.js';
import { compactInstant } from '../../src/domain/time.js';
import type { CollectPlan } from './collect.js';
import type { IntakeResult } from './intake.js';

/** The quarantine file of a tick; null where no line was refused. */
export function quarantineOf({ totals, quarantine }: IntakeResult, now: number): CollectPlan['quarantine'] {
  const refused = totals.rejected + totals.late;
  if (refused === 0) return null;
  return { file: `${compactInstant(now)}.jsonl`, text: renderQuarantine(quarantine, refused) };
}

function renderQuarantine(entries: readonly Rejection[], total: number): string {
  const lines = entries.map((entry) =>
    canonicalJson({
      source: entry.place.source,
      file: entry.place.file,
      line: entry.place.line,
      reason: entry.reason,
      text: entry.excerpt,
    }),
  );
  if (total > entries.length)
    lines.push(canonicalJson({ reason: `${total - entries.length} more lines, not listed` }));
  return lines.map((line) => `${line}\n`).join('');
}
