import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { tierByNaturalBreaks } from '../../../src/segment/tiers/tierByNaturalBreaks.js';
import { tierByQuantiles } from '../../../src/segment/tiers/tierByQuantiles.js';
import { tierByThresholds } from '../../../src/segment/tiers/tierByThresholds.js';
import { computeWorkload } from '../../../src/segment/workload/computeWorkload.js';
import { travelAllowance } from '../../../src/segment/workload/travelAllowance.js';

/** Least sum of squared deviations within tiers, by trying every pair of cuts. */
function leastSpread(sorted: number[]): number {
  const spread = (part: number[]) => {
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    return part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  let least = Number.POSITIVE_INFINITY;
  for (let a = 1; a < sorted.length - 1; a++) {
    for (let b = a + 1; b < sorted.length; b++) {
      least = Math.min(
        least,
        spread(sorted.slice(0, a)) + spread(sorted.slice(a, b)) + spread(sorted.slice(b)),
      );
    }
  }
  return least;
}

describe('tierByNaturalBreaks', () => {
  it('finds the breaks that trying all of them finds', () => {
    for (const values of [
      [1, 2, 4, 8, 9, 30, 31, 35, 36],
      [5, 5, 5, 6, 7, 100, 101, 300],
      [0, 1, 1, 1, 2, 3, 50],
    ]) {
      const { tiers } = tierByNaturalBreaks(values, ['A', 'B', 'C']);
      const found = ['A', 'B', 'C'].map((tier) => values.filter((_, i) => tiers[i] === tier));
      const mean = (part: number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
      const spread = found.reduce(
        (sum, part) => sum + part.reduce((own, value) => own + (value - mean(part)) ** 2, 0),
        0,
      );
      expect(spread).toBeCloseTo(leastSpread(values), 9);
    }
  });

  it('refuses more tiers than different values', () => {
    expect(() => tierByNaturalBreaks([1, 1, 2], ['A', 'B', 'C'])).toThrow(OptionsError);
  });

  it('deals with 100,000 values', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 10_007);
    expect(tierByNaturalBreaks(values, ['A', 'B', 'C', 'D']).counts.reduce((sum, count) => sum + count)).toBe(
      100_000,
    );
  });
});

describe('tierByQuantiles', () => {
  it('takes whole shares to the letter', () => {
    const values = Array.from({ length: 10 }, (_, i) => i);
    expect(tierByQuantiles(values, ['A', 'B', 'C'], [0.1, 0.2]).counts).toEqual([1, 2, 7]);
    expect(tierByQuantiles(values, ['A', 'B'], [0.7]).counts).toEqual([7, 3]);
  });

  it('lets equal values go up together', () => {
    expect(tierByQuantiles([5, 5, 5, 1], ['A', 'B', 'C'], [0.25, 0.25]).counts).toEqual([3, 1, 0]);
  });
});

describe('tierByThresholds', () => {
  it('names every fault of the options and every bad value', () => {
    expect(() => tierByThresholds([1], ['A', 'A'], [1, 2])).toThrow(/different names.*one fewer.*fall/s);
    try {
      tierByThresholds([Number.NaN, 1, Number.POSITIVE_INFINITY], ['A', 'B'], [1]);
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ row }) => row)).toEqual([0, 2]);
    }
  });
});

describe('tierByQuantiles and tierByThresholds', () => {
  it('keep empty tiers below equal values, however large', () => {
    expect(tierByQuantiles([1e300, 1e300], ['A', 'B', 'C'], [0.2, 0.2]).counts).toEqual([2, 0, 0]);
    expect(tierByQuantiles([], ['A', 'B', 'C'], [0.2, 0.2]).counts).toEqual([0, 0, 0]);
    expect(tierByThresholds([], ['A', 'B'], [3]).tiers).toEqual([]);
  });

  it('refuse a threshold that is no number', () => {
    expect(() => tierByThresholds([1], ['A', 'B'], [Number.NaN])).toThrow(OptionsError);
  });

  it('give back the tiers of natural breaks from their thresholds', () => {
    const natural = tierByNaturalBreaks([3, 1, 4, 1, 5, 9, 2, 6, 5, 35], ['A', 'B', 'C', 'D']);
    expect(
      tierByThresholds([3, 1, 4, 1, 5, 9, 2, 6, 5, 35], ['A', 'B', 'C', 'D'], natural.thresholds),
    ).toEqual(natural);
  });
});

describe('computeWorkload', () => {
  it('takes any name for a channel, and no accounts', () => {
    const level = { visits: 3, serviceMin: 60 };
    const { visits } = computeWorkload(['A'], { A: { constructor: level } });
    expect(Object.entries(visits)).toEqual([['constructor', Float64Array.of(3)]]);
    expect(computeWorkload([], { A: { field: level } }).visits.field).toHaveLength(0);
  });

  it('names every unknown tier and every bad figure', () => {
    const table = { A: { field: { visits: -1, serviceMin: 10 } } };
    expect(() => computeWorkload(['A', 'B', 'C'], table)).toThrow(InputError);
    expect(() => computeWorkload(['A', 'B', 'C'], table)).toThrow(/3 errors/);
  });

  it('does not take a tier from the prototype', () => {
    expect(() => computeWorkload(['constructor'], {})).toThrow(InputError);
  });

  it('puts travel of its own only where the table allows travel', () => {
    const table = {
      A: { field: { visits: 2, serviceMin: 30, travelMin: 15 }, remote: { visits: 1, serviceMin: 30 } },
    };
    const { travelHours } = computeWorkload(['A'], table, { travelMin: [60] });
    expect(Array.from(travelHours)).toEqual([2]);
  });
});

describe('travelAllowance', () => {
  it('stays between its bounds and shares the way there', () => {
    const options = { kmPerHour: 50, detourFactor: 1.25, leastMin: 5, mostMin: 60, visitsPerTrip: 2 };
    expect(Array.from(travelAllowance([0, 40, 1000], options))).toEqual([5, 30, 60]);
  });

  it('takes the allowance for unknown distances, and names every bad one where there is none', () => {
    expect(Array.from(travelAllowance([Number.NaN, 30], { kmPerHour: 60, unknownMin: 45 }))).toEqual([
      45, 30,
    ]);
    try {
      travelAllowance([Number.NaN, 30, -1, Number.POSITIVE_INFINITY], { kmPerHour: 60 });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ row }) => row)).toEqual([0, 2, 3]);
    }
  });

  it('needs a speed', () => {
    expect(() => travelAllowance([1], {} as { kmPerHour: number })).toThrow(OptionsError);
    expect(() => travelAllowance([1], { kmPerHour: 0 })).toThrow(OptionsError);
  });
});
