import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gini } from '../../../src/kpi/balance/gini.js';

/** By the definition: half the mean absolute difference of all pairs over the mean. */
function giniOfAllPairs(values: readonly number[]): number {
  let differences = 0;
  for (const a of values) for (const b of values) differences += Math.abs(a - b);
  const sum = values.reduce((a, b) => a + b, 0);
  return differences / (2 * values.length * sum);
}

describe('gini', () => {
  it('agrees with the definition over all pairs', () => {
    const values = fc
      .array(fc.oneof(fc.nat(10), fc.double({ min: 0, max: 1e6, noNaN: true })), {
        minLength: 1,
        maxLength: 80,
      })
      .filter((list) => list.some((value) => value > 1e-300));
    fc.assert(
      fc.property(values, (list) => {
        expect(gini(list)).toBeCloseTo(giniOfAllPairs(list), 12);
      }),
      { numRuns: 500 },
    );
  });
});
