import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroupSums } from '../../src/core/groupSums.js';
import { exactSum } from '../support/exactSum.js';

describe('createGroupSums', () => {
  it('keeps what is far below numbers that cancel, of a group and of all', () => {
    const sums = createGroupSums(2);
    for (const value of [1e16, 0.1, -1e16]) sums.add(0, value);
    for (const value of [1, 1e100, 0.3, -1e100]) sums.add(1, value);
    expect([sums.at(0), sums.at(1), sums.at(2)]).toEqual([0.1, 1.3, 1.4]);
    expect(createGroupSums(0).at(0)).toBe(0);
  });

  it('is the exact sum, rounded to the nearest number, in whatever order numbers come', () => {
    const value = fc.oneof(
      fc.constantFrom(1e16, -1e16, 1, -1, 0.1, 0.3, -0.7, 1e-3, 1 / 3),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => Number(number.toFixed(2))),
    );
    const rows = fc.array(fc.tuple(fc.nat(2), value), { maxLength: 60 });
    fc.assert(
      fc.property(rows, (list) => {
        const sums = createGroupSums(3);
        for (const [group, number] of list) sums.add(group, number);
        for (let g = 0; g < 3; g++) {
          const own = list.filter(([group]) => group === g).map(([, number]) => number);
          expect(sums.at(g)).toBe(exactSum(own));
        }
        expect(sums.at(3)).toBe(exactSum(list.map(([, number]) => number)));
      }),
      { numRuns: 300 },
    );
  });
});
