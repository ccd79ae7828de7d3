import { describe, expect, it } from 'vitest';
import { createSpread, solveLeastSquares } from '../../../src/segment/potential/leastSquares.js';

const columnsOf = (...columns: number[][]) => columns.map((column) => Float64Array.from(column));

describe('solveLeastSquares', () => {
  it('solves a square system exactly', () => {
    const { estimates, kept } = solveLeastSquares(columnsOf([2, 0], [1, 4]), Float64Array.of(5, 12));
    expect(kept).toEqual([0, 1]);
    expect(estimates[0]).toBeCloseTo(1, 14);
    expect(estimates[1]).toBeCloseTo(3, 14);
  });

  it('judges a column by those that were kept before it alone', () => {
    // The second column is the first but for rounding; that rounding points where the third one does.
    const columns = columnsOf([1, 0, 0], [1, 1e-12, 0], [0, 1, 0]);
    const { estimates, kept } = solveLeastSquares(columns, Float64Array.of(3, 4, 5));
    expect(kept).toEqual([0, 2]);
    expect(Array.from(estimates, Math.round)).toEqual([3, 0, 4]);
  });

  it('gives the spread of a combination: the root of c (XᵀX)⁻¹ c', () => {
    const spreadOf = createSpread(
      solveLeastSquares(columnsOf([1, 1, 1, 1], [-3, -1, 1, 3]), new Float64Array(4)),
    );
    // X'X is diagonal here, with 4 and 20.
    expect(spreadOf(Float64Array.of(1, 0))).toBeCloseTo(1 / 2, 14);
    expect(spreadOf(Float64Array.of(1, 3))).toBeCloseTo(Math.sqrt(1 / 4 + 9 / 20), 14);
  });

  it('has no coefficient for columns of zeros, and none without rows', () => {
    expect(Array.from(solveLeastSquares(columnsOf([0, 0]), Float64Array.of(1, 2)).estimates)).toEqual([0]);
    expect(solveLeastSquares(columnsOf([], []), new Float64Array(0)).kept).toEqual([]);
  });
});
