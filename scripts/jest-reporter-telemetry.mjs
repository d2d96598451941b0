import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Folder of the daily files, relative to jest's root; a folder that git ignores. */
const DEFAULT_FOLDER = '.phasegate/ci/telemetry/ci';
/** What a test file that could not even be loaded is called, so that it counts as a failure. */
const UNLOADABLE = '(the test file could not be run)';

const STATUS = {
  passed: 'passed',
  failed: 'failed',
  pending: 'skipped',
  skipped: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
};

/**
 * A jest reporter that appends one `ci.test.completed` event a test to a JSONL file, after each test file, so that a run
 * that is cut off leaves what it did. Messages of failures stay out: they may hold paths and secrets.
 *
 * Options, each also as an environment variable:
 * - `file` (`PHASEGATE_CI_FILE`): default `.phasegate/ci/telemetry/ci/<UTC date>.jsonl`, the date being that of the start;
 * - `phase` (`PHASEGATE_CI_PHASE`): phase of the events; by default they name none, and the ledger decides.
 */
export default class TelemetryReporter {
  #root;
  #file;
  #phase;

  constructor(globalConfig, options = {}) {
    const day = new Date().toISOString().slice(0, 10);
    this.#root = globalConfig.rootDir;
    const file = process.env.PHASEGATE_CI_FILE || options.file || join(DEFAULT_FOLDER, `${day}.jsonl`);
    this.#file = resolve(this.#root, file);
    this.#phase = process.env.PHASEGATE_CI_PHASE || options.phase || undefined;
  }

  onTestResult(_test, result) {
    const file = relative(this.#root, result.testFilePath).split(sep).join('/');
    // jest gives 0 for a file that it could not load.
    const fileEnd = result.perfStats.end || Date.now();
    const failedToLoad = result.testExecError
      ? [{ fullName: UNLOADABLE, status: 'failed', duration: 0, invocations: 1 }]
      : [];
    const lines = [...result.testResults, ...failedToLoad].map((test) => this.#line(test, file, fileEnd));
    if (lines.length === 0) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, lines.join(''));
  }

  #line(test, file, fileEnd) {
    const status = STATUS[test.status];
    if (status === undefined)
      throw new Error(
        `jest gave the status ${JSON.stringify(test.status)}, which this reporter does not know`,
      );
    const duration = test.duration ?? 0;
    // jest counts from 1, and gives nothing for tests that were not run; more than 1 only with jest.retryTimes.
    const attempt = Math.max(1, test.invocations ?? 1);
    const event = {
      event: 'ci.test.completed',
      ts: new Date(typeof test.startAt === 'number' ? test.startAt + duration : fileEnd).toISOString(),
      feature: 'ci',
      phase: this.#phase,
      name: test.fullName,
      file,
      status,
      duration_ms: duration,
      attempt,
      flaky: status === 'passed' && attempt > 1,
      id: randomUUID(),
    };
    return `${JSON.stringify(event)}\n`;
  }
}
