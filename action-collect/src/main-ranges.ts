import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Policy } from '../../src/domain/policy.js';
import { RangeWorker, type RangeWorkerOptions } from '../../src/io/range-worker.js';

/** Unread bytes of a file from which a second thread saves more time than its start costs. */
const FROM_BYTES = 64 * 1024 * 1024;

/**
 * The second thread; null where there is no core for it, or no work: a policy whose events are held takes lines one by one.
 * `PHASEGATE_SCANNER_THREADS=1` turns it off; `PHASEGATE_SCANNER_SPLIT_BYTES` is how large a file must be.
 */
export function rangeWorker(
  policy: Policy | null,
  environment: NodeJS.ProcessEnv,
  options: Omit<RangeWorkerOptions, 'policy' | 'script' | 'fromBytes'>,
): RangeWorker | null {
  const threads = environment['PHASEGATE_SCANNER_THREADS'] ?? String(Math.min(2, availableParallelism()));
  const isOff = threads === '1' || environment['PHASEGATE_SCANNER'] === 'off';
  if (isOff || policy === null || policy.keepEvents) return null;
  const bytes = Number(environment['PHASEGATE_SCANNER_SPLIT_BYTES'] ?? FROM_BYTES);
  return new RangeWorker({
    ...options,
    policy,
    script: join(dirname(fileURLToPath(import.meta.url)), 'scan-worker', 'index.mjs'),
    fromBytes: Number.isFinite(bytes) ? bytes : FROM_BYTES,
  });
}
