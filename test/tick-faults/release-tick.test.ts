import { jest } from '@jest/globals';
import { describeTicks } from './describe-ticks.js';

// A tick for each of its calls and each way to fail.
jest.setTimeout(180_000);

describeTicks([{ name: 'the tick that releases', minutes: 122, entries: 3, incidents: 1, worlds: 270 }]);
