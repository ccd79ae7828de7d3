import { inverse, Matrix, solve } from 'ml-matrix';
import { sumOfSquares } from './sumOfSquares.js';
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

/**
 * Columns, of the first `count`, that do not follow from those before them: Gram and Schmidt's process, in which a column that
 * follows leaves no direction of mere rounding behind, by which those after it would be judged. O(count³).
 */
function findIndependent(triangle: Matrix, count: number): number[] {
  const kept: number[] = [];
  const directions: number[][] = [];
  for (let j = 0; j < count; j++) {
    const column = triangle.getColumn(j);
    const length = Math.sqrt(sumOfSquares(column));
    // Once leaves rounding of the size of what was taken off; twice is enough (Kahan, in Parlett 1980).
    for (let time = 0; time < 2; time++) {
      for (const direction of directions) {
        let along = 0;
        for (let i = 0; i < column.length; i++) along += direction[i] * column[i];
        for (let i = 0; i < column.length; i++) column[i] -= along * direction[i];
      }
    }
    const rest = Math.sqrt(sumOfSquares(column));
    if (!(rest > LEAST_NEW_SHARE * length)) continue;
    kept.push(j);
    directions.push(column.map((part) => part / rest));
  }
  return kept;
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
