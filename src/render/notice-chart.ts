import type { Judgement } from '../domain/analysis.js';
import type { Notice } from '../domain/notice.js';
import { chart, CHART_LEGEND } from './chart.js';
import { seriesName, seriesOf } from './series.js';

/**
 * Draws what a notice is about against its limits, over the windows at hand. Lines of text; none where the notice is about
 * no SLO, or the windows have no value of it. It is drawn when the notice leaves, so that one that waited is not out of date.
 */
export function noticeChart(judgements: readonly Judgement[]): (notice: Notice) => readonly string[] {
  return ({ phase, slo }) => {
    if (slo === null) return [];
    const all = seriesOf(judgements, phase);
    const charts = all
      .filter((series) => series.slo === slo)
      .map((series) => chart(series, seriesName(series, all)))
      .filter((lines) => lines.length > 0);
    return charts.length === 0 ? [] : [...charts.flat(), CHART_LEGEND];
  };
}
