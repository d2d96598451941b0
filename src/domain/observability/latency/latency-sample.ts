import type { Fields } from '../../event.js';
import type { Sli } from '../../policy.js';
import { formatInstant, parseInstant } from '../../time.js';
import { csvLine } from '../csv-line.js';

/** One signal, as the archive keeps it. */
export interface LatencySample {
  /** Milliseconds since the epoch. */
  readonly ts: number;
  readonly source: string;
  /** null: it was not measured, as of a signal that did not come. */
  readonly latencyMs: number | null;
  readonly ingestLatencyMs: number | null;
  /** Empty where the signal says nothing of it. */
  readonly status: string;
  readonly detail: string;
}

export const SAMPLE_COLUMNS = [
  'timestamp_utc',
  'source',
  'latency_ms',
  'ingest_latency_ms',
  'status',
  'detail',
] as const;

export const SAMPLE_HEADER = csvLine(SAMPLE_COLUMNS);
/** Its characters are of one byte each. */
export const SAMPLE_HEADER_BYTES = SAMPLE_HEADER.length;

/** An accepted event as the collector holds it. */
export interface AcceptedEvent {
  /** Name of its source of telemetry. */
  readonly source: string;
  /** Event time, milliseconds since the epoch. */
  readonly ts: number;
  /** Canonical JSON. */
  readonly line: string;
}

function textIn(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function numberIn(fields: Fields, name: string): number | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The samples among the events, in their order: those that the SLI is about. */
export function samplesOf(sli: Sli, events: readonly AcceptedEvent[]): LatencySample[] {
  const { measure } = sli;
  if (measure.kind !== 'quantile') throw new TypeError(`SLI ${sli.id} is no quantile`);
  return events.flatMap(({ source, ts, line }) => {
    const fields = JSON.parse(line) as Fields;
    if (!sli.events.includes(textIn(fields, 'event'))) return [];
    return [
      {
        ts,
        source: textIn(fields, 'source') || source,
        latencyMs: numberIn(fields, measure.of),
        ingestLatencyMs: numberIn(fields, 'ingest_latency_ms'),
        status: textIn(fields, 'status'),
        detail: textIn(fields, 'detail'),
      },
    ];
  });
}

function shown(value: number | null): string {
  return value === null ? '' : String(value);
}

export function sampleLine(sample: LatencySample): string {
  const { ts, source, latencyMs, ingestLatencyMs, status, detail } = sample;
  return csvLine([formatInstant(ts), source, shown(latencyMs), shown(ingestLatencyMs), status, detail]);
}

function read(text: string): number | null | undefined {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The sample of a record of the archive's own file; null for what is none. */
export function readSample(record: readonly string[]): LatencySample | null {
  if (record.length !== SAMPLE_COLUMNS.length) return null;
  const [at = '', source = '', latency = '', ingest = '', status = '', detail = ''] = record;
  const ts = parseInstant(at);
  const latencyMs = read(latency);
  const ingestLatencyMs = read(ingest);
  if (ts === null || latencyMs === undefined || ingestLatencyMs === undefined) return null;
  return { ts, source, latencyMs, ingestLatencyMs, status, detail };
}
