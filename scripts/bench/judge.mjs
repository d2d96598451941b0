import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Judges in a process of its own, from a bundle: the code is TypeScript. */
const BUNDLE = fileURLToPath(new URL('dist/index.mjs', import.meta.url));

const HELP = `npm run bench -- judge
CPU time of judging 7 days of history (672 batches, 20 SLIs), and of one more tick after 1 to 60 days.
`;

/** @param {readonly string[]} args @returns {Promise<number>} the exit code */
export async function run(args) {
  if (args.length > 0) {
    process.stdout.write(HELP);
    return args.includes('--help') ? 0 : 2;
  }
  if (!existsSync(BUNDLE)) {
    process.stderr.write('not built: scripts/bench/dist; run npm run build\n');
    return 1;
  }
  return spawnSync(process.execPath, [BUNDLE], { stdio: 'inherit' }).status ?? 1;
}
