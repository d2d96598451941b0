import { parseBytes } from '../bytes.js';
import { errorAt, type DocumentFault, type DocumentPath } from '../document-fault.js';
import { durationOf, itemsOf, member, recordOf, textOf } from '../raw-values.js';
import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../time.js';
import { lintLatency } from './lint-latency.js';
import { lintUpload } from './lint-upload.js';
import { DEFAULT_KEEP_ROLLUPS_MS } from './convert-observability.js';
import { DEFAULT_OBSERVABILITY_ROOT } from './observability-policy.js';
import { lintWeekly } from './weekly/lint.js';

const ROOT: DocumentPath = ['observability'];

interface Range {
  readonly path: readonly string[];
  readonly min: number;
  readonly max: number;
  /** What to write instead. */
  readonly use: string;
}

const MAX_KEEP = 3_650 * DAY;
const DURATIONS: readonly Range[] = [
  { path: ['latency', 'keep-samples'], min: DAY, max: MAX_KEEP, use: '14d' },
  { path: ['latency', 'keep-rollups'], min: DAY, max: MAX_KEEP, use: '90d' },
  { path: ['weekly', 'keep'], min: 7 * DAY, max: MAX_KEEP, use: '60d' },
  { path: ['weekly', 'webhook', 'wait'], min: 0, max: 10 * MINUTE, use: '60s' },
  { path: ['weekly', 'webhook', 'timeout'], min: SECOND, max: 5 * MINUTE, use: '30s' },
  { path: ['dashboard', 'keep'], min: 7 * DAY, max: MAX_KEEP, use: '56d' },
  { path: ['dashboard', 'upload', 'timeout'], min: 1_000, max: HOUR, use: '2m' },
  { path: ['run-log', 'keep'], min: 7 * DAY, max: MAX_KEEP, use: '60d' },
  { path: ['verify', 'heartbeat'], min: MINUTE, max: 30 * DAY, use: '6h' },
];

/** What a schema cannot say of the section `observability`. `batchMs`: null where it is not known. */
export function lintObservability(document: unknown, batchMs: number | null): readonly DocumentFault[] {
  const section = member(document, 'observability');
  if (recordOf(section) === null) return [];
  return [
    ...DURATIONS.flatMap((range) => lintDuration(section, range)),
    ...lintRotation(section),
    ...lintWeeksOfRollups(section),
    ...lintRoot(document, section),
    ...lintWeekly(document),
    ...lintDatasets(section),
    ...lintUpload(section),
    ...lintLatency(document, batchMs),
  ];
}

function valueAt(section: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => member(value, key), section);
}

function lintDuration(section: unknown, { path, min, max, use }: Range): readonly DocumentFault[] {
  const ms = durationOf(valueAt(section, path), null);
  if (ms === null || (ms >= min && ms <= max)) return [];
  const range = `${formatDuration(min)} to ${formatDuration(max)}`;
  return [errorAt([...ROOT, ...path], `${formatDuration(ms)} is not from ${range}; use ${use}`)];
}

function lintRotation(section: unknown): readonly DocumentFault[] {
  const path = ['latency', 'rotate-at'];
  const text = textOf(valueAt(section, path));
  const bytes = text === null ? null : parseBytes(text);
  if (text === null || bytes === null || (bytes >= 1_000 && bytes <= 1_000_000_000)) return [];
  return [errorAt([...ROOT, ...path], `${text} is not from 1kB to 1GB; use 10MB`)];
}

/** The last complete week began up to two weeks ago. */
function lintWeeksOfRollups(section: unknown): readonly DocumentFault[] {
  const latency = member(section, 'latency');
  if (recordOf(latency) === null || recordOf(member(section, 'weekly')) === null) return [];
  const ms = durationOf(member(latency, 'keep-rollups'), DEFAULT_KEEP_ROLLUPS_MS);
  if (ms === null || ms < DAY || ms >= 14 * DAY) return [];
  const message = `${formatDuration(ms)} is too short for a report of the last complete week; use at least 14d`;
  return [errorAt([...ROOT, 'latency', 'keep-rollups'], message)];
}

/** What the jobs write must not come back as telemetry. */
function lintRoot(document: unknown, section: unknown): readonly DocumentFault[] {
  const written = member(section, 'root');
  const root = written === undefined ? DEFAULT_OBSERVABILITY_ROOT : textOf(written);
  if (root === null) return [];
  return itemsOf(member(document, 'sources')).flatMap((source, i) =>
    ['csv', 'jsonl'].flatMap((key) => {
      if (textOf(member(source, key))?.startsWith(`${root}/`) !== true) return [];
      const message = `lies below observability.root (${root}), where the jobs write; what they wrote would be read as telemetry`;
      return [errorAt(['sources', i, key], message)];
    }),
  );
}

function lintDatasets(section: unknown): readonly DocumentFault[] {
  const dashboard = member(section, 'dashboard');
  const latency = member(dashboard, 'latency');
  if (latency === true && member(section, 'latency') === undefined) {
    const message = 'there are no rollups of signal latency; write observability.latency, or leave this out';
    return [errorAt([...ROOT, 'dashboard', 'latency'], message)];
  }
  const others = ['ev-history', 'slippage', 'turnover'].some((key) => member(dashboard, key) !== undefined);
  if (latency !== false || others) return [];
  return [
    errorAt([...ROOT, 'dashboard', 'latency'], 'leaves no dataset; name one, or leave `dashboard` out'),
  ];
}
