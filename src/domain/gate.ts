import type { Judgement, Verdict } from './analysis.js';
import type { Policy } from './policy.js';

/** A verdict's SLO as it is named in a sentence, with the feature where it has a name. */
export function verdictTitle({ slo, feature }: Pick<Verdict, 'slo' | 'feature'>): string {
  return feature === '' ? slo : `${slo} of ${JSON.stringify(feature.slice(0, 60))}`;
}

/** What was violated in a window, in one sentence without its full stop. */
export function violationText(judgement: Judgement): string {
  const violated = judgement.verdicts.filter((verdict) => verdict.status === 'violation');
  const parts = violated.map((verdict) => `${verdictTitle(verdict)}: ${verdict.reason}`);
  return `${parts.join('; ')}, in the window that ended ${judgement.window.end}`;
}

/**
 * The judged window for which a rollback is due, of the windows of the current stint (oldest first); null where none is.
 *
 * With `rollback: automatic` a rollback stays due until the ledger moves on, so that a tick which died or came late loses
 * none. With `propose` people decide, and only the newest window speaks.
 */
export function rollbackCause(mode: Policy['rollback'], current: readonly Judgement[]): Judgement | null {
  const due = mode === 'automatic' ? current : current.slice(-1);
  return due.findLast((judgement) => judgement.gate === 'rollback') ?? null;
}
