import type { Analysis, Verdict, VerdictStatus } from '../../src/domain/analysis.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { Policy } from '../../src/domain/policy.js';

/** Gravest last. */
const GRAVITY: readonly VerdictStatus[] = ['ok', 'insufficient', 'no-data', 'warn', 'violation'];

function graver(a: VerdictStatus, b: VerdictStatus): VerdictStatus {
  return GRAVITY.indexOf(a) >= GRAVITY.indexOf(b) ? a : b;
}

/** From SLO to its status, the gravest of its features, as compact JSON. */
export function statusBySlo(verdicts: readonly Verdict[]): string {
  const worst = new Map<string, VerdictStatus>();
  for (const { slo, status } of verdicts) worst.set(slo, graver(status, worst.get(slo) ?? 'ok'));
  return canonicalJson(Object.fromEntries(worst));
}

/** The action's outputs by name. A tick that was skipped (null) holds and has no analysis. */
export function outputsOf(
  mode: Policy['rollback'],
  result: { readonly analysis: Analysis; readonly path: string } | null,
): Record<string, string> {
  const analysis = result?.analysis;
  return {
    gate: analysis?.gate ?? 'hold',
    'rollback-required': String(analysis?.gate === 'rollback'),
    'rollback-mode': mode,
    phase: analysis?.phase ?? '',
    target: analysis?.target ?? '',
    verdicts: statusBySlo(analysis?.verdicts ?? []),
    alerts: String(analysis?.alerts.length ?? 0),
    path: result?.path ?? '',
    skipped: String(result === null),
  };
}
