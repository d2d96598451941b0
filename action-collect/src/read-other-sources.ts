import { addLineCounts, NO_LINES } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { eventKey } from '../../src/domain/event.js';
import { rollbackEvents } from '../../src/domain/ledger.js';
import { tickEvent } from '../../src/domain/tick-event.js';
import { parseInstant } from '../../src/domain/time.js';
import type { CollectOptions } from './collect-options.js';
import { keysInTallies } from './event-store.js';
import type { Intake } from './intake.js';
import type { Taking } from './read-files.js';
import { readMetrics } from './read-metrics.js';
import { type Rules, takeFields } from './take-line.js';

/** What the place of a ledger's event names. */
export const LEDGER_FILE = 'phase-ledger.yaml';

async function readLedgerEvents(options: CollectOptions, intake: Intake, rules: Rules): Promise<void> {
  const source = options.policy.sources.find((one) => one.format === 'ledger');
  if (source === undefined || options.ledger === null) return;
  const events = rollbackEvents(options.ledger);
  for (const [index, fields] of events.entries()) {
    if (index < options.state.ledgerEntries) continue;
    const place = { source: source.name, file: LEDGER_FILE, line: index + 1 };
    await takeFields(intake, rules, { source, place, fields: { ...fields }, excerpt: canonicalJson(fields) });
  }
}

/**
 * The issues are read whole at every tick, so their events of closed windows, and those that are held, were taken before.
 * An event is of the time at which a tick saw it: its window is open when the next tick reads it.
 */
async function readIncidentEvents(
  options: CollectOptions,
  intake: Intake,
  { rules, openFrom }: { readonly rules: Rules; readonly openFrom: number },
): Promise<void> {
  const source = options.policy.sources.find((one) => one.format === 'incidents');
  if (source === undefined) return;
  const taken = new Set(options.state.held.filter((one) => one.source === source.name).map(({ key }) => key));
  for (const key of keysInTallies(options.state, source.name)) taken.add(key);
  for (const [index, event] of (options.incidents ?? []).entries()) {
    const fields = { ...event };
    if ((parseInstant(event.ts) ?? 0) < openFrom || taken.has(eventKey(source, fields))) continue;
    const place = { source: source.name, file: source.name, line: index + 1 };
    await takeFields(intake, rules, { source, place, fields, excerpt: canonicalJson(fields) });
  }
}

/** What servers counted in the windows that close now; a server that did not tell all of it is named. */
async function takeMetrics(options: CollectOptions, taking: Taking, unanswered: Set<string>): Promise<void> {
  const { intake, rules, stores } = taking;
  const { lines, silent } = await readMetrics({
    ...options,
    open: () => ({
      held: [],
      starts: [
        ...stores.held.starts(),
        ...(stores.tallied?.tallies().keys() ?? []),
        ...(options.others?.starts ?? []),
      ],
    }),
  });
  for (const name of silent) unanswered.add(name);
  for (const line of lines) await takeFields(intake, rules, line);
}

/** Takes what is new of sources that are no files: ledger, incidents, metrics, and last the tick itself. */
export async function readOtherSources(
  options: CollectOptions,
  taking: Taking,
  unanswered: Set<string>,
): Promise<void> {
  const { intake, rules } = taking;
  await readLedgerEvents(options, intake, rules);
  await readIncidentEvents(options, intake, taking);
  await takeMetrics(options, taking, unanswered);
  await readTickEvent(options, intake, rules);
}

/** This tick as an event, behind all other lines: it tells of them. */
async function readTickEvent(options: CollectOptions, intake: Intake, rules: Rules): Promise<void> {
  const { state, now, others } = options;
  const source = options.policy.sources.find((one) => one.format === 'ticks');
  if (source === undefined) return;
  const own = intake.result();
  const totals = addLineCounts(own.totals, others?.totals ?? NO_LINES);
  const trails = { ...own.trails, ...others?.trails };
  const policy = { ...options.policy, sources: [...options.policy.sources, ...(others?.sources ?? [])] };
  const { closedUntil } = state;
  const clock = now - options.simulatedLatencyMs;
  const fields = { ...tickEvent({ policy, now, clock, closedUntil, totals, trails }) };
  const place = { source: source.name, file: source.name, line: 1 };
  await takeFields(intake, rules, { source, place, fields, excerpt: canonicalJson(fields) });
}
