import { describe, expect, test } from '@jest/globals';
import { addressFault, checkHost, guardedLookup } from '../../../src/io/sources/addresses.js';

describe('an address', () => {
  test.each(['8.8.8.8', '140.82.112.3', '2606:4700::1111', '::ffff:8.8.8.8', '172.32.0.1', '100.128.0.1'])(
    '%s may be asked',
    (address) => {
      expect(addressFault(address, false)).toBeNull();
    },
  );

  test.each([
    '10.1.2.3',
    '127.0.0.1',
    '127.8.8.8',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])('%s may be asked only where the policy says so', (address) => {
    expect(addressFault(address, false)).toMatch(/own network/);
    expect(addressFault(address, true)).toBeNull();
  });

  test.each([
    '0.0.0.0',
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'ff02::1',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
  ])('%s is never asked', (address) => {
    for (const isPrivate of [false, true])
      expect(addressFault(address, isPrivate)).toMatch(/no source may have/);
  });

  test('is judged in a host as it is written there', () => {
    expect(() => checkHost('[::1]', false)).toThrow(/own network/);
    expect(() => checkHost(new URL('https://2130706433/').hostname, false)).toThrow(/own network/);
    expect(() => checkHost(new URL('https://0x7f.1/').hostname, false)).toThrow(/own network/);
    expect(() => checkHost('example.com', false)).not.toThrow();
  });
});

test.each([true, false])(
  'a name that stands for such an address is not connected to (all: %s)',
  async (all) => {
    const look = (isPrivate: boolean): Promise<unknown> =>
      new Promise((resolve) =>
        guardedLookup(isPrivate)('localhost', { all }, (error, found) => resolve(error ?? found)),
      );
    expect(await look(false)).toMatchObject({
      message: expect.stringMatching(/localhost has an address of the runner/),
    });
    expect(JSON.stringify(await look(true))).toMatch(/127\.0\.0\.1|::1/);
  },
);
