import { canonicalJson, type Json } from '../canonical-json.js';
import type { Diagnostics } from './job-error.js';
import type { RunRecord } from './run-record.js';

/** A line is shorter than this with its line break, in bytes: what forwards logs cuts longer ones. */
export const LINE_LIMIT = 4_096;
/** A message longer than this is cut where the line is too long; in bytes of JSON. */
const MESSAGE_LIMIT = 1_000;
const NAME_LIMIT = 80;
/** More names of what was cut would fill the line themselves. */
const MAX_NAMES = 8;
const encoder = new TextEncoder();

function bytesOf(value: unknown): number {
  return encoder.encode(canonicalJson(value)).length;
}

/** The beginning of a text, as much as `limit` bytes of JSON hold, and no half character at its end. */
function cutText(text: string, limit: number): string {
  let length = text.length;
  const cut = (): string =>
    length === text.length ? text : `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…`;
  while (length > 0 && bytesOf(cut()) > limit)
    length = Math.min(length - 1, Math.floor((length * limit) / bytesOf(cut())));
  return cut();
}

/** What a record has too much of, and how much was taken: items of a list, bytes of a value or a message. */
type Cut = Readonly<Record<string, number>>;

interface Shrinking {
  readonly record: RunRecord;
  readonly cut: Cut;
}

function withCut({ record, cut }: Shrinking): RunRecord {
  if (Object.keys(cut).length === 0) return record;
  return { ...record, diagnostics: { ...record.diagnostics, cut, truncated: true } };
}

function cutMessages({ record, cut }: Shrinking): Shrinking {
  const { error_message: message, reason } = record;
  const cuts = Object.entries({ error_message: message, reason })
    .map(([name, text]): [string, number] => [name, text === null ? 0 : bytesOf(text) - MESSAGE_LIMIT])
    .filter(([, bytes]) => bytes > 0);
  return {
    record: {
      ...record,
      error_message: message === null ? null : cutText(message, MESSAGE_LIMIT),
      reason: reason === null ? null : cutText(reason, MESSAGE_LIMIT),
    },
    cut: { ...cut, ...Object.fromEntries(cuts) },
  };
}

/** Leaves the second half of a list out. */
function cutList(shrinking: Shrinking, name: 'artefacts' | 'alerts'): Shrinking {
  const { record, cut } = shrinking;
  const kept = Math.floor(record[name].length / 2);
  const gone = record[name].length - kept;
  return {
    record: { ...record, [name]: record[name].slice(0, kept) },
    cut: { ...cut, [name]: (cut[name] ?? 0) + gone },
  };
}

function cutDiagnostic({ record, cut }: Shrinking, name: string): Shrinking {
  const { [name]: gone = null, ...rest } = record.diagnostics;
  // A name may itself be what is too long.
  const place = `diagnostics.${cutText(name, NAME_LIMIT)}`;
  return {
    record: { ...record, diagnostics: rest },
    cut: { ...cut, [place]: (cut[place] ?? 0) + bytesOf(gone) },
  };
}

/** The largest part goes first; of equals the first by name. */
function shrink(shrinking: Shrinking): Shrinking {
  const { record } = shrinking;
  const diagnostics: Diagnostics = record.diagnostics;
  const parts: readonly { readonly size: number; readonly cut: () => Shrinking }[] = [
    ...(['alerts', 'artefacts'] as const).map((name) => ({
      size: record[name].length === 0 ? 0 : bytesOf(record[name]),
      cut: () => cutList(shrinking, name),
    })),
    ...Object.keys(diagnostics)
      .sort()
      .map((name) => ({
        size: bytesOf({ [name]: diagnostics[name] as Json }),
        cut: () => cutDiagnostic(shrinking, name),
      })),
  ];
  const largest = parts.reduce((most, part) => (part.size > most.size ? part : most));
  return largest.cut();
}

/** Many small parts are cut as one. */
function sumUp({ record, cut }: Shrinking): Shrinking {
  const names = Object.keys(cut).filter((name) => name.startsWith('diagnostics.'));
  if (names.length <= MAX_NAMES) return { record, cut };
  const sum = names.reduce((bytes, name) => bytes + (cut[name] ?? 0), 0);
  const rest = Object.fromEntries(Object.entries(cut).filter(([name]) => !names.includes(name)));
  return { record: { ...record, diagnostics: {} }, cut: { ...rest, diagnostics: sum } };
}

/**
 * A record as a line of the run log, line break included: canonical JSON, below {@link LINE_LIMIT} bytes. Of a record that
 * is longer the largest parts are cut until it fits; `diagnostics.truncated` is then true, and `diagnostics.cut` says of
 * what how much is missing: items of a list, bytes of a value or a message.
 */
export function runLine(record: RunRecord): string {
  let shrinking: Shrinking = { record, cut: {} };
  const line = (): string => `${canonicalJson(withCut(shrinking))}\n`;
  const fits = (text: string): boolean => encoder.encode(text).length < LINE_LIMIT;
  if (fits(line())) return line();
  shrinking = cutMessages(shrinking);
  while (!fits(line())) shrinking = sumUp(shrink(shrinking));
  return line();
}
