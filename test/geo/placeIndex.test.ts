import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { createPlaceIndex } from '../../src/geo/placeIndex.js';

const indexesOf = (found: readonly { index: number }[]) => found.map(({ index }) => index);

describe('createPlaceIndex', () => {
  it('finds the nearest across the antimeridian', () => {
    const index = createPlaceIndex([-179.9, 0, 179], [-17, -17, -17]);
    expect(indexesOf(index.nearest(179.9, -17, 3))).toEqual([0, 2, 1]);
    expect(indexesOf(index.within(179.9, -17, 30))).toEqual([0]);
  });

  it('finds the nearest round a pole, whatever their longitude', () => {
    const index = createPlaceIndex([0, 120, -100, 10], [89, 89.5, 89.9, 60]);
    expect(indexesOf(index.nearest(55, 90, 4))).toEqual([2, 1, 0, 3]);
    expect(indexesOf(index.within(-55, 90, 60))).toEqual([2, 1]);
  });

  it('gives equally distant points by index', () => {
    const ring = createPlaceIndex([30, 20, 10, 0, -10, -20, -30], [80, 80, 80, 80, 80, 80, 80]);
    const distances = ring.nearest(0, 90, 7).map((point) => point.distanceKm);
    expect(Math.max(...distances) - Math.min(...distances)).toBeLessThan(1e-9);
    const cross = createPlaceIndex([1, -1, 1, -1, 0], [0, 0, 0, 0, 50]);
    expect(indexesOf(cross.nearest(0, 0, 3))).toEqual([0, 1, 2]);
    expect(indexesOf(cross.nearest(0, 0, 1))).toEqual([0]);
  });

  it('finds all of many points at one place, the lowest first', () => {
    const index = createPlaceIndex(new Float64Array(1000).fill(7), new Float64Array(1000).fill(50));
    expect(indexesOf(index.nearest(7, 50, 3))).toEqual([0, 1, 2]);
    expect(index.within(7, 50, 0)).toHaveLength(1000);
  });

  it('leaves out points without a place, and finds nothing near a place that is not known', () => {
    const index = createPlaceIndex([Number.NaN, 1], [Number.NaN, 1]);
    expect(indexesOf(index.nearest(0, 0, 5))).toEqual([1]);
    expect(index.nearest(Number.NaN, Number.NaN, 5)).toEqual([]);
    expect(index.within(Number.NaN, Number.NaN, 5)).toEqual([]);
  });

  it('answers for no points, for a count of 0 and for the farthest circle', () => {
    expect(createPlaceIndex([], []).nearest(0, 0, 3)).toEqual([]);
    expect(createPlaceIndex([], []).within(0, 0, 3)).toEqual([]);
    const antipodes = createPlaceIndex([0, 180], [10, -10]);
    expect(antipodes.nearest(0, 10, 0)).toEqual([]);
    expect(antipodes.within(0, 10, 25000)).toHaveLength(2);
    expect(antipodes.nearest(0, 10, 2, 19000)).toHaveLength(1);
  });

  it('refuses coordinates and numbers out of range, all at once', () => {
    expect(() => createPlaceIndex([181, 0, Number.NaN], [0, 91, 3])).toThrow(InputError);
    try {
      createPlaceIndex([181, 0, Number.NaN], [0, 91, 3]);
    } catch (error) {
      expect((error as InputError).issues.map(({ row, field }) => `${row} ${field}`)).toEqual([
        '0 lon',
        '1 lat',
        '2 lon',
      ]);
    }
    expect(() => createPlaceIndex([0], [])).toThrow('as long as lon');
    const index = createPlaceIndex([0], [0]);
    expect(() => index.nearest(0, 0, 1.5)).toThrow(OptionsError);
    expect(() => index.within(0, 0, Number.NaN)).toThrow(OptionsError);
    expect(() => index.within(0, 100, 1)).toThrow(InputError);
  });
});
