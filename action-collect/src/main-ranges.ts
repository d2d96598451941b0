import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Policy } from '../../src/domain/policy.js';
import { InputReader } from '../../src/io/inputs.js';
import { RangeWorker, type RangeWorkerOptions } from '../../src/io/range-worker.js';

/** Unread bytes of a file from which a second thread saves more time than its start costs. */
const FROM_BYTES = 512 * 1024 * 1024;

/** How lines are taken where a policy lets the scanner do it. */
export interface ScannerSettings {
  readonly isOn: boolean;
  readonly threads: 1 | 2;
  /** Unread bytes of a file from which two threads take it. */
  readonly splitBytes: number;
}

function parseBytes(text: string): number | string {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  return `is ${JSON.stringify(text.slice(0, 60))}; write a number of bytes such as ${FROM_BYTES}, or leave it out`;
}

/**
 * What the environment says of the scanner: `PHASEGATE_SCANNER=off` turns it off, `PHASEGATE_SCANNER_THREADS=1` its second
 * thread; `PHASEGATE_SCANNER_SPLIT_BYTES` is how large a file must be for one. @throws PhasegateError with every fault
 */
export function scannerSettings(environment: NodeJS.ProcessEnv, cores: number): ScannerSettings {
  const reader = new InputReader((name) => environment[name] ?? '', 'environment');
  const isOn = reader.oneOf('PHASEGATE_SCANNER', ['on', 'off'], 'on') === 'on';
  const threads = reader.oneOf('PHASEGATE_SCANNER_THREADS', ['1', '2'], cores > 1 ? '2' : '1');
  const splitBytes = reader.parsed('PHASEGATE_SCANNER_SPLIT_BYTES', parseBytes, FROM_BYTES);
  reader.done();
  return { isOn, threads: threads === '1' ? 1 : 2, splitBytes };
}

export function readScannerSettings(): ScannerSettings {
  return scannerSettings(process.env, availableParallelism());
}

/** The second thread; null where it is not wanted, or has no work: a policy whose events are held takes lines one by one. */
export function rangeWorker(
  policy: Policy | null,
  { isOn, threads, splitBytes }: ScannerSettings,
  options: Omit<RangeWorkerOptions, 'policy' | 'script' | 'fromBytes'>,
): RangeWorker | null {
  if (!isOn || threads === 1 || policy === null || policy.keepEvents) return null;
  return new RangeWorker({
    ...options,
    policy,
    script: join(dirname(fileURLToPath(import.meta.url)), 'scan-worker', 'index.mjs'),
    fromBytes: splitBytes,
  });
}
