import type { Analysis, Verdict, VerdictStatus } from '../../src/domain/analysis.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { Policy } from '../../src/domain/policy.js';
import { dueOf } from '../../src/domain/stabilising.js';

/** Gravest last. */
const GRAVITY: readonly VerdictStatus[] = ['ok', 'insufficient', 'no-data', 'warn', 'violation'];
const GATES: readonly Analysis['gate'][] = ['promote', 'hold', 'rollback'];
const DUE = ['', 'release', 'rollback'] as const;

function gravest<T>(order: readonly T[], values: readonly T[]): T | undefined {
  return values.reduce<T | undefined>(
    (worst, one) => (worst === undefined || order.indexOf(one) > order.indexOf(worst) ? one : worst),
    undefined,
  );
}

/** From SLO to its status, the gravest of its features, as compact JSON. */
export function statusBySlo(verdicts: readonly Verdict[]): string {
  const worst = new Map<string, VerdictStatus>();
  for (const { slo, status } of verdicts)
    worst.set(slo, gravest(GRAVITY, [worst.get(slo) ?? 'ok', status]) ?? 'ok');
  return canonicalJson(Object.fromEntries(worst));
}

/** What became of one rollout. */
export interface AnalyzedRollout {
  readonly rollout: string;
  /** Path of its policy. */
  readonly policy: string;
  readonly mode: Policy['rollback'];
  /** null: another tick held the state. */
  readonly result: { readonly analysis: Analysis; readonly path: string } | null;
}

function gateOf({ result }: AnalyzedRollout): Analysis['gate'] {
  return result?.analysis.gate ?? 'hold';
}

function operationOf({ result }: AnalyzedRollout): (typeof DUE)[number] {
  return result === null ? '' : (dueOf(result.analysis) ?? '');
}

function summaryOf(one: AnalyzedRollout) {
  const { rollout, policy, mode, result } = one;
  return {
    rollout,
    policy,
    mode,
    gate: gateOf(one),
    due: operationOf(one),
    phase: result?.analysis.phase ?? '',
    target: result?.analysis.target ?? '',
    analysis: result?.path ?? '',
    skipped: result === null,
  };
}

/**
 * The action's outputs by name. A rollout whose tick was skipped holds and has no analysis. Of several rollouts `gate` and
 * `due` are the gravest, and what is said of one phase is left to `rollouts`.
 */
export function outputsOf(all: readonly AnalyzedRollout[]): Record<string, string> {
  const analyses = all.flatMap(({ result }) => result?.analysis ?? []);
  const only = all.length === 1 ? analyses[0] : undefined;
  const due = all.flatMap((one) => {
    const operation = operationOf(one);
    const { rollout, policy, result } = one;
    return operation === '' ? [] : [{ rollout, policy, operation, analysis: result?.path ?? '' }];
  });
  return {
    gate: gravest(GATES, all.map(gateOf)) ?? 'hold',
    'rollback-required': String(analyses.some(({ gate }) => gate === 'rollback')),
    'rollback-mode': all.length === 1 ? (all[0]?.mode ?? '') : '',
    due: gravest(DUE, all.map(operationOf)) ?? '',
    phase: only?.phase ?? '',
    target: only?.target ?? '',
    verdicts: statusBySlo(only?.verdicts ?? []),
    alerts: String(analyses.reduce((sum, { alerts }) => sum + alerts.length, 0)),
    path: all.flatMap(({ result }) => result?.path ?? []).join('\n'),
    skipped: String(all.some(({ result }) => result === null)),
    rollouts: canonicalJson(all.map(summaryOf)),
    rollbacks: canonicalJson(due),
  };
}
