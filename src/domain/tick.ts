import { canonicalJson } from './canonical-json.js';
import { count, nullable, object, oneOf, text } from './shape.js';

/** What a run's collector passes on in its output folder, and keeps in its state. */
export const TICK_FILE = 'tick.json';
const TICK_SCHEMA = 'phasegate.tick/1';
const TAKEN_SCHEMA = 'phasegate.taken/1';
/** A week of ticks every 15 minutes: what the dashboard shows. Parallel runs are never so far apart. */
const TAKEN_KEPT = 700;

/** Which run of a workflow, and which attempt at it. */
export interface TickRef {
  /** The run's id, and from 1 the attempt at it. */
  readonly run: number;
  readonly attempt: number;
}

/** The run that a stage is a part of. */
export interface RunIdentity extends TickRef {
  /** The workflow's file with its repository: run numbers count by workflow. */
  readonly workflow: string;
  /** From 1. */
  readonly number: number;
}

/** One tick of the collector, and the tick whose state it went on from: a chain in which a tick that is missing is noticed. */
export interface Tick extends RunIdentity {
  /** The tick's clock, ms since the epoch. */
  readonly at: number;
  /** null: it began anew. */
  readonly previous: TickRef | null;
}

const ref = object({ run: count, attempt: count });
const tickShape = object({
  schema: oneOf([TICK_SCHEMA]),
  run: count,
  attempt: count,
  workflow: text,
  number: count,
  at: count,
  previous: nullable(ref),
});

function wholeNumber(value: string | undefined): number | null {
  return value !== undefined && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : null;
}

/** The run as the runner's variables name it; null outside of one. */
export function runIdentity(environment: Readonly<Record<string, string | undefined>>): RunIdentity | null {
  const run = wholeNumber(environment['GITHUB_RUN_ID']);
  if (run === null || !Number.isSafeInteger(run)) return null;
  // `owner/name/.github/workflows/rollout.yml@refs/heads/main`
  const [workflow = ''] = (environment['GITHUB_WORKFLOW_REF'] ?? '').split('@');
  return {
    run,
    attempt: wholeNumber(environment['GITHUB_RUN_ATTEMPT']) ?? 1,
    workflow,
    number: wholeNumber(environment['GITHUB_RUN_NUMBER']) ?? 1,
  };
}

export function isSameTick(a: TickRef, b: TickRef): boolean {
  return a.run === b.run && a.attempt === b.attempt;
}

/**
 * Whether a state of this tick is surely the newest for a run: no run of the workflow lies between them. A run of another
 * workflow may; then the states are compared where they are.
 */
export function isRightBefore(tick: Tick, run: RunIdentity): boolean {
  return run.attempt === 1 && tick.workflow === run.workflow && tick.number === run.number - 1;
}

export function renderTick(tick: Tick): string {
  return `${canonicalJson({ schema: TICK_SCHEMA, ...tick, previous: tick.previous && refOf(tick.previous) })}\n`;
}

function refOf({ run, attempt }: TickRef): { run: number; attempt: number } {
  return { run, attempt };
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

/** The tick in a file's text; null where there is none, or the text is none. */
export function parseTick(source: string | null): Tick | null {
  const value = source === null ? null : parsed(source);
  if (tickShape(value, '').length > 0) return null;
  const { run, attempt, workflow, number, at, previous } = value as Tick;
  return { run, attempt, workflow, number, at, previous };
}

const takenShape = object({ schema: oneOf([TAKEN_SCHEMA]) });

function isTaken(value: unknown): value is TakenTick {
  if (ref(value, '').length > 0) return false;
  const { at } = value as { at?: unknown };
  return at === undefined || count(at, '').length === 0;
}

/** A tick whose batches the analyzer has taken. */
export interface TakenTick extends TickRef {
  /** Its clock, ms since the epoch; earlier versions did not keep it. */
  readonly at?: number;
}

function takenOf({ at, ...tick }: TakenTick): TakenTick {
  return { ...refOf(tick), ...(at === undefined ? {} : { at }) };
}

/** The ticks whose batches the analyzer has taken, oldest first: the file's text. */
export function renderTaken(taken: readonly TakenTick[]): string {
  return `${canonicalJson({ schema: TAKEN_SCHEMA, ticks: taken.map(takenOf) })}\n`;
}

/** None where there is no such text, or it is damaged: batches that come twice change nothing. */
export function parseTaken(source: string | null): readonly TakenTick[] {
  const value = source === null ? null : parsed(source);
  if (takenShape(value, '').length > 0) return [];
  const { ticks } = value as { ticks?: unknown };
  return Array.isArray(ticks) && ticks.every(isTaken) ? ticks : [];
}

/** The ticks with more of them, each once, the newest last. */
export function withTaken(taken: readonly TakenTick[], more: readonly TakenTick[]): readonly TakenTick[] {
  const others = taken.filter((one) => !more.some((tick) => isSameTick(tick, one)));
  return [...others, ...more].slice(-TAKEN_KEPT);
}

/** Whether everything up to a tick was taken: it itself, or the one that it went on from. */
export function isUnbroken(tick: Tick, taken: readonly TickRef[]): boolean {
  const { previous } = tick;
  return [tick, ...(previous === null ? [] : [previous])].some((one) =>
    taken.some((known) => isSameTick(known, one)),
  );
}
