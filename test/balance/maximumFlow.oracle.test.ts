import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createFlow } from '../../src/balance/maximumFlow.js';
import { buildCsr } from '../../src/core/csr.js';

const amount = fc.oneof(fc.nat(9), fc.double({ min: 0, max: 5, noNaN: true }));
/** Up to 8 rows of up to 6 territories each: few enough to look at every cut. */
const network = fc.record({
  rows: fc.array(fc.record({ supply: amount, choices: fc.uniqueArray(fc.nat(5)) }), { maxLength: 8 }),
  capacities: fc.array(amount, { minLength: 6, maxLength: 6 }),
});

describe('createFlow', () => {
  test.prop([network], { numRuns: 300, seed: 1 })(
    'sends what the smallest of all cuts lets pass',
    ({ rows, capacities }) => {
      const supplies = rows.map(({ supply }) => supply);
      const pairs = rows.flatMap(({ choices }, r) => choices.map((j) => [r, j]));
      const csr = buildCsr(
        rows.length,
        pairs.map(([r]) => r),
        pairs.map(([, j]) => j),
      );
      /** What passes at most where the rows of the set `behind` (a bit each) are cut off behind their territories. */
      const cutOf = (behind: number) => {
        const isBehind = (r: number) => (behind >> r) % 2 === 1;
        const reached = new Set(pairs.filter(([r]) => isBehind(r)).map(([, j]) => j));
        return sum(supplies.filter((_, r) => !isBehind(r))) + sum([...reached].map((j) => capacities[j]));
      };
      const most = Math.min(...Array.from({ length: 2 ** rows.length }, (_, behind) => cutOf(behind)));
      const flow = createFlow(Float64Array.from(supplies), csr, Float64Array.from(capacities));
      expect(sum(supplies) - flow.shortfall).toBeCloseTo(most, 9);
      expect(sum(capacities) - flow.unfilled).toBeCloseTo(most, 9);
      expect(cutOf(flow.rowsBehindCut.reduce((bits, is, r) => bits + is * 2 ** r, 0))).toBeCloseTo(most, 9);
    },
  );
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
