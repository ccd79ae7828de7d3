import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as quota from '../../src/quota/index.js';
import { plainOf } from '../support/plainOf.js';
import { type OrderRow, orderFree, orderRows } from './support/orderCases.js';

/** Functions whose answers hang on the order, or that are given no rows, and why. */
const ordered = {
  adbudgResponse: 'curves, one by one',
  computeHeadcount: 'three numbers',
  equaliseChances: 'chances are drawn for one account after the other',
  estimateChances: 'chances are drawn for one account after the other',
  listPeriods: 'no rows',
  powerResponse: 'curves, one by one',
  survivalShares: 'periods in the order of time',
};

const inTwoOrders: fc.Arbitrary<[OrderRow[], OrderRow[]]> = orderRows.chain((rows) =>
  fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
);

describe('the order of rows', () => {
  it('is tried on every public function, or has a meaning', () => {
    expect([...Object.keys(orderFree), ...Object.keys(ordered)].sort()).toEqual(Object.keys(quota).sort());
  });

  it.each(Object.entries(orderFree))('does not show in any bit of %s', (_, say) => {
    for (const seed of [1, 2, 3]) {
      fc.assert(
        fc.property(inTwoOrders, ([rows, turned]) => {
          expect(plainOf(say(turned))).toEqual(plainOf(say(rows)));
        }),
        { seed, numRuns: 100 },
      );
    }
  });
});
