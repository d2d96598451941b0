import { describe, expect, test } from '@jest/globals';
import { isAscii } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const ACTIONS = readdirSync(ROOT).filter(
  (name) => /^action-/.test(name) && existsSync(join(ROOT, name, 'action.yml')),
);
const RUNTIMES = ['node-20', 'node-24'];
/** What a container of the runner's environment has, without this run's own settings. */
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '' };

interface Action {
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

function action(name: string): Action {
  return parse(readFileSync(join(ROOT, name, 'action.yml'), 'utf8')) as Action;
}

function runtime(name: string): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = join(
    ROOT,
    '.runtimes',
    name,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin/node',
  );
  if (!existsSync(binary)) throw new Error(`${binary} is not there; install it with: npm run runtimes`);
  return binary;
}

describe.each(ACTIONS)('%s', (name) => {
  test('runs on node24 from bundles that are there, with the licences of what is in them', () => {
    const { using, main, post } = action(name).runs;
    expect(using).toBe('node24');
    for (const file of [main, post].filter((one) => one !== undefined)) {
      expect(existsSync(join(ROOT, name, file))).toBe(true);
      const notices = readFileSync(join(ROOT, name, file, '../licenses.txt'), 'utf8');
      expect(notices).toContain('Permission is hereby granted');
      // Every bundle can reach the toolkit or the cache client, and each is in its notices.
      expect(notices).toMatch(/^@actions\/(?:core|cache) \d+\.\d+\.\d+ \(MIT\)$/m);
    }
  });

  test('is in ASCII: a program that is not takes twice the memory', () => {
    const files = readdirSync(join(ROOT, name, 'dist'), { recursive: true, encoding: 'utf8' });
    const programs = files.filter((file) => file.endsWith('.mjs'));
    expect(programs).toContain('index.mjs');
    const others = programs.filter((file) => !isAscii(readFileSync(join(ROOT, name, 'dist', file))));
    expect(others).toEqual([]);
  });

  test.each(RUNTIMES)(
    'starts on %s with nothing installed beside it, and names a missing policy',
    (version) => {
      const main = join(ROOT, name, action(name).runs.main);
      const env = { ...ENVIRONMENT, INPUT_POLICY: 'missing/policy.yaml' };
      const { status, stdout, stderr } = spawnSync(runtime(version), [main], {
        cwd: tmpdir(),
        env,
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      expect(stdout).toContain('::error::bad-policy: missing/policy.yaml: there is no such file');
    },
  );
});
