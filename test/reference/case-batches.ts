import {
  BATCH_SCHEMA,
  batchDigest,
  NO_LINES,
  type BatchHeader,
  type LineCounts,
} from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { phaseAt, type Ledger } from '../../src/domain/ledger.js';
import type { Policy, Source } from '../../src/domain/policy.js';
import { summarise } from '../../src/domain/summary.js';
import { formatInstant, parseDuration } from '../../src/domain/time.js';
import type { Reference } from './case-files.js';
import type { EventsFile, Group, Span, Traffic } from './case-format.js';

/** The midnight that cases are counted from: a Monday. */
export const MIDNIGHT = Date.UTC(2026, 2, 2);

export function ms(text: string): number {
  const duration = parseDuration(text);
  if (duration === null) throw new TypeError(`${JSON.stringify(text)} is no duration`);
  return duration;
}

interface DeliveredEvents {
  readonly source: string;
  readonly events: readonly Record<string, unknown>[];
}

function groupsOf(amount: number | Group | readonly Group[]): readonly Group[] {
  if (typeof amount === 'number') return [{ n: amount }];
  return 'n' in amount ? [amount] : amount;
}

/** Fields of an event as the collector would have filled them in. */
function filled(source: Source, own: Record<string, unknown>, phase: string): Record<string, unknown> {
  const { event, feature } = source.constants;
  const constants = { ...(event === null ? {} : { event }), ...(feature === null ? {} : { feature }) };
  return { ...constants, ...own, [source.fields.ts]: formatInstant(MIDNIGHT), phase };
}

/** The events of one kind in a window. @throws TypeError where its source's schema would not take them. */
function eventsOfKind(
  reference: Reference,
  { kind, amount, phase }: { kind: string; amount: Traffic[string]; phase: string },
): DeliveredEvents {
  const known = reference.events.kinds[kind];
  if (known === undefined) throw new TypeError(`${reference.name} has no events of kind ${kind}`);
  const source = reference.policy.sources.find(({ name }) => name === known.from);
  if (source === undefined) throw new TypeError(`${reference.name} has no source ${known.from}`);
  const events = groupsOf(amount).flatMap(({ n, ...changes }, group) => {
    const fields = filled(source, { ...known.fields, ...changes }, phase);
    const fault = reference.validators.get(source.name)?.(structuredClone(fields)) ?? null;
    if (fault !== null)
      throw new TypeError(`${reference.name}: an event of kind ${kind} is refused: ${fault}`);
    return Array.from({ length: n }, (_, i) => ({ ...fields, id: `${kind}-${group}-${i}` }));
  });
  return { source: source.name, events };
}

function sourcesOf(
  policy: Policy,
  delivered: readonly DeliveredEvents[],
  missed: readonly string[],
): BatchHeader['sources'] {
  return Object.fromEntries(
    policy.sources.map(({ name }) => {
      const own = delivered.filter(({ source }) => source === name);
      const accepted = own.reduce((sum, { events }) => sum + events.length, 0);
      return [name, { ...NO_LINES, accepted, missed: missed.includes(name) }];
    }),
  );
}

type Content = Pick<BatchHeader, 'counts' | 'sources' | 'digest' | 'summaries'>;

/** By events file, then by what a window holds: cases of one policy share most of their windows. */
const CONTENTS = new WeakMap<EventsFile, Map<string, Content>>();

function contentOf(reference: Reference, span: Span, phase: string): Content {
  const { events, only, missed } = span;
  const known = CONTENTS.get(reference.events) ?? new Map<string, Content>();
  CONTENTS.set(reference.events, known);
  const key = canonicalJson({ phase, events, only, missed });
  const content = known.get(key) ?? collected(reference, span, phase);
  known.set(key, content);
  return content;
}

function collected(reference: Reference, span: Span, phase: string): Content {
  const traffic: Traffic = span.only ?? { ...reference.events.traffic, ...span.events };
  const delivered = Object.entries(traffic).map(([kind, amount]) =>
    eventsOfKind(reference, { kind, amount, phase }),
  );
  const events = delivered.flatMap((one) => one.events);
  const counts: LineCounts = { ...NO_LINES, accepted: events.length };
  return {
    counts,
    sources: sourcesOf(reference.policy, delivered, span.missed ?? []),
    digest: batchDigest(events.map(canonicalJson)),
    summaries: summarise(reference.policy.slis, events),
  };
}

/** The headers of the batches that a collector would have made of a case's windows. */
export function batchesOf(
  reference: Reference,
  spans: readonly Span[],
  ledger: Ledger | null,
): BatchHeader[] {
  const { policy } = reference;
  let at = MIDNIGHT;
  return spans.flatMap((span) => {
    if (span.gap !== undefined) {
      at += ms(span.gap);
      return [];
    }
    if (span.at !== undefined) at = MIDNIGHT + ms(span.at);
    const until = at + (span.for === undefined ? policy.batchMs : ms(span.for));
    const headers: BatchHeader[] = [];
    for (; at < until; at += policy.batchMs) {
      const end = at + policy.batchMs;
      const phase = span.phase ?? phaseAt(policy, ledger, at);
      const window = { start: formatInstant(at), end: formatInstant(end) };
      const content = contentOf(reference, span, phase);
      headers.push({ schema: BATCH_SCHEMA, rollout: policy.rollout, phase, window, ...content, events: 0 });
    }
    return headers;
  });
}
