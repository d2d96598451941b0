import { sha256 } from './digest.js';
import { TOTAL_WEIGHT, weightOf, type PhaseFlag } from './flags.js';
import { ENV_FILE, FLAGS_FILE } from './governance-paths.js';
import type { LedgerEntry } from './ledger.js';
import type { Phase } from './policy.js';

/** Users that the share is measured with. */
export const SMOKE_USERS = 2_000;
const OUTSIDERS = 100;

/** What flagd is asked with. */
export interface SmokeUser {
  readonly targetingKey?: string;
  readonly segment?: string;
  /** `some`: the phase's value for a share of these users, the baseline for the others. */
  readonly expected: 'phase' | 'baseline' | 'some';
}

export interface Resolved {
  readonly value: unknown;
  readonly variant: string | undefined;
}

/** A spread of users inside and outside of the audience, the same every time. */
export function smokeUsers(audience: Phase['audience']): SmokeUser[] {
  const { segments } = audience;
  const weight = weightOf(audience.percent);
  const expected = weight === 0 ? 'baseline' : weight === TOTAL_WEIGHT ? 'phase' : 'some';
  const inside = Array.from({ length: SMOKE_USERS }, (_, i): SmokeUser => {
    const segment = segments[i % Math.max(1, segments.length)];
    return { targetingKey: `user-${i}`, ...(segment === undefined ? {} : { segment }), expected };
  });
  if (segments.length === 0) return expected === 'some' ? [...inside, { expected: 'baseline' }] : inside;
  // Longer than any of them, so it is none of them.
  const elsewhere = `not-${segments.join('-')}`;
  const outside = Array.from({ length: OUTSIDERS }, (_, i): SmokeUser[] => [
    { targetingKey: `user-${i}`, segment: elsewhere, expected: 'baseline' },
    { targetingKey: `user-${i}`, expected: 'baseline' },
  ]);
  return [...inside, ...outside.flat()];
}

/**
 * How far, in percent points, the measured share may be from the wanted one: five standard deviations of a share of
 * {@link SMOKE_USERS} users, which a right hash leaves once in 1.7 million rollouts, and one user for rounding.
 */
export function shareTolerance(percent: number): number {
  const share = percent / 100;
  return 100 * (5 * Math.sqrt((share * (1 - share)) / SMOKE_USERS) + 1 / SMOKE_USERS);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function userText({ targetingKey, segment }: SmokeUser): string {
  return `${targetingKey ?? 'a user without a key'}${segment === undefined ? '' : ` in segment ${segment}`}`;
}

/**
 * Why the answers for one flag are wrong, each kind of fault once. `answers[i]` belongs to `users[i]`; `first` are those
 * of another flag: every user must be in or out for all flags alike.
 */
export function flagFaults(options: {
  readonly flag: PhaseFlag;
  readonly users: readonly SmokeUser[];
  readonly answers: readonly Resolved[];
  readonly first: readonly Resolved[];
}): string[] {
  const { flag, users, answers, first } = options;
  const wrong = users.findIndex((user, i) => {
    const answer = answers[i];
    const variant = user.expected === 'some' ? answer?.variant : user.expected;
    if (variant !== 'phase' && variant !== 'baseline') return true;
    return answer?.variant !== variant || answer.value !== flag[variant];
  });
  const user = users[wrong];
  if (user !== undefined) {
    const wanted =
      user.expected === 'some' ? `${show(flag.phase)} or ${show(flag.baseline)}` : show(flag[user.expected]);
    return [
      `flag ${flag.name} for ${userText(user)}: expected ${wanted}, got ${show(answers[wrong]?.value)}`,
    ];
  }
  const torn = users.findIndex((_, i) => answers[i]?.variant !== first[i]?.variant);
  const tornUser = users[torn];
  return tornUser === undefined
    ? []
    : [
        `flag ${flag.name} for ${userText(tornUser)}: expected to be in or out as for every other flag, got ${show(answers[torn]?.variant)}`,
      ];
}

/** Percent of the users who may get the phase's value and did. */
export function measuredShare(users: readonly SmokeUser[], answers: readonly Resolved[]): number {
  const asked = users
    .map((user, i) => ({ user, answer: answers[i] }))
    .filter(({ user }) => user.expected === 'some');
  return (100 * asked.filter(({ answer }) => answer?.variant === 'phase').length) / Math.max(1, asked.length);
}

/** Flag files that are not what the entry recorded. */
export function digestFaults(entry: LedgerEntry, texts: ReadonlyMap<string, string | null>): string[] {
  return [FLAGS_FILE, ENV_FILE].flatMap((file) => {
    const text = texts.get(file) ?? null;
    const got = text === null ? 'no file' : sha256(text);
    const wanted = entry.files[file] ?? 'no digest';
    return got === wanted ? [] : [`${file}: expected ${wanted} (ledger entry ${entry.seq}), got ${got}`];
  });
}
