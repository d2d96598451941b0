import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { IncidentState } from '../../src/domain/incident.js';
import {
  parseIncidentMemory,
  rememberIncidents,
  renderIncidentMemory,
} from '../../src/domain/incident-memory.js';
import { noticeRecords, type NoticeRecord } from '../../src/domain/notice-record.js';
import { emptyOutbox } from '../../src/domain/outbox.js';
import { parseOutbox, renderOutbox } from '../../src/domain/outbox-file.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import type { DailyContext } from '../../src/render/daily-people.js';
import { asError } from './outputs.js';

/** Of people's side, what reports tell: null is not known. */
export type People = Pick<DailyContext, 'incidents' | 'notices'>;

export interface Told {
  readonly people: People;
  /** What kept a notice from somebody. */
  readonly fault: Error | null;
}

export interface TellOptions {
  readonly rollout: string;
  readonly outbox: OutboxStore;
  /** Where incidents are remembered. */
  readonly memory: OutboxStore;
  /** Whether the policy wants incidents and there are issues. */
  readonly hasIncidents: boolean;
  /** The incidents as the tick leaves them; null: they could not be attended to. */
  readonly known: readonly KnownIncident[] | null;
  /** Tells people what they should know; null: the policy names nobody. */
  readonly notify: (() => Promise<void>) | null;
  readonly now: number;
  readonly isDryRun: boolean;
  readonly warn: (line: string) => void;
}

/** The incidents as their issues hold them, each with its number. */
export function numbered(known: readonly KnownIncident[]): readonly IncidentState[] {
  return known.map(({ issue, state }) => ({ ...state, issue: issue.number }));
}

async function rememberedIncidents(options: TellOptions): Promise<readonly IncidentState[]> {
  const { rollout, memory, known, now, isDryRun, warn } = options;
  const text = await memory.read();
  let before: readonly IncidentState[] = [];
  try {
    if (text !== null) before = parseIncidentMemory(text, { file: 'incidents.json', rollout });
  } catch (error) {
    // It is a cache: the record is the issues.
    warn(`incidents: ${asError(error).message}; begun anew`);
  }
  if (known === null) return before;
  const after = rememberIncidents(before, numbered(known), now);
  const next = renderIncidentMemory(rollout, after);
  if (!isDryRun && next !== text) await memory.write(next);
  return after;
}

async function knownNotices({ rollout, outbox, warn }: TellOptions): Promise<readonly NoticeRecord[] | null> {
  const text = await outbox.read();
  try {
    return text === null ? [] : noticeRecords(parseOutbox(text, { file: 'outbox.json', rollout }));
  } catch (error) {
    warn(`notices: left out of the reports: ${asError(error).message}`);
    return null;
  }
}

/**
 * Tells people what they should know, and remembers for reports whom what was told and which incidents there were. The
 * outbox is there even where nobody is told: a state without one is not whole.
 */
export async function tellPeople(options: TellOptions): Promise<Told> {
  const { rollout, outbox, hasIncidents, notify, isDryRun } = options;
  const incidents = hasIncidents ? await rememberedIncidents(options) : null;
  let fault: Error | null = null;
  try {
    await notify?.();
  } catch (error) {
    fault = asError(error);
  }
  if (notify === null && !isDryRun && (await outbox.read()) === null)
    await outbox.write(renderOutbox(emptyOutbox(rollout)));
  return { people: { incidents, notices: notify === null ? null : await knownNotices(options) }, fault };
}
