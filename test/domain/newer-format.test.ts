import { describe, expect, test } from '@jest/globals';
import { newerFormat } from '../../src/domain/newer-format.js';

describe('the format of a file', () => {
  test.each([
    ['phasegate.history/2', 'phasegate.history/2'],
    ['phasegate.history/999999999', 'phasegate.history/999999999'],
    ['phasegate.history/1', null],
    ['phasegate.history/0', null],
    ['phasegate.history/x', null],
    ['phasegate.history/2 ', null],
    ['phasegate.history/2\n', null],
    ['phasegate.history/', null],
    ['phasegate.histories/2', null],
    ['xphasegate.history/2', null],
    ['phasegate.history/9999999999', null],
    [2, null],
    [undefined, null],
  ])('%j: a newer one is %j', (found, newer) => {
    expect(newerFormat(found, 'phasegate.history/1')).toBe(newer);
  });

  test('is compared as a number', () => {
    expect(newerFormat('phasegate.outbox/10', 'phasegate.outbox/9')).toBe('phasegate.outbox/10');
    expect(newerFormat('phasegate.outbox/9', 'phasegate.outbox/10')).toBeNull();
  });
});
