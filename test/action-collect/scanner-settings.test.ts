import { expect, test } from '@jest/globals';
import { scannerSettings } from '../../action-collect/src/main-ranges.js';
import { PhasegateError } from '../../src/domain/fault.js';

const MIB = 1024 * 1024;

/** What is said of an environment. */
function faultOf(environment: Record<string, string>): PhasegateError | null {
  try {
    scannerSettings(environment, 2);
  } catch (error) {
    if (error instanceof PhasegateError) return error;
    throw error;
  }
  return null;
}

test.each([
  ['nothing, on two cores', {}, 2, { isOn: true, threads: 2, splitBytes: 512 * MIB }],
  ['nothing, on sixteen cores', {}, 16, { isOn: true, threads: 2, splitBytes: 512 * MIB }],
  ['nothing, on one core', {}, 1, { isOn: true, threads: 1, splitBytes: 512 * MIB }],
  ['one thread', { PHASEGATE_SCANNER_THREADS: '1' }, 2, { isOn: true, threads: 1, splitBytes: 512 * MIB }],
  [
    'two on one core',
    { PHASEGATE_SCANNER_THREADS: '2' },
    1,
    { isOn: true, threads: 2, splitBytes: 512 * MIB },
  ],
  ['a size', { PHASEGATE_SCANNER_SPLIT_BYTES: '1' }, 2, { isOn: true, threads: 2, splitBytes: 1 }],
  ['no scanner', { PHASEGATE_SCANNER: 'off' }, 2, { isOn: false, threads: 2, splitBytes: 512 * MIB }],
  [
    'empty values',
    { PHASEGATE_SCANNER: '', PHASEGATE_SCANNER_THREADS: '', PHASEGATE_SCANNER_SPLIT_BYTES: '' },
    2,
    { isOn: true, threads: 2, splitBytes: 512 * MIB },
  ],
])('the environment says %s', (_, environment, cores, settings) => {
  expect(scannerSettings(environment, cores)).toEqual(settings);
});

test.each(['0', '3', 'two', '1.0', '-1'])('%j threads', (threads) => {
  expect(faultOf({ PHASEGATE_SCANNER_THREADS: threads })?.message).toBe(
    `environment: PHASEGATE_SCANNER_THREADS is ${JSON.stringify(threads)}; use one of 1, 2`,
  );
});

test.each(['0', '-1', '64 MiB', '1e9', '0x10', '1.5', 'NaN', 'Infinity', '9'.repeat(16)])(
  'a file is split from %j on',
  (size) => {
    expect(faultOf({ PHASEGATE_SCANNER_SPLIT_BYTES: size })?.message).toBe(
      `environment: PHASEGATE_SCANNER_SPLIT_BYTES is ${JSON.stringify(size)}; write a number of bytes such as 536870912, or leave it out`,
    );
  },
);

test('every fault is named at once, as one of the environment', () => {
  const fault = faultOf({
    PHASEGATE_SCANNER: 'no',
    PHASEGATE_SCANNER_THREADS: 'many',
    PHASEGATE_SCANNER_SPLIT_BYTES: 'all',
  });
  expect(fault?.code).toBe('bad-input');
  expect(fault?.faults.map(({ file, path }) => `${file} ${path}`)).toEqual([
    'environment PHASEGATE_SCANNER',
    'environment PHASEGATE_SCANNER_THREADS',
    'environment PHASEGATE_SCANNER_SPLIT_BYTES',
  ]);
});
