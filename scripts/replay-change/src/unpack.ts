import { unzipSync, type UnzipFileInfo } from 'fflate';
import { RequestFault } from '../../schema-check/src/github.js';

const BATCH_PATH = /(?:^|\/)([A-Za-z0-9][A-Za-z0-9._-]{0,63})\/(batch-\d{8}T\d{6}Z\.jsonl)$/;
const MIB = 2 ** 20;

export interface UnpackLimits {
  /** Files of any kind in the archive. */
  readonly entries: number;
  /** Bytes of one batch file. */
  readonly fileBytes: number;
  /** Bytes of all batch files of an archive together. */
  readonly bytes: number;
}

export const UNPACK_LIMITS: UnpackLimits = { entries: 10_000, fileBytes: 64 * MIB, bytes: 256 * MIB };

/** Whether a name leads out of the folder that an archive is unpacked into, on any system. */
function leadsOut(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)|\0/.test(name);
}

/**
 * The batch files of an artifact's archive, by `<phase>/<file>`; other files are left in it. An archive is not trusted: the
 * names that files are written by are made anew, and nothing is unpacked beyond the limits, whatever size the archive claims.
 *
 * @throws RequestFault for what is no archive, leads out of its folder, or is too large.
 */
export function unpackBatches(
  archive: Uint8Array,
  limits: UnpackLimits = UNPACK_LIMITS,
): Map<string, Uint8Array> {
  const places = new Map<string, string>();
  const taken = new Set<string>();
  let [entries, bytes] = [0, 0];
  const refuse = (why: string): never => {
    throw new RequestFault(why, false);
  };
  const isWanted = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    entries += 1;
    if (entries > limits.entries) refuse(`the archive has more than ${limits.entries} files`);
    if (leadsOut(name)) refuse(`the archive has a path that leads out of it: ${JSON.stringify(name)}`);
    const [, phase, file] = BATCH_PATH.exec(name) ?? [];
    if (phase === undefined || file === undefined || phase.includes('..')) return false;
    // A file that is stored as it is has as many bytes as it takes, whatever its size is said to be.
    const most = Math.max(size, originalSize);
    bytes += most;
    if (most > limits.fileBytes || bytes > limits.bytes)
      refuse(
        `the archive's batches are larger than ${limits.fileBytes} bytes each or ${limits.bytes} together`,
      );
    const place = `${phase}/${file}`;
    if (taken.has(place)) refuse(`the archive has the batch ${place} more than once`);
    taken.add(place);
    places.set(name, place);
    return true;
  };
  try {
    // The room for each file is what the archive says, and no more is unpacked into it.
    const files = unzipSync(archive, { filter: isWanted });
    return new Map([...places].map(([name, place]) => [place, files[name] ?? new Uint8Array()]));
  } catch (error) {
    if (error instanceof RequestFault) throw error;
    throw new RequestFault(
      `it is no archive: ${error instanceof Error ? error.message : String(error)}`,
      false,
    );
  }
}
