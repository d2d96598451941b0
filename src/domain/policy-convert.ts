import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import type {
  FieldMatch,
  Measure,
  Phase,
  Policy,
  Promote,
  Scalar,
  SignedSection,
  Sli,
  Slo,
  Source,
} from './policy.js';
import { settingsOf, type DecisionSettings, stabiliseOf } from './policy-convert-decisions.js';
import { incidentsOf } from './policy-convert-incidents.js';
import { observabilityOf } from './observability/convert-observability.js';
import { notifyOf } from './policy-convert-notify.js';
import { duration, rulesOf } from './policy-convert-rules.js';
import type {
  ConditionDocument,
  EvidenceDocument,
  MatchDocument,
  PhaseDocument,
  PolicyDocument,
  PromoteDocument,
  SectionDocument,
  SliDocument,
  SloDocument,
  SourceDocument,
  SpanDocument,
} from './policy-document.js';
import { metricLabelsOf, metricMeasureOf, metricSliOf } from './policy-convert-metrics.js';
import { formatOfUrl, originOf } from './source-origin.js';
import { DAY, formatDuration, MINUTE } from './time.js';

export const DEFAULT_BATCH_MS = 15 * MINUTE;
const DEFAULT_GRACE_MS = 2 * MINUTE;
const DEFAULT_FALSE_ALARM_EVERY_MS = 300 * DAY;

interface SloContext {
  readonly document: PolicyDocument;
  readonly phase: PhaseDocument;
  readonly all: readonly SloDocument[];
  readonly batchMs: number;
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
  if ('url' in source) {
    const format = source.format ?? formatOfUrl(source.url);
    const schema = source.schema === undefined ? '' : schemaFile(source.schema);
    return { format, files: '*', schema };
  }
  const format = 'ledger' in source ? 'ledger' : 'incidents' in source ? 'incidents' : 'ticks';
  return { format, files: '', schema: '' };
}

function sourceOf(source: SourceDocument): Source {
  const files = sourceFiles(source);
  const origin = originOf(source);
  return {
    name: source.name,
    ...files,
    ...(origin === undefined ? {} : { origin }),
    fields: { ts: source.ts ?? 'ts', id: source.id ?? 'id', arrived: source.arrived ?? null },
    constants: { event: source.event ?? null, feature: source.feature ?? null, phase: source.phase ?? null },
    ...(files.format === 'prometheus' ? { metricLabels: metricLabelsOf(source) } : {}),
    // Decisions and incidents are rare, and ticks may not come: a window without one is no failure of their source.
    sparse: source.sparse ?? files.files === '',
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
  if ('from' in sli) return metricMeasureOf(sli);
  if ('ratio' in sli) {
    const good = 'good' in sli.ratio;
    return { kind: 'ratio', match: matchOf('good' in sli.ratio ? sli.ratio.good : sli.ratio.bad), good };
  }
  if ('quantile' in sli) return { kind: 'quantile', of: sli.quantile.of, p: sli.quantile.p };
  if ('mean' in sli) return { kind: 'mean', of: sli.mean.of };
  return { kind: 'count' };
}

function sliOf(id: string, sli: SliDocument): Sli {
  if ('from' in sli) return metricSliOf(id, sli);
  return {
    id,
    events: listOf(sli.event),
    where: matchOf(sli.where),
    measure: measureOf(sli),
    by: sli.by ?? null,
    unit: sli.unit ?? null,
  };
}

/** The id of an SLO without one of its own: the SLI's, with the window behind it where the phase judges it over several. */
export function defaultSloId(sli: string, options: { windowMs: number; several: boolean }): string {
  return options.several ? `${sli}-${formatDuration(options.windowMs)}` : sli;
}

function sloOf(slo: SloDocument, { document, phase, all, batchMs }: SloContext): Slo {
  const windowMs = duration(slo.window, batchMs);
  const several = all.filter((other) => other.sli === slo.sli).length > 1;
  const sli = Object.hasOwn(document.slis, slo.sli) ? document.slis[slo.sli] : undefined;
  const position = document.phases.indexOf(phase);
  const previous = document.phases[position - 1]?.id ?? null;
  const measured = sli === undefined ? null : measureOf(sli);
  return {
    id: slo.id ?? defaultSloId(slo.sli, { windowMs, several }),
    sli: slo.sli,
    windowMs,
    ...rulesOf(slo, { measure: measured, previous }),
    minSamples: slo['min-samples'] ?? 1,
    warmUpMs: span(slo['warm-up'] ?? phase['warm-up'], batchMs),
    falseAlarmEveryMs: falseAlarmEvery(slo.evidence ?? document.evidence),
  };
}

/** Null where the rule alone decides. */
function falseAlarmEvery(evidence: EvidenceDocument | undefined): number | null {
  if (evidence === 'none') return null;
  return duration(evidence?.['false-alarm-every'], DEFAULT_FALSE_ALARM_EVERY_MS);
}

/** Milliseconds of a duration or of a number of batches; 0 where nothing is written. */
function span(value: SpanDocument | undefined, batchMs: number): number {
  return typeof value === 'object' ? value.batches * batchMs : duration(value, 0);
}

function signedSectionOf(section: SectionDocument): SignedSection {
  if (typeof section === 'string') return { heading: section, signedBy: [] };
  return { heading: section.section, signedBy: section['signed-by'] };
}

function promoteOf(promote: PromoteDocument): Promote {
  const healthy = typeof promote.healthy === 'string' ? { for: promote.healthy } : promote.healthy;
  return {
    healthyMs: duration(healthy.for, 0),
    healthyBatches: healthy.batches ?? null,
    without: healthy.without ?? 'violations',
    checklist: (promote.checklist ?? []).map(signedSectionOf),
    evidence: promote.evidence ?? {},
    approvals: promote.approvals ?? [],
  };
}

function phaseOf(phase: PhaseDocument, document: PolicyDocument, batchMs: number): Phase {
  const all = phase.slos ?? [];
  return {
    id: phase.id,
    audience: { segments: listOf(phase.audience?.segment), percent: phase.audience?.percent ?? 100 },
    flags: phase.flags ?? {},
    slos: all.map((slo) => sloOf(slo, { document, phase, all, batchMs })),
    promote: phase.promote === undefined ? null : promoteOf(phase.promote),
  };
}

/** What nothing is judged or decided by, and so is no part of the digest. */
type NotJudged = 'digest' | 'incidents' | 'notify' | 'observability' | keyof DecisionSettings;

/** The policy that a checked document means, with every default filled in. */
export function policyOf(document: PolicyDocument): Policy {
  const batchMs = duration(document.batch, DEFAULT_BATCH_MS);
  const meaning: Omit<Policy, NotJudged> = {
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
    stabilise: stabiliseOf(document),
    sources: document.sources.map(sourceOf),
    slis: Object.entries(document.slis).map(([id, sli]) => sliOf(id, sli)),
    phases: document.phases.map((phase) => phaseOf(phase, document, batchMs)),
  };
  const incidents = incidentsOf(document.incidents, batchMs);
  const notify = notifyOf(document.notify);
  const observability = observabilityOf(document.observability);
  const digest = sha256(canonicalJson(meaning));
  return { ...meaning, ...settingsOf(document), incidents, notify, observability, digest };
}
