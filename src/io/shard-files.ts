import { readdir, readFile } from 'node:fs/promises';
import { basename, join, posix, sep } from 'node:path';
import { PhasegateError } from '../domain/fault.js';
import { shardName, type Shard } from '../domain/shard.js';
import { textIn, type ArtifactShelf } from './artifact-shelf.js';
import type { StateLog } from './restore-state.js';

/** What a shard left, and where it was found. */
export interface ShardFile {
  readonly file: string;
  readonly text: string;
}

/**
 * The files of a name below a folder, in the order of their paths, whatever folders artifacts were unpacked into; none
 * where there is no such folder. One that cannot be read is said, and is not taken.
 */
export async function shardFiles(folder: string, name: string, log: StateLog): Promise<ShardFile[]> {
  const paths = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new PhasegateError('io-failed', `${folder} cannot be listed: ${String(error)}`, { cause: error });
  });
  const files: ShardFile[] = [];
  for (const path of paths.filter((one) => basename(one) === name).sort()) {
    const file = join(folder, path).replaceAll(sep, posix.sep);
    try {
      files.push({ file, text: await readFile(file, 'utf8') });
    } catch (error) {
      log.warning(`${file} cannot be read: ${String(error)}; it is not taken`);
    }
  }
  return files;
}

/** What earlier ticks of a shard uploaded, the newest first: a permission that is missing ends it, and is said. */
export async function* earlierShardFiles(
  shelf: ArtifactShelf | null,
  { shard, name, log }: { readonly shard: Shard; readonly name: string; readonly log: StateLog },
): AsyncGenerator<ShardFile> {
  if (shelf === null) {
    log.warning(
      `with the input github-token what ${shardName(shard)} collected earlier is fetched from its artifacts`,
    );
    return;
  }
  try {
    for await (const artifact of shelf.newest(`phasegate-${shardName(shard)}`)) {
      const files = await shelf.open(artifact).catch((error: unknown) => {
        // One that cannot be unpacked never will be: the others are looked into.
        if (!(error instanceof PhasegateError) || error.code !== 'io-failed') throw error;
        log.warning(`${error.message}; it is not used`);
        return new Map<string, Uint8Array>();
      });
      for (const path of [...files.keys()].filter((one) => basename(one) === name).sort())
        yield { file: `run ${artifact.run}: ${path}`, text: textIn(files, path) ?? '' };
    }
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'no-permission') throw error;
    log.warning(`what ${shardName(shard)} collected earlier cannot be fetched: ${error.message}`);
  }
}
