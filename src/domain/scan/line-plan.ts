import { METRIC_EVENT } from '../metrics/metric-event.js';
import type { FieldMatch, Policy, Source } from '../policy.js';
import { cutAbove, cutAround, cutBelow, newPlace, placeAt, type Place } from './places.js';
import { readSchema } from './schema-places.js';

/** What a scanner must tell of the lines of a source, so that those that it tells nothing apart of are judged alike. */
export interface LinePlan {
  readonly line: Place;
  /** Fields whose numbers are measured, by their place among the measured values, from 1. */
  readonly measured: ReadonlyMap<string, number>;
  /** Fields whose texts must be known for a line of their shape to be judged once and for all. */
  readonly named: readonly string[];
  /** Fields by which the schema chooses: what it says of a wrong one names it. */
  readonly tags: readonly string[];
  /** Features of the schema that send every line to the slow path, or lines with some values. */
  readonly unsupported: readonly string[];
  readonly hard: readonly string[];
}

/** The place of a field that a line is judged or measured by. */
function decisive(line: Place, name: string): Place {
  const place = placeAt(line, name);
  place.isDecisive = true;
  return place;
}

function readMatch(list: readonly FieldMatch[], line: Place): void {
  for (const match of list) {
    const place = decisive(line, match.field);
    if ('anyOf' in match) {
      place.lists.push(match.anyOf.filter((one) => typeof one === 'string'));
      for (const one of match.anyOf) if (typeof one === 'number') cutAround(place, one);
    } else {
      if (match.above !== null) cutAbove(place, match.above);
      if (match.below !== null) cutBelow(place, match.below);
    }
  }
}

/** The measured values have 63 places. */
const MOST_MEASURED = 63;

/** What a policy's SLIs and a source's schema ask of the source's lines. */
export function planLines(policy: Policy, source: Source, schema: unknown): LinePlan {
  const line = newPlace();
  const { unsupported, hard, tags } = readSchema(schema, line);
  const faults = [...unsupported];
  const measured = new Map<string, number>();
  const labels = new Set<string>();
  decisive(line, 'event').lists.push(policy.slis.flatMap(({ events }) => events));
  // What an event may not be called, whatever the schema says.
  placeAt(line, 'event').patterns.add(`^${METRIC_EVENT}`);
  decisive(line, 'phase').lists.push(policy.phases.map(({ id }) => id));
  for (const { where, measure, by } of policy.slis) {
    readMatch(where, line);
    if (measure.kind === 'ratio') readMatch(measure.match, line);
    if (measure.kind === 'quantile' || measure.kind === 'mean') {
      decisive(line, measure.of);
      if (!measured.has(measure.of)) measured.set(measure.of, measured.size + 1);
    }
    if (by !== null) labels.add(by);
  }
  const named = [...new Set(['feature', 'phase', ...labels])];
  for (const name of [...named, ...tags, 'event']) {
    const place = decisive(line, name);
    place.isDistinct = true;
    place.isOpen = name !== 'event' || tags.includes('event');
  }
  const { ts, id, arrived } = source.fields;
  for (const name of [ts, id, ...(arrived === null ? [] : [arrived])]) decisive(line, name);
  for (const name of [ts, ...(arrived === null ? [] : [arrived])]) {
    if (placeAt(line, name).lists.some((list) => list.length > 0)) faults.push(`a list of texts of ${name}`);
    if (named.includes(name)) faults.push(`${name} as time and as name`);
  }
  if (measured.size > MOST_MEASURED) faults.push(`more than ${MOST_MEASURED} measured fields`);
  return { line, measured, named, tags, unsupported: faults, hard };
}
