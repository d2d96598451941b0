import { canonicalJson } from '../../canonical-json.js';
import { sha256 } from '../../digest.js';
import { formatInstant, type Window } from '../../time.js';
import { weekName } from './week.js';

/** A report of a week, with its checksum. */
export type WeeklyPayload = Readonly<Record<string, unknown>> & {
  readonly schema_version: string;
  readonly week_start: string;
  readonly payload_checksum_sha256: string;
};

/** SHA-256 of a report's canonical JSON without the field of the checksum itself, in capital hexadecimal digits. */
export function payloadChecksum(payload: Readonly<Record<string, unknown>>): string {
  const { payload_checksum_sha256: _, ...rest } = payload;
  return sha256(canonicalJson(rest)).toUpperCase();
}

/** The report of a week: the same sections and time give the same bytes. */
export function weeklyPayload(options: {
  readonly schemaVersion: string;
  readonly now: number;
  readonly week: Window;
  /** By name. */
  readonly sections: Readonly<Record<string, unknown>>;
}): WeeklyPayload {
  const { schemaVersion, now, week, sections } = options;
  const payload = {
    ...sections,
    schema_version: schemaVersion,
    generated_at: formatInstant(now),
    week_start: weekName(week),
  };
  return { ...payload, payload_checksum_sha256: payloadChecksum(payload) };
}
