import * as core from '@actions/core';
import { logLine } from '../render/escape.js';
import type { LogWriter } from './console-notifier.js';

/** The step's log. What comes in is untrusted: it is written as one line of bounded length. */
export const STEP_LOG: LogWriter = {
  info: (line) => core.info(logLine(line)),
  warning: (line) => core.warning(logLine(line)),
  error: (line) => core.error(logLine(line)),
};

/** Shows Markdown on the run's page; nowhere outside of a run. */
export async function showSummary(text: string): Promise<void> {
  if (process.env['GITHUB_STEP_SUMMARY'] !== undefined) await core.summary.addRaw(text).write();
}
