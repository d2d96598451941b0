import type { LimitText, Verdict } from '../domain/analysis.js';

/** More decimals than this help nobody; a value that still looks like its limit is then printed in full. */
const MAX_DIGITS = 6;
const ABSENT = '–';

/** What is printed for a share of 1: ratios are shown in percent. */
function shown(value: number, unit: string | null): number {
  // 0.07 * 100 is 7.000000000000001; twelve digits are more than a share of counted events can carry.
  return unit === '%' ? Number((value * 100).toPrecision(12)) : value;
}

/** A number with `digits` decimals and commas between thousands: `1204.4` with 0 is `1,204`. */
export function formatNumber(value: number, digits = 0): string {
  const text = value.toFixed(digits);
  if (text.includes('e')) return text;
  const [whole = '', fraction] = text.replace(/^-/, '').split('.');
  const sign = text.startsWith('-') && /[1-9]/.test(text) ? '-' : '';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** The fewest decimals, at least `least`, that print the number exactly. */
function exactDigits(value: number, least: number): number {
  for (let digits = least; digits < MAX_DIGITS; digits += 1) {
    if (Number(value.toFixed(digits)) === value) return digits;
  }
  return MAX_DIGITS;
}

/** Decimals that suit the size of a number: two for shares, fewer the larger a measured value is. */
function plainDigits(value: number, unit: string | null): number {
  if (unit === '%') return 2;
  if (Number.isInteger(value) || Math.abs(value) >= 100) return 0;
  return Math.abs(value) >= 10 ? 1 : 2;
}

function inFull(value: number, digits: number): string {
  const text = formatNumber(value, digits);
  return Number(text.replaceAll(',', '')) === 0 && value !== 0 ? String(value) : text;
}

function limitNumber(limit: number, unit: string | null): string {
  const number = shown(limit, unit);
  return inFull(number, exactDigits(number, unit === '%' ? 2 : 0));
}

/**
 * A measured value without its unit, with as many decimals as it takes to see on which side of each limit it lies:
 * 0.99499 under a limit of 0.995 is `99.499`, not `99.50`. `–` without data.
 */
function valueNumber(value: number | null, unit: string | null, limits: readonly number[]): string {
  if (value === null) return ABSENT;
  const number = shown(value, unit);
  const others = limits.map((limit) => shown(limit, unit)).filter((limit) => limit !== number);
  let digits = plainDigits(number, unit);
  while (others.some((limit) => number.toFixed(digits) === limit.toFixed(digits))) {
    if (digits === MAX_DIGITS) return String(number);
    digits += 1;
  }
  return inFull(number, digits);
}

function withUnit(number: string, unit: string | null): string {
  return unit === null || unit === '' || number === ABSENT ? number : `${number} ${unit}`;
}

/** `871 ms`, `99.81 %`, `3`; `–` without data. A ratio (`%`) is given as a share, 0 to 1. */
export function formatValue(
  value: number | null,
  unit: string | null,
  limits: readonly number[] = [],
): string {
  return withUnit(valueNumber(value, unit, limits), unit);
}

/** `871 ms` for a verdict, told apart from its limits. */
export function formatVerdictValue(verdict: Verdict): string {
  const limits = [verdict.warn, verdict.rollback].flatMap((limit) => (limit === null ? [] : [limit.value]));
  const { value, unit, bound } = verdict;
  if (bound !== undefined) return `${bound === 'at-least' ? '≥' : '≤'} ${formatValue(value, unit)}`;
  return formatValue(value, unit, limits);
}

/** `> 700`, `< 99.50`: the side that is beyond the limit, without the unit. */
export function formatLimit(limit: LimitText, unit: string | null): string {
  return `${limit.side === 'above' ? '>' : '<'} ${limitNumber(limit.value, unit)}`;
}

/** `warn > 700, rollback > 900`; empty where the SLO has no limit. */
export function formatLimits(of: Pick<Verdict, 'warn' | 'rollback' | 'unit'>): string {
  const warn = of.warn === null ? [] : [`warn ${formatLimit(of.warn, of.unit)}`];
  const rollback = of.rollback === null ? [] : [`rollback ${formatLimit(of.rollback, of.unit)}`];
  return [...warn, ...rollback].join(', ');
}

/** `4,180`. */
export function formatCount(count: number): string {
  return formatNumber(count, 0);
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function formatOrdinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13;
  const ending = teen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10];
  return `${formatCount(count)}${ending ?? 'th'}`;
}

/** `14:15Z` of an RFC 3339 instant in UTC, as the domain prints them. */
export function formatClock(instant: string): string {
  return `${instant.slice(11, 16)}Z`;
}

/** `2026-03-02 14:15Z` of an RFC 3339 instant in UTC, as the domain prints them. */
export function formatDayClock(instant: string): string {
  return `${instant.slice(0, 10)} ${formatClock(instant)}`;
}

function isBeyond(limit: LimitText, value: number): boolean {
  return limit.side === 'above' ? value > limit.value : value < limit.value;
}

/** Why there is no verdict though there is data; the reason says it in full. */
function insufficientText({ reason }: Verdict): string {
  if (reason.startsWith('warm-up')) return 'warm-up';
  return reason.startsWith('the baseline') ? 'no baseline' : 'too few samples';
}

/** How a rule that does not go by windows in a row counts, as `mean of 3 windows`; empty for one that does. */
function countingText({ rule }: Verdict): string {
  const [, ...counting] = rule.split(', ');
  return counting.some((part) => part.endsWith('in a row')) ? '' : counting.join(', ');
}

/**
 * The status in words: `violation, 2nd in a row`; `warn, 1 of 2 in a row` while a rollback limit needs more windows;
 * `warn, 2nd in a row, no evidence yet` where only the evidence is missing.
 */
export function formatStatus(verdict: Verdict): string {
  const { status, streak, rollback, value } = verdict;
  switch (status) {
    case 'ok':
      return 'ok';
    case 'no-data':
      return 'no data';
    case 'insufficient':
      return insufficientText(verdict);
    case 'warn':
    case 'violation': {
      const unproven = verdict.evidence?.met === false ? ', no evidence yet' : '';
      const counting = countingText(verdict);
      if (counting !== '') return `${status}, ${counting}${unproven}`;
      const pending =
        status === 'warn' && rollback !== null && value !== null && isBeyond(rollback, value) && streak > 0;
      if (pending && streak < rollback.batches) return `warn, ${streak} of ${rollback.batches} in a row`;
      return (streak > 1 ? `${status}, ${formatOrdinal(streak)} in a row` : status) + unproven;
    }
  }
}
