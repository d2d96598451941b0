import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { Fields, LinePlace } from '../../src/domain/event.js';
import type { Source } from '../../src/domain/policy.js';
import { closingEnds, type CloseTimes } from './close-windows.js';
import type { CollectOptions } from './collect-options.js';

export interface MetricLine {
  readonly source: Source;
  readonly place: LinePlace;
  readonly fields: Fields;
  readonly excerpt: string;
}

export interface MetricLines {
  readonly lines: readonly MetricLine[];
  /** Sources that told nothing of some window. */
  readonly silent: readonly string[];
}

export interface ReadMetrics extends Pick<
  CollectOptions,
  'policy' | 'metrics' | 'state' | 'now' | 'simulatedLatencyMs'
> {
  /** What was taken of windows that are open; adding it up takes its time. */
  readonly open: () => Pick<CloseTimes, 'held' | 'starts'>;
}

/**
 * Asks servers what they counted in the windows that close now. What they say of a window is asked for once: when it closes,
 * which the state remembers.
 */
export async function readMetrics(options: ReadMetrics): Promise<MetricLines> {
  const { policy, metrics, state, now, simulatedLatencyMs, open } = options;
  const { batchMs, slis } = policy;
  const sources = policy.sources.filter(({ format }) => format === 'prometheus');
  if (sources.length === 0) return { lines: [], silent: [] };
  const ends = closingEnds({
    ...open(),
    policy,
    closedUntil: state.closedUntil,
    clock: now - simulatedLatencyMs,
  });
  if (ends.length === 0) return { lines: [], silent: [] };
  const readings = await Promise.all(
    sources.map(async (source) => {
      const reading = await metrics?.read({ source, slis, batchMs, ends });
      return { source, reading: reading ?? { events: [], isWhole: false } };
    }),
  );
  return {
    lines: readings.flatMap(({ source, reading }) =>
      reading.events.map((fields, index) => ({
        source,
        place: { source: source.name, file: source.name, line: index + 1 },
        fields,
        excerpt: canonicalJson(fields),
      })),
    ),
    silent: readings.flatMap(({ source, reading }) => (reading.isWhole ? [] : [source.name])),
  };
}
