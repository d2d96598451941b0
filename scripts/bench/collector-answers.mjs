import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Type 7 of Hyndman and Fan, of values with their counts. */
function quantileOf({ values, counts }, p) {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const valueAt = (rank) => {
    let seen = 0;
    return values[counts.findIndex((count) => (seen += count) > rank)];
  };
  const position = (n - 1) * p;
  const low = valueAt(Math.floor(position));
  const fraction = position - Math.floor(position);
  return fraction === 0 ? low : low + (valueAt(Math.floor(position) + 1) - low) * fraction;
}

/** What rows of a phase, a name, a window, counts and a quantile come to, in any order. */
export function digestOf(rows) {
  const lines = rows.map(([phase, name, slot, total, matching, quantile, more]) =>
    [phase, name, slot, total, matching, quantile === null ? '-' : quantile.toFixed(6), more].join('|'),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 12);
}

/** How the summaries of a batch become rows, by data set. */
const ROWS = {
  editor: (summaries) =>
    summaries
      .filter(({ kind }) => kind === 'ratio')
      .map(({ sli, matching, total }) => {
        const event = sli.split('_')[0];
        const quantile = summaries.find((one) => one.sli === `${event}_p95`);
        return [
          event,
          total,
          matching,
          quantile === undefined ? null : quantileOf(quantile.distribution, 0.95),
          0,
        ];
      }),
  orders: (summaries) => {
    const groups = summaries.filter(({ sli }) => sli === 'paid');
    return groups.map(({ feature, label, matching, total }) => {
      const isOfGroup = (one) => one.feature === feature && one.label === label;
      const quantile = summaries.find((one) => one.sli === 'latency' && isOfGroup(one));
      const large = summaries.find((one) => one.sli === 'large' && isOfGroup(one));
      return [
        `${feature}/${label}`,
        total,
        matching,
        quantileOf(quantile.distribution, 0.99),
        large?.total ?? 0,
      ];
    });
  },
};

/** The rows that the batches of a run hold. */
export function rowsOf(output, dataset) {
  const root = join(output, 'logs/rollout/collector');
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const { phase, window, summaries } = JSON.parse(text.slice(0, text.indexOf('\n')));
    const slot = Date.parse(window.start) / 900_000;
    return ROWS[dataset](summaries).map(([group, ...figures]) => [phase, group, slot, ...figures]);
  });
}
