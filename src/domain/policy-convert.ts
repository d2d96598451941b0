import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import type { FieldMatch, Limit, Measure, Phase, Policy, Scalar, Sli, Slo, Source } from './policy.js';
import type {
  ConditionDocument,
  LimitDocument,
  MatchDocument,
  PhaseDocument,
  PolicyDocument,
  SliDocument,
  SloDocument,
  SourceDocument,
} from './policy-document.js';
import { DAY, formatDuration, MINUTE, parseDuration } from './time.js';

export const DEFAULT_BATCH_MS = 15 * MINUTE;
const DEFAULT_GRACE_MS = 2 * MINUTE;

function duration(text: string | undefined, fallbackMs: number): number {
  if (text === undefined) return fallbackMs;
  const ms = parseDuration(text);
  // Not reached from a checked document: the schema lets only durations through.
  if (ms === null) throw new TypeError(`${JSON.stringify(text)} is no duration`);
  return ms;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A schema's file: a name stands for `schemas/events/<name>.json`, what ends in `.json` is a path. */
function schemaFile(name: string): string {
  return name.endsWith('.json') ? name : `schemas/events/${name}.json`;
}

function sourceFiles(source: SourceDocument): Pick<Source, 'format' | 'files' | 'schema'> {
  if ('jsonl' in source) return { format: 'jsonl', files: source.jsonl, schema: schemaFile(source.schema) };
  if ('csv' in source) return { format: 'csv', files: source.csv, schema: schemaFile(source.schema) };
  return { format: 'ledger', files: '', schema: '' };
}

function sourceOf(source: SourceDocument): Source {
  const files = sourceFiles(source);
  return {
    name: source.name,
    ...files,
    fields: { ts: source.ts ?? 'ts', id: source.id ?? 'id', arrived: source.arrived ?? null },
    constants: { event: source.event ?? null, feature: source.feature ?? null, phase: source.phase ?? null },
    // Decisions are rare: a window without one is no failure of the ledger.
    sparse: source.sparse ?? files.format === 'ledger',
  };
}

function conditionOf(field: string, condition: ConditionDocument): FieldMatch {
  if (Array.isArray(condition)) return { field, anyOf: condition as readonly Scalar[] };
  if (typeof condition === 'object' && condition !== null) {
    const limits = condition as { readonly above?: number; readonly below?: number };
    return { field, above: limits.above ?? null, below: limits.below ?? null };
  }
  return { field, anyOf: [condition] };
}

function matchOf(match: MatchDocument | undefined): readonly FieldMatch[] {
  return Object.entries(match ?? {})
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([field, condition]) => conditionOf(field, condition));
}

function measureOf(sli: SliDocument): Measure {
  if ('ratio' in sli) {
    const good = 'good' in sli.ratio;
    return { kind: 'ratio', match: matchOf('good' in sli.ratio ? sli.ratio.good : sli.ratio.bad), good };
  }
  if ('quantile' in sli) return { kind: 'quantile', of: sli.quantile.of, p: sli.quantile.p };
  if ('mean' in sli) return { kind: 'mean', of: sli.mean.of };
  return { kind: 'count' };
}

function sliOf(id: string, sli: SliDocument): Sli {
  return {
    id,
    events: listOf(sli.event),
    where: matchOf(sli.where),
    measure: measureOf(sli),
    by: sli.by ?? null,
    unit: sli.unit ?? null,
  };
}

function limitOf(limit: LimitDocument | undefined): Limit | null {
  if (limit === undefined) return null;
  const batches = limit.batches ?? 1;
  return 'above' in limit
    ? { side: 'above', value: limit.above, batches }
    : { side: 'below', value: limit.below, batches };
}

/** The id of an SLO without one of its own: the SLI's, with the window behind it where the phase judges it over several. */
export function defaultSloId(sli: string, options: { windowMs: number; several: boolean }): string {
  return options.several ? `${sli}-${formatDuration(options.windowMs)}` : sli;
}

function sloOf(slo: SloDocument, batchMs: number, all: readonly SloDocument[]): Slo {
  const windowMs = duration(slo.window, batchMs);
  const several = all.filter((other) => other.sli === slo.sli).length > 1;
  return {
    id: slo.id ?? defaultSloId(slo.sli, { windowMs, several }),
    sli: slo.sli,
    windowMs,
    warn: limitOf(slo.warn),
    rollback: limitOf(slo.rollback),
    minSamples: slo['min-samples'] ?? 1,
  };
}

function phaseOf(phase: PhaseDocument, batchMs: number): Phase {
  const slos = phase.slos ?? [];
  const promote = phase.promote;
  return {
    id: phase.id,
    audience: { segments: listOf(phase.audience?.segment), percent: phase.audience?.percent ?? 100 },
    flags: phase.flags ?? {},
    slos: slos.map((slo) => sloOf(slo, batchMs, slos)),
    promote:
      promote === undefined
        ? null
        : { healthyMs: duration(promote.healthy, 0), approvals: promote.approvals ?? [] },
  };
}

/** The policy that a checked document means, with every default filled in. */
export function policyOf(document: PolicyDocument): Policy {
  const batchMs = duration(document.batch, DEFAULT_BATCH_MS);
  const meaning: Omit<Policy, 'digest'> = {
    rollout: document.rollout,
    batchMs,
    graceMs: duration(document.grace, DEFAULT_GRACE_MS),
    maxGapMs: duration(document['max-gap'], 2 * batchMs),
    maxAheadMs: duration(document['max-ahead'], DAY),
    dedupeMs: duration(document.dedupe, DAY),
    keepEvents: document['keep-events'] ?? true,
    rollback: document.rollback ?? 'propose',
    governance: {
      branch: document.governance?.branch ?? 'phasegate',
      folder: document.governance?.folder ?? 'governance',
    },
    sources: document.sources.map(sourceOf),
    slis: Object.entries(document.slis).map(([id, sli]) => sliOf(id, sli)),
    phases: document.phases.map((phase) => phaseOf(phase, batchMs)),
  };
  return { ...meaning, digest: sha256(canonicalJson(meaning)) };
}
