import { member, numberOf, recordOf, textOf } from '../../raw-values.js';
import { formatInstant, parseInstant } from '../../time.js';
import type { Dataset } from './dataset.js';
import type { Archives, StateArchive } from './state-archive.js';

/** What executing a strategy's orders cost, as the telemetry says. */
export interface ExecutionRow {
  readonly strategy: string;
  /** When the telemetry was made; null where it does not say. */
  readonly timestamp: string | null;
  readonly slippage_bps: number;
  readonly reject_rate: number | null;
  readonly fill_count: number | null;
  readonly window_days: number | null;
}

/** How a strategy expects its slippage to be, as its archived state says. */
export interface SlippageStateRow {
  readonly timestamp: string;
  readonly strategy: string;
  readonly symbol: string;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly curve: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  readonly ewma_alpha: number | null;
}

/** The telemetry document of the execution, parsed; its path is for what is said of it. */
export interface Telemetry {
  readonly file: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** The numbers of an object by name; null where it holds anything else. */
function numbersOf(value: unknown): Readonly<Record<string, number>> | null {
  const record = recordOf(value);
  if (record === null) return null;
  const entries = Object.entries(record).map(([key, one]) => [key, numberOf(one)] as const);
  return entries.every((entry): entry is [string, number] => entry[1] !== null)
    ? Object.fromEntries(entries)
    : null;
}

function curveOf(value: unknown): SlippageStateRow['curve'] | 'broken' {
  if (value == null) return null;
  const record = recordOf(value);
  if (record === null) return 'broken';
  const entries = Object.entries(record).map(([key, one]) => [key, numbersOf(one)] as const);
  return entries.every((entry): entry is [string, Readonly<Record<string, number>>] => entry[1] !== null)
    ? Object.fromEntries(entries)
    : 'broken';
}

function stateRow({ state, strategy, symbol, at }: StateArchive): SlippageStateRow | string {
  const slip = recordOf(member(state, 'slip'));
  if (slip === null) return 'has no slip';
  const coefficients = numbersOf(slip['a']);
  if (coefficients === null) return 'slip.a is not numbers by name';
  const curve = curveOf(slip['curve']);
  if (curve === 'broken') return 'slip.curve is not numbers by name';
  return {
    timestamp: formatInstant(at),
    strategy,
    symbol,
    coefficients,
    curve,
    ewma_alpha: numberOf(slip['ewma_alpha']),
  };
}

/** A figure that may be missing; a text where it is there and is none. */
function figure(
  health: Readonly<Record<string, unknown>>,
  key: string,
  holds: (value: number) => boolean,
): number | null | string {
  const value = Object.hasOwn(health, key) ? health[key] : null;
  if (value === null) return null;
  return typeof value === 'number' && Number.isFinite(value) && holds(value) ? value : key;
}

function executionRow(strategy: string, value: unknown, timestamp: string | null): ExecutionRow | string {
  const health = recordOf(value);
  const at = `execution_health[${JSON.stringify(strategy)}]`;
  if (health === null) return `${at} is no object`;
  const slippage = figure(health, 'slippage_bps', () => true);
  const rejects = figure(health, 'reject_rate', (rate) => rate >= 0 && rate <= 1);
  const fills = figure(health, 'fill_count', (count) => Number.isSafeInteger(count) && count >= 0);
  const days = figure(health, 'window_days', (count) => count > 0);
  for (const one of [slippage, rejects, fills, days])
    if (typeof one === 'string') return `${at}.${one} is no figure of its kind`;
  if (typeof slippage !== 'number') return `${at} has no slippage_bps`;
  return {
    strategy,
    timestamp,
    slippage_bps: slippage,
    reject_rate: rejects as number | null,
    fill_count: fills as number | null,
    window_days: days as number | null,
  };
}

/** What slippage was measured (by strategy, in order of their names), and what the archived states expect (oldest first). */
export function slippage(telemetry: Telemetry, archives: Archives): Dataset {
  const leftOut = [...archives.leftOut];
  const health = recordOf(member(telemetry.document, 'execution_health'));
  const made = textOf(member(telemetry.document, 'generated_at'));
  const madeMs = made === null ? null : parseInstant(made);
  const timestamp = madeMs === null ? null : formatInstant(madeMs);
  const { file } = telemetry;
  if (health === null) leftOut.push({ file, line: 0, reason: 'has no execution_health' });
  const execution: Record<string, unknown>[] = [];
  for (const strategy of Object.keys(health ?? {}).sort()) {
    const row = executionRow(strategy, health?.[strategy], timestamp);
    if (typeof row === 'string') leftOut.push({ file, line: 0, reason: row });
    else execution.push({ ...row });
  }
  const state: Record<string, unknown>[] = [];
  for (const archive of archives.found) {
    const row = stateRow(archive);
    if (typeof row === 'string') leftOut.push({ file: archive.file, line: 0, reason: row });
    else state.push({ ...row });
  }
  return { name: 'slippage', rows: { execution, state }, leftOut, older: archives.older };
}
