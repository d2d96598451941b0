// `npm run runtimes`: installs the versions of Node that the bundles are tested on into .runtimes/, 24 as `using: node24`
// runs it and the oldest that the README names. What is there already is left as it is.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const VERSIONS = { 'node-24': '24.11.1', 'node-20': '20.11.0' };

const platform = process.platform === 'win32' ? 'win' : process.platform;
const packageName = `node-${platform}-${process.arch}`;

for (const [name, version] of Object.entries(VERSIONS)) {
  const folder = join(root, '.runtimes', name);
  const binary = join(folder, 'node_modules', packageName, 'bin/node');
  const found = existsSync(binary) ? execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim() : null;
  if (found !== `v${version}`) {
    const install = [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      `${packageName}@${version}`,
    ];
    execFileSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const line = `${name} ${execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim()} ${binary.slice(root.length)}\n`;
  process.stdout.write(line);
}
