import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../../src/domain/canonical-json.js';
import type { RunOutcome, RunRecord } from '../../../src/domain/observability/run-record.js';
import { LOG_FILES, type LogFiles } from '../../../src/io/observability/log-files.js';
import { RunLog } from '../../../src/io/observability/run-log.js';
import { withLock } from '../../../src/io/state-lock.js';
import { outcome } from '../../observability-builder.js';
import { temporaryFolder } from '../../temporary-folder.js';

const DAY = 86_400_000;

let root: string;
beforeEach(async () => {
  root = await temporaryFolder();
});

const file = (name: 'log' | 'sequence'): string => join(root, `ops/automation_runs.${name}`);
const text = (name: 'log' | 'sequence'): Promise<string> => readFile(file(name), 'utf8');
const records = async (): Promise<RunRecord[]> =>
  (await text('log'))
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as RunRecord);
const sequences = async (): Promise<number[]> => (await records()).map(({ sequence }) => sequence);

function open(files: LogFiles = LOG_FILES): RunLog {
  return new RunLog({ root, keepMs: 60 * DAY, files });
}

async function append(parts: Partial<RunOutcome> = {}) {
  return open().append(outcome(parts));
}

/** A log of lines with these numbers, and the sequence file; null: there is none. */
async function given(numbers: readonly number[], sequence: string | null): Promise<void> {
  await mkdir(join(root, 'ops'), { recursive: true });
  const lines = numbers.map((one) => `${canonicalJson({ ...outcome(), sequence: one })}\n`);
  await writeFile(file('log'), lines.join(''));
  if (sequence !== null) await writeFile(file('sequence'), sequence);
}

describe('the run log', () => {
  test('begins with 1 and counts on', async () => {
    await append();
    await append({ status: 'error', error_code: 'internal_error', error_message: 'x' });
    await append();
    expect(await sequences()).toEqual([1, 2, 3]);
    expect(await text('sequence')).toBe('{"first":1,"value":3}\n');
  });

  test('reads as much of a long log as of a short one', async () => {
    const read: number[] = [];
    const files: LogFiles = {
      ...LOG_FILES,
      tail: async (path, length) => {
        const tail = await LOG_FILES.tail(path, length);
        read.push(tail?.bytes.length ?? 0);
        return tail;
      },
      read: (path) =>
        path === file('log') ? Promise.reject(new Error('read as a whole')) : LOG_FILES.read(path),
    };
    await given(
      Array.from({ length: 20_000 }, (_, i) => i + 1),
      '{"first":1,"value":20000}',
    );
    const { record } = await open(files).append(outcome());
    expect(record.sequence).toBe(20_001);
    expect(read).toEqual([16_384]);
  });

  test.each([
    ['that is missing', null],
    ['that is damaged', '{"value":'],
    ['that says nonsense', '{"first":9,"value":-1}'],
    ['that is behind, since a run was killed', '{"first":1,"value":2}'],
  ])('goes on from its own lines with a sequence file %s', async (_, sequence) => {
    await given([1, 2, 3], sequence);
    const { record } = await append();
    expect(record).toMatchObject({ sequence: 4, status: 'ok', error_code: null });
    expect(await text('sequence')).toBe('{"first":1,"value":4}\n');
  });

  test('says that its sequence file was damaged', async () => {
    await given([1, 2, 3], 'rubbish');
    const said = ['the sequence file was damaged; its number was taken from the log'];
    const { record, notes } = await append();
    expect(notes).toEqual(said);
    expect(record.diagnostics).toEqual({ run_log: said });
  });

  test('finds its first line again when it is pruned and the sequence file is lost', async () => {
    await given(
      Array.from({ length: 300 }, (_, i) => i + 500),
      null,
    );
    expect((await append()).record.sequence).toBe(800);
    expect(await text('sequence')).toBe('{"first":500,"value":800}\n');
  });

  test('waits for another one, and says so when that lasts', async () => {
    const impatient = new RunLog({ root, lockWaitMs: 100 });
    await withLock(join(root, 'ops/.automation_runs.lock'), async () => {
      await expect(impatient.append(outcome())).rejects.toMatchObject({ code: 'lock_not_acquired' });
    });
    expect((await impatient.append(outcome())).record.sequence).toBe(1);
  });
});

describe('lines that are lost', () => {
  test.each<readonly [string, readonly number[], string, string]>([
    ['at the end', [1, 2, 3], '{"first":1,"value":5}', 'lines 4 to 5'],
    ['in the middle', [1, 2, 4], '{"first":1,"value":4}', 'line 3'],
    ['at the begin', [3, 4], '{"first":1,"value":4}', 'lines 1 to 2'],
    ['with the whole log', [], '{"first":1,"value":7}', 'lines 1 to 7'],
    ['in two places', [1, 3, 6], '{"first":1,"value":6}', 'lines 2 to 5'],
  ])('%s are told of once, and no number is given twice', async (_, numbers, sequence, missing) => {
    await given(numbers, sequence);
    const next = (JSON.parse(sequence) as { value: number }).value + 1;
    const first = await append();
    expect(first.record).toMatchObject({
      sequence: next,
      status: 'warning',
      error_code: 'sequence_gap',
      error_message: `${missing} of the run log are not there`,
    });
    expect((await append()).record).toMatchObject({ sequence: next + 1, status: 'ok', error_code: null });
  });

  test('do not hide why a job failed', async () => {
    await given([1], '{"first":1,"value":3}');
    const failed = outcome({ status: 'error', error_code: 'webhook_failed', error_message: 'no' });
    expect((await open().append(failed)).record).toMatchObject({
      status: 'error',
      error_code: 'webhook_failed',
      diagnostics: { sequence_gap: { after: 1, before: 4 } },
    });
  });
});

describe('what stands in the log', () => {
  test('as half of a line is taken away, and said', async () => {
    await given([1, 2], '{"first":1,"value":2}');
    const whole = await text('log');
    await writeFile(file('log'), `${whole}{"alerts":[],"arte`);
    const { record, notes } = await append();
    expect(notes).toEqual(['the last line was cut off in the writing and is taken away: {"alerts":[],"arte']);
    expect(await text('log')).toBe(`${whole}${canonicalJson(record)}\n`);
    expect(await sequences()).toEqual([1, 2, 3]);
  });

  test('as a line that lacks its line break alone is kept', async () => {
    await given([1, 2], '{"first":1,"value":1}');
    await writeFile(file('log'), (await text('log')).slice(0, -1));
    await append();
    expect(await sequences()).toEqual([1, 2, 3]);
  });

  test('as half of a line longer than the tail is taken away', async () => {
    await given([1, 2], '{"first":1,"value":2}');
    await writeFile(file('log'), `${await text('log')}${'x'.repeat(100_000)}`);
    await append();
    expect(await sequences()).toEqual([1, 2, 3]);
    expect((await text('log')).length).toBeLessThan(2_000);
  });

  test('and is no record stays, and its number is missing', async () => {
    await given([1, 2], '{"first":1,"value":3}');
    await writeFile(file('log'), `${await text('log')}rubbish\n`);
    const { record, notes } = await append();
    expect(record).toMatchObject({ sequence: 4, error_code: 'sequence_gap' });
    expect(notes).toEqual(['1 of its last lines are no records']);
    expect(await text('log')).toContain('\nrubbish\n');
  });

  test('by a newer version is left alone', async () => {
    await given([1], '{"first":1,"value":2}');
    const newer = `${await text('log')}{"schema":"phasegate.automation-run/2","sequence":2}\n`;
    await writeFile(file('log'), newer);
    await expect(append()).rejects.toMatchObject({
      code: 'unsupported_schema_version',
      message: expect.stringContaining(
        'is phasegate.automation-run/2; this version of Phasegate knows phasegate.automation-run/1',
      ) as unknown,
    });
    expect(await text('log')).toBe(newer);
  });
});

describe('what is older than is kept', () => {
  const on = (day: string, parts: Partial<RunOutcome> = {}): Partial<RunOutcome> => ({
    job_id: `${day}T120000Z-latency`,
    ...parts,
  });

  test('is dropped with the first line of a day, and the numbers go on', async () => {
    for (const day of ['20260101', '20260101', '20260102', '20260228']) await append(on(day));
    expect(await sequences()).toEqual([1, 2, 3, 4]);
    const { notes, record } = await append(on('20260303'));
    expect([notes, record.diagnostics]).toEqual([[], { dropped_lines: 2 }]);
    expect(await sequences()).toEqual([3, 4, 5]);
    expect(await text('sequence')).toBe('{"first":3,"value":5}\n');
    expect((await append(on('20260303'))).record).toMatchObject({ sequence: 6, status: 'ok' });
  });

  test('can be the whole log', async () => {
    for (const day of ['20260101', '20260102']) await append(on(day));
    expect((await append(on('20260601'))).record).toMatchObject({ sequence: 3, status: 'ok' });
    expect(await sequences()).toEqual([3]);
    expect(await text('sequence')).toBe('{"first":3,"value":3}\n');
  });

  test('is looked for once a day', async () => {
    let whole = 0;
    const files: LogFiles = {
      ...LOG_FILES,
      read: (path) => {
        if (path === file('log')) whole += 1;
        return LOG_FILES.read(path);
      },
    };
    for (let i = 0; i < 96; i += 1) await open(files).append(outcome(on(i < 48 ? '20260301' : '20260302')));
    expect(whole).toBe(1);
  });
});

describe('a disk that does not take it', () => {
  test('when it is full in the middle of a line keeps no half', async () => {
    await append();
    const before = await text('log');
    const files: LogFiles = {
      ...LOG_FILES,
      replace: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    };
    await expect(open(files).append(outcome())).rejects.toMatchObject({ code: 'ENOSPC' });
    // The line is there and its number is not: the next run goes on behind it.
    expect((await text('log')).startsWith(before)).toBe(true);
    await append();
    expect(await sequences()).toEqual([1, 2, 3]);
  });

  test('since the folder cannot be written is an error with its path', async () => {
    if (process.getuid?.() === 0) {
      // Nothing is locked for root: a file where the folder belongs is as good.
      await writeFile(join(root, 'ops'), '');
      await expect(append()).rejects.toThrow(/ops/);
      return;
    }
    await mkdir(join(root, 'ops'));
    await chmod(join(root, 'ops'), 0o500);
    await expect(append()).rejects.toMatchObject({ code: 'EACCES' });
  });
});
