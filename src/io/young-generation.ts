import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap that new objects are in as small as it is (1 MiB), or lets it grow again, up to V8's 16 MiB.
 *
 * Where lines are scanned outside of the heap, room for garbage is memory and no speed. V8 reads this setting whenever it
 * would grow that part, so it may be changed while it runs; the limit itself could only be given to Node at its start, which
 * is not ours.
 */
export function growYoungGeneration(grows: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${grows ? 2 : 1}`);
}
