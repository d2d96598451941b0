import { canonicalJson } from './canonical-json.js';
import { hashValue, hexOf, identityOf, sourceKeys, type SourceKeys } from './fingerprint.js';
import { METRIC_EVENT } from './metrics/metric-event.js';
import type { Policy, Source } from './policy.js';
import { formatDuration, formatInstant, parseInstant } from './time.js';

/** The fields of a telemetry line. */
export type Fields = Readonly<Record<string, unknown>>;

/** Where a line stands, for quarantine entries. */
export interface LinePlace {
  readonly source: string;
  /** Relative to the telemetry root. */
  readonly file: string;
  /** 1-based; 0 for the file as a whole. */
  readonly line: number;
}

/** A line that was accepted as an event. */
export interface TelemetryEvent {
  readonly place: LinePlace;
  /** Identity, of its source too: fingerprint of the event's id, else of its content, as 32 hexadecimal digits. */
  readonly key: string;
  /** Event time, milliseconds since the epoch. */
  readonly ts: number;
  /** When the line reached the log, where it says so; never later than the clock. */
  readonly arrived: number | null;
  readonly phase: string;
  /** The event with its constants and phase filled in. */
  readonly fields: Fields;
}

/** The event as it is kept: canonical JSON. */
export function eventLine(event: Pick<TelemetryEvent, 'fields'>): string {
  return canonicalJson(event.fields);
}

/** A line that was not accepted, with the reason; kept in quarantine. */
export interface Rejection {
  readonly place: LinePlace;
  readonly reason: string;
  /** The line's beginning, at most {@link EXCERPT_LENGTH} characters. */
  readonly excerpt: string;
}

export const EXCERPT_LENGTH = 2_000;

/** What a line is held against. */
export interface EventRules {
  readonly policy: Policy;
  readonly source: Source;
  /** Says what is wrong with the fields by the source's schema; null when nothing is. May convert CSV text in place. */
  readonly validate: (fields: Record<string, unknown>) => string | null;
  /** The collector's clock, milliseconds since the epoch. */
  readonly now: number;
  /** Phase given to every event, whatever it says. */
  readonly forcedPhase: string | null;
  /** The phase that the ledger had on at a time. */
  readonly phaseAt: (ms: number) => string;
}

function ownText(fields: Fields, name: string): string | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** What follows from a source's name, and is asked for with each event. */
const keysOfSource = new WeakMap<Source, SourceKeys>();

/** Identity of an event: by its source, and its id where it has one (text or number), else its content. */
export function eventKey(source: Source, fields: Fields): string {
  const id = Object.hasOwn(fields, source.fields.id) ? fields[source.fields.id] : undefined;
  const keys = keysOfSource.get(source) ?? sourceKeys(source.name);
  keysOfSource.set(source, keys);
  return hexOf(identityOf(keys, id, hashValue(keys.root, fields)));
}

function timeFault(text: string | null, name: string): string {
  if (text === null)
    return `${name} is missing or no text; write an RFC 3339 time such as 2026-03-02T14:15:00Z`;
  return `${name} ${JSON.stringify(text.slice(0, 60))} is no RFC 3339 time with a zone, such as 2026-03-02T14:15:00Z`;
}

function fill(fields: Record<string, unknown>, name: string, value: string | null): void {
  if (value !== null && !Object.hasOwn(fields, name)) fields[name] = value;
}

/** Judges the fields of one line: an event, or the reason why it is none. Pure, given its rules. */
export function readEvent(fields: Fields, place: LinePlace, rules: EventRules): TelemetryEvent | string {
  const { policy, source, now } = rules;
  const key = eventKey(source, fields);
  const filled: Record<string, unknown> = Object.assign(
    Object.create(null) as Record<string, unknown>,
    fields,
  );
  const tsText = ownText(fields, source.fields.ts);
  const ts = tsText === null ? null : parseInstant(tsText);
  if (ts === null) return timeFault(tsText, source.fields.ts);
  if (ts < 0) return `${source.fields.ts} ${formatInstant(ts)} is before 1970`;

  const arrivedText = source.fields.arrived === null ? null : ownText(fields, source.fields.arrived);
  const arrivedAt = arrivedText === null ? null : parseInstant(arrivedText);
  const arrived = arrivedAt === null ? null : Math.min(arrivedAt, now);
  const ahead = ts - (arrived ?? now);
  if (ahead > policy.maxAheadMs) {
    return `${source.fields.ts} ${formatInstant(ts)} is ${formatDuration(ahead)} ahead of the clock; max-ahead is ${formatDuration(policy.maxAheadMs)}`;
  }

  fill(filled, 'event', source.constants.event);
  fill(filled, 'feature', source.constants.feature);
  fill(filled, 'phase', source.constants.phase ?? rules.phaseAt(ts));
  if (rules.forcedPhase !== null) filled['phase'] = rules.forcedPhase;
  const fault = rules.validate(filled);
  if (fault !== null) return fault;

  const event = filled['event'];
  if (source.format !== 'prometheus' && typeof event === 'string' && event.startsWith(METRIC_EVENT))
    return `event ${JSON.stringify(event.slice(0, 60))} is what a server of metrics counted; name it otherwise`;
  const phase = filled['phase'];
  if (typeof phase !== 'string' || !policy.phases.some((known) => known.id === phase)) {
    return `phase ${JSON.stringify(phase) ?? 'undefined'} is not in the policy`;
  }
  return { place, key, ts, arrived, phase, fields: filled };
}
