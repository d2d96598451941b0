import { formatInstant, MINUTE } from '../../src/domain/time.js';
import { textFiles, World, type PlannedTick } from './world.js';
import type { Policy } from '../../src/domain/policy.js';

export const START = Date.UTC(2026, 2, 2, 8);
const FIRST_RUN = 101;

export const at = (minutes: number): number => START + minutes * MINUTE;

export function line(minutes: number, options: { id: string; ms?: number } = { id: '' }): string {
  return JSON.stringify({
    event: 'request.done',
    ts: formatInstant(at(minutes)),
    feature: 'web',
    phase: 'one',
    id: options.id === '' ? `at ${minutes}` : options.id,
    duration_ms: options.ms ?? 100,
    ok: true,
  });
}

/** Lines of the minutes from one to another, every half. */
function between(from: number, to: number): string[] {
  return Array.from({ length: (to - from) * 2 }, (_, i) => line(from + i / 2));
}

/**
 * A morning that only a collector with its memory collects right: events that were held, one that comes twice in files of
 * which the first is gone, late and broken lines, a tick in which nothing closes, and one that comes hours late.
 */
export const MORNING: readonly PlannedTick[] = [
  { now: at(17), arrivals: [{ file: 'a.jsonl', lines: between(0, 17) }] },
  { now: at(33), arrivals: [{ file: 'a.jsonl', lines: [...between(17, 33), 'no json'] }] },
  { now: at(40), arrivals: [{ file: 'a.jsonl', lines: between(33, 40) }] },
  {
    now: at(48),
    arrivals: [{ file: 'b.jsonl', lines: [...between(40, 48), line(5), line(44)] }],
    removed: ['a.jsonl'],
  },
  { now: at(190), arrivals: [{ file: 'b.jsonl', lines: between(48, 100) }] },
  { now: at(194), arrivals: [{ file: 'b.jsonl', lines: [line(50, { id: 'very late' }), line(192)] }] },
  {
    now: at(212),
    arrivals: [{ file: 'c.jsonl', lines: [line(192), ...between(193, 212)] }],
    removed: ['b.jsonl'],
  },
];

export type Trouble =
  /** All entries of the cache are gone. */
  | 'deleted'
  /** Only the oldest entry is left. */
  | 'old'
  /** The tick's state is not saved, and the next one's not found. */
  | 'refused';

export interface Happening {
  /** After which tick, counted from 0. */
  readonly after: number;
  readonly trouble: Trouble;
}

function happen(world: World, trouble: Trouble | undefined): void {
  if (trouble === 'deleted') world.cache.entries = [];
  if (trouble === 'old') {
    const firstOf = (stage: string) =>
      world.cache.entries.filter(([key]) => key.startsWith(`k/${stage}/`)).slice(0, 1);
    world.cache.entries = [...firstOf('collect'), ...firstOf('analyze')];
  }
}

export interface Told {
  /** What each tick's jobs uploaded, and the state with it. */
  readonly uploads: readonly {
    readonly batches: Readonly<Record<string, string>>;
    readonly analysis: Readonly<Record<string, string>>;
  }[];
  readonly warnings: readonly string[];
  /** Requests of each tick. */
  readonly sent: readonly number[];
}

export interface StoryOptions {
  readonly policy: Policy;
  readonly ticks?: readonly PlannedTick[];
  readonly happenings?: readonly Happening[];
  /** Ticks whose analysis never comes, counted from 0. */
  readonly unanalysed?: readonly number[];
  readonly withToken?: boolean;
}

/** Runs the ticks one after the other, with what happens to the cache between them. */
export async function tell(options: StoryOptions): Promise<Told & { readonly world: World }> {
  const { policy, ticks = MORNING, happenings = [], unanalysed = [], withToken = true } = options;
  const world = await World.create(policy);
  const uploads: Told['uploads'][number][] = [];
  const sent: number[] = [];
  for (const [i, tick] of ticks.entries()) {
    const trouble = happenings.find(({ after }) => after === i)?.trouble;
    const before = happenings.find(({ after }) => after === i - 1)?.trouble;
    world.cache.refuses = trouble === 'refused' || before === 'refused';
    const already = world.artifacts.sent;
    const job = { run: FIRST_RUN + i, withToken };
    await world.arrive(tick);
    const batches = await world.collect(tick.now, job);
    world.artifacts.upload('phasegate-batches', job.run, batches);
    const isAnalysed = !unanalysed.includes(i);
    const analysis = isAnalysed ? await world.analyze(tick.now, batches, job) : new Map<string, Uint8Array>();
    if (isAnalysed) world.artifacts.upload('phasegate-analysis', job.run, analysis);
    uploads.push({ batches: textFiles(batches), analysis: textFiles(analysis) });
    sent.push(world.artifacts.sent - already);
    happen(world, trouble);
  }
  return { uploads, warnings: world.warnings, sent, world };
}
