import type { Alert, Analysis, Judgement } from '../domain/analysis.js';
import { canonicalJsonPretty } from '../domain/canonical-json.js';
import { PhasegateError } from '../domain/fault.js';
import { compactInstant, parseInstant } from '../domain/time.js';
import { inOrder } from './series.js';

/** Text by path, relative to the output folder. */
export type Files = Readonly<Record<string, string>>;

/** `20260302T141500Z` of an instant of a checked analysis. */
function stamp(instant: string): string {
  const ms = parseInstant(instant);
  if (ms === null)
    throw new PhasegateError('bad-input', `the analysis holds ${JSON.stringify(instant)} for a time`);
  return compactInstant(ms);
}

/** Where a window's figures lie: the evidence of a decision. */
export function metricsPath(phase: string, windowEnd: string): string {
  return `reports/metrics/${phase}/${stamp(windowEnd)}.json`;
}

/** `reports/metrics/<phase>/<window end>.json`, one for each newly judged window. */
export function windowFiles({ rollout, judged }: Analysis): Files {
  const entries = judged.map((judgement) => [
    metricsPath(judgement.phase, judgement.window.end),
    canonicalJsonPretty({ schema: 'phasegate.window-metrics/1', rollout, ...judgement }),
  ]);
  return Object.fromEntries(entries) as Files;
}

/** Where a window's alerts lie, as data or as text. */
export function alertPath({ phase, window }: Pick<Alert, 'phase' | 'window'>, ending: 'json' | 'md'): string {
  return `reports/alerts/${phase}/${stamp(window.end)}.${ending}`;
}

/** `reports/alerts/<phase>/<window end>.json`, one for each window with alerts. */
export function alertFiles({ rollout, alerts, judged, recent }: Analysis): Files {
  const byPath = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const path = alertPath(alert, 'json');
    byPath.set(path, [...(byPath.get(path) ?? []), alert]);
  }
  const gateOf = ({ phase, window }: Alert): Judgement['gate'] | undefined =>
    [...judged, ...recent].find((one) => one.phase === phase && one.window.end === window.end)?.gate;
  const entries = [...byPath].map(([path, ours]) => {
    const required = ours.some((alert) => gateOf(alert) === 'rollback');
    const { phase, window } = ours[0] as Alert;
    const data = {
      schema: 'phasegate.alerts/1',
      rollout,
      phase,
      window,
      rollback_required: required,
      alerts: ours,
    };
    return [path, canonicalJsonPretty(data)];
  });
  return Object.fromEntries(entries) as Files;
}

/** `reports/alerts/pending/collector-missed-batch-<window start>.json`, one for each window in which a source was silent. */
export function missedFiles({ rollout, judged }: Analysis): Files {
  const entries = inOrder(judged)
    .filter((judgement) => judgement.missed.length > 0)
    .map(({ phase, window, missed, counts }) => {
      const path = `reports/alerts/pending/collector-missed-batch-${stamp(window.start)}.json`;
      const todo =
        'Check that the sources still write their files, and that the jobs that read them ran. What is written now counts as late; what a shard missed comes with its next tick.';
      const alert = 'collector-missed-batch';
      const data = {
        schema: 'phasegate.missed-batch/1',
        alert,
        rollout,
        phase,
        window,
        missed,
        counts,
        todo,
      };
      return [path, canonicalJsonPretty(data)];
    });
  return Object.fromEntries(entries) as Files;
}
