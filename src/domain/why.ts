import type { Judgement, Verdict } from './analysis.js';
import type { Measurement } from './batch.js';
import { countOf } from './distribution.js';
import { countAbove } from './quantile.js';
import { figure, plural, wholePercent } from './figure.js';
import { verdictTitle } from './gate.js';
import type { LedgerEntry } from './ledger.js';
import type { Bound } from './policy.js';
import { isBeyond } from './rules/bound.js';
import { byLabel, pointsWithin } from './series.js';
import { formatInstant, parseInstant } from './time.js';
import { groundsOf, type Grounds, type GroundsOptions } from './why-grounds.js';

const MAX_LABELS = 3;

const MAX_WINDOWS = 5;

export interface WhyOptions extends GroundsOptions {
  /** Windows judged before in this stint, oldest first. */
  readonly earlier: readonly Judgement[];
  /** The decision that began the stint; null where none did. */
  readonly entry: LedgerEntry | null;
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

/** Which windows made the rule met, where it is not the newest alone. */
function windowSentences({ verdict }: WhyOptions, { windows }: Grounds): string[] {
  const told = windows.flatMap(({ end, value }) =>
    value === null ? [] : [`${formatInstant(end)} with ${figure(value, verdict.unit)}`],
  );
  if (windows.every(({ end }) => formatInstant(end) === verdict.window.end) || told.length === 0) return [];
  const more = told.length > MAX_WINDOWS ? `${told.length - MAX_WINDOWS} earlier, ` : '';
  return [`The windows that count ended ${more}${told.slice(-MAX_WINDOWS).join(', ')}.`];
}

/** End of the first window that is beyond the limit, ms since the epoch. */
function began({ windows, limit }: Grounds): number {
  return windows.find(({ value }) => value !== null && isBeyond(limit, value))?.end ?? Infinity;
}

function lastGood({ verdict, earlier }: WhyOptions, grounds: Grounds): string {
  const { limit } = grounds;
  const before = began(grounds);
  let good: Verdict | undefined;
  // From the newest back: the last good window is near, where a release was well before it was not.
  for (let at = earlier.length - 1; at >= 0 && good === undefined; at -= 1) {
    good = earlier[at]?.verdicts.find(
      ({ slo, feature, status, value, window }) =>
        slo === verdict.slo &&
        feature === verdict.feature &&
        (status === 'ok' || status === 'warn') &&
        value !== null &&
        !isBeyond(limit, value) &&
        (parseInstant(window.end) ?? Infinity) < before,
    );
  }
  if (good === undefined) return 'No earlier window of this phase was within this limit.';
  return `The last window within this limit ended ${good.window.end} with ${figure(good.value ?? 0, good.unit)}.`;
}

function lastChange(entry: LedgerEntry | null): string {
  if (entry === null) return 'The ledger has no decision before it.';
  const move = entry.action === 'release' ? `in ${entry.to}` : `from ${entry.from} to ${entry.to}`;
  return `The last decision before it was #${entry.seq}, ${entry.action} ${move}, at ${entry.at} by ${entry.executor}.`;
}

/** A first draft of the answer to "why": what is beyond its limit, where it comes from, and what changed before. */
export function whyDraft(options: WhyOptions): string[] {
  const { verdict, sli, series, entry } = options;
  const grounds = groundsOf(options);
  if (grounds === null) return [];
  const points = grounds.windows.flatMap((window) => pointsWithin(series, window));
  const parts = byLabel(points).flatMap(
    ({ label, measurement }) => contribution(label, measurement, grounds.limit) ?? [],
  );
  return [
    `${verdictTitle(verdict)}: ${verdict.reason} (${plural(verdict.n, 'sample')} from ${verdict.window.start} to ${verdict.window.end}).`,
    ...windowSentences(options, grounds),
    ...(sli.by === null ? [] : labelSentences(sli.by, parts)),
    lastGood(options, grounds),
    lastChange(entry),
  ];
}
