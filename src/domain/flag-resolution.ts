import { PhasegateError } from './fault.js';
import { envName } from './flags-env.js';
import type { Phase } from './policy.js';

type FlagValue = string | number | boolean;

/** Where a flag's value comes from, in the order in which they are asked. */
export type FlagOrigin = 'env' | 'override' | 'default';

export interface ResolvedFlag {
  readonly name: string;
  readonly value: FlagValue;
  readonly source: FlagOrigin;
  /** What the phase says, and so the ledger. */
  readonly recorded: FlagValue;
}

export interface FlagSources {
  /** Environment variables by name; a flag is looked up by its name in flags.env. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Local overrides by flag name. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

function fromText(text: string, like: FlagValue): FlagValue | null {
  switch (typeof like) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    case 'number': {
      const value = Number(text);
      return text.trim() !== '' && Number.isFinite(value) ? value : null;
    }
    default:
      return text;
  }
}

/**
 * The flags of a phase as somebody on this machine gets them: the environment first, then a local override, then the
 * phase's own value. Sorted by name; each says where it comes from, which is the first question after a rollback that
 * seems not to have worked.
 *
 * @throws PhasegateError `bad-input` naming every value that is not of its flag's type.
 */
export function resolveFlags(phase: Phase, { env, overrides }: FlagSources): ResolvedFlag[] {
  const faults: string[] = [];
  const wrong = (where: string, recorded: FlagValue): void => {
    faults.push(`${where} is no ${typeof recorded}`);
  };
  const resolved = Object.entries(phase.flags).map(([name, recorded]): ResolvedFlag => {
    const variable = envName(name);
    const text = Object.hasOwn(env, variable) ? env[variable] : undefined;
    if (text !== undefined) {
      const value = fromText(text, recorded);
      if (value === null) wrong(`environment variable ${variable}`, recorded);
      return { name, value: value ?? recorded, source: 'env', recorded };
    }
    if (Object.hasOwn(overrides, name)) {
      const value = overrides[name];
      if (typeof value !== typeof recorded) wrong(`override of flag ${name}`, recorded);
      return { name, value: value as FlagValue, source: 'override', recorded };
    }
    return { name, value: recorded, source: 'default', recorded };
  });
  if (faults.length > 0) throw new PhasegateError('bad-input', faults.join('; '));
  return resolved.sort((a, b) => (a.name < b.name ? -1 : 1));
}
