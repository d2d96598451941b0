import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RangeWorker, type RangeWorkerOptions } from '../../src/io/range-worker.js';

/** Unread bytes of a file from which a second thread saves more time than its start costs. */
const FROM_BYTES = 32 * 1024 * 1024;

/**
 * The second thread, or null where there is no core for it. `PHASEGATE_SCANNER_THREADS=1` turns it off;
 * `PHASEGATE_SCANNER_SPLIT_BYTES` is how large a file must be.
 */
export function rangeWorker(
  environment: NodeJS.ProcessEnv,
  options: Pick<RangeWorkerOptions, 'state' | 'warn' | 'say'>,
): RangeWorker | null {
  const cores = availableParallelism();
  const wanted = environment['PHASEGATE_SCANNER_THREADS'] ?? (cores > 1 ? '2' : '1');
  if (wanted === '1' || environment['PHASEGATE_SCANNER'] === 'off') return null;
  const bytes = Number(environment['PHASEGATE_SCANNER_SPLIT_BYTES'] ?? FROM_BYTES);
  return new RangeWorker({
    ...options,
    script: join(dirname(fileURLToPath(import.meta.url)), 'scan-worker', 'index.mjs'),
    fromBytes: Number.isFinite(bytes) ? bytes : FROM_BYTES,
  });
}
