import { jest } from '@jest/globals';
import { describeTicks } from './describe-ticks.js';

// A tick for each of its calls and each way to fail.
jest.setTimeout(180_000);

describeTicks([
  {
    name: 'the tick that opens an incident and rolls back',
    minutes: 92,
    entries: 2,
    incidents: 1,
    worlds: 290,
  },
]);
