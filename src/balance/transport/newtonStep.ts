/**
 * Newton's step for the smoothed dual: solves (H + ridge I) d = g.
 *
 * Up to `DENSE_SIZE` prices H is factorised (Cholesky, O(size³ / 6)); above, conjugate gradients multiply by its
 * blocks, preconditioned with the inverted blocks of each territory, which hold what correlated measures do to each
 * other.
 */
import type { Work } from '../work.js';
import {
  type Curvature,
  type CurvatureMatrix,
  createCurvatureMatrix,
  type PricedUnits,
} from './curvatureMatrix.js';
import { dot } from './dot.js';

/** Prices up to which a dense factor is faster than conjugate gradients; found by trial. */
const DENSE_SIZE = 150;
/** Conjugate-gradient steps for one direction at the most. */
const MOST_CG_STEPS = 200;
/** A direction is good enough when its residual is this share of the gradient. */
const CG_TOLERANCE = 1e-3;
/** Units that are shared beyond which adding up takes milliseconds. */
const MANY_SHARED = 5_000;

/** Makes a solver with its own buffers; `solve` writes the direction for the matrix added up last, and says whether a pause is due. */
export function createNewtonStep(search: PricedUnits) {
  const matrix = createCurvatureMatrix(search);
  const solveFor = search.size <= DENSE_SIZE ? createFactor(search, matrix) : createIteration(search, matrix);
  return {
    /** Adds the matrix up, ridge included; true where a pause is due before it is solved for. */
    assemble: (curvature: Curvature, ridge: number): boolean => {
      matrix.assemble(curvature, ridge);
      return curvature.sharedCount > MANY_SHARED;
    },
    solve: solveFor,
  };
}

type Solve = (gradient: Float64Array, direction: Float64Array, work: Work) => boolean;

function createFactor({ size }: PricedUnits, { writeInto }: CurvatureMatrix): Solve {
  const matrix = new Float64Array(size * size);

  /** Cholesky's factor in place. */
  function factorise(): void {
    for (let r = 0; r < size; r++) {
      const row = size * r;
      for (let c = 0; c <= r; c++) {
        const other = size * c;
        let sum = matrix[row + c];
        for (let e = 0; e < c; e++) sum -= matrix[row + e] * matrix[other + e];
        if (c < r) matrix[row + c] = sum / matrix[other + c];
        else matrix[row + r] = Math.sqrt(Math.max(sum, 1e-14 * matrix[row + r]));
      }
    }
  }

  return (gradient, direction, work) => {
    writeInto(matrix);
    factorise();
    for (let r = 0; r < size; r++) {
      let sum = gradient[r];
      for (let c = 0; c < r; c++) sum -= matrix[size * r + c] * direction[c];
      direction[r] = sum / matrix[size * r + r];
    }
    for (let r = size - 1; r >= 0; r--) {
      direction[r] /= matrix[size * r + r];
      for (let c = 0; c < r; c++) direction[c] -= matrix[size * r + c] * direction[r];
    }
    return work.isPauseDue((size * size * size) / 60);
  };
}

function createIteration({ k, M, size }: PricedUnits, matrix: CurvatureMatrix): Solve {
  /** Entry `[M * M * j + M * a + b]` is the inverse of territory j's own block of H. */
  const inverse = new Float64Array(k * M * M);
  const residual = new Float64Array(size);
  const scaled = new Float64Array(size);
  const probe = new Float64Array(size);
  const product = new Float64Array(size);

  function invertBlocks(): void {
    inverse.set(matrix.own);
    for (let j = 0; j < k; j++) {
      const block = inverse.subarray(M * M * j, M * M * (j + 1));
      for (let m = 0; m < M; m++) block[M * m + m] *= 1 + 1e-9;
      invertInPlace(block, M);
    }
  }

  function precondition(from: Float64Array, out: Float64Array): void {
    for (let j = 0; j < k; j++) {
      for (let a = 0; a < M; a++) {
        let sum = 0;
        for (let b = 0; b < M; b++) sum += inverse[M * (M * j + a) + b] * from[M * j + b];
        out[M * j + a] = sum;
      }
    }
    if (size > k * M) out[size - 1] = from[size - 1] / matrix.border[size - 1];
  }

  return (gradient, direction, work) => {
    invertBlocks();
    direction.fill(0);
    residual.set(gradient);
    precondition(residual, scaled);
    probe.set(scaled);
    let rho = dot(scaled, residual);
    const goal = CG_TOLERANCE * CG_TOLERANCE * rho;
    let isDue = false;
    for (let step = 0; step < MOST_CG_STEPS && rho > goal; step++) {
      matrix.multiply(probe, product);
      isDue = work.isPauseDue(matrix.pairCount() * M + size) || isDue;
      const alpha = rho / dot(probe, product);
      for (let at = 0; at < size; at++) {
        direction[at] += alpha * probe[at];
        residual[at] -= alpha * product[at];
      }
      precondition(residual, scaled);
      const next = dot(scaled, residual);
      const beta = next / rho;
      rho = next;
      for (let at = 0; at < size; at++) probe[at] = scaled[at] + beta * probe[at];
    }
    return isDue;
  };
}

/** Inverts a small symmetric positive definite matrix by Gauss-Jordan steps on the diagonal. */
function invertInPlace(matrix: Float64Array, size: number): void {
  for (let p = 0; p < size; p++) {
    const pivot = 1 / matrix[size * p + p];
    matrix[size * p + p] = 1;
    for (let c = 0; c < size; c++) matrix[size * p + c] *= pivot;
    for (let r = 0; r < size; r++) {
      if (r === p) continue;
      const factor = matrix[size * r + p];
      matrix[size * r + p] = 0;
      for (let c = 0; c < size; c++) matrix[size * r + c] -= factor * matrix[size * p + c];
    }
  }
}
