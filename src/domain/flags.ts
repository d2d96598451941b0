import { canonicalJsonPretty, type Json } from './canonical-json.js';
import { PhasegateError } from './fault.js';
import type { Phase, Policy } from './policy.js';

export type FlagValue = string | number | boolean;

/** Values that a rollback forces, by flag; see {@link LedgerEntry.forced}. */
export type ForcedFlags = Readonly<Record<string, FlagValue>>;

/** One flag as a phase sets it. */
export interface PhaseFlag {
  readonly name: string;
  /** What the phase's audience gets. */
  readonly phase: FlagValue;
  /** What everybody else gets: the first phase's value. */
  readonly baseline: FlagValue;
}

/** Percents are kept to 0.0001 %. The total is the same in every phase: see {@link targetingOf}. */
export const TOTAL_WEIGHT = 1_000_000;

/** Weight of a percent (0 to 100) out of {@link TOTAL_WEIGHT}. */
export function weightOf(percent: number): number {
  return Math.round((percent * TOTAL_WEIGHT) / 100);
}

/**
 * The phase's flags, sorted by name, each with the baseline: the policy's first phase. A forced flag has its value in both;
 * one that the policy does not set any more is left out.
 *
 * @throws PhasegateError `bad-policy` naming each flag that one of the two phases does not set.
 */
export function phaseFlags(policy: Policy, phase: Phase, forced: ForcedFlags = {}): PhaseFlag[] {
  const first = policy.phases[0]?.flags ?? {};
  const names = [...new Set([...Object.keys(phase.flags), ...Object.keys(first)])].sort();
  const flags: PhaseFlag[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const value = Object.hasOwn(phase.flags, name) ? phase.flags[name] : undefined;
    const baseline = Object.hasOwn(first, name) ? first[name] : undefined;
    if (value === undefined || baseline === undefined) missing.push(name);
    else {
      // Forced is forced for everybody, inside the audience and outside.
      const force = Object.hasOwn(forced, name) ? forced[name] : undefined;
      flags.push({ name, phase: force ?? value, baseline: force ?? baseline });
    }
  }
  if (missing.length === 0) return flags;
  throw new PhasegateError(
    'bad-policy',
    `phase ${phase.id} and the first phase must set the same flags; only one of them sets ${missing.join(', ')}`,
  );
}

/**
 * The rule that picks a variant, as flagd's JsonLogic; null where no user has to be looked at.
 *
 * flagd puts a user into bucket `floor(hash · total / 2^32)` and takes the first variant whose weights reach beyond it.
 * With the phase's variant first and the total fixed, a larger percent keeps everybody who was in. The hash is over
 * rollout and user, without the flag's name, so that one user gets the phase's value of all flags or of none.
 * A user without `targetingKey` cannot be told apart from others and gets the baseline.
 */
export function targetingOf(rollout: string, audience: Phase['audience']): Json {
  const weight = weightOf(audience.percent);
  if (weight === 0) return null;
  const inSegment: Json[] =
    audience.segments.length === 0 ? [] : [{ in: [{ var: 'segment' }, [...audience.segments]] }];
  if (weight === TOTAL_WEIGHT) {
    return inSegment[0] === undefined ? null : { if: [inSegment[0], 'phase', 'baseline'] };
  }
  const share: Json = {
    fractional: [
      { cat: [`${rollout}/`, { var: 'targetingKey' }] },
      ['phase', weight],
      ['baseline', TOTAL_WEIGHT - weight],
    ],
  };
  return { if: [{ and: [{ var: 'targetingKey' }, ...inSegment] }, share, 'baseline'] };
}

/** The phase with forced flags in the place of its own: what everybody in its audience gets. */
export function withForced(phase: Phase, forced: ForcedFlags): Phase {
  const own = Object.keys(forced).filter((name) => Object.hasOwn(phase.flags, name));
  const values = own.map((name) => [name, forced[name]] as const);
  return { ...phase, flags: { ...phase.flags, ...Object.fromEntries(values) } as Phase['flags'] };
}

/** Names of the forced flags that the phase sets, as files say them; null where there is none. */
export function forcedText(phase: Phase, forced: ForcedFlags): string | null {
  const names = Object.keys(forced).filter((name) => Object.hasOwn(phase.flags, name));
  return names.length === 0 ? null : names.sort().join(',');
}

/** A phase's flags as a flagd flag definition (https://flagd.dev/schema/v0/flags.json), ended by a newline. */
export function renderFlagd(policy: Policy, phase: Phase, forced: ForcedFlags = {}): string {
  const targeting = targetingOf(policy.rollout, phase.audience);
  const names = forcedText(phase, forced);
  const everybody = targeting === null && weightOf(phase.audience.percent) === TOTAL_WEIGHT;
  const flags = phaseFlags(policy, phase, forced).map((flag): [string, Json] => [
    flag.name,
    {
      state: 'ENABLED',
      variants: { phase: flag.phase, baseline: flag.baseline },
      defaultVariant: everybody ? 'phase' : 'baseline',
      ...(targeting === null ? {} : { targeting }),
    },
  ]);
  return canonicalJsonPretty({
    $schema: 'https://flagd.dev/schema/v0/flags.json',
    metadata: { rollout: policy.rollout, phase: phase.id, ...(names === null ? {} : { forced: names }) },
    flags: Object.fromEntries(flags),
  });
}
