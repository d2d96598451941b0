import { metricEventName } from './metrics/metric-event.js';
import { parseSelector, renderSelector } from './metrics/selector.js';
import type { Measure, Sli, Source } from './policy.js';
import type { MetricSliDocument, SourceDocument } from './policy-document.js';

/** Labels of series that a source takes the phase and the feature from. */
export function metricLabelsOf(source: SourceDocument): NonNullable<Source['metricLabels']> {
  const labels = 'labels' in source ? source.labels : undefined;
  return { phase: labels?.phase ?? null, feature: labels?.feature ?? null };
}

/** What a server measures for an SLI; of which series is in the SLI's `metric`. */
export function metricMeasureOf(sli: MetricSliDocument): Measure {
  if ('ratio' in sli) return { kind: 'ratio', match: [], good: 'good' in sli.ratio };
  if ('quantile' in sli) return { kind: 'quantile', of: '', p: sli.quantile.p };
  return { kind: 'count' };
}

function selectorsOf(sli: MetricSliDocument): readonly string[] {
  if ('ratio' in sli) return ['good' in sli.ratio ? sli.ratio.good : sli.ratio.bad, sli.ratio.total];
  return ['quantile' in sli ? sli.quantile.of : sli.count];
}

/** The SLI that a checked document means. Its selectors are in their one form, so that blanks make no other policy. */
export function metricSliOf(id: string, sli: MetricSliDocument): Sli {
  const selectors = selectorsOf(sli).map((text) => {
    const selector = parseSelector(text);
    return selector === null ? text : renderSelector(selector);
  });
  const metric = { source: sli.from, selectors };
  const measure = metricMeasureOf(sli);
  const by = sli.by ?? null;
  return {
    id,
    events: [metricEventName({ measure, by }, metric)],
    where: [],
    measure,
    by,
    unit: sli.unit ?? null,
    metric,
  };
}
