import type { Condition, Judgement, Verdict } from './analysis.js';
import { verdictTitle } from './gate.js';
import { retention } from './history.js';
import type { Phase, Policy, Promote } from './policy.js';
import { checklistConditions } from './promotion-checklist.js';
import { evidenceConditions } from './promotion-evidence.js';
import type { HeldRollback } from './held-rollback.js';
import type { Stint } from './stint.js';
import { isBeyond } from './rules/bound.js';
import { formatDuration, formatInstant, parseInstant } from './time.js';

const MAX_NAMED = 5;
/** Name of the condition that a rollback which is not released keeps unmet. */
export const RELEASED = 'released after the last rollback';

export interface PromotionOptions {
  readonly policy: Policy;
  readonly phase: Phase;
  readonly stint: Stint;
  /** Windows judged in this stint, oldest first. */
  readonly current: readonly Judgement[];
  /** End of the newest batch of any phase, ms since the epoch; null without any. */
  readonly newestEnd: number | null;
  /** The clock of the tick, ms since the epoch. */
  readonly now: number;
  /** Text of the checklist; null where there is none. */
  readonly checklist: string | null;
  /** The rollback that has not been released; null where there is none. */
  readonly held: HeldRollback | null;
}

/** The recommendation's conditions, and those that are met only when somebody promotes. */
export interface Promotion {
  readonly conditions: readonly Condition[];
  /** Whether all conditions hold that the analyzer can see. */
  readonly ready: boolean;
}

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

/** Whether telemetry came in a window and let every SLO be seen; too few samples are no silence. */
export function isHeard({ counts, verdicts }: Judgement): boolean {
  return counts.accepted > 0 && verdicts.every((verdict) => verdict.status !== 'no-data');
}

/** How late the newest window may be before its verdicts are too old to act on, in milliseconds. */
export function freshnessMs(policy: Policy): number {
  return policy.batchMs + policy.graceMs + policy.maxGapMs;
}

interface Health {
  /** Since when nothing ended it and no silence was longer than `max-gap`, ms since the epoch. */
  readonly since: number;
  readonly because: string;
  /** Until when telemetry was heard, ms since the epoch. */
  readonly heardUntil: number;
  /** Ends of the windows that were heard since, oldest first. */
  readonly ends: readonly number[];
}

/** What ends a healthy time, in words; null for a window that does not. */
function setbackIn({ verdicts }: Judgement, without: Promote['without']): string | null {
  const violated = verdicts.find(({ status }) => status === 'violation');
  if (violated !== undefined) return `the last violation of ${verdictTitle(violated)}`;
  const warned = without === 'warnings' ? verdicts.find(({ status }) => status === 'warn') : undefined;
  return warned === undefined ? null : `the last warning of ${verdictTitle(warned)}`;
}

/** Health after one more window; `began` is when the stint did, where the history reaches back to it. */
function afterWindow(
  before: Health | null,
  judgement: Judgement,
  options: {
    readonly began: number | null;
    readonly maxGapMs: number;
    readonly without: Promote['without'];
  },
): Health | null {
  const { began, maxGapMs, without } = options;
  const start = ms(judgement.window.start);
  const end = ms(judgement.window.end);
  const setback = setbackIn(judgement, without);
  if (setback !== null) return { since: end, because: setback, heardUntil: end, ends: [] };
  if (!isHeard(judgement)) return before;
  const heardUntil = before?.heardUntil ?? began;
  if (heardUntil === null)
    return { since: start, because: 'the first telemetry', heardUntil: end, ends: [end] };
  if (start - heardUntil > maxGapMs)
    return { since: start, because: 'the end of a silence', heardUntil: end, ends: [end] };
  return {
    since: before?.since ?? heardUntil,
    because: before?.because ?? 'the beginning of the phase',
    heardUntil: end,
    ends: [...(before?.ends ?? []), end],
  };
}

/** Null where telemetry was never heard in this stint. */
function healthOf(
  { policy, stint, current }: PromotionOptions,
  { without }: Pick<Promote, 'without'>,
): Health | null {
  const newest = current.at(-1);
  const reach = newest === undefined ? 0 : ms(newest.window.end) - retention(policy).outcomesMs;
  const began = stint.since !== null && stint.since >= reach ? stint.since : null;
  const { maxGapMs } = policy;
  return current.reduce<Health | null>(
    (health, judgement) => afterWindow(health, judgement, { began, maxGapMs, without }),
    null,
  );
}

function batches(count: number): string {
  return `${count} ${count === 1 ? 'batch' : 'batches'}`;
}

function unmet(name: string, evidence: string): Condition {
  return { name, met: false, since: null, evidence };
}

function healthy(options: PromotionOptions, promote: Promote): Condition {
  const { healthyMs, healthyBatches, without } = promote;
  const needed = healthyBatches === null ? formatDuration(healthyMs) : batches(healthyBatches);
  const name = `healthy for ${needed}${without === 'warnings' ? ' without a warning' : ''}`;
  const health = healthOf(options, promote);
  const newest = options.current.at(-1);
  if (health === null || newest === undefined)
    return unmet(name, 'no telemetry has been judged in this phase yet');
  const end = ms(newest.window.end);
  if (end - health.heardUntil > options.policy.maxGapMs)
    return unmet(name, `no telemetry since ${formatInstant(health.heardUntil)}`);
  const lasted = end - health.since;
  const had = healthyBatches === null ? formatDuration(lasted) : batches(health.ends.length);
  const evidence = `${had} since ${formatInstant(health.since)}, ${health.because}`;
  const since = healthyBatches === null ? health.since + healthyMs : health.ends[healthyBatches - 1];
  if (since === undefined || since > end) return unmet(name, evidence);
  return { name, met: true, since: formatInstant(since), evidence };
}

/** Seen, and not beyond the rollback limit: not even in the first of several windows that a violation takes. */
function isWithin({ status, value, rollback, evidence }: Verdict): boolean {
  if (status === 'no-data' || status === 'insufficient' || status === 'violation' || value === null)
    return false;
  // The rule is met, and only the evidence is not there yet.
  if (evidence !== null) return false;
  return rollback === null || !isBeyond(rollback, value);
}

/** End of the first of the newest windows in each of which every SLO was within; null where the newest is not. */
function withinSince(current: readonly Judgement[]): string | null {
  const last = current.findLastIndex(({ verdicts }) => !verdicts.every(isWithin));
  return current[last + 1]?.window.end ?? null;
}

function within({ current }: PromotionOptions): Condition {
  const name = 'every SLO within its rollback limit';
  const newest = current.at(-1);
  if (newest === undefined) return unmet(name, 'no window has been judged in this phase yet');
  const window = `the window that ended ${newest.window.end}`;
  const others = newest.verdicts.filter((verdict) => !isWithin(verdict));
  if (others.length === 0) {
    const evidence = `${newest.verdicts.length} of ${newest.verdicts.length} in ${window}`;
    return { name, met: true, since: withinSince(current), evidence };
  }
  const named = others.slice(0, MAX_NAMED).map((verdict) => `${verdictTitle(verdict)}: ${verdict.reason}`);
  const more = others.length > MAX_NAMED ? [`${others.length - MAX_NAMED} more`] : [];
  return unmet(name, `${[...named, ...more].join('; ')}, in ${window}`);
}

function fresh({ policy, newestEnd, now }: PromotionOptions): Condition {
  const name = 'fresh data';
  if (newestEnd === null) return unmet(name, 'there are no batches');
  const met = newestEnd >= now - freshnessMs(policy);
  const said = `the newest window ended ${formatInstant(newestEnd)}`;
  const since = met ? formatInstant(newestEnd) : null;
  return { name, met, since, evidence: met ? said : `${said}, ${formatDuration(now - newestEnd)} ago` };
}

/** Stated only after a rollback: nothing is promoted before its release. */
function released(held: HeldRollback | null): readonly Condition[] {
  if (held === null) return [];
  const { seq, from, at, until } = held;
  return [
    unmet(RELEASED, `entry ${seq} rolled back from ${from} at ${at}; it stabilises until ${until} at least`),
  ];
}

/** What a promotion out of the phase needs, each condition with its evidence; nothing where the policy names none. */
export function judgePromotion(options: PromotionOptions): Promotion {
  const { promote } = options.phase;
  if (promote === null) return { conditions: [], ready: false };
  const seen = [
    ...released(options.held),
    healthy(options, promote),
    within(options),
    fresh(options),
    ...checklistConditions(promote.checklist, options.checklist),
  ];
  const approvals = unmet('approvals', `given at promotion: ${promote.approvals.join(', ')}`);
  return {
    conditions: [
      ...seen,
      ...evidenceConditions(promote.evidence),
      ...(promote.approvals.length === 0 ? [] : [approvals]),
    ],
    ready: seen.every((condition) => condition.met),
  };
}
