import { execFile } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, jest, test } from '@jest/globals';
import { oldestNode } from './runtimes.js';
import { temporaryFolder } from './temporary-folder.js';

jest.setTimeout(300_000);

const PROJECT = join(import.meta.dirname, '..');
/** What a clone has; nothing is installed in it. */
const PARTS = [
  '.github',
  'action-analyze',
  'action-collect',
  'action-report',
  'action-rollback',
  'fixtures',
  'package.json',
  'scripts',
];

test('the demo tells its story on the oldest Node that the README names, with nothing installed', async () => {
  const clone = await temporaryFolder();
  for (const part of PARTS) await cp(join(PROJECT, part), join(clone, part), { recursive: true });
  const { scripts } = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, ...args] = (scripts['demo'] ?? '').split(' ');
  const { stdout } = await promisify(execFile)(oldestNode(), args, {
    cwd: clone,
    env: { PATH: process.env['PATH'] },
  });

  const story = [
    /^01:00Z {2}autosave_p95 +390 ms .* ok$/m,
    /gate promote → A-1\n01:03Z {2}promoted by mika, approved by release-engineering · ledger #1 /,
    /03:15Z .*\n.*\n.*\n +missed batch recorded: merge/,
    /one tick for the 6 windows since the last:\n02:45Z /,
    /gate promote → A-2\n05:18Z {2}promoted by mika, approved by qa, release-engineering · ledger #2 /,
    /07:15Z {2}autosave_p95 +774 ms .* warn$/m,
    /07:30Z {2}autosave_p95 +1,521 ms .* violation$/m,
    /gate rollback → A-1 {3}ledger #3 \w{7} {3}flags autosave.enabled=true merge.precision=legacy/,
    /tick 27\/27 █{16} 100 %/,
    /The rollout stands at A-1; the gate says hold/,
  ];
  for (const part of story) expect(stdout).toMatch(part);
  // What the README shows is what the demo prints; only the ledger's hash changes with every change of the policy.
  const withoutHash = (text: string): string => text.replace(/ledger #(\d+) \w{7}/g, 'ledger #$1 …');
  const shown =
    /^```text\n(\d\d:\d\dZ .*?)^```$/ms.exec(await readFile(join(PROJECT, 'README.md'), 'utf8'))?.[1] ??
    'no example';
  expect(withoutHash(stdout)).toContain(withoutHash(shown));
  for (const what of ['summary', 'daily report', 'dashboard']) {
    const path = new RegExp(`^${what} +(.+)$`, 'm').exec(stdout)?.[1] ?? '';
    expect(await readFile(join(clone, path), 'utf8')).toContain('autosave');
  }
  const ledger = /^ledger +git (.+)$/m.exec(stdout)?.[1]?.split(' ') ?? [];
  expect((await promisify(execFile)('git', ledger, { cwd: clone })).stdout).toContain('seq: 3');
  expect(await readdir(clone)).not.toContain('node_modules');
});
