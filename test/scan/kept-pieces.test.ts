import { afterEach, describe, expect, test } from '@jest/globals';
import { KeptEvents } from '../../action-collect/src/kept-events.js';
import type { PiecesOptions } from '../../action-collect/src/kept-pieces.js';
import type { KeptLines } from '../../src/domain/scan/kept-block.js';
import { TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import { CountedScanners, collectBytes } from './differential.js';
import { Random } from './random.js';
import { SUBJECTS, WHOLE_SPAN } from './subjects.js';

const [found] = SUBJECTS;
if (found === undefined) throw new Error('there is no subject');
const SUBJECT = { ...found, policy: { ...found.policy, keepEvents: true } };

/** Scanners whose kept lines can be had again. */
class CopiedScanners extends CountedScanners {
  readonly copies: KeptLines[] = [];

  override async open(request: Parameters<CountedScanners['open']>[0]): ReturnType<CountedScanners['open']> {
    const { judge } = request;
    return super.open({
      ...request,
      judge: {
        ...judge,
        get wantsRejected() {
          return judge.wantsRejected;
        },
        keep: (lines) => {
          this.copies.push({ ...lines, bytes: lines.bytes.slice() });
          judge.keep?.(lines);
        },
      },
    });
  }
}

/** What a scanner keeps of many lines, some of which come again, and of one that is long. */
async function keptLines(): Promise<readonly KeptLines[]> {
  const random = new Random(5);
  const lines = Array.from({ length: 4_000 }, () => JSON.stringify(SUBJECT.event(random, WHOLE_SPAN)));
  const long = JSON.stringify({ ...SUBJECT.event(random, WHOLE_SPAN), note: 'x'.repeat(200_000) });
  const again = [...lines, long, ...lines.slice(0, 2_000)];
  const scanners = new CopiedScanners(SUBJECT.schema);
  await collectBytes(SUBJECT, Buffer.from(again.map((line) => `${line}\n`).join('')), {
    scanners,
    chunkSizes: () => 1 << 20,
  });
  return scanners.copies;
}

describe('events that are put away', () => {
  let shelf = new TemporaryKeyShelf();
  afterEach(() => shelf.close());

  test.each([
    { name: 'in memory', room: 1 << 30, mostLoaded: 1 << 30 },
    { name: 'in a file', room: 0, mostLoaded: 1 << 30 },
    { name: 'in a file, one piece at hand', room: 0, mostLoaded: 0 },
  ])('come back as they were: $name', async ({ room, mostLoaded }) => {
    const all = await keptLines();
    shelf = new TemporaryKeyShelf(room);
    const collected = (pieces: PiecesOptions): { events: unknown; told: unknown } => {
      const store = new KeptEvents(SUBJECT.policy, [], pieces);
      const told: unknown[] = [];
      for (const lines of all) store.addLines('app', lines, (...event) => told.push(event));
      return { events: [...store.list(), ...store.list()], told };
    };
    const stayed = collected({});
    expect(collected({ shelf, mostLoaded })).toEqual(stayed);
    expect((stayed.told as unknown[]).length).toBeGreaterThan(3_000);
  });
});
