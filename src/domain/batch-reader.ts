import { BATCH_SCHEMA, batchDigest, type BatchHeader } from './batch.js';
import { sampleFaults } from './batch-samples.js';
import { mergeIntervals, type Bucketed } from './bucketed.js';
import { canonicalJson } from './canonical-json.js';
import { isExactSum } from './exact-sum.js';
import { PhasegateError } from './fault.js';
import {
  bool,
  count,
  instant,
  listOf,
  nullable,
  number,
  object,
  oneOf,
  safeId,
  text,
  type Shape,
} from './shape.js';
import { DAY, parseInstant } from './time.js';
import { newerFormat } from './newer-format.js';

const MAX_NAMED = 5;
const DIGEST = /^[0-9a-f]{64}$/;

/** Members of the counts of lines. */
export const lineCounts = { accepted: count, rejected: count, duplicates: count, late: count };

export const digest: Shape = (value, path) =>
  typeof value === 'string' && DIGEST.test(value) ? [] : [`${path} is not a SHA-256`];

const sum: Shape = (value, path) =>
  typeof value === 'string' && isExactSum(value) ? [] : [`${path} is not an exact sum`];

/** Two lists of one length, the first ascending, the second positive. */
function tally(keys: string, counts: string): Shape {
  const members = object({ [keys]: listOf(number), [counts]: listOf(count) });
  return (value, path) => {
    const wrong = members(value, path);
    if (wrong.length > 0) return wrong;
    const record = value as Record<string, readonly number[]>;
    const [names, numbers] = [record[keys] ?? [], record[counts] ?? []];
    const ascending = names.every((key, i) => i === 0 || key > (names[i - 1] ?? Infinity));
    const positive = numbers.length === names.length && numbers.every((one) => one > 0);
    return ascending && positive ? [] : [`${path} is not a list of ascending ${keys} with a count each`];
  };
}

const exact = tally('values', 'counts');
const buckets = tally('keys', 'counts');
const sketch = object({ min: number, max: number, zero: count, positive: buckets, negative: buckets });

const histogram = object({
  lower: listOf(nullable(number)),
  upper: listOf(nullable(number)),
  counts: listOf(count),
  zero: count,
  positive: buckets,
  negative: buckets,
});

/** Intervals that end after they begin, in order, with a count each. */
const intervals: Shape = (value, path) => {
  const wrong = histogram(value, path);
  if (wrong.length > 0) return wrong;
  const found = value as Bucketed;
  const { lower, upper, counts } = mergeIntervals([found]);
  const isOne =
    canonicalJson([lower, upper, counts]) === canonicalJson([found.lower, found.upper, found.counts]);
  const isForward = counts.every((_, i) => (lower[i] ?? -Infinity) < (upper[i] ?? Infinity));
  return isOne && isForward ? [] : [`${path} is not a list of ascending intervals with a count each`];
};

const distribution: Shape = (value, path) => {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (kind === 'exact') return exact(value, path);
  if (kind === 'buckets') return intervals(value, path);
  return kind === 'sketch' ? sketch(value, path) : [`${path}.kind is not exact, sketch or buckets`];
};

const MEASUREMENTS: Readonly<Record<string, Shape>> = {
  ratio: (value, path) => {
    const wrong = object({ matching: count, total: count })(value, path);
    const { matching, total } = value as { matching: number; total: number };
    return wrong.length > 0 || matching <= total ? wrong : [`${path} has more matching than there are`];
  },
  quantile: object({ distribution }),
  mean: object({ n: count, sum, squares: sum }),
  count: object({ total: count }),
};

const named = object({
  sli: safeId,
  feature: text,
  label: nullable(text),
  kind: oneOf(Object.keys(MEASUREMENTS)),
});

/** One summary of a batch. */
export const summary: Shape = (value, path) => {
  const wrong = named(value, path);
  if (wrong.length > 0) return wrong;
  return MEASUREMENTS[(value as { kind: string }).kind]?.(value, path) ?? [];
};

const sources: Shape = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${path} is not an object`];
  const source = object({ ...lineCounts, missed: bool });
  return Object.entries(value).flatMap(([name, one]) => source(one, `${path}.${name}`));
};

const window: Shape = (value, path) => {
  const wrong = object({ start: instant, end: instant })(value, path);
  if (wrong.length > 0) return wrong;
  const { start, end } = value as BatchHeader['window'];
  const length = (parseInstant(end) ?? 0) - (parseInstant(start) ?? 0);
  return length > 0 && length <= DAY ? [] : [`${path} does not end after its start, within a day`];
};

const header = object({
  rollout: safeId,
  phase: safeId,
  window,
  counts: object(lineCounts),
  sources,
  digest,
  summaries: listOf(summary),
  events: count,
});

/** Of a batch that says by which definitions it was measured. */
const defined = object({ definitions: digest });
/** Of a batch that was made without some shards. */
const lacking = object({ lacks: object({ shards: listOf(count), of: count }) });

function refuse(file: string, what: string): never {
  throw new PhasegateError(
    'bad-batch',
    `${file}: ${what}; run action-collect again and pass on its output unchanged`,
  );
}

function parseHeader(line: string, file: string): BatchHeader {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    refuse(file, 'the first line is no JSON');
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema !== BATCH_SCHEMA) {
    const newer = newerFormat(schema, BATCH_SCHEMA);
    if (newer === null) refuse(file, 'the first line is no batch header');
    const found = `${file} has the format ${newer}, and this version reads ${BATCH_SCHEMA}`;
    throw new PhasegateError('newer-state', `${found}; use one version of Phasegate in all jobs`);
  }
  const has = (name: string): boolean => Object.hasOwn(value as object, name);
  const wrong = [
    ...header(value, ''),
    ...(has('definitions') ? defined(value, '') : []),
    ...(has('lacks') ? lacking(value, '') : []),
  ];
  if (wrong.length > 0) refuse(file, wrong.slice(0, MAX_NAMED).join(', '));
  const found = value as BatchHeader;
  const impossible = sampleFaults(found);
  if (impossible.length > 0) refuse(file, impossible.slice(0, MAX_NAMED).join(', '));
  return found;
}

/**
 * The header of a batch file. It comes from another job, so its every field is checked, and its digest is held against the
 * events where they follow.
 *
 * @throws PhasegateError `bad-batch` naming the file and what is wrong, `newer-state` when a newer version wrote it.
 */
export function parseBatch(source: string, file: string, rollout: string): BatchHeader {
  const [first = '', ...lines] = source.split('\n');
  const found = parseHeader(first, file);
  if (found.rollout !== rollout) {
    refuse(
      file,
      `it is of the rollout ${JSON.stringify(found.rollout)}, and the policy is that of ${JSON.stringify(rollout)}`,
    );
  }
  if (lines.at(-1) !== '') refuse(file, 'the last line has no end; the file was cut off');
  const events = lines.slice(0, -1);
  if (events.length !== found.events)
    refuse(file, `${events.length} events follow a header that says ${found.events}`);
  if (events.length > 0 && batchDigest(events) !== found.digest)
    refuse(file, 'its events do not match its digest');
  return found;
}
