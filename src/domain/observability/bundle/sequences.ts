import type { Finding } from '../verify/finding.js';
import { bundleFinding } from './verify-bundle.js';

/** A number that a dataset has or had. */
export interface Numbered {
  readonly dataset: string;
  readonly sequence: number;
}

/** A dataset's number in one bundle, and what it held. */
export interface NumberedContent extends Numbered {
  readonly checksum_sha256: string;
}

/** One bundle of a chain; `datasets` is null where nobody knows any more what it held. */
export interface Link {
  /** What is said to be wrong where its numbers are. */
  readonly file: string;
  readonly datasets: readonly NumberedContent[] | null;
}

export function numbersOf(issued: ReadonlyMap<string, number>): readonly Numbered[] {
  return [...issued].map(([dataset, sequence]) => ({ dataset, sequence }));
}

/** The highest number that each dataset has in any of these. */
export function highestNumbers(all: Iterable<readonly Numbered[]>): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  for (const datasets of all)
    for (const { dataset, sequence } of datasets)
      highest.set(dataset, Math.max(highest.get(dataset) ?? 0, sequence));
  return highest;
}

/** The numbers of one dataset, as far as a chain was looked through. */
interface Course {
  readonly first: number;
  highest: number;
  readonly checksums: Map<number, string>;
}

/** A number is the next one, or one that was there with the same content: of a dataset that could not be made, or a restore. */
function stepFault(
  course: Course,
  { dataset, sequence, checksum_sha256: checksum }: NumberedContent,
): string | null {
  const before = course.checksums.get(sequence);
  if (before !== undefined && before !== checksum)
    return `${dataset} has number ${sequence} with another checksum than an earlier bundle`;
  // What was before the chain begins nobody knows.
  if (before !== undefined || sequence < course.first || sequence === course.highest + 1) return null;
  return `${dataset} goes from number ${course.highest} to ${sequence}`;
}

/** Holds the numbers of bundles, oldest first, against each other: none is left out, and none is given twice. */
export function sequenceFindings(chain: readonly Link[]): readonly Finding[] {
  const findings: Finding[] = [];
  const courses = new Map<string, Course>();
  for (const { file, datasets } of chain) {
    if (datasets === null) courses.clear();
    for (const one of datasets ?? []) {
      const { dataset, sequence, checksum_sha256: checksum } = one;
      const course = courses.get(dataset) ?? { first: sequence, highest: sequence - 1, checksums: new Map() };
      const fault = stepFault(course, one);
      if (fault !== null) findings.push(bundleFinding(file, fault, 'sequence_gap'));
      course.highest = Math.max(course.highest, sequence);
      course.checksums.set(sequence, checksum);
      courses.set(dataset, course);
    }
  }
  return findings;
}
