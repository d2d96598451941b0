import { unzipSync, type UnzipFileInfo } from 'fflate';
import { PhasegateError } from '../domain/fault.js';

const MIB = 2 ** 20;

export interface UnpackLimits {
  /** Files of any kind in the archive. */
  readonly entries: number;
  /** Bytes of one file that is taken. */
  readonly fileBytes: number;
  /** Bytes of all files that are taken. */
  readonly bytes: number;
}

export const UNPACK_LIMITS: UnpackLimits = { entries: 10_000, fileBytes: 64 * MIB, bytes: 256 * MIB };

export interface UnpackOptions {
  /** Which files are taken, by their path in the archive. */
  readonly wants: (path: string) => boolean;
  readonly limits?: UnpackLimits;
}

/** Whether a name leads out of the folder that an archive is unpacked into, on any system. */
function leadsOut(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)|\0/.test(name);
}

function fault(why: string, cause?: unknown): PhasegateError {
  return new PhasegateError('io-failed', why, cause === undefined ? {} : { cause });
}

/**
 * Files of a zip archive by their paths. An archive is not trusted: nothing is unpacked beyond the limits, whatever size it
 * claims, and only contents come out of it, so that a link in it is a small text and leads nowhere.
 *
 * @throws PhasegateError `io-failed` for what is no archive, has a path that leads out or comes twice, or is too large.
 */
export function unpack(archive: Uint8Array, options: UnpackOptions): ReadonlyMap<string, Uint8Array> {
  const { wants, limits = UNPACK_LIMITS } = options;
  const taken = new Set<string>();
  let [entries, bytes] = [0, 0];
  const isWanted = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    entries += 1;
    if (entries > limits.entries) throw fault(`the archive has more than ${limits.entries} files`);
    if (leadsOut(name)) throw fault(`the archive has a path that leads out of it: ${JSON.stringify(name)}`);
    if (name.endsWith('/') || !wants(name)) return false;
    if (taken.has(name)) throw fault(`the archive has ${JSON.stringify(name)} more than once`);
    taken.add(name);
    // A file that is stored as it is has as many bytes as it takes, whatever its size is said to be.
    const most = Math.max(size, originalSize);
    bytes += most;
    if (most <= limits.fileBytes && bytes <= limits.bytes) return true;
    throw fault(
      `the archive's files are larger than ${limits.fileBytes} bytes each or ${limits.bytes} together`,
    );
  };
  try {
    // The room for each file is what the archive says, and no more is unpacked into it.
    return new Map(Object.entries(unzipSync(archive, { filter: isWanted })));
  } catch (error) {
    if (error instanceof PhasegateError) throw error;
    throw fault(`it is no archive: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}
