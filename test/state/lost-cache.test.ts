import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { policy as buildPolicy } from '../policy-builder.js';
import { at, line, MORNING, tell, type Happening, type Told, type Trouble } from './story.js';
import type { PlannedTick } from './world.js';

jest.setTimeout(120_000);

const policy = buildPolicy();
const TROUBLES: readonly Trouble[] = ['deleted', 'old', 'refused'];
let undisturbed: Told;

beforeAll(async () => {
  undisturbed = await tell({ policy });
});

test('the story needs its memory: without cache and token, what was collected differs', async () => {
  const happenings: Happening[] = [{ after: 4, trouble: 'deleted' }];
  const told = await tell({ policy, happenings, withToken: false });
  expect(told.uploads).not.toEqual(undisturbed.uploads);
  expect(told.warnings).toEqual(
    expect.arrayContaining([expect.stringMatching(/none was restored.*github-token/)]),
  );
});

test('an undisturbed tick asks for no artifact, and says nothing', () => {
  expect(undisturbed.sent.slice(1)).toEqual(MORNING.slice(1).map(() => 0));
  expect(undisturbed.warnings).toEqual([]);
});

describe('every upload, and so every state, is the same byte for byte when the cache is', () => {
  const cases = MORNING.slice(1).flatMap((_, after) =>
    TROUBLES.map((trouble) => [trouble, after + 1, { after, trouble }] as const),
  );
  test.each(cases)('%s after tick %i', async (_trouble, _after, happening) => {
    const told = await tell({ policy, happenings: [happening] });
    expect(told.uploads).toEqual(undisturbed.uploads);
    expect(told.warnings).toEqual([]);
  });

  test('gone after every tick', async () => {
    const happenings = MORNING.map((_, after) => ({ after, trouble: 'deleted' as const }));
    const told = await tell({ policy, happenings });
    expect(told.uploads).toEqual(undisturbed.uploads);
    // A list and a download for each stage.
    expect(told.sent.slice(1)).toEqual(MORNING.slice(1).map(() => 4));
  });
});

test('ticks that were never analysed are by the next one, whatever the cache does', async () => {
  for (const trouble of [undefined, ...TROUBLES]) {
    const happenings = trouble === undefined ? [] : [{ after: 3, trouble }];
    const told = await tell({ policy, happenings, unanalysed: [2, 3] });
    const [last, expected] = [told.uploads.at(-1), undisturbed.uploads.at(-1)];
    expect({ trouble, last }).toEqual({ trouble, last: expected });
    expect(told.warnings).toEqual([]);
  }
});

test('without a token, a tick that was never analysed is named', async () => {
  const told = await tell({ policy, unanalysed: [2], withToken: false });
  expect(told.warnings).toEqual([
    expect.stringMatching(/batches of run 103 were not analysed.*github-token/),
  ]);
});

/** Ticks with lines that come in order, late or twice, in a file that may be gone by the next tick. */
const arbitraryTicks = fc
  .array(
    fc.record({
      after: fc.integer({ min: 3, max: 50 }),
      lines: fc.array(fc.record({ back: fc.nat({ max: 60 }), id: fc.nat({ max: 30 }) }), { maxLength: 12 }),
      isRotated: fc.boolean(),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((specs): PlannedTick[] => {
    let [minutes, file] = [0, 0];
    return specs.map(({ after, lines, isRotated }) => {
      minutes += after;
      const now = minutes;
      const removed = isRotated ? [`${file}.jsonl`] : [];
      if (isRotated) file += 1;
      const texts = lines.map(({ back, id }) => line(now - back, { id: String(id) }));
      return { now: at(now), arrivals: [{ file: `${file}.jsonl`, lines: texts }], removed };
    });
  });

test('any ticks, with any trouble between any of them', async () => {
  const trouble = fc.constantFrom(...TROUBLES);
  const arbitrary = fc.record({
    ticks: arbitraryTicks,
    happenings: fc.uniqueArray(fc.record({ after: fc.nat({ max: 5 }), trouble }), {
      selector: ({ after }) => after,
      maxLength: 4,
    }),
  });
  const property = fc.asyncProperty(arbitrary, async ({ ticks, happenings }) => {
    const [plain, disturbed] = [await tell({ policy, ticks }), await tell({ policy, ticks, happenings })];
    expect(disturbed.uploads).toEqual(plain.uploads);
  });
  await fc.assert(property, { numRuns: 8 });
});
