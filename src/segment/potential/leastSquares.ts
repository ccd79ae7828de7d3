import { inverse, Matrix, solve } from 'ml-matrix';
import { triangleByBlocks, triangleOf } from './triangleByBlocks.js';

/** The least-squares fit of a column by others. */
export interface LeastSquares {
  /** The columns that say something new, rising; the others follow from columns before them. */
  readonly kept: readonly number[];
  /** Entry `[j]` is the coefficient of column j; 0 where it was not kept. */
  readonly estimates: Float64Array;
  /** Entry `[k]` is the part of y along direction k of the orthonormal basis of the kept columns. */
  readonly onBasis: Float64Array;
  /** Entry `[l][k]`, k <= l, is the part of kept column k in direction l of that basis: the inverse of R, by columns. */
  readonly directions: readonly Float64Array[];
}

/** A column of which less than this share is new adds nothing but rounding. Chosen: a thousand times that error. */
const LEAST_NEW_SHARE = 1e-11;

/**
 * Finds b with the least sum of squares of y - Xb.
 *
 * Idea: (1) X = QR by Householder's reflections (of the library `ml-matrix`), with y as one more column, so that neither Q
 * nor X'X is ever formed; (2) a million rows go block by block: the triangle so far is stacked on the next rows and
 * factored again (the sequential case of Demmel, Grigori, Hoemmen, Langou: Communication-optimal Parallel and Sequential QR
 * and LU Factorizations, 2012, DOI 10.1137/080731992); (3) a column whose part in the triangle is all but 0 follows from
 * those before it and is left out, as R's `lm` does; (4) the library solves the triangle and inverts it.
 *
 * @param columns - of one length, finite, about 1 in size
 * @param y - as long as they are
 * @returns coefficients, and what their errors follow from
 * @remarks O(rows x columns²).
 */
export function solveLeastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares {
  const whole = triangleByBlocks([...columns, y]);
  const kept = findIndependent(whole, columns.length);
  const count = kept.length;
  const triangle = triangleOf(pickColumns(whole, [...kept, columns.length]));
  const target = kept.map((_, k) => [triangle.get(k, count)]);
  const estimates = new Float64Array(columns.length);
  if (count === 0) return { kept, estimates, onBasis: new Float64Array(0), directions: [] };
  const square = triangle.subMatrix(0, count - 1, 0, count - 1);
  const solved = solve(square, new Matrix(target));
  kept.forEach((j, k) => {
    estimates[j] = solved.get(k, 0);
  });
  const parts = inverse(square);
  const directions = kept.map((_, l) => Float64Array.from({ length: l + 1 }, (_, k) => parts.get(k, l)));
  return { kept, estimates, onBasis: Float64Array.from(target, ([part]) => part), directions };
}

/** Columns, of the first `count`, that do not follow from those before them. */
function findIndependent(triangle: Matrix, count: number): number[] {
  const kept = Array.from({ length: count }, (_, j) => j);
  const lengths = kept.map((j) =>
    Math.sqrt(triangle.getColumn(j).reduce((sum, part) => sum + part * part, 0)),
  );
  for (;;) {
    // A column that follows leaves a direction of mere rounding, by which the columns after it are not to be judged.
    const parts = kept.length === 0 ? triangle : triangleOf(pickColumns(triangle, kept));
    const at = kept.findIndex((j, k) => !(Math.abs(parts.get(k, k)) > LEAST_NEW_SHARE * lengths[j]));
    if (at < 0) return kept;
    kept.splice(at, 1);
  }
}

const pickColumns = (matrix: Matrix, columns: number[]) => matrix.subMatrixColumn(columns);

/**
 * The standard error of a combination of the coefficients, in standard errors of a coefficient of the basis.
 *
 * @param fit - what {@link solveLeastSquares} gives back
 * @returns a function of how often each coefficient is taken; columns that were not kept do not count
 */
export function createSpread({ kept, directions }: LeastSquares): (combination: Float64Array) => number {
  return (combination) => {
    let square = 0;
    for (const parts of directions) {
      let along = 0;
      for (let k = 0; k < parts.length; k++) along += combination[kept[k]] * parts[k];
      square += along * along;
    }
    return Math.sqrt(square);
  };
}
