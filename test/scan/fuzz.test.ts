import { describe, expect, test } from '@jest/globals';
import { fuzz } from './fuzz.js';

describe('a scanner takes what the slow path takes', () => {
  test('of 200,000 mutated lines', async () => {
    const found = await fuzz({ seed: 1, lines: 200_000, perFile: 2_000 });
    expect(found.accepted).toBeGreaterThan(50_000);
    expect(found.rejected).toBeGreaterThan(20_000);
    expect(found.judged).toBeLessThan(found.lines / 2);
  }, 900_000);
});
