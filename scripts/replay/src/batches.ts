import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseBatch } from '../../../src/domain/batch-reader.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import type { IncomingBatch } from '../../../src/domain/history.js';
import type { Policy } from '../../../src/domain/policy.js';
import { distinctBatches, figuresFault, summedUpBy } from '../../../src/domain/replay-batches.js';

const BATCH_FILE = /^batch-.*\.jsonl$/;

export interface ReadBatches {
  /** Identical copies are one, oldest window first. */
  readonly batches: readonly IncomingBatch[];
  /** Files that are refused, a sentence each. */
  readonly refused: readonly string[];
  /** Files whose figures no policy at hand gives, a sentence each: changed, or of a policy that is lost. They are used. */
  readonly doubtful: readonly string[];
}

/** Null where there is no such folder. */
async function batchFilesBelow(folder: string): Promise<string[] | null> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => BATCH_FILE.test(basename(name))).map((name) => join(folder, name));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new PhasegateError('io-failed', `the batches in ${folder} cannot be listed: ${String(cause)}`, {
      cause,
    });
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PhasegateError('io-failed', `${file} cannot be read: ${String(cause)}`, { cause });
  }
}

interface ReadBatch {
  readonly batch: IncomingBatch | null;
  readonly refused: readonly string[];
  readonly doubtful: readonly string[];
}

/** The lines behind the header. */
function eventLines(text: string): string[] {
  return text.split('\n').slice(1, -1);
}

function readOne(
  text: string,
  file: string,
  options: { readonly rollout: string; readonly policies: readonly Policy[] },
): ReadBatch {
  try {
    const header = parseBatch(text, file, options.rollout);
    const fault = figuresFault(header, eventLines(text), options.policies);
    const doubtful = fault === null ? [] : [`${file}: ${fault}`];
    return { batch: { file, header }, refused: [], doubtful };
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'bad-batch') throw error;
    return { batch: null, refused: [error.message], doubtful: [] };
  }
}

/**
 * All batches below the folders. One that was changed is named and not used, and the others are read.
 *
 * @throws PhasegateError `bad-input` where a folder that was asked for is not there, `io-failed`, `newer-state`.
 */
export async function readBatchFolders(options: {
  readonly folders: readonly string[];
  /** Whether each folder must be there. */
  readonly required: boolean;
  readonly rollout: string;
  readonly policies: readonly Policy[];
}): Promise<ReadBatches> {
  const { folders, required } = options;
  const files = new Set<string>();
  for (const folder of folders) {
    const found = await batchFilesBelow(folder);
    if (found === null && required)
      throw new PhasegateError('bad-input', `--batches ${folder}: there is no such folder`);
    for (const file of found ?? []) files.add(file);
  }
  const all: ReadBatch[] = [];
  for (const file of [...files].sort()) all.push(readOne(await readText(file), file, options));
  return {
    batches: distinctBatches(all.flatMap(({ batch }) => (batch === null ? [] : [batch]))),
    refused: all.flatMap(({ refused }) => refused),
    doubtful: all.flatMap(({ doubtful }) => doubtful),
  };
}

/** The batches as another policy would have summed them up, where they keep their events. */
export async function readSummedUpBy(
  policy: Policy,
  batches: readonly IncomingBatch[],
): Promise<IncomingBatch[]> {
  const again: IncomingBatch[] = [];
  for (const { file, header } of batches) {
    const lines = header.events === 0 ? [] : eventLines(await readText(file));
    again.push({ file, header: summedUpBy(policy, header, lines) });
  }
  return again;
}
