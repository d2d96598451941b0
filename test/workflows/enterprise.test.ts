import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { git } from '../git.js';
import { temporaryFolder } from '../temporary-folder.js';

const PROJECT = join(import.meta.dirname, '../..');

test("the guide's line for Enterprise Server names every action by repository and commit", async () => {
  const folder = await temporaryFolder();
  await cp(join(PROJECT, '.github'), join(folder, '.github'), { recursive: true });
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message=mirror');
  const guide = readFileSync(join(PROJECT, 'docs/getting-started.md'), 'utf8');
  const script = /^```sh\n(sed -i .*?)^```$/ms.exec(guide)?.[1] ?? 'exit 1';
  execFileSync('bash', ['-c', script], { cwd: folder });
  const workflows = readdirSync(join(folder, '.github/workflows')).map((name) =>
    readFileSync(join(folder, '.github/workflows', name), 'utf8'),
  );
  const text = workflows.join('\n');
  expect(text).not.toMatch(/uses: \$\//);
  expect(text).toContain(`uses: OWNER/phasegate/action-collect@${git(folder, 'rev-parse', 'HEAD')}`);
});
