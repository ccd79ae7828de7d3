/** Columns made orthonormal, and how the given ones are made of them. */
export interface OrthogonalColumns {
  /** Entry `[k][i]` is row i of orthonormal column k. */
  readonly basis: readonly Float64Array[];
  /** Entry `[k]` is the given column that column k adds to those before it. */
  readonly order: readonly number[];
  /** Entry `[k][l]`, l <= k, is the part of basis column l in given column `order[k]`. */
  readonly parts: readonly (readonly number[])[];
}

/** A column of which less than this share is new adds nothing but rounding. Chosen: a thousand times that error. */
const LEAST_NEW_SHARE = 1e-11;

/**
 * Gram-Schmidt orthogonalisation with pivoting: X = Q R for the columns that are independent.
 *
 * Idea: (1) the first column as it is; (2) from all others take out what points in its direction; (3) the one of which
 * most is left, relative to its length, is next; (4) take out the earlier directions from it once more, which makes the
 * basis orthogonal to the last digit; (5) stop where nothing is left.
 * O(rows x columns²). L. Giraud, J. Langou, M. Rozložník: The loss of orthogonality in the Gram-Schmidt
 * orthogonalization process, 2005, DOI 10.1016/j.camwa.2005.08.009.
 *
 * @param columns - of one length; the first goes first; they are used up
 * @returns the basis of those that are independent; the others are not in `order`
 */
export function orthogonalise(columns: readonly Float64Array[]): OrthogonalColumns {
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const left = columns.map((_, j) => j);
  const found: number[][] = columns.map(() => []);
  const basis: Float64Array[] = [];
  const order: number[] = [];
  const parts: number[][] = [];
  while (left.length > 0) {
    const at = basis.length === 0 ? 0 : mostNew(left, columns, lengths);
    const [j] = left.splice(at, 1);
    const column = columns[j];
    basis.forEach((direction, k) => {
      found[j][k] += takeOut(direction, column);
    });
    const length = Math.sqrt(dot(column, column));
    if (!(length > LEAST_NEW_SHARE * lengths[j])) continue;
    for (let i = 0; i < column.length; i++) column[i] /= length;
    basis.push(column);
    order.push(j);
    parts.push([...found[j], length]);
    for (const other of left) found[other].push(takeOut(column, columns[other]));
  }
  return { basis, order, parts };
}

/**
 * Solves the triangle of {@link OrthogonalColumns}: coefficients of the given columns from those of the basis.
 *
 * @param parts - see there
 * @param onBasis - entry `[k]` is the coefficient of basis column k
 * @returns entry `[k]` is the coefficient of given column `order[k]`
 */
export function solveTriangle(parts: readonly (readonly number[])[], onBasis: readonly number[]): number[] {
  const solved = [...onBasis];
  for (let k = solved.length - 1; k >= 0; k--) {
    for (let later = k + 1; later < solved.length; later++) solved[k] -= parts[later][k] * solved[later];
    solved[k] /= parts[k][k];
  }
  return solved;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Takes out of a column what points in a direction, and gives back how much that was. */
function takeOut(direction: Float64Array, column: Float64Array): number {
  const part = dot(direction, column);
  for (let i = 0; i < column.length; i++) column[i] -= part * direction[i];
  return part;
}

function mostNew(
  left: readonly number[],
  columns: readonly Float64Array[],
  lengths: readonly number[],
): number {
  let best = 0;
  let most = -1;
  left.forEach((j, at) => {
    const share = lengths[j] > 0 ? Math.sqrt(dot(columns[j], columns[j])) / lengths[j] : 0;
    if (share > most) {
      most = share;
      best = at;
    }
  });
  return best;
}
