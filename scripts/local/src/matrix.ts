import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';

export type Combination = Readonly<Record<string, Json>>;

const isMap = (value: Json | undefined): value is Combination =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isSame = (a: Json | undefined, b: Json): boolean =>
  a !== undefined && canonicalJson(a) === canonicalJson(b);

function combinationList(value: Json | undefined, key: string): readonly Combination[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every(isMap)) return value;
  throw new PhasegateError('bad-input', `strategy.matrix.${key} must be a list of maps`);
}

/** Whether all the values that an exclusion names are those of the combination; nested maps match in part. */
function matches(combination: Json | undefined, part: Json): boolean {
  if (isMap(part)) {
    return (
      isMap(combination) && Object.keys(part).every((key) => matches(combination[key], part[key] ?? null))
    );
  }
  return isSame(combination, part);
}

function product(axes: readonly (readonly [string, Json])[]): Combination[] {
  return axes.reduce<Combination[]>(
    (rows, [key, values]) => {
      if (!Array.isArray(values))
        throw new PhasegateError('bad-input', `strategy.matrix.${key} must be a list`);
      return rows.flatMap((row) => values.map((value: Json) => ({ ...row, [key]: value })));
    },
    [{}],
  );
}

/**
 * The combinations of an evaluated `strategy.matrix`, in GitHub's order; one empty combination without a matrix.
 * An `include` joins each combination whose own values it does not overwrite, and else stands by itself.
 */
export function expandMatrix(matrix: Json): Combination[] {
  if (matrix === null) return [{}];
  if (!isMap(matrix)) throw new PhasegateError('bad-input', 'strategy.matrix must be a map');
  const { include, exclude, ...rest } = matrix;
  const axes = Object.entries(rest);
  const excluded = combinationList(exclude, 'exclude');
  const base = axes.length === 0 ? [] : product(axes);
  const rows = base.filter((row) => !excluded.some((part) => matches(row, part)));
  const joined: Record<string, Json>[] = rows.map((row) => ({ ...row }));
  const alone: Combination[] = [];
  for (const extra of combinationList(include, 'include')) {
    const fits = rows.flatMap((row, i) =>
      Object.entries(extra).every(([key, value]) => !Object.hasOwn(row, key) || isSame(row[key], value))
        ? [i]
        : [],
    );
    if (fits.length === 0) alone.push(extra);
    for (const i of fits) Object.assign(joined[i] ?? {}, extra);
  }
  return [...joined, ...alone];
}
