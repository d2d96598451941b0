import type { Alert, Judgement, Verdict } from './analysis.js';
import { sha256 } from './digest.js';
import { verdictTitle } from './gate.js';
import { seriesAt, type StintData } from './judgement.js';
import { neighbours, type Policy } from './policy.js';
import { toSeries } from './series.js';
import { parseInstant } from './time.js';
import { whyDraft } from './why.js';

/** The same for the same window, SLO and feature, so that a repeated tick repeats no alert. */
function alertId(judgement: Judgement, { slo, feature }: Verdict): string {
  const name = `${judgement.phase}/${slo}/${judgement.window.end}`;
  return feature === '' ? name : `${name}/${sha256(feature).slice(0, 12)}`;
}

function severityOf({ status }: Verdict): Alert['severity'] | null {
  switch (status) {
    case 'violation':
      return 'critical';
    case 'warn':
      return 'warning';
    case 'ok':
    case 'no-data':
    case 'insufficient':
      return null;
  }
}

/** The alerts of one judged window, one for each verdict that warns or is violated. `earlier`: as in {@link whyDraft}. */
export function alertsOf(options: {
  readonly policy: Policy;
  readonly data: StintData;
  readonly judgement: Judgement;
  readonly earlier: readonly Judgement[];
}): Alert[] {
  const { policy, data, judgement, earlier } = options;
  const isFirst = neighbours(policy, judgement.phase).previous === null;
  return judgement.verdicts.flatMap((verdict): Alert[] => {
    const severity = severityOf(verdict);
    const slo = data.slos.find((one) => one.slo.id === verdict.slo);
    if (severity === null || slo === undefined) return [];
    const series = seriesAt(data.stint, slo, parseInstant(verdict.window.end) ?? 0);
    const own = series.find(({ feature }) => feature === verdict.feature);
    const noWay =
      isFirst && severity === 'critical'
        ? '; it is the first phase, so there is nothing to roll back to'
        : '';
    return [
      {
        id: alertId(judgement, verdict),
        severity,
        phase: judgement.phase,
        slo: verdict.slo,
        window: judgement.window,
        summary: `${judgement.phase}: ${verdictTitle(verdict)}: ${verdict.reason}${noWay}`,
        verdict,
        why: whyDraft({
          verdict,
          slo: slo.slo,
          sli: slo.sli,
          series: own ?? toSeries(verdict.feature, []),
          maxGapMs: policy.maxGapMs,
          earlier,
          entry: data.stint.entry,
        }),
      },
    ];
  });
}
