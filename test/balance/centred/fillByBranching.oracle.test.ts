import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { fillByBranching } from '../../../src/balance/bound/fillByBranching.js';

const item = fc.record({
  value: fc.double({ min: 0.01, max: 10, noNaN: true }),
  weight: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 9 }),
    fc.double({ min: 0.01, max: 9, noNaN: true }),
  ),
});

describe('a knapsack filled by branching', () => {
  test.prop([fc.array(item, { maxLength: 10 }), fc.double({ min: 0, max: 25, noNaN: true })], {
    numRuns: 400,
    seed: 1,
  })('has the most value of all fillings', (items, capacity) => {
    const sorted = items
      .filter(({ weight }) => weight <= capacity)
      .sort((a, b) => b.value * a.weight - a.value * b.weight);
    const value = Float64Array.from(sorted, (one) => one.value);
    const weight = Float64Array.from(sorted, (one) => one.weight);
    const isChosen = new Uint8Array(sorted.length);
    const most = fillByBranching({ value, weight, isChosen }, sorted.length, capacity);
    let best = 0;
    for (let set = 0; set < 1 << sorted.length; set++) {
      let load = 0;
      let sum = 0;
      sorted.forEach((one, s) => {
        if (((set >> s) & 1) === 0) return;
        load += one.weight;
        sum += one.value;
      });
      if (load <= capacity * (1 + 1e-12)) best = Math.max(best, sum);
    }
    expect(most).toBeCloseTo(best, 9);
    const chosen = sorted.filter((_, s) => isChosen[s] === 1);
    expect(chosen.reduce((sum, one) => sum + one.value, 0)).toBeCloseTo(best, 9);
  });
});
