import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseBatch } from '../../../src/domain/batch-reader.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import type { IncomingBatch } from '../../../src/domain/history.js';
import type { Policy } from '../../../src/domain/policy.js';
import { member, textOf } from '../../../src/domain/raw-values.js';
import { distinctBatches, figuresFault } from '../../../src/domain/replay-batches.js';

const BATCH_FILE = /^batch-.*\.jsonl$/;

export interface ReadBatches {
  /** Identical copies are one, oldest window first. */
  readonly batches: readonly IncomingBatch[];
  /** Files that are refused, a sentence each. */
  readonly refused: readonly string[];
  /** Files whose figures no policy at hand gives, a sentence each: changed, or of a policy that is lost. They are used. */
  readonly doubtful: readonly string[];
  /** Names of other rollouts whose batches lay there, sorted; theirs are passed over. */
  readonly others: readonly string[];
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
  /** The other rollout that it is of; null where it is of the one that is asked for, or cannot be read. */
  readonly other: string | null;
}

/** The rollout that the first line names; null where it is no header, as the reader will say. */
function rolloutNamed(text: string): string | null {
  try {
    return textOf(member(JSON.parse(text.slice(0, text.indexOf('\n'))), 'rollout'));
  } catch {
    return null;
  }
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
  const nothing = { batch: null, refused: [], doubtful: [], other: null };
  const named = rolloutNamed(text);
  try {
    const header = parseBatch(text, file, named ?? options.rollout);
    if (header.rollout !== options.rollout) return { ...nothing, other: header.rollout };
    const fault = figuresFault(header, eventLines(text), options.policies);
    const doubtful = fault === null ? [] : [`${file}: ${fault}`];
    return { ...nothing, batch: { file, header }, doubtful };
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'bad-batch') throw error;
    return { ...nothing, refused: [error.message] };
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
    others: [...new Set(all.flatMap(({ other }) => other ?? []))].sort(),
  };
}

/** The events that a batch file keeps, a line each. @throws PhasegateError `io-failed`. */
export async function readEventLines(file: string): Promise<string[]> {
  return eventLines(await readText(file));
}
