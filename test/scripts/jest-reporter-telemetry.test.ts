import { beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseInstant } from '../../src/domain/time.js';
import { compileEventSchema } from '../../src/io/event-schema.js';
import { temporaryFolder } from '../temporary-folder.js';

const REPORTER = resolve('scripts/jest-reporter-telemetry.mjs');
const JEST = resolve('node_modules/jest/bin/jest.js');

const FILES = {
  'package.json': '{}',
  'unit/first.test.cjs': `
    jest.retryTimes(2);
    let tries = 0;
    test('passes', () => {});
    test.skip('is skipped', () => {});
    test.todo('is to do');
    test('fails first', () => { tries += 1; if (tries < 2) throw new Error('once'); });
    test('fails', () => { throw new Error('the password is hunter2'); });`,
  'unit/second.test.cjs': 'this is no JavaScript',
};

describe('the jest reporter', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await temporaryFolder());
    await mkdir(join(folder, 'unit'));
    for (const [path, text] of Object.entries(FILES)) await writeFile(join(folder, path), text);
  });

  function runJest(env: Record<string, string> = {}): void {
    // The run that this test is part of may itself be recorded.
    const { PHASEGATE_CI_FILE: _file, PHASEGATE_CI_PHASE: _phase, ...inherited } = process.env;
    const config = JSON.stringify({
      testMatch: ['**/*.test.cjs'],
      reporters: [REPORTER],
      cacheDirectory: join(folder, 'cache'),
    });
    const args = [JEST, '--rootDir', folder, '--config', config, '--runInBand'];
    const run = spawnSync(process.execPath, args, {
      cwd: folder,
      env: { ...inherited, ...env },
      encoding: 'utf8',
    });
    // The run has failing tests on purpose; the reporter itself has nothing to say.
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 1, stderr: '' });
  }

  async function events(path: string): Promise<Record<string, unknown>[]> {
    const text = await readFile(path, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  test('writes an event a test, valid by the schema of ci-health, and nothing of the messages', async () => {
    const file = join(folder, 'events.jsonl');
    const before = Date.now();
    runJest({ PHASEGATE_CI_FILE: file, PHASEGATE_CI_PHASE: 'observe' });
    const all = await events(file);
    const outcomes = all.map(({ name, file: from, status, attempt, flaky }) => ({
      name,
      from,
      status,
      attempt,
      flaky,
    }));
    const first = 'unit/first.test.cjs';
    expect(outcomes.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))).toEqual([
      {
        name: '(the test file could not be run)',
        from: 'unit/second.test.cjs',
        status: 'failed',
        attempt: 1,
        flaky: false,
      },
      { name: 'fails', from: first, status: 'failed', attempt: 3, flaky: false },
      { name: 'fails first', from: first, status: 'passed', attempt: 2, flaky: true },
      { name: 'is skipped', from: first, status: 'skipped', attempt: 1, flaky: false },
      { name: 'is to do', from: first, status: 'skipped', attempt: 1, flaky: false },
      { name: 'passes', from: first, status: 'passed', attempt: 1, flaky: false },
    ]);
    const validate = await compileEventSchema('fixtures/ci-health/schemas/events/ci.json', {
      fromText: false,
    });
    expect(all.map((event) => validate(event))).toEqual(all.map(() => null));
    for (const event of all) {
      const ts = parseInstant(String(event['ts']));
      expect(ts).toBeGreaterThanOrEqual(before);
      expect(ts).toBeLessThanOrEqual(Date.now());
    }
    const text = JSON.stringify(all);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(folder);
  });

  test('by default appends to the file of the day below a hidden folder, and names no phase', async () => {
    runJest();
    runJest();
    const days = join(folder, '.phasegate/ci/telemetry/ci');
    const all = (await Promise.all((await readdir(days)).map((file) => events(join(days, file))))).flat();
    expect(all).toHaveLength(12);
    expect(new Set(all.map((event) => event['id'])).size).toBe(12);
    expect(all.filter((event) => 'phase' in event)).toEqual([]);
  });
});
