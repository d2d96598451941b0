import type { Fields } from '../event.js';
import type { Sli, SliMetric, Source } from '../policy.js';
import { formatInstant } from '../time.js';
import type { AnswerRow } from './answer.js';
import { growthIn, type Grown, type WindowGrowth } from './growth.js';
import { BUCKET_LABEL, intervalsOf } from './histogram.js';
import type { Measured } from './metric-event.js';
import { parseSelector, type Selector } from './selector.js';

export type MetricSli = Sli & { readonly metric: SliMetric };

/** One query: what it asks for, and for which labels apart. */
export interface MetricQuery {
  readonly key: string;
  readonly selector: Selector;
  readonly labels: readonly string[];
}

/** What was answered to a query: of all series, and of those that were set back. */
export interface MetricAnswer {
  readonly rows: readonly AnswerRow[];
  readonly setBack: readonly AnswerRow[];
}

export interface MeasuredWindows {
  readonly events: readonly Fields[];
  /** Why windows have no data, a sentence each. */
  readonly faults: readonly string[];
}

/** Of the policy's SLIs that the source measures, one for each thing that is measured. */
export function slisOf(source: Source, slis: readonly Sli[]): readonly MetricSli[] {
  const own = slis.filter((sli): sli is MetricSli => sli.metric?.source === source.name);
  return own.filter(({ events }, i) => own.findIndex((other) => other.events[0] === events[0]) === i);
}

function labelsOf({ metricLabels }: Source, sli: MetricSli): string[] {
  const bucket = sli.measure.kind === 'quantile' ? BUCKET_LABEL : null;
  const names = [metricLabels?.phase, metricLabels?.feature, sli.by, bucket];
  return [...new Set(names.flatMap((name) => name ?? []))].sort();
}

/** The queries of an SLI: of a ratio first that for what matches, then that for all. */
export function queriesOf(source: Source, sli: MetricSli): readonly MetricQuery[] {
  const labels = labelsOf(source, sli);
  return sli.metric.selectors.flatMap((text) => {
    const selector = parseSelector(text);
    return selector === null ? [] : [{ key: JSON.stringify([text, labels]), selector, labels }];
  });
}

/** Series that belong to one phase, feature and label of an SLI. */
interface Group {
  readonly phase: string;
  readonly feature: string;
  readonly label: string;
  readonly members: Grown[];
}

function grouped(source: Source, sli: Sli, grown: readonly Grown[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const one of grown) {
    const valueOf = (name: string | null | undefined): string =>
      name == null ? '' : (one.labels[name] ?? '');
    const phase = valueOf(source.metricLabels?.phase);
    const feature = valueOf(source.metricLabels?.feature);
    const label = valueOf(sli.by);
    const key = JSON.stringify([phase, feature, label]);
    const group = groups.get(key) ?? { phase, feature, label, members: [] };
    groups.set(key, group);
    group.members.push(one);
  }
  return groups;
}

function sumOf(group: Group | undefined): number {
  return group?.members.reduce((sum, { growth }) => sum + growth, 0) ?? 0;
}

/** What an SLI's groups come to, by group; or what cannot be. */
function measuredOf(
  source: Source,
  sli: MetricSli,
  growths: readonly WindowGrowth[],
): readonly (readonly [Group, Measured])[] | string {
  const [first, second] = growths.map(({ grown }) => grouped(source, sli, grown));
  if (first === undefined) return [];
  if (sli.measure.kind === 'count')
    return [...first.values()].map((group) => [group, { total: sumOf(group) }]);
  if (sli.measure.kind === 'quantile') {
    const found: (readonly [Group, Measured])[] = [];
    for (const group of first.values()) {
      const intervals = intervalsOf(group.members);
      if (typeof intervals === 'string') return intervals;
      found.push([group, intervals]);
    }
    return found;
  }
  const all = second ?? new Map<string, Group>();
  for (const [key, group] of first)
    if (sumOf(group) > sumOf(all.get(key))) return `${sumOf(group)} match of ${sumOf(all.get(key))} in all`;
  return [...all].map(([key, group]) => [group, { matching: sumOf(first.get(key)), total: sumOf(group) }]);
}

function eventOf(sli: MetricSli, end: number, [group, measured]: readonly [Group, Measured]): Fields {
  const { phase, feature, label } = group;
  const [event = ''] = sli.events;
  const ts = formatInstant(end - 1);
  return {
    event,
    id: JSON.stringify([event, ts, phase, feature, label]),
    ts,
    ...(phase === '' ? {} : { phase }),
    ...(feature === '' ? {} : { feature }),
    ...(sli.by === null ? {} : { label }),
    measured,
  };
}

/**
 * What a source's answers say of windows (by their ends), as events. A window of which something cannot be has no data at all:
 * one figure that is missing would look like one that is right.
 */
export function measureWindows(
  source: Source,
  { slis, ends }: { readonly slis: readonly MetricSli[]; readonly ends: readonly number[] },
  answers: ReadonlyMap<string, MetricAnswer>,
): MeasuredWindows {
  const events: Fields[] = [];
  const faults: string[] = [];
  for (const end of ends) {
    const growths = new Map(
      [...answers].map(([key, { rows, setBack }]) => [key, growthIn(end, rows, setBack)]),
    );
    const ofWindow: Fields[] = [];
    let fault: string | null = null;
    for (const sli of slis) {
      const own = queriesOf(source, sli).flatMap(({ key }) => growths.get(key) ?? []);
      const measured = measuredOf(source, sli, own);
      if (typeof measured === 'string') fault ??= `SLI ${sli.id}: ${measured}`;
      else ofWindow.push(...measured.map((one) => eventOf(sli, end, one)));
    }
    if (ofWindow.length > 0 && [...growths.values()].every(({ isKnown }) => !isKnown))
      fault ??= 'it knew none of the series before, so nothing says what of them belongs to the window';
    if (fault === null) events.push(...ofWindow);
    else faults.push(`the window until ${formatInstant(end)}: ${fault}`);
  }
  return { events, faults };
}
