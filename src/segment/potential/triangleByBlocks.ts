import { AbstractMatrix, Matrix, QrDecomposition } from 'ml-matrix';

/** Rows that are factored at once. Chosen: they stay in the cache of a processor with ten columns. */
const BLOCK_ROWS = 1024;

/** The triangle R of a matrix. */
export const triangleOf = (matrix: AbstractMatrix) => new QrDecomposition(matrix).upperTriangularMatrix;

/** The triangle R of X = QR, as many rows as columns; of a million rows block by block, see `solveLeastSquares`. */
export function triangleByBlocks(columns: readonly Float64Array[]): Matrix {
  const width = columns.length;
  const { length } = columns[0];
  const blockRows = Math.min(Math.max(BLOCK_ROWS, 4 * width), length);
  const block = new Block(width + blockRows, width);
  let triangle = new Matrix(width, width);
  for (let from = 0; from < length; from += blockRows) {
    // Rows of 0 fill up the last block and change nothing.
    block.data.fill(0);
    for (let j = 0; j < width; j++) {
      for (let k = 0; k <= j; k++) block.set(k, j, triangle.get(k, j));
      block.data.set(columns[j].subarray(from, from + blockRows), j * block.rows + width);
    }
    triangle = triangleOf(block);
  }
  return triangle;
}

/** A matrix for the library that stands column by column in one array and is factored where it stands. */
class Block extends AbstractMatrix {
  /** Entry `[j * rows + i]` is that of row i and column j. */
  readonly data: Float64Array;
  override readonly rows: number;
  override readonly columns: number;

  constructor(rows: number, columns: number) {
    super();
    this.rows = rows;
    this.columns = columns;
    this.data = new Float64Array(rows * columns);
  }

  get(row: number, column: number): number {
    return this.data[column * this.rows + row];
  }

  set(row: number, column: number, value: number): this {
    this.data[column * this.rows + row] = value;
    return this;
  }

  /** Itself: the library works on a copy of what it is given, and nobody reads a block that has been factored. */
  override clone(): this {
    return this;
  }
}
