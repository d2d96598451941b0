import type { Alert, Judgement, Verdict } from './analysis.js';
import { sha256 } from './digest.js';
import { verdictTitle } from './gate.js';
import { seriesAt, type StintData } from './judgement.js';
import { neighbours, type Policy } from './policy.js';
import { pointsWithin } from './series.js';
import { requireSli } from './sli.js';
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
    const slo = data.phase.slos.find((one) => one.id === verdict.slo);
    if (severity === null || slo === undefined) return [];
    const window = {
      start: parseInstant(verdict.window.start) ?? 0,
      end: parseInstant(verdict.window.end) ?? 0,
    };
    const series = seriesAt(data, slo, { end: window.end, maxGapMs: policy.maxGapMs });
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
          sli: requireSli(policy, verdict.sli),
          points: own === undefined ? [] : pointsWithin(own, window),
          earlier,
          entry: data.stint.entry,
        }),
      },
    ];
  });
}
