import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { durationOf, member, numberOf } from './raw-values.js';
import { DAY, formatDuration } from './time.js';

/** The rules of which a limit has one at most. */
export const WHEN_KEYS = ['batches', 'mean-of', 'moving-average', 'times', 'unmet-for'] as const;

/** What several windows together may reach back: as far as outcomes are kept in any case. */
const FARTHEST_MS = 7 * DAY;

export interface WhenContext {
  /** Length of the SLO's window, in milliseconds; null where it is at fault itself. */
  readonly windowMs: number | null;
}

/** Rules of a limit that contradict each other, can never be met, or look too far back. */
export function lintWhen(
  limit: unknown,
  path: DocumentPath,
  { windowMs }: WhenContext,
): readonly DocumentFault[] {
  const present = WHEN_KEYS.filter((key) => member(limit, key) !== undefined);
  const [first, second] = present;
  if (first !== undefined && second !== undefined) {
    const message = `a limit has one rule, and this one has \`${first}\` and \`${second}\`; write two limits as a list`;
    return [errorAt([...path, second], message)];
  }
  if (first === undefined || windowMs === null) return [];
  switch (first) {
    case 'batches':
    case 'mean-of':
    case 'moving-average':
      return lintWindows(limit, [...path, first], windowMs);
    case 'times':
      return lintTimes(limit, path, windowMs);
    case 'unmet-for':
      return lintUnmetFor(limit, [...path, first], windowMs);
  }
}

function tooFar(ms: number, path: DocumentPath): readonly DocumentFault[] {
  if (ms <= FARTHEST_MS) return [];
  const [asked, most] = [formatDuration(ms), formatDuration(FARTHEST_MS)];
  return [errorAt(path, `this looks ${asked} back, and no rule looks further back than ${most}`)];
}

function lintWindows(limit: unknown, path: DocumentPath, windowMs: number): readonly DocumentFault[] {
  const windows = numberOf(member(limit, String(path.at(-1))));
  return windows === null || windows <= 1 ? [] : tooFar(windows * windowMs, path);
}

function lintTimes(limit: unknown, path: DocumentPath, windowMs: number): readonly DocumentFault[] {
  const times = numberOf(member(limit, 'times'));
  const withinMs = durationOf(member(limit, 'within'), null);
  if (times === null || withinMs === null) return [];
  if (times * windowMs <= withinMs) return tooFar(withinMs, [...path, 'within']);
  const message = `${formatDuration(withinMs)} has no room for ${times} windows of ${formatDuration(windowMs)}, so this is never met; use at least ${formatDuration(times * windowMs)}`;
  return [errorAt([...path, 'within'], message)];
}

function lintUnmetFor(limit: unknown, path: DocumentPath, windowMs: number): readonly DocumentFault[] {
  const ms = durationOf(member(limit, 'unmet-for'), null);
  if (ms === null) return [];
  if (ms >= windowMs) return tooFar(ms, path);
  const message = `${formatDuration(ms)} is shorter than the SLO's window (${formatDuration(windowMs)}), so any one window meets it; use a shorter window, or leave the rule out`;
  return [errorAt(path, message)];
}
