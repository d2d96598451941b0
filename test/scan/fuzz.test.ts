import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scanned } from '../../src/ports/bulk-scanner.js';
import { CountedScanners } from './differential.js';
import { FoundDifference, fuzz, type Sum } from './fuzz.js';
import type { Shares } from './fuzz-report.js';

async function command(...args: string[]): Promise<{ status: unknown; out: string; err: string }> {
  const child = spawn(process.execPath, ['scripts/fuzz-scanner.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = async (stream: NodeJS.ReadableStream): Promise<string> => {
    let all = '';
    for await (const part of stream) all += String(part);
    return all;
  };
  const [out, err, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { status, out, err };
}

describe('a scanner takes what the slow path takes', () => {
  test('of 200,000 mutated lines of every subject', async () => {
    const { status, out, err } = await command('--lines', '200000', '--json');
    expect({ status, err: err.replaceAll(/^\d+ of \d+ lines\n/gm, '') }).toEqual({ status: 0, err: '' });
    const found = JSON.parse(out) as Sum & {
      readonly joined: number;
      readonly decided: Shares;
      readonly subjects: Readonly<Record<string, Sum>>;
    };
    expect(found.lines).toBeGreaterThanOrEqual(200_000);
    expect(found.totals.accepted).toBeGreaterThan(50_000);
    expect(found.totals.rejected).toBeGreaterThan(20_000);
    // What is left to the slow path is judged by it both times, so it must not be nearly all.
    expect(found.decided.accepted).toBeGreaterThan(0.25);
    expect(found.decided.rejected).toBeGreaterThan(0.25);
    expect(found.joined).toBeGreaterThan(1);
    expect(Object.values(found.subjects).every(({ lines }) => lines > 10_000)).toBe(true);
  }, 300_000);

  test.each([
    ['--lines', '0'],
    ['--seed', 'x'],
    ['--lines', '1.5'],
  ])('%s %s is refused', async (...args) => {
    expect(await command(...args)).toEqual({
      status: 2,
      out: '',
      err: '--seed and --lines are whole numbers from 1\n',
    });
  });
});

/** A scanner that rejects for another reason, or has counted an event too many. */
class WrongScanners extends CountedScanners {
  readonly #fault: 'reason' | 'count';

  constructor(schema: unknown, fault: 'reason' | 'count') {
    super(schema);
    this.#fault = fault;
  }

  override async open(request: Parameters<CountedScanners['open']>[0]): ReturnType<CountedScanners['open']> {
    const { judge } = request;
    const scanner = await super.open({
      ...request,
      judge: {
        ...judge,
        get wantsRejected() {
          return judge.wantsRejected;
        },
        putAside: (place, reason, excerpt) =>
          judge.putAside(
            place,
            this.#fault === 'reason' ? reason.replace('is no JSON', 'is no json') : reason,
            excerpt,
          ),
      },
    });
    if (scanner === null || this.#fault === 'reason') return scanner;
    const finish = (): Scanned => {
      const scanned = scanner.finish();
      return { ...scanned, accepted: scanned.accepted + (scanned.accepted > 1 ? 1 : 0) };
    };
    return { ...scanner, finish };
  }
}

/** The difference that a wrong scanner shows in a round of 250 lines. */
async function differenceOf(fault: 'reason' | 'count'): Promise<{ message: string; lines: string[] }> {
  const found = await fuzz({
    seed: 24,
    lines: 1,
    scanners: (schema) => new WrongScanners(schema, fault),
  }).catch((error: unknown) => error);
  if (!(found instanceof FoundDifference)) throw new Error('no difference was found');
  return { message: found.message, lines: found.message.match(/^ {2}tick \d: .*$/gm) ?? [] };
}

describe('a scanner that is wrong is found, with few lines that show it', () => {
  test('in a reason', async () => {
    const { message, lines } = await differenceOf('reason');
    expect(message).toContain(
      'seed 24, events by if and then, chunks of up to 1048576 bytes: tick 1, quarantine differ',
    );
    // The first line of a file is read by itself.
    expect(lines).toHaveLength(2);
    expect(message).toMatch(/slow: .*"reason":"is no JSON"/);
    expect(message).toMatch(/fast: .*"reason":"is no json"/);
  });

  test('in a count, where an event follows others', async () => {
    const { message, lines } = await differenceOf('count');
    expect(message).toContain('tick 1, totals differ');
    // Beside it, one line for each of three shapes goes to the slow path first.
    expect(lines.length).toBeLessThan(6);
  });
});
