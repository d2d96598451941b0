import { canonicalJson } from './canonical-json.js';

/** The first place at which two JSON values differ. */
export interface Difference {
  /** As `verdicts[0].value`; empty for the whole. */
  readonly path: string;
  /** Canonical JSON; null where one side has nothing there. */
  readonly recorded: string | null;
  readonly made: string | null;
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return value === undefined ? null : canonicalJson(value);
}

/** Members are compared in the order of their names, lists by position; null where the values are the same. */
export function firstDifference(recorded: unknown, made: unknown, path = ''): Difference | null {
  if (Array.isArray(recorded) && Array.isArray(made)) {
    for (let i = 0; i < Math.max(recorded.length, made.length); i += 1) {
      const found = firstDifference(recorded[i], made[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (isMembers(recorded) && isMembers(made)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(made)])].sort();
    const own = (value: Members, name: string): unknown =>
      Object.hasOwn(value, name) ? value[name] : undefined;
    for (const name of names) {
      const inner = path === '' ? name : `${path}.${name}`;
      const found = firstDifference(own(recorded, name), own(made, name), inner);
      if (found !== null) return found;
    }
    return null;
  }
  const [a, b] = [text(recorded), text(made)];
  return a === b ? null : { path, recorded: a, made: b };
}
