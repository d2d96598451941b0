import { canonicalJson } from '../../canonical-json.js';
import { sha256 } from '../../digest.js';
import { recordOf } from '../../raw-values.js';
import { formatInstant, parseInstant } from '../../time.js';
import { JobError } from '../job-error.js';
import type { RunAlert } from '../run-record.js';
import { NO_BREACH, type BreachState } from './breach.js';
import { newerFormat } from '../../newer-format.js';

export const ARCHIVE_SCHEMA = 'phasegate.latency-archive/1';

/** How much of the file of samples counts; what stands behind it was cut off in the writing. */
export interface SampleExtent {
  readonly bytes: number;
  /** Without the header. */
  readonly rows: number;
}

/** An alert that the run log is not known to hold, with the job whose line should have it. */
export interface OpenAlert {
  readonly jobId: string;
  readonly alert: RunAlert;
}

/** What the archive holds. */
export interface Holding {
  /** Hours that end at or before this are in the files; null before the first. Milliseconds since the epoch. */
  readonly until: number | null;
  readonly samples: SampleExtent;
  readonly breach: BreachState;
  readonly alerts: readonly OpenAlert[];
}

/** A change of the file of samples as a whole that was begun; whoever finds it ends it. */
export type Intent =
  /** All samples go to a compressed file, `path` relative to the root, and the file begins anew. */
  | { readonly kind: 'rotate'; readonly jobId: string; readonly path: string }
  /** The oldest samples go; `samples`: what is left then. */
  | { readonly kind: 'drop'; readonly samples: SampleExtent };

/** The commit point of the archive: what the files hold beyond it is not there. */
export interface LatencyArchive extends Holding {
  /** UTC day on which old samples were last looked for; null: never. */
  readonly droppedOn: string | null;
  readonly intent: Intent | null;
  /**
   * The hours that were added last, from their first one's start, and what was held before. They count only once the
   * collector's own state is written: a tick that brings them again takes their place. null: there is no such doubt.
   */
  readonly last: { readonly from: number; readonly before: Holding } | null;
}

export const EMPTY_ARCHIVE: LatencyArchive = {
  until: null,
  samples: { bytes: 0, rows: 0 },
  breach: NO_BREACH,
  alerts: [],
  droppedOn: null,
  intent: null,
  last: null,
};

/** Fields whose instants are written as people read them. Alerts are written as they are. */
const INSTANTS: ReadonlySet<string> = new Set(['until', 'from', 'heardUntil', 'rowFrom', 'lastBreachAt']);

/** Every instant of a value, but in alerts, replaced. */
function mapInstants(value: unknown, replace: (instant: unknown) => unknown): unknown {
  const record = recordOf(value);
  if (record === null) return value;
  return Object.fromEntries(
    Object.entries(record).map(([key, one]) => {
      if (key === 'alerts') return [key, one];
      return [key, INSTANTS.has(key) ? replace(one) : mapInstants(one, replace)];
    }),
  );
}

function writtenInstant(value: unknown): unknown {
  return typeof value === 'number' ? formatInstant(value) : value;
}

function readInstant(value: unknown): unknown {
  return typeof value === 'string' ? parseInstant(value) : value;
}

/** The file's text, with a digest, so that a damaged number is not taken for a good one. */
export function renderArchive(archive: LatencyArchive): string {
  const body = mapInstants({ ...archive, schema: ARCHIVE_SCHEMA }, writtenInstant) as Record<string, unknown>;
  return `${canonicalJson({ ...body, digest: sha256(canonicalJson(body)) })}\n`;
}

function digestOf(body: Record<string, unknown>): string | null {
  try {
    return sha256(canonicalJson(body));
  } catch {
    return null;
  }
}

/** What a text says; null for one that is damaged. @throws JobError `unsupported_schema_version` for one of a newer version. */
export function parseArchive(text: string, file: string): LatencyArchive | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const record = recordOf(value);
  if (record === null) return null;
  const { digest, ...body } = record;
  const schema = body['schema'];
  const newer = newerFormat(schema, ARCHIVE_SCHEMA);
  if (newer !== null)
    throw new JobError(
      'unsupported_schema_version',
      `${file} is ${newer}; this version of Phasegate knows ${ARCHIVE_SCHEMA}`,
    );
  if (schema !== ARCHIVE_SCHEMA || digest !== digestOf(body)) return null;
  // The digest says that this module wrote it.
  const { schema: _, ...archive } = body;
  return mapInstants(archive, readInstant) as LatencyArchive;
}
