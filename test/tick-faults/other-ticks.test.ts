import { jest } from '@jest/globals';
import { describeTicks } from './describe-ticks.js';

// A tick for each of its calls and each way to fail.
jest.setTimeout(180_000);

describeTicks([
  { name: 'a quiet tick', minutes: 32, entries: 0, incidents: 0, worlds: 90 },
  { name: 'one whose cache is lost', minutes: 32, losesCache: true, entries: 0, incidents: 0, worlds: 170 },
  { name: 'the tick that escalates', minutes: 107, entries: 3, incidents: 1, worlds: 170 },
  {
    name: 'the tick that hears an acknowledgement and resolves',
    minutes: 137,
    entries: 3,
    incidents: 1,
    worlds: 190,
  },
]);
