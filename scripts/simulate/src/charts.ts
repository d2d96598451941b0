import { TRAFFIC } from './bounds.js';
import type { Results } from './document.js';
import { delayQuantile, type Outcome } from './experiment.js';
import { svg, type Plot } from './plot.js';
import { POLICIES } from './policies.js';

const columns = TRAFFIC.map((n) => String(n));

function lines(results: Results, service: string, value: (outcome: Outcome) => number | null): Plot['lines'] {
  return POLICIES.filter(({ only }) => only === undefined).map(({ id, title }) => ({
    name: title,
    values: TRAFFIC.map((n) => value(results.get(service, id, n))),
  }));
}

/** Powers of ten from `low` to `high`, at equal distances. */
function logarithmic(low: number, high: number): Plot['scale'] {
  return (value) => (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
}

/** The page's plots, by file name. */
export function charts(results: Results): Readonly<Record<string, string>> {
  return {
    'false-rollbacks.svg': svg({
      title: 'Share of 30-day runs of a steady 99.5 % service rolled back, limit 99 %',
      columns,
      ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, text: `${value * 100} %` })),
      scale: (value) => value,
      lines: lines(results, 'steady', (one) => one.falseShare),
    }),
    'delay.svg': svg({
      title: 'Median batches until a drop to 95 % is acted on (a gap: never)',
      columns,
      ticks: [1, 10, 100, 1_000].map((value) => ({ value, text: String(value) })),
      scale: logarithmic(1, 1_000),
      lines: lines(results, 'step', (one) => {
        const median = delayQuantile(one, 0.5);
        return median === Infinity ? null : median;
      }),
    }),
    'bursts.svg': svg({
      title: 'False rollbacks in 30 days on bursts, a week of the past known (0.01 stands for none)',
      columns,
      ticks: [0.01, 0.1, 1, 10, 100].map((value) => ({ value, text: String(value) })),
      scale: logarithmic(0.01, 300),
      lines: lines(results, 'bursty-known', (one) => Math.max(0.01, one.falsePer30Days)),
    }),
  };
}
