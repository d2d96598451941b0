import type { Failure } from '../github/model.js';
import { startGithub, type GithubServer } from '../github/start-github.js';
import type { Outcome } from './outcome.js';
import { clockAt, STEPS, type Step, type Story } from './story.js';
import { BEGINNING, JOBS, type Checkpoint, type Job } from './checkpoint.js';
import { escaped, listen, patternOf, type TickCall, type Undisturbed } from './tick-calls.js';
import { clock, repositoryOf, TickWorld, type StepOptions } from './world.js';

/** Worlds that go on at one time. */
const AT_ONCE = 12;
/** For a call that is never answered, ms. */
const HASTY = 200;
/** What the client gets over by another try, when it happens once. */
export const GOT_OVER: readonly Failure[] = [
  500,
  502,
  'secondary-rate-limit',
  'hang',
  'reset',
  'lost-answer',
];

export interface Way {
  readonly how: Failure;
  /** `once`: this call alone; `lasting`: every one like it until the tick ends; `outage`: everything from it on. */
  readonly extent: 'once' | 'lasting' | 'outage';
}

/** What came of a tick in which one call failed. */
export interface Case {
  readonly call: TickCall;
  /** Jobs that failed. */
  readonly failed: readonly string[];
  /** When the tick had ended. */
  readonly after: Outcome;
  /** When the next one had. */
  readonly end: Outcome;
}

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One tick of the story, which is told again and again at repositories of its own, each time with another fault. */
export class DisturbedTick {
  readonly #server: GithubServer;
  readonly #story: Story;
  readonly #step: Step;
  readonly #start: Checkpoint;
  readonly #undisturbed: Undisturbed;
  /** What follows a tick's outcome, by its digest: the same follows the same. */
  readonly #next = new Map<string, Outcome>();
  #worlds = 1;

  private constructor(parts: {
    readonly server: GithubServer;
    readonly story: Story;
    readonly step: Step;
    readonly start: Checkpoint;
    readonly undisturbed: Undisturbed;
  }) {
    this.#server = parts.server;
    this.#story = parts.story;
    this.#step = parts.step;
    this.#start = parts.start;
    this.#undisturbed = parts.undisturbed;
  }

  /** Tells the story up to the tick of that minute. `worlds`: repositories that there are to be. */
  static async prepare(
    story: Story,
    options: { readonly minutes: number; readonly losesCache: boolean; readonly worlds: number },
  ): Promise<DisturbedTick> {
    const { minutes, losesCache, worlds } = options;
    const repository = {
      private: true,
      roles: { mika: 'write' },
      files: { 'README.md': '# Shop\n' },
    } as const;
    const names = Array.from({ length: worlds }, (_, i) => repositoryOf(i));
    const server = await startGithub({
      now: () => clock.now,
      repositories: Object.fromEntries(names.map((name) => [name, repository])),
    });
    const world = new TickWorld({ server, story, index: 0 }, BEGINNING);
    for (const step of STEPS.filter((one) => one.minutes < minutes)) {
      clock.now = clockAt(step.minutes);
      await world.step(step);
      if (Object.keys(world.failed).length > 0)
        throw new Error('the story fails by itself', { cause: world.failed });
    }
    if (losesCache) world.loseCache();
    const step = STEPS.find((one) => one.minutes === minutes);
    if (step === undefined) throw new Error(`no step at minute ${minutes}`);
    const start = world.checkpoint();
    clock.now = clockAt(minutes);
    const undisturbed = await listen(world, step);
    return new DisturbedTick({ server, story, step, start, undisturbed });
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  get calls(): readonly TickCall[] {
    return this.#undisturbed.calls;
  }

  #world(from: Checkpoint): TickWorld {
    const index = this.#worlds;
    this.#worlds += 1;
    return new TickWorld({ server: this.#server, story: this.#story, index }, from);
  }

  /** New worlds, each at its checkpoint; what was done at one time is done at one time. */
  async #worldsAt(checkpoints: readonly Checkpoint[]): Promise<readonly TickWorld[]> {
    const worlds = checkpoints.map((one) => this.#world(one));
    const times = new Map<AsyncGenerator<number>, number>();
    const goOn = async (replay: AsyncGenerator<number>): Promise<void> => {
      const next = await replay.next();
      if (next.done === true) times.delete(replay);
      else times.set(replay, next.value);
    };
    await sideBySide(
      worlds.map((world) => world.replay()),
      goOn,
    );
    while (times.size > 0) {
      clock.now = Math.min(...times.values());
      const due = [...times].filter(([, at]) => at === clock.now);
      await sideBySide(due, ([replay]) => goOn(replay));
    }
    return worlds;
  }

  /** What comes of the tick when all is well (first), and when jobs do not run at all: one, the last two, or none of them. */
  async references(): Promise<readonly Pick<Case, 'after' | 'end'>[]> {
    const sets: readonly (readonly Job[])[] = [[], ...JOBS.map((job) => [job]), ['report', 'decide'], JOBS];
    const worlds = await this.#worldsAt(sets.map(() => this.#start));
    return this.#ends(
      worlds.map((world, i) => ({ world, options: { without: sets[i] ?? [] }, fail: () => undefined })),
    );
  }

  /** Tells the tick once for each of its calls, which fails in that way; and the next, in which nothing does. */
  async disturb(way: Way): Promise<readonly Case[]> {
    const calls = this.calls.filter((call) => isOfUse(call, way));
    const worlds = await this.#worldsAt(calls.map(({ job }) => this.#before(job)));
    const told = calls.flatMap((call, i) => {
      const world = worlds[i];
      if (world === undefined) return [];
      const options = { from: call.job, ...(way.how === 'hang' ? { timeoutMs: HASTY } : {}) };
      return [{ call, world, options, fail: () => this.#fail(world, call, way) }];
    });
    const ends = await this.#ends(told);
    return told.flatMap(({ call, world }, i) => {
      const found = ends[i];
      return found === undefined ? [] : [{ call, failed: Object.keys(world.failed), ...found }];
    });
  }

  #before(job: Job): Checkpoint {
    return this.#undisturbed.before.get(job) ?? this.#start;
  }

  #fail({ repository }: TickWorld, { method, path, nth, nthOfSame }: TickCall, way: Way): () => void {
    const root = `^/repos/${escaped(repository)}/`;
    const { how, extent } = way;
    if (extent !== 'lasting')
      return this.#server.fail({
        how,
        path: new RegExp(root),
        nth,
        times: extent === 'once' ? 1 : 10_000,
      });
    const same = new RegExp(`${root}${patternOf(path)}$`);
    return this.#server.fail({ how, method, path: same, nth: nthOfSame, times: 10_000 });
  }

  async #ends(
    told: readonly {
      readonly world: TickWorld;
      readonly options: StepOptions;
      readonly fail: () => void | (() => void);
    }[],
  ): Promise<readonly Pick<Case, 'after' | 'end'>[]> {
    const after = new Map<TickWorld, Outcome>();
    const failed = new Map<TickWorld, TickWorld['failed']>();
    clock.now = clockAt(this.#step.minutes);
    await sideBySide(told, async ({ world, options, fail }) => {
      const heal = fail();
      await world.step(this.#step, options);
      failed.set(world, world.failed);
      heal?.();
      after.set(world, await world.outcome());
    });
    const fresh = new Map<string, TickWorld>();
    for (const [world, { digest }] of after)
      if (!this.#next.has(digest) && !fresh.has(digest)) fresh.set(digest, world);
    await this.#goOn([...fresh.values()]);
    for (const [digest, world] of fresh) this.#next.set(digest, await world.outcome());
    return told.flatMap(({ world }) => {
      world.failed = failed.get(world) ?? {};
      const [one, end] = [after.get(world), this.#next.get(after.get(world)?.digest ?? '')];
      return one === undefined || end === undefined ? [] : [{ after: one, end }];
    });
  }

  /** Up to the end of the next tick. */
  async #goOn(worlds: readonly TickWorld[]): Promise<void> {
    const later = STEPS.filter(({ minutes }) => minutes > this.#step.minutes);
    const next = later.findIndex(({ what }) => what === 'tick');
    for (const step of later.slice(0, next + 1)) {
      clock.now = clockAt(step.minutes);
      await sideBySide(worlds, async (world) => {
        await world.step(step);
        if (Object.keys(world.failed).length > 0)
          throw new Error(`${step.what} at minute ${step.minutes} failed: ${JSON.stringify(world.failed)}`);
      });
    }
  }
}

/** A fault that no try gets over lasts as long as it may where nobody asks again. */
function isOfUse({ isRepeated }: TickCall, { how, extent }: Way): boolean {
  return extent !== 'lasting' || isRepeated || GOT_OVER.includes(how);
}
