import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Files that take longest, longest first. Begun last, one of them would go on alone when all others are done. */
const LONG = [
  'test/tick-faults/rollback-tick.test.ts',
  'test/tick-faults/release-tick.test.ts',
  'test/tick-faults/other-ticks.test.ts',
  'test/bundles/',
  'test/demo.test.ts',
  'test/action-rollback/github-',
  'test/workflows/',
  'test/state/',
  'test/dashboard/',
];

function rank({ path, context }) {
  const file = relative(context.config.rootDir, path).replaceAll('\\', '/');
  const index = LONG.findIndex((prefix) => file.startsWith(prefix));
  return index < 0 ? LONG.length : index;
}

/** Jest's own order goes by the last run's durations, which a fresh clone does not have: there it goes by file sizes. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}
