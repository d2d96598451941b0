import { PhasegateError } from './fault.js';
import { forcedText, phaseFlags, type ForcedFlags } from './flags.js';
import type { Phase, Policy } from './policy.js';

const HEADER = [
  "# Flags of this rollout's current phase. Written by Phasegate; do not edit.",
  '# These are the phase\'s values for its audience. A .env file cannot say "5 % of the users": whoever reads it must',
  '# look at the audience below, or resolve flags.flagd.json.',
];

const OWN = /^PHASEGATE_/;

/** `search.enabled` becomes `SEARCH_ENABLED`. */
export function envName(flag: string): string {
  const name = flag.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
  return /^\d/.test(name) ? `_${name}` : name;
}

/** One shell word that stands for the text as it is, both for `sh` and for readers of .env files. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_.,:/@%+-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

function problemsOf(flags: readonly { name: string; phase: string | number | boolean }[]): string[] {
  const byName = new Map<string, string[]>();
  for (const { name } of flags) byName.set(envName(name), [...(byName.get(envName(name)) ?? []), name]);
  const collisions = [...byName]
    .filter(([, names]) => names.length > 1)
    .map(
      ([env, names]) => `flags ${names.join(' and ')} would both be ${env} in flags.env; rename one of them`,
    );
  const reserved = [...byName]
    .filter(([env]) => OWN.test(env))
    .map(
      ([env, names]) =>
        `flag ${names.join(', ')} would be ${env} in flags.env, and PHASEGATE_ is reserved; rename it`,
    );
  const broken = flags
    .filter(({ phase }) => typeof phase === 'string' && /[\0\n\r]/.test(phase))
    .map(({ name }) => `flag ${name} has a value with a line break or NUL, which a .env file cannot hold`);
  return [...collisions, ...reserved, ...broken];
}

/**
 * A phase's flags as a `.env` file, sorted by flag name, with the rollout, the phase, its audience and which flags are forced
 * after a rollback, whoever asks.
 *
 * @throws PhasegateError `bad-policy` naming flags whose names or values a `.env` file cannot hold apart.
 */
export function renderEnv(policy: Policy, phase: Phase, forced: ForcedFlags = {}): string {
  const flags = phaseFlags(policy, phase, forced);
  const names = forcedText(phase, forced);
  const problems = problemsOf(flags);
  if (problems.length > 0) throw new PhasegateError('bad-policy', problems.join('; '));
  const values: [string, string][] = [
    ['PHASEGATE_ROLLOUT', policy.rollout],
    ['PHASEGATE_PHASE', phase.id],
    ['PHASEGATE_AUDIENCE_PERCENT', String(phase.audience.percent)],
    ['PHASEGATE_AUDIENCE_SEGMENTS', phase.audience.segments.join(',')],
    ...(names === null ? [] : [['PHASEGATE_FORCED', names] as [string, string]]),
    ...flags.map((flag): [string, string] => [envName(flag.name), String(flag.phase)]),
  ];
  return [...HEADER, ...values.map(([name, value]) => `${name}=${shellWord(value)}`), ''].join('\n');
}
