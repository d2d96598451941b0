import { join } from 'node:path';
import { JobError } from '../../domain/observability/job-error.js';
import {
  RUN_LOG_FILE,
  renderSequence,
  SEQUENCE_FILE,
  type SequenceFile,
} from '../../domain/observability/run-tail.js';
import { withLock } from '../state-lock.js';
import { LOG_FILES, type LogFiles } from './log-files.js';
import { LOG_LOCK_FILE, LOG_WAIT_MS } from './run-log.js';

/** What the log is to be. */
export interface NewLog {
  readonly text: string;
  readonly sequence: SequenceFile;
}

/**
 * Replaces the run log while no job can write a line: `plan` is given the texts of the log and its sequence file (null: there
 * is none), and gives what they are to be; null: they stay. The old log is kept beside it as `backup`. The sequence file is
 * written first: a run that is killed behind it leaves a log that is rebuilt to the same.
 *
 * @throws JobError `lock_not_acquired`.
 */
export async function rewriteLog(
  root: string,
  plan: (texts: { readonly log: string | null; readonly sequence: string | null }) => Promise<NewLog | null>,
  { backup, files = LOG_FILES }: { readonly backup: string; readonly files?: LogFiles },
): Promise<'rewritten' | 'as-it-was'> {
  const path = join(root, RUN_LOG_FILE);
  const work = async (): Promise<'rewritten' | 'as-it-was'> => {
    const log = await files.read(path);
    const next = await plan({ log, sequence: await files.read(join(root, SEQUENCE_FILE)) });
    if (next === null) return 'as-it-was';
    if (log !== null) await files.replace(join(root, backup), log);
    await files.replace(join(root, SEQUENCE_FILE), renderSequence(next.sequence));
    await files.replace(path, next.text);
    return 'rewritten';
  };
  const locked = await withLock(join(root, LOG_LOCK_FILE), work, { waitMs: LOG_WAIT_MS });
  if (locked.kind === 'done') return locked.value;
  throw new JobError('lock_not_acquired', `${path} is held by ${locked.holder}; it stays as it is`);
}
