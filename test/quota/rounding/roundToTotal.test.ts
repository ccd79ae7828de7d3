import { describe, expect, it } from 'vitest';
import { roundToTotal } from '../../../src/quota/rounding/roundToTotal.js';
import { issuesOf } from '../support/issuesOf.js';

describe('roundToTotal', () => {
  it('gives whole parts and then a unit each to the largest remainders', () => {
    expect(roundToTotal([47, 16, 15.8, 12, 6.1, 3.1], 100)).toEqual([47, 16, 16, 12, 6, 3]);
  });

  it('shows the Alabama paradox: with a larger total a part can shrink', () => {
    expect(roundToTotal([6, 6, 2], 10)).toEqual([4, 4, 2]);
    expect(roundToTotal([6, 6, 2], 11)).toEqual([5, 5, 1]);
  });

  it('gives what is left to the lowest index where remainders are equal', () => {
    expect(roundToTotal([1, 1, 1, 1], 6)).toEqual([2, 2, 1, 1]);
  });

  it('sees a tie between different weights', () => {
    expect(roundToTotal([1, 4, 1], 4)).toEqual([1, 3, 0]);
    expect(roundToTotal([4, 1, 1], 4)).toEqual([3, 1, 0]);
    expect(roundToTotal([1, 1, 4], 4)).toEqual([1, 1, 2]);
  });

  it('returns units of any size', () => {
    expect(roundToTotal([2, 1], 100_000, 1_000)).toEqual([67_000, 33_000]);
    expect(roundToTotal([1, 1, 1], 0.1, 0.01)).toEqual([0.04, 0.03, 0.03]);
    expect(roundToTotal([1, 1], 0.07, 0.01)).toEqual([0.04, 0.03]);
  });

  it('is exact to the cent at ten trillion', () => {
    const cents = 1e15;
    const parts = roundToTotal([1, 1, 1], cents);
    expect(parts).toEqual([333333333333334, 333333333333333, 333333333333333]);
  });

  it('gives nothing for no weight, and nothing to nobody', () => {
    expect(roundToTotal([0, 5, 0], 7)).toEqual([0, 7, 0]);
    expect(roundToTotal([0, 0], 0)).toEqual([0, 0]);
    expect(roundToTotal([], 0)).toEqual([]);
    expect(roundToTotal([-0, 1, 3], 8)).toEqual([0, 2, 6]);
    expect(roundToTotal([-0, 1], 5)).toEqual([0, 5]);
  });

  it('names everything that is wrong at once', () => {
    expect(issuesOf(() => roundToTotal([1, -1, Number.NaN, 1e300], 10.5))).toEqual([
      'null total not-whole-units',
      '1 weights out-of-range',
      '2 weights out-of-range',
      '3 weights out-of-range',
    ]);
  });

  it.each([
    [[1], -1, 1, 'null total out-of-range'],
    [[1], 2 ** 51, 1, 'null total out-of-range'],
    [[1], Number.NaN, 1, 'null total out-of-range'],
    [[1], 1, 0, 'null unit out-of-range'],
    [[1], 1_500, 1_000, 'null total not-whole-units'],
    [[0, 0], 1, 1, 'null weights nothing-to-share-by'],
    [[], 1, 1, 'null weights nothing-to-share-by'],
  ])('refuses %j to %d in units of %d', (weights, total, unit, issue) => {
    expect(issuesOf(() => roundToTotal(weights, total, unit))).toEqual([issue]);
  });
});
