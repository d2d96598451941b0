import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FAILURES } from '../github/model.js';
import { DisturbedTick, GOT_OVER, type Case, type Way } from './disturbed-tick.js';
import type { Outcome } from './outcome.js';
import { tellStory, type Story } from './story.js';

const WAYS: readonly Way[] = [
  ...FAILURES.map((how) => ({ how, extent: 'once' }) as const),
  ...FAILURES.map((how) => ({ how, extent: 'lasting' }) as const),
  // All is carried out, and nothing of it heard.
  { how: 'lost-answer', extent: 'outage' },
];

/** Everything but the digest, which tells apart what makes no difference. */
const toldOf = (end: Outcome): string => JSON.stringify({ ...end, digest: '' });

export interface DisturbedTickCase {
  readonly name: string;
  /** When in the story. */
  readonly minutes: number;
  /** Default false. */
  readonly losesCache?: boolean;
  /** Decisions and incidents that there are to be at the end of the next tick. */
  readonly entries: number;
  readonly incidents: number;
  /** Repositories: one for each tick that is told. */
  readonly worlds: number;
}

/** Makes each call of each of the ticks fail in each way. In several test files, so that they are told side by side. */
export function describeTicks(ticks: readonly DisturbedTickCase[]): void {
  let story: Story;
  beforeAll(async () => {
    story = await tellStory();
  });

  describe.each(ticks)('$name, each of its calls made to fail', (options) => {
    const { minutes, entries, incidents, losesCache = false, worlds } = options;
    let tick: DisturbedTick;
    let references: readonly Pick<Case, 'after' | 'end'>[];

    beforeAll(async () => {
      tick = await DisturbedTick.prepare(story, { minutes, losesCache, worlds });
      references = await tick.references();
    });
    afterAll(() => tick?.close());

    test('where a job does not run at all, the next tick does its work: nothing is lost, nothing doubled', () => {
      const jobs = new Set(tick.calls.map(({ job }) => job));
      expect([...jobs]).toEqual(expect.arrayContaining(['collect', 'analyze', 'report']));
      for (const { end } of references) {
        expect(end.findings).toEqual([]);
        expect([end.entries.length, end.incidents.length]).toEqual([entries, incidents]);
      }
    });

    test.each(WAYS)(
      'by $how, $extent: it is as if a job had not run, or nothing had happened',
      async (way) => {
        const cases = await tick.disturb(way);
        const known = references.map(({ end }) => toldOf(end));
        const odd = cases.filter(
          ({ after, end }) => after.findings.length > 0 || !known.includes(toldOf(end)),
        );
        expect(
          odd.map(({ call, failed, end }) => ({
            ...call,
            failed,
            entries: end.entries,
            incidents: end.incidents,
          })),
        ).toEqual([]);
        // A call that is never answered is waited for so shortly here that others may run out of time too.
        if (way.extent !== 'once' || way.how === 'hang' || !GOT_OVER.includes(way.how)) return;
        const noticed = cases.filter(
          ({ failed, after }) => failed.length > 0 || after.digest !== references[0]?.after.digest,
        );
        expect(noticed.map(({ call, failed }) => ({ ...call, failed }))).toEqual([]);
      },
    );
  });
}
