import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGroupSums } from '../../src/core/groupSums.js';
import { exactSum } from '../support/exactSum.js';

/** How far a number is from a sum, to 53 bits: the same for two numbers that are all but as near. */
const distance = (list: readonly number[], number: number) => Math.abs(exactSum([...list, -number]));

describe('createGroupSums', () => {
  it('keeps what is far below numbers that cancel, of a group and of all', () => {
    const sums = createGroupSums(2);
    for (const value of [1e16, 0.1, -1e16]) sums.add(0, value);
    for (const value of [1, 1e100, 0.3, -1e100]) sums.add(1, value);
    expect([sums.at(0), sums.at(1), sums.at(2)]).toEqual([0.1, 1.3, 1.4]);
    expect(createGroupSums(0).at(0)).toBe(0);
  });

  it('is the number nearest to the sum, one of two that are all but as near, in whatever order numbers come', () => {
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
          expect(distance(own, sums.at(g))).toBe(distance(own, exactSum(own)));
        }
        const all = list.map(([, number]) => number);
        expect(distance(all, sums.at(3))).toBe(distance(all, exactSum(all)));
      }),
      {
        numRuns: 300,
        examples: [[[0.3, -0.7, 0.1, 0.3, 1e16, 1].map((number): [number, number] => [0, number])]],
      },
    );
  });
});
