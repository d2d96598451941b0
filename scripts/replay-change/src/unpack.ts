import { PhasegateError } from '../../../src/domain/fault.js';
import { unpack, UNPACK_LIMITS, type UnpackLimits } from '../../../src/io/unpack.js';
import { RequestFault } from '../../schema-check/src/github.js';

export { UNPACK_LIMITS };

const BATCH_PATH = /(?:^|\/)([A-Za-z0-9][A-Za-z0-9._-]{0,63})\/(batch-\d{8}T\d{6}Z\.jsonl)$/;

/**
 * The batch files of an artifact's archive, by `<phase>/<file>`; other files are left in it. The names that files are written
 * by are made anew.
 *
 * @throws RequestFault for what is no archive, leads out of its folder, or is too large.
 */
export function unpackBatches(
  archive: Uint8Array,
  limits: UnpackLimits = UNPACK_LIMITS,
): Map<string, Uint8Array> {
  const places = new Map<string, string>();
  const taken = new Set<string>();
  const wants = (name: string): boolean => {
    const [, phase, file] = BATCH_PATH.exec(name) ?? [];
    if (phase === undefined || file === undefined || phase.includes('..')) return false;
    const place = `${phase}/${file}`;
    if (taken.has(place))
      throw new PhasegateError('io-failed', `the archive has the batch ${place} more than once`);
    taken.add(place);
    places.set(name, place);
    return true;
  };
  try {
    const files = unpack(archive, { wants, limits });
    return new Map([...places].map(([name, place]) => [place, files.get(name) ?? new Uint8Array()]));
  } catch (error) {
    if (error instanceof PhasegateError) throw new RequestFault(error.message, false);
    throw error;
  }
}
