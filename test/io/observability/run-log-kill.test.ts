import { spawn } from 'node:child_process';
import { appendFile, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { build } from 'esbuild';
import type { RunRecord } from '../../../src/domain/observability/run-record.js';
import { LOG_FILES, type LogFiles } from '../../../src/io/observability/log-files.js';
import { RunLog } from '../../../src/io/observability/run-log.js';
import { outcome } from '../../observability-builder.js';
import { temporaryFolder } from '../../temporary-folder.js';

jest.setTimeout(300_000);

const PRELOAD = pathToFileURL(join(import.meta.dirname, '../../bundles/kill-at-write.mjs')).href;
const DAY = 86_400_000;

class Killed extends Error {}

/** The disk, until the process is killed at its nth change; a line that is then being written is cut short. */
function killedAt(n: number): { readonly files: LogFiles; readonly changes: () => number } {
  let changes = 0;
  let isDead = false;
  const change = async (work: () => Promise<void>, half: () => Promise<void> = async () => undefined) => {
    if (isDead) throw new Killed();
    changes += 1;
    if (changes !== n) return work();
    isDead = true;
    await half();
    throw new Killed();
  };
  const files: LogFiles = {
    tail: LOG_FILES.tail,
    read: LOG_FILES.read,
    append: (path, text) =>
      change(
        () => LOG_FILES.append(path, text),
        () => appendFile(path, text.slice(0, text.length / 2)),
      ),
    truncate: (path, size) => change(() => LOG_FILES.truncate(path, size)),
    replace: (path, text) => change(() => LOG_FILES.replace(path, text)),
  };
  return { files, changes: () => changes };
}

async function lines(root: string): Promise<RunRecord[]> {
  const text = await readFile(join(root, 'ops/automation_runs.log'), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunRecord);
}

function nameOf({ diagnostics: { writer } }: RunRecord): string {
  return typeof writer === 'string' ? writer : '';
}

/** Whatever happened, no number is missing or given twice, and no line is there twice or tells of a gap. */
function expectGapless(records: readonly RunRecord[]): void {
  const first = records[0]?.sequence ?? 0;
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, i) => first + i));
  const names = records.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(records.map(({ error_code }) => error_code)).toEqual(records.map(() => null));
}

/** Logs to begin with: how they came to be, and what the killed run does. */
const BEGINS: readonly (readonly [string, readonly string[], string])[] = [
  ['no log', [], '20260302'],
  ['lines of the day', ['20260302', '20260302'], '20260302'],
  ['lines of days that are kept no more', ['20260101', '20260102', '20260301'], '20260302'],
  ['lines that are all kept no more', ['20260101', '20260102'], '20260302'],
];

async function written(days: readonly string[], root: string): Promise<void> {
  const log = new RunLog({ root, keepMs: 2 * DAY });
  for (const [i, day] of days.entries())
    await log.append(outcome({ job_id: `${day}T110000Z-latency`, diagnostics: { writer: `before/${i}` } }));
}

describe.each(BEGINS)('with %s', (_, days, day) => {
  const run = (writer: string): ReturnType<typeof outcome> =>
    outcome({ job_id: `${day}T120000Z-latency`, diagnostics: { writer } });

  test('a run killed at any change of the disk is made good by the next one', async () => {
    const begin = await temporaryFolder();
    await written(days, begin);
    const young = days.flatMap((one, i) => (one >= '20260301' ? [`before/${i}`] : []));
    let points = 0;
    for (let at = 1; ; at += 1) {
      const root = await temporaryFolder();
      await cp(begin, root, { recursive: true });
      const disk = killedAt(at);
      const killed = await new RunLog({ root, keepMs: 2 * DAY, files: disk.files })
        .append(run('killed'))
        .then(
          () => false,
          (error: unknown) => error instanceof Killed,
        );
      if (!killed) break;
      points += 1;
      // And once more, killed while it makes good what the first left.
      const again = killedAt(1);
      await new RunLog({ root, keepMs: 2 * DAY, files: again.files })
        .append(run('again'))
        .catch(() => undefined);
      await new RunLog({ root, keepMs: 2 * DAY }).append(run('last'));
      const records = await lines(root);
      const names = records.map(nameOf);
      expect(names.filter((name) => name.startsWith('before/'))).toEqual(young);
      expect(names.at(-1)).toBe('last');
      expectGapless(records);
    }
    expect(points).toBeGreaterThanOrEqual(2);
  });
});

describe('processes', () => {
  let script: string;
  beforeAll(async () => {
    script = join(await temporaryFolder(), 'log-writer.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'log-writer.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
  });

  function write(args: readonly string[], killAt?: number): Promise<{ code: number | null; log: string }> {
    return new Promise((resolve, reject) => {
      const preload = killAt === undefined ? [] : ['--import', PRELOAD];
      const env = {
        PATH: process.env['PATH'] ?? '',
        ...(killAt === undefined ? {} : { KILL_AT: String(killAt) }),
      };
      const child = spawn(process.execPath, [...preload, script, ...args], { env });
      let log = '';
      child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, log }));
    });
  }

  test('8 that write 50 lines each at once leave 400 lines without a gap', async () => {
    const root = await temporaryFolder();
    const ended = await Promise.all(Array.from({ length: 8 }, (_, i) => write([root, `p${i}`, '50'])));
    expect(ended.map(({ code, log }) => [code, log])).toEqual(ended.map(() => [0, '']));
    const records = await lines(root);
    expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
    const names = Array.from({ length: 8 }, (_, p) =>
      Array.from({ length: 50 }, (__, i) => `p${p}/${i}`),
    ).flat();
    expect(records.map(nameOf).sort()).toEqual(names.sort());
  });

  test('one that a signal ends before any change of the disk, locks included, is made good by the next', async () => {
    const begin = await temporaryFolder();
    await written(['20260101', '20260102', '20260301'], begin);
    let points = 0;
    for (let at = 1; ; at += 1) {
      const root = await temporaryFolder();
      await cp(begin, root, { recursive: true });
      const killed = await write([root, 'killed', '1'], at);
      if (killed.code !== null) {
        expect(killed).toEqual({ code: 0, log: '' });
        break;
      }
      points += 1;
      expect(await write([root, 'last', '1'])).toEqual({ code: 0, log: '' });
      const records = await lines(root);
      const names = records.map(nameOf);
      expect([
        ['before/2', 'last/0'],
        ['before/2', 'killed/0', 'last/0'],
      ]).toContainEqual(names);
      expectGapless(records);
    }
    expect(points).toBeGreaterThan(10);
  });
});
