import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { type ApportionMethod, apportion } from '../../../src/quota/rounding/apportion.js';
import { issuesOf } from '../support/issuesOf.js';
import { states } from './usHouse.js';

describe('apportion', () => {
  it('gives the House of 2020 by Hill, and New York another seat for 89 more people', () => {
    const populations = states.map(([, population]) => population);
    expect(populations.reduce((a, b) => a + b)).toBe(331_108_434);
    const seats = apportion(populations, 435, { method: 'hill', minimum: 1 });
    expect(seats).toEqual(states.map(([, , count]) => count));
    const changed = (more: number) => {
      const grown = states.map(([name, population]) => population + (name === 'New York' ? more : 0));
      const others = apportion(grown, 435, { method: 'hill' });
      return states.flatMap(([name], i) => (others[i] === seats[i] ? [] : [name]));
    };
    expect(changed(88)).toEqual([]);
    expect(changed(89)).toEqual(['Minnesota', 'New York']);
  });

  it('gives the first House of 1792 by Jefferson, and Delaware a seat of Virginia by the others', () => {
    // Census of 1790, apportionment populations; seats of the act of April 14, 1792.
    const first: [state: string, population: number, seats: number][] = [
      ['Virginia', 630_560, 19],
      ['Massachusetts', 475_327, 14],
      ['Pennsylvania', 432_879, 13],
      ['North Carolina', 353_523, 10],
      ['New York', 331_589, 10],
      ['Maryland', 278_514, 8],
      ['Connecticut', 236_841, 7],
      ['South Carolina', 206_236, 6],
      ['New Jersey', 179_570, 5],
      ['New Hampshire', 141_822, 4],
      ['Vermont', 85_533, 2],
      ['Georgia', 70_835, 2],
      ['Kentucky', 68_705, 2],
      ['Rhode Island', 68_446, 2],
      ['Delaware', 55_540, 1],
    ];
    const populations = first.map(([, population]) => population);
    expect(populations.reduce((a, b) => a + b)).toBe(3_615_920);
    const seats = first.map(([, , count]) => count);
    expect(apportion(populations, 105, { method: 'jefferson' })).toEqual(seats);
    for (const method of ['hamilton', 'webster', 'hill', 'adams'] as const) {
      const other = apportion(populations, 105, { method });
      expect([other[0], other[14]]).toEqual([18, 2]);
    }
  });

  it('loses seats by Hamilton where the House grows, and to one who shrinks, but not by a divisor method', () => {
    const last = (seats: number, method: ApportionMethod) => apportion([6, 6, 2], seats, { method })[2];
    expect([last(10, 'hamilton'), last(11, 'hamilton')]).toEqual([2, 1]);
    expect([last(10, 'webster'), last(11, 'webster')]).toEqual([1, 1]);
    // The second grows and the third shrinks, and yet a seat goes from the second to the third.
    const [before, after] = [
      [10, 16, 4],
      [16, 17, 3],
    ];
    expect(apportion(before, 5, { method: 'hamilton' })).toEqual([2, 3, 0]);
    expect(apportion(after, 5, { method: 'hamilton' })).toEqual([2, 2, 1]);
    expect([before, after].map((weights) => apportion(weights, 5))).toEqual([
      [2, 2, 1],
      [2, 3, 0],
    ]);
  });

  it('gives each method its own answer where they differ', () => {
    const weights = [9_061, 7_179, 5_259, 3_319, 1_182];
    expect(apportion(weights, 26, { method: 'hamilton' })).toEqual([9, 7, 5, 4, 1]);
    expect(apportion(weights, 26, { method: 'jefferson' })).toEqual([10, 7, 5, 3, 1]);
    expect(apportion(weights, 26, { method: 'webster' })).toEqual([9, 8, 5, 3, 1]);
    expect(apportion(weights, 26, { method: 'hill' })).toEqual([9, 7, 6, 3, 1]);
    expect(apportion(weights, 26, { method: 'adams' })).toEqual([9, 7, 5, 3, 2]);
  });

  it('breaks the quota rule by Jefferson where one is far larger than the others', () => {
    const parts = apportion([86_228, 4_558, 3_144, 3_150, 2_920], 100, { method: 'jefferson' });
    expect(parts[0]).toBeGreaterThan(Math.ceil((86_228 / 100_000) * 100));
  });

  it('gives first seats to the largest where Hill and Adams have too few for all', () => {
    expect(apportion([1, 5, 3, 0], 2, { method: 'adams' })).toEqual([0, 1, 1, 0]);
    expect(apportion([1, 5, 3, 0], 2, { method: 'hill' })).toEqual([0, 1, 1, 0]);
    expect(apportion([1, 500, 3, 0], 4, { method: 'hill' })).toEqual([1, 2, 1, 0]);
  });

  it('gives equal claims to the lowest index', () => {
    expect(apportion([1, 1, 1], 4)).toEqual([2, 1, 1]);
    expect(apportion([1, 3], 2)).toEqual([1, 1]);
    expect(apportion([3, 1], 2)).toEqual([2, 0]);
  });

  it('gives everybody the minimum', () => {
    expect(apportion([100, 1, 0], 5, { minimum: 1 })).toEqual([3, 1, 1]);
    expect(apportion([100, 1, 0], 5, { minimum: 1, method: 'hamilton' })).toEqual([3, 1, 1]);
    expect(apportion([0, 0], 2, { minimum: 1 })).toEqual([1, 1]);
  });

  it('has an answer for nobody and for nothing', () => {
    expect(apportion([], 0)).toEqual([]);
    expect(apportion([0, 0], 0)).toEqual([0, 0]);
    expect(apportion([7], 2 ** 50)).toEqual([2 ** 50]);
  });

  it('refuses what it cannot divide, everything at once', () => {
    expect(issuesOf(() => apportion([-1, Number.NaN, 1e101], 1.5))).toEqual([
      '0 weights out-of-range',
      '1 weights out-of-range',
      '2 weights out-of-range',
      'null seats out-of-range',
    ]);
    expect(issuesOf(() => apportion([0], 1))).toEqual(['null weights nothing-to-share-by']);
    expect(issuesOf(() => apportion([], 1))).toEqual(['null weights nothing-to-share-by']);
    expect(issuesOf(() => apportion([1, 1], 1, { minimum: 1 }))).toEqual(['null seats below-minimum']);
    expect(() => apportion([1], 1, { method: 'best' as 'hill' })).toThrow(OptionsError);
  });
});
