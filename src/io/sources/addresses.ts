import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { SourceFault } from './source-fault.js';

type Range = readonly [address: string, bits: number];

/** Addresses of the runner itself and of networks like its own. */
const OWN: readonly Range[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
];
/** Addresses behind which no telemetry is, whatever a policy says: the link's own (a cloud's metadata), groups, reserved ones. */
const NEVER: readonly Range[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
  ['::', 128],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fe80::', 10],
  ['ff00::', 8],
];

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of ranges) list.addSubnet(address, bits, isIPv6(address) ? 'ipv6' : 'ipv4');
  return list;
}

/** Why nothing is sent to an IP address; null where something may be. IPv4 written as IPv6 counts as what it is. */
export function addressFault(address: string, isPrivate: boolean): string | null {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (listOf(NEVER).check(address, family)) return 'has an address that no source may have';
  if (isPrivate || !listOf(OWN).check(address, family)) return null;
  return 'has an address of the runner’s own network; write `private: true` where that is meant';
}

/** @throws SourceFault for a host that is written as an address and must not be asked. */
export function checkHost(hostname: string, isPrivate: boolean): void {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const fault = isIP(host) === 0 ? null : addressFault(host, isPrivate);
  if (fault !== null) throw new SourceFault(`the host ${hostname} ${fault}`);
}

/** Looks a name up; one of whose addresses must not be asked is not connected to, whatever it resolved to before. */
export function guardedLookup(isPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [], 0);
      const fault = addresses
        .map(({ address }) => addressFault(address, isPrivate))
        .find((one) => one !== null);
      if (fault != null) return done(new SourceFault(`the host ${hostname} ${fault}`), [], 0);
      const [first] = addresses;
      if (options.all === true || first === undefined) return done(null, addresses, 0);
      return done(null, first.address, first.family);
    });
  };
}
