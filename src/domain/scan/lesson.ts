import { addHash, hashValue, memberKey, NO_HASH, type Hash, type SourceKeys } from '../fingerprint.js';
import type { Fields, TelemetryEvent } from '../event.js';
import { METRIC_EVENT } from '../metrics/metric-event.js';
import type { Policy, Source } from '../policy.js';
import { partsOf, type SummaryPart } from '../summary.js';
import type { LinePlan } from './line-plan.js';
import type { FieldClasses } from './field-classes.js';

/** What a line teaches of all lines of its shape. */
export type Lesson =
  | {
      readonly kind: 'accepted';
      readonly phase: string;
      /** What the fields that were filled in add to the fingerprint. */
      readonly filled: Hash;
      /** Those fields. */
      readonly fillings: Fields;
      readonly parts: readonly SummaryPart[];
      /** Places of the values that are measured. */
      readonly places: readonly number[];
    }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Each line of the shape is judged by itself. */
  | { readonly kind: 'slow' }
  /** Texts by field that are to be told apart from now on. */
  | { readonly kind: 'words'; readonly words: readonly (readonly [FieldClasses, string])[] };

export interface Lessons {
  readonly policy: Policy;
  readonly source: Source;
  readonly plan: LinePlan;
  readonly keys: SourceKeys;
  readonly fields: ReadonlyMap<string, FieldClasses>;
  /** Whether the shape of a line that does not say its phase has the one that was on. */
  readonly knowsPhaseOn: boolean;
}

/** How well the shape of a line says what a field holds. */
type Known = 'known' | 'unknown' | { readonly word: string };

function knownOf(classes: FieldClasses | undefined, fields: Fields, name: string): Known {
  if (classes === undefined) return 'unknown';
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null || typeof value === 'boolean') return 'known';
  if (typeof value === 'number') return classes.isCutAround(value) ? 'known' : 'unknown';
  if (typeof value !== 'string') return 'unknown';
  return classes.words.has(value) ? 'known' : { word: value };
}

/** Whether the fields by which it is said what a line is are known by the line's shape; else what to do about it. */
function lessonOfNames(names: readonly string[], line: Fields, { fields }: Lessons): Lesson | null {
  const words: (readonly [FieldClasses, string])[] = [];
  for (const name of names) {
    const classes = fields.get(name);
    const known = knownOf(classes, line, name);
    if (known === 'unknown') return { kind: 'slow' };
    if (known !== 'known' && classes !== undefined) words.push([classes, known.word]);
  }
  return words.length === 0 ? null : { kind: 'words', words };
}

function isNamedAsMetric({ event }: Fields): boolean {
  return typeof event === 'string' && event.startsWith(METRIC_EVENT);
}

/** What holds for every line of a shape by what the slow path said of one: an event, or why it is none. */
export function lessonOf(line: Fields, verdict: TelemetryEvent | string, lessons: Lessons): Lesson {
  const { policy, source, plan, keys, knowsPhaseOn } = lessons;
  // The phase that was on is another at another time.
  if (!knowsPhaseOn && !Object.hasOwn(line, 'phase') && source.constants.phase === null)
    return { kind: 'slow' };
  if (typeof verdict === 'string') {
    // The reason may name what came: the key that was first, the event.
    if (verdict.includes('must NOT have additional properties') || isNamedAsMetric(line))
      return { kind: 'slow' };
    return lessonOfNames(['phase', ...plan.tags], line, lessons) ?? { kind: 'rejected', reason: verdict };
  }
  const names = lessonOfNames(plan.named, line, lessons);
  if (names !== null) return names;
  const event = verdict.fields;
  const filled = Object.keys(event).filter((name) => !Object.hasOwn(line, name));
  const parts = partsOf(policy.slis, event);
  const places = new Set<number>();
  for (const { sli } of parts) {
    if (sli.measure.kind !== 'quantile' && sli.measure.kind !== 'mean') continue;
    const place = plan.measured.get(sli.measure.of);
    if (place !== undefined && typeof event[sli.measure.of] === 'number') places.add(place);
  }
  return {
    kind: 'accepted',
    phase: verdict.phase,
    filled: filled.reduce<Hash>(
      (sum, name) => addHash(sum, hashValue(memberKey(keys.root, name), event[name])),
      NO_HASH,
    ),
    fillings: Object.fromEntries(filled.map((name) => [name, event[name]])),
    parts,
    places: [...places],
  };
}
