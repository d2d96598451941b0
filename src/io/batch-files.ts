import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseBatch } from '../domain/batch-reader.js';
import { PhasegateError } from '../domain/fault.js';
import type { IncomingBatch } from '../domain/history.js';

const BATCH_FILE = /^batch-.*\.jsonl$/;

async function filesBelow(folder: string): Promise<string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (cause) {
    // A tick in which no window closed passes on no folder.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new PhasegateError('io-failed', `the batches in ${folder} cannot be listed: ${String(cause)}`, {
      cause,
    });
  }
}

async function readBatchText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PhasegateError('io-failed', `${file} cannot be read: ${String(cause)}`, { cause });
  }
}

/**
 * The headers of all batch files below a folder, in the order of their paths; none where there is no such folder.
 *
 * @throws PhasegateError `bad-batch` naming the first file that is no batch of this rollout, or whose events do not match
 * its digest; `io-failed` where a file cannot be read.
 */
export async function readBatches(folder: string, rollout: string): Promise<IncomingBatch[]> {
  const names = (await filesBelow(folder)).filter((name) => BATCH_FILE.test(basename(name))).sort();
  const batches: IncomingBatch[] = [];
  for (const name of names) {
    const file = join(folder, name);
    batches.push({ file, header: parseBatch(await readBatchText(file), file, rollout) });
  }
  return batches;
}
