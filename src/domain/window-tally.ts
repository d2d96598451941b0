import type { Summary } from './batch.js';
import { ascending, distributionOfTally, EXACT_LIMIT, type Tally } from './distribution.js';
import { exactSumsOfTally } from './exact-sum.js';
import { digestHalves, hashValue, sourceKeys } from './fingerprint.js';
import { measure, mergeMeasurements } from './measurement.js';
import type { Measurement } from './batch.js';
import type { Sli } from './policy.js';
import { bySliFeatureLabel, mergeSummaries, partsOf, type SummaryPart } from './summary.js';

type Fields = Readonly<Record<string, unknown>>;

const DIGEST_WORDS = 8;

/** What a closed phase of a window comes to, where its events are not kept: mergeable in any order and grouping. */
export interface PhaseSummary {
  /** Accepted events by source. */
  readonly accepted: Readonly<Record<string, number>>;
  /** Sum of the events' fingerprints, as 64 hexadecimal digits. */
  readonly digest: string;
  /** May be made anew each time that they are asked for: those of a long tick's windows are large together. */
  readonly summaries: readonly Summary[];
}

/** The sum of two digests. */
export function addDigests(a: string, b: string): string {
  const sum = new Uint32Array(DIGEST_WORDS);
  for (const digest of [a, b])
    for (let i = 0; i < DIGEST_WORDS; i += 1)
      sum[i] = ((sum[i] ?? 0) + Number.parseInt(digest.slice(8 * i, 8 * i + 8), 16)) | 0;
  return digestText(sum);
}

function digestText(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** Nothing. */
export const NO_EVENTS: PhaseSummary = { accepted: {}, digest: '0'.repeat(8 * DIGEST_WORDS), summaries: [] };

/** Both together. */
export function mergePhases(a: PhaseSummary, b: PhaseSummary): PhaseSummary {
  const accepted: Record<string, number> = { ...a.accepted };
  for (const [source, n] of Object.entries(b.accepted)) accepted[source] = (accepted[source] ?? 0) + n;
  return {
    accepted,
    digest: addDigests(a.digest, b.digest),
    get summaries() {
      return mergeSummaries([...a.summaries, ...b.summaries]);
    },
  };
}

/** Phases by name, their summaries at hand: to be written. */
export function madeSummaries(
  phases: ReadonlyMap<string, PhaseSummary>,
): Readonly<Record<string, PhaseSummary>> {
  return Object.fromEntries([...phases].map(([phase, summary]) => [phase, { ...summary }]));
}

/** What the events of one SLI, feature and label come to. */
class GroupTally {
  readonly #part: SummaryPart;
  #total = 0;
  #matching = 0;
  #values = new Map<number, number>();
  /** Of values that were too many to be held one by one. */
  #folded: Measurement | null = null;

  constructor(part: SummaryPart) {
    this.#part = part;
  }

  add(isMatching: boolean, times: number): void {
    this.#total += times;
    if (isMatching) this.#matching += times;
  }

  addValue(value: number, times: number): void {
    this.#values.set(value, (this.#values.get(value) ?? 0) + times);
    if (this.#values.size <= 2 * EXACT_LIMIT) return;
    this.addValues(ascending(this.#values));
    this.#values = new Map();
  }

  /** Adds values in ascending order, each with how often it came. */
  addValues(tally: Tally): void {
    this.addMeasured(this.#measured(tally));
  }

  /** Adds what was measured elsewhere. */
  addMeasured(measured: Measurement): void {
    this.#folded = this.#folded === null ? measured : mergeMeasurements([this.#folded, measured]);
  }

  summary(): Summary {
    const { sli, feature, label } = this.#part;
    return { sli: sli.id, feature, label, ...this.#whole() };
  }

  #whole(): Measurement {
    if (this.#folded === null) return this.#measured(ascending(this.#values));
    if (this.#values.size === 0) return this.#folded;
    return mergeMeasurements([this.#folded, this.#measured(ascending(this.#values))]);
  }

  #measured(values: Tally): Measurement {
    const { kind } = this.#part.sli.measure;
    switch (kind) {
      case 'ratio':
        return { kind, matching: this.#matching, total: this.#total };
      case 'count':
        return { kind, total: this.#total };
      case 'quantile':
        return { kind, distribution: distributionOfTally(values) };
      case 'mean':
        return {
          kind,
          n: values.counts.reduce((sum, times) => sum + times, 0),
          ...exactSumsOfTally(values),
        };
    }
  }
}

/** The events of one phase in one window, added up as they come. */
export class PhaseTally {
  readonly #accepted = new Map<string, number>();
  readonly #digest = new Uint32Array(DIGEST_WORDS);
  readonly #groups = new Map<string, GroupTally>();

  /** Adds one event of a source. */
  add(slis: readonly Sli[], source: string, fields: Fields): void {
    const [first, second] = digestHalves(hashValue(sourceKeys(source).root, fields));
    this.addEvents(source, 1, Uint32Array.of(...first, ...second));
    for (const part of partsOf(slis, fields)) {
      if (part.sli.metric !== undefined) {
        this.#group(part).addMeasured(measure(part.sli, [fields]));
        continue;
      }
      this.addPart(part, 1);
      const rule = part.sli.measure;
      if (rule.kind !== 'quantile' && rule.kind !== 'mean') continue;
      const value = Object.hasOwn(fields, rule.of) ? fields[rule.of] : undefined;
      if (typeof value === 'number' && Number.isFinite(value)) this.addValue(part, value, 1);
    }
  }

  /** Adds events of a source whose fingerprints add up to eight numbers. */
  addEvents(source: string, events: number, fingerprints: Uint32Array): void {
    this.#accepted.set(source, (this.#accepted.get(source) ?? 0) + events);
    fingerprints.forEach((word, i) => (this.#digest[i] = ((this.#digest[i] ?? 0) + word) | 0));
  }

  addPart(part: SummaryPart, times: number): void {
    this.#group(part).add(part.isMatching, times);
  }

  addValue(part: SummaryPart, value: number, times: number): void {
    this.#group(part).addValue(value, times);
  }

  /** Adds values in ascending order, each with how often it came. */
  addValues(part: SummaryPart, values: Tally): void {
    this.#group(part).addValues(values);
  }

  summary(): PhaseSummary {
    return {
      accepted: Object.fromEntries(this.#accepted),
      digest: digestText(this.#digest),
      summaries: [...this.#groups.values()].map((group) => group.summary()).sort(bySliFeatureLabel),
    };
  }

  #group(part: SummaryPart): GroupTally {
    const key = JSON.stringify([part.sli.id, part.feature, part.label]);
    const known = this.#groups.get(key) ?? new GroupTally(part);
    this.#groups.set(key, known);
    return known;
  }
}
