import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { compareTiers } from '../../../src/segment/tiers/compareTiers.js';
import { holdTiers } from '../../../src/segment/tiers/holdTiers.js';
import { tierByPareto } from '../../../src/segment/tiers/tierByPareto.js';

const ABC = ['A', 'B', 'C'];

describe('tierByPareto', () => {
  it('parts a hand-worked list where 80 % and 95 % are reached', () => {
    // 50 + 30 = 80 %, + 10 = 90 %, + 5 = 95 %.
    const { tiers, counts, thresholds, valueShares } = tierByPareto([1, 50, 10, 4, 30, 5], ABC, [0.8, 0.15]);
    expect(tiers).toEqual(['C', 'A', 'B', 'C', 'A', 'B']);
    expect(counts).toEqual([2, 2, 2]);
    expect(thresholds).toEqual([30, 5]);
    expect(valueShares.map((share) => Math.round(100 * (share as number)))).toEqual([80, 15, 5]);
  });

  it('leaves a tier empty where equal values or one giant fill the one above', () => {
    expect(tierByPareto([5, 5, 5, 5], ABC, [0.3, 0.3]).counts).toEqual([4, 0, 0]);
    expect(tierByPareto([98, 1, 1], ABC, [0.8, 0.15]).counts).toEqual([1, 0, 2]);
  });

  it('puts what is worth nothing or less into the last tier', () => {
    expect(tierByPareto([0, -5, 0], ABC, [0.8, 0.15])).toMatchObject({
      tiers: ['C', 'C', 'C'],
      valueShares: [null, null, null],
    });
    expect(tierByPareto([-1e9, 3], ABC, [0.8, 0.2]).tiers).toEqual(['C', 'A']);
    expect(tierByPareto([], ABC, [0.8, 0.15]).counts).toEqual([0, 0, 0]);
  });

  it('spans any range', () => {
    expect(tierByPareto([1.7e308, 1.7e308, 1e308], ['A', 'B'], [0.5]).counts).toEqual([2, 1]);
  });

  it('makes every tier the smallest group that reaches its share, by definition', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 40 }), { maxLength: 40 }), (values) => {
        const { tiers } = tierByPareto(values, ABC, [0.5, 0.3]);
        const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
        values.forEach((value, i) => {
          const above = values.reduce((sum, other) => sum + (other > value ? Math.max(0, other) : 0), 0);
          const tier =
            value <= 0 || above >= 0.8 * total - 1e-6 ? 'C' : above >= 0.5 * total - 1e-6 ? 'B' : 'A';
          expect(tiers[i]).toBe(tier);
        });
      }),
    );
  });

  it('refuses shares above 1, names that repeat and values without end', () => {
    expect(() => tierByPareto([1], ['A', 'A'], [1.2])).toThrow(/different names.*at most 1/s);
    expect(() => tierByPareto([Number.NaN], ABC, [0.7, 0.2])).toThrow(InputError);
  });
});

describe('holdTiers', () => {
  it('holds within the band on both sides, and lets go at its ends', () => {
    const { tiers, held, counts } = holdTiers(
      [90, 89.9, 109.9, 110, 55, 54, 44],
      ['A', 'A', 'B', 'B', 'C', 'C', 'B'],
      ABC,
      [100, 50],
      { band: 0.1 },
    );
    expect(tiers).toEqual(['A', 'B', 'B', 'A', 'B', 'C', 'C']);
    expect(held).toEqual([0, 2, 5]);
    expect(counts).toEqual([2, 3, 2]);
  });

  it('asks every threshold on the way: who falls or rises by two tiers is held at the second one', () => {
    const options = { band: 0.2 };
    const { tiers, held } = holdTiers([80, 79, 210, 240], ['A', 'A', 'C', 'C'], ABC, [200, 100], options);
    expect(tiers).toEqual(['B', 'C', 'B', 'A']);
    expect(held).toEqual([0, 2]);
  });

  it('holds about thresholds below 0, and tiers new accounts by the thresholds', () => {
    const { tiers } = holdTiers([-105, -95, -95], ['A', 'B', null], ['A', 'B'], [-100], { band: 0.1 });
    expect(tiers).toEqual(['A', 'B', 'A']);
  });

  it('does not flip a value that wavers within the band, whatever the way', () => {
    const value = fc.double({ min: 91, max: 109, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('A', 'B'),
        (way, start) => {
          let tier: string = start;
          for (const at of way) [tier] = holdTiers([at], [tier], ['A', 'B'], [100], { band: 0.1 }).tiers;
          expect(tier).toBe(start);
        },
      ),
    );
  });

  it('names previous tiers that are none, and insists on a band', () => {
    expect(() => holdTiers([1, 2], ['X', 'A'], ['A', 'B'], [1], { band: 0 })).toThrow(/row 0, previous/);
    expect(() => holdTiers([1], ['A'], ['A', 'B'], [1], {} as never)).toThrow(OptionsError);
  });
});

describe('compareTiers', () => {
  it('tables who went where, who came and who left, by count and value', () => {
    const result = compareTiers(
      ['A', 'A', 'B', 'C', null, 'C'],
      ['A', 'B', 'A', null, 'C', 'C'],
      ABC,
      [10, 20, 30, 40, 50, 60],
    );
    expect(result).toEqual({
      tiers: ABC,
      counts: [
        [1, 1, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
      values: [
        [10, 20, 0],
        [30, 0, 0],
        [0, 0, 60],
      ],
      entered: [0, 0, 1],
      left: [0, 0, 1],
      up: 1,
      stayed: 2,
      down: 1,
      stayedShare: 0.5,
    });
  });

  it('has no share of none', () => {
    expect(compareTiers([], [], ABC).stayedShare).toBeNull();
    expect(compareTiers([null], ['A'], ABC).stayedShare).toBeNull();
  });

  it('names every tier that is none', () => {
    expect(() => compareTiers(['A', 'Z'], ['Y', 'A'], ABC)).toThrow(/2 errors/);
  });
});
