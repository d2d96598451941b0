import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the line is kept, below jest's root: `.ci/run` says it once more as its last word. */
export const SUMMARY_FILE = 'out/test-summary.txt';

/** Says how many tests ran in one plain line, which a machine can read: `N passed, N failed, N skipped`. */
export default class SummaryReporter {
  #root;

  constructor(globalConfig) {
    this.#root = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    // A file that did not even load is no test, and yet it must not look like success.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`;
    const file = join(this.#root, SUMMARY_FILE);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, line);
    process.stdout.write(line);
  }
}
