import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { apportion } from '../../../src/quota/rounding/apportion.js';
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
