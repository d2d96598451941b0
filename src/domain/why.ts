import type { Judgement, Verdict } from './analysis.js';
import type { Measurement } from './batch.js';
import { countAbove, countOf } from './distribution.js';
import { figure, plural, wholePercent } from './figure.js';
import { verdictTitle } from './gate.js';
import type { LedgerEntry } from './ledger.js';
import type { Bound, Sli } from './policy.js';
import { isBeyond } from './rules/bound.js';
import { byLabel, type Point } from './series.js';

const MAX_LABELS = 3;

export interface WhyOptions {
  readonly verdict: Verdict;
  readonly sli: Sli;
  /** The points of the verdict's window. */
  readonly points: readonly Point[];
  /** Windows judged before in this stint, oldest first. */
  readonly earlier: readonly Judgement[];
  /** The decision that began the stint; null where none did. */
  readonly entry: LedgerEntry | null;
}

/** The limit that the verdict is beyond, the graver one first. */
export function limitPassed({ value, rollback, warn }: Verdict): Bound | null {
  if (value === null) return null;
  return [rollback, warn].find((limit) => limit !== null && isBeyond(limit, value)) ?? null;
}

interface Contribution {
  readonly label: string;
  /** Samples, and those among them on the wrong side of the limit. */
  readonly all: number;
  readonly bad: number;
}

function contribution(label: string, measurement: Measurement, limit: Bound): Contribution | null {
  switch (measurement.kind) {
    case 'ratio': {
      const { matching, total } = measurement;
      return { label, all: total, bad: limit.side === 'above' ? matching : total - matching };
    }
    case 'quantile': {
      const all = countOf(measurement.distribution);
      const above = countAbove(measurement.distribution, limit.value);
      return { label, all, bad: limit.side === 'above' ? above : all - above };
    }
    // Single samples of a mean or a count are on no side of a limit.
    case 'mean':
    case 'count':
      return null;
  }
}

function labelSentences(by: string, parts: readonly Contribution[]): string[] {
  const all = parts.reduce((sum, part) => sum + part.all, 0);
  const bad = parts.reduce((sum, part) => sum + part.bad, 0);
  if (bad === 0 || parts.length < 2) return [];
  const shares = parts
    .map(({ label, ...part }) => ({ label, badShare: part.bad / bad, share: part.all / all }))
    .filter(({ badShare, share }) => badShare > share)
    .sort((a, b) => b.badShare - b.share - (a.badShare - a.share) || (a.label < b.label ? -1 : 1));
  if (shares.length === 0) return [`No value of ${by} stands out.`];
  return shares.slice(0, MAX_LABELS).map(({ label, badShare, share }) => {
    const name = `${by} ${JSON.stringify(label.slice(0, 60))}`;
    return `${name} has ${wholePercent(badShare)} of the bad samples and ${wholePercent(share)} of all.`;
  });
}

function lastGood({ verdict, earlier }: WhyOptions, limit: Bound): string {
  let good: Verdict | undefined;
  // From the newest back: the last good window is near, where a release was well before it was not.
  for (let at = earlier.length - 1; at >= 0 && good === undefined; at -= 1) {
    good = earlier[at]?.verdicts.find(
      ({ slo, feature, status, value }) =>
        slo === verdict.slo &&
        feature === verdict.feature &&
        (status === 'ok' || status === 'warn') &&
        value !== null &&
        !isBeyond(limit, value),
    );
  }
  if (good === undefined) return 'No earlier window of this phase was within this limit.';
  return `The last window within this limit ended ${good.window.end} with ${figure(good.value ?? 0, good.unit)}.`;
}

function lastChange(entry: LedgerEntry | null): string {
  if (entry === null) return 'The ledger has no decision before it.';
  return `The last decision before it was #${entry.seq}, ${entry.action} from ${entry.from} to ${entry.to}, at ${entry.at} by ${entry.executor}.`;
}

/** A first draft of the answer to "why": what is beyond its limit, where it comes from, and what changed before. */
export function whyDraft(options: WhyOptions): string[] {
  const { verdict, sli, points, entry } = options;
  const limit = limitPassed(verdict);
  if (limit === null) return [];
  const parts = byLabel(points).flatMap(
    ({ label, measurement }) => contribution(label, measurement, limit) ?? [],
  );
  return [
    `${verdictTitle(verdict)}: ${verdict.reason} (${plural(verdict.n, 'sample')} from ${verdict.window.start} to ${verdict.window.end}).`,
    ...(sli.by === null ? [] : labelSentences(sli.by, parts)),
    lastGood(options, limit),
    lastChange(entry),
  ];
}
