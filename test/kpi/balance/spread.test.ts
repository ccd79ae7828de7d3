import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { coefficientOfVariation } from '../../../src/kpi/balance/coefficientOfVariation.js';
import { gini } from '../../../src/kpi/balance/gini.js';
import { imbalance } from '../../../src/kpi/balance/imbalance.js';
import { summariseBalance } from '../../../src/kpi/balance/summariseBalance.js';

describe('gini', () => {
  it('is 0 for equal parts and (n - 1) / n where one has it all', () => {
    expect(gini([0.1, 0.1, 0.1])).toBe(0);
    expect(gini([0, 7, 0, 0, 0])).toBe(0.8);
  });

  it('agrees with figures worked by hand', () => {
    // Pairs of 1, 2, 3, 4 differ by 10 in sum, twice 10 over n^2 = 16 is 1.25, half of it over the mean of 2.5 is 0.25.
    expect(gini([4, 1, 3, 2])).toBe(0.25);
  });

  it('has no value for nobody and for nothing, and is 0 for one', () => {
    expect([gini([]), gini([0, 0]), gini([3])]).toEqual([null, null, 0]);
  });

  it('does not overflow', () => {
    expect(gini([1e308, 1e308, 0, 0])).toBe(0.5);
  });
});

describe('coefficientOfVariation', () => {
  it('is the standard deviation of the population over the mean', () => {
    expect(coefficientOfVariation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(0.4, 15);
    expect(coefficientOfVariation([0.1, 0.1, 0.1])).toBe(0);
  });

  it('has no value for nobody and for nothing, and does not overflow', () => {
    expect([coefficientOfVariation([]), coefficientOfVariation([0])]).toEqual([null, null]);
    expect(coefficientOfVariation([1e308, 0])).toBe(1);
  });
});

describe('imbalance', () => {
  it('is the largest deviation as a share of its target', () => {
    expect(imbalance([110, 45], [100, 50])).toBe(0.1);
    expect(imbalance([101, 40], [100, 50])).toBe(0.2);
  });

  it('takes a target of 0 as met by a load of 0, and has no value otherwise', () => {
    expect(imbalance([0, 5], [0, 5])).toBe(0);
    expect(imbalance([1, 5], [0, 5])).toBe(null);
    expect(imbalance([], [])).toBe(null);
    expect(imbalance([1e300], [1e-300])).toBe(null);
  });
});

describe('summariseBalance', () => {
  it('says how far over and under, and who', () => {
    expect(summariseBalance([90, 130, 60, 120], [100, 100, 80, 100])).toEqual({
      load: 400,
      target: 380,
      imbalance: 0.3,
      maxOver: 0.3,
      overIndex: 1,
      maxUnder: 0.25,
      underIndex: 2,
      coefficientOfVariation: coefficientOfVariation([0.9, 1.3, 0.75, 1.2]),
      gini: gini([0.9, 1.3, 0.75, 1.2]),
    });
  });

  it('sees no inequality where every load meets its own target', () => {
    expect(summariseBalance([40, 80], [40, 80])).toMatchObject({
      imbalance: 0,
      overIndex: null,
      underIndex: null,
      coefficientOfVariation: 0,
      gini: 0,
    });
  });

  it('names the territory with a load and a target of 0, though its excess has no figure', () => {
    expect(summariseBalance([3, 50], [0, 100])).toMatchObject({
      imbalance: null,
      maxOver: null,
      overIndex: 0,
      maxUnder: 0.5,
      gini: null,
    });
  });

  it('has an answer for no territory and for one', () => {
    expect(summariseBalance([], [])).toMatchObject({ load: 0, imbalance: null, maxOver: 0, gini: null });
    expect(summariseBalance([5], [4])).toMatchObject({ imbalance: 0.25, gini: 0 });
  });
});

describe('every measure of spread', () => {
  it.each([
    ['gini', () => gini([1, -1, Number.NaN])],
    ['coefficientOfVariation', () => coefficientOfVariation([1, -1, Number.POSITIVE_INFINITY])],
    ['imbalance', () => imbalance([1, -1, 1], [1, 1, Number.NaN])],
    ['summariseBalance', () => summariseBalance([1, -1], [1, Number.NaN])],
  ])('refuses negative and infinite values, all at once: %s', (_, run) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow('2 x out-of-range');
  });

  it('refuses lists of different lengths', () => {
    expect(() => imbalance([1, 2], [1])).toThrow('targets should be as long as loads (2), but is 1');
  });
});
