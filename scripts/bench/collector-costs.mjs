import { API_CALLS, DOLLARS_A_MINUTE } from '../costs/figures.mjs';

/** What a job takes beside the collector, in seconds: checkout, caches, the other steps. An assumption; read it off a run of yours. */
const OVERHEAD_S = 30;
const SIZES = [1, 100, 10_000];
const SHARDS = [1, 4];

/** Seconds for so many MB: what was measured, or what the two files nearest in size say; null below the smallest one. */
function secondsOf(mb, measured) {
  const exact = measured.find(({ size }) => size === mb);
  if (exact !== undefined) return { seconds: exact.ms / 1000, how: 'measured' };
  if (measured.length < 2 || mb < measured[0].size) return null;
  const above = measured.findIndex(({ size }) => size > mb);
  const [low, high] = above === -1 ? measured.slice(-2) : measured.slice(above - 1, above + 1);
  const perMb = (high.ms - low.ms) / (high.size - low.size);
  return {
    seconds: (low.ms + perMb * (mb - low.size)) / 1000,
    how: `from ${low.size} and ${high.size} MB, in proportion`,
  };
}

/** What a tick costs by the megabytes that are new in it, as cells of a table; sizes below what was measured are left out. */
export function costCells(rows) {
  const plain = rows.filter(({ form, name }) => form === 'plain' && name.startsWith('scanner'));
  const fastest = new Map();
  for (const row of [...plain].sort((a, b) => a.size - b.size || a.ms - b.ms))
    if (!fastest.has(row.size)) fastest.set(row.size, row);
  const measured = [...fastest.values()];
  return SIZES.flatMap((mb) =>
    (mb < 1_000 ? [1] : SHARDS).flatMap((shards) => {
      const found = secondsOf(mb / shards, measured);
      if (found === null) return [];
      // Each shard is a job of its own, and one more says who they are. They are merged in a job that is there anyway.
      const minutes = shards * Math.ceil((found.seconds + OVERHEAD_S) / 60) + (shards > 1 ? 1 : 0);
      return [
        [
          `${mb.toLocaleString('en-US')} MB, ${shards === 1 ? 'one job' : `${shards} shards`}`,
          found.seconds.toFixed(found.seconds < 10 ? 2 : 0),
          found.how,
          String(minutes),
          (minutes * DOLLARS_A_MINUTE).toFixed(3),
          String(API_CALLS.quiet + (shards > 1 ? shards * API_CALLS.shard : 0)),
        ],
      ];
    }),
  );
}

export const COST_HEAD = [
  'New telemetry a tick',
  'Seconds of each collector',
  'How known',
  'Minutes billed',
  'US dollars',
  'API calls',
];

export const COST_NOTE = `The seconds of a row that says “measured” are of this run; others grow in proportion to the size. Minutes are arithmetic: GitHub bills
each job by the started minute, here of the collector and ${OVERHEAD_S} seconds for checkout, caches and the other steps (an assumption; a
run of yours tells it). Each of several [shards](policy-language.md#shards), which read a part of the sources each, is a job of its own,
and one more job says who they are; where they are merged there is a job anyway. The time in which telemetry comes to the runner is not in
it. API calls are those of a quiet tick, which [a page of its own](costs.md) counts; they do not depend on the size. Metrics
[from Prometheus](prometheus.md) are a few queries a tick, however much the servers hold.`;
