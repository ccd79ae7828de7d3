/**
 * Newton's step for the smoothed dual: solves (H + ridge I) d = g, H the sum over shared units of
 * (I - 1 1' / s) / tau times w w', plus the curvature of slack on the diagonal.
 *
 * Up to `DENSE_SIZE` prices H is built and factorised (Cholesky, O(size³ / 6)); above, conjugate gradients multiply
 * by H without building it, preconditioned with the inverted blocks of each territory, which hold what correlated
 * measures do to each other.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Work } from '../work.js';
import type { Candidates } from './candidates.js';

/** Prices up to which a dense factor is faster than conjugate gradients; found by trial. */
const DENSE_SIZE = 400;
/** Conjugate-gradient steps for one direction at the most. */
const MOST_CG_STEPS = 200;
/** A direction is good enough when its residual is this share of the gradient. */
const CG_TOLERANCE = 1e-3;

/** What the Hessian is made of at the current prices. */
export interface Curvature {
  readonly candidates: Candidates;
  /** Entry `[start[u] + c]` is the share of unit u in its candidate c. */
  readonly shares: Float64Array;
  /** Entry `[start[u] + c]` is what of unit u is moved in its candidate c; `null` without a disruption budget. */
  readonly moved: Float64Array | null;
  /** The first `sharedCount` entries are the units with two or more positive shares. */
  readonly shared: Int32Array;
  sharedCount: number;
  /** Cost per trip of weight over which a unit is shared. */
  smoothing: number;
  /** Entry `[at]` is the curvature that slack adds to price `at`. */
  readonly slack: Float64Array;
}

/** Makes a solver with its own buffers; `solve` writes the direction and says whether a pause is due. */
export function createNewtonStep(search: SearchProblem) {
  const { size } = search;
  return size <= DENSE_SIZE ? createDenseStep(search, size) : createIterativeStep(search, size);
}

function createDenseStep(search: SearchProblem, size: number) {
  const { M, load, weight: unitWeight } = search;
  /** Lower triangle, row by row: entry (r, c) stands at `[size * r + c]`. */
  const matrix = new Float64Array(size * size);
  const support = new Int32Array(64);

  function build(curvature: Curvature, ridge: number): void {
    const { shares, moved, shared, sharedCount, smoothing, slack } = curvature;
    const { start, count, territory } = curvature.candidates;
    matrix.fill(0);
    for (let at = 0; at < size; at++) matrix[size * at + at] = ridge + slack[at];
    for (let s = 0; s < sharedCount; s++) {
      const u = shared[s];
      let supported = 0;
      for (let c = start[u]; c < start[u] + count[u]; c++)
        if (shares[c] > 0) support[supported++] = M * territory[c];
      const weight = 1 / (smoothing * unitWeight[u]);
      for (let x = 0; x < supported; x++) {
        for (let y = 0; y < supported; y++) {
          if (support[y] > support[x]) continue;
          const factor = weight * ((x === y ? 1 : 0) - 1 / supported);
          for (let a = 0; a < M; a++) {
            const row = size * (support[x] + a) + support[y];
            for (let b = 0; b < M; b++) matrix[row + b] += factor * load[M * u + a] * load[M * u + b];
          }
        }
      }
      if (moved !== null) addMoved(curvature, moved, u, weight, supported);
    }
  }

  /** The last row: how the moved value of unit u answers to all prices. */
  function addMoved(
    { candidates, shares }: Curvature,
    moved: Float64Array,
    u: number,
    weight: number,
    supported: number,
  ): void {
    const { start, count, territory } = candidates;
    const mean = meanMoved(shares, moved, start[u], start[u] + count[u], supported);
    const row = size * (size - 1);
    for (let c = start[u]; c < start[u] + count[u]; c++) {
      if (shares[c] === 0) continue;
      const lean = weight * (moved[c] - mean);
      for (let m = 0; m < M; m++) matrix[row + M * territory[c] + m] += lean * load[M * u + m];
      matrix[row + size - 1] += lean * moved[c];
    }
  }

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

  return {
    solve: (
      curvature: Curvature,
      gradient: Float64Array,
      ridge: number,
      direction: Float64Array,
      work: Work,
    ) => {
      build(curvature, ridge);
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
    },
  };
}

function createIterativeStep(search: SearchProblem, size: number) {
  const { k, M, load, weight: unitWeight } = search;
  /** Entry `[M * M * j + M * a + b]` is the inverse of territory j's own block of H. */
  const blocks = new Float64Array(k * M * M);
  /** The inverse of the diagonal entry of moved value. */
  let movedScale = 1;
  const residual = new Float64Array(size);
  const scaled = new Float64Array(size);
  const probe = new Float64Array(size);
  const product = new Float64Array(size);
  const rises = new Float64Array(64);

  function invertBlocks(curvature: Curvature, ridge: number): void {
    const { shares, moved, shared, sharedCount, smoothing, slack } = curvature;
    const { start, count, territory } = curvature.candidates;
    blocks.fill(0);
    let movedCurvature = ridge + slack[size - 1];
    for (let s = 0; s < sharedCount; s++) {
      const u = shared[s];
      let supported = 0;
      for (let c = start[u]; c < start[u] + count[u]; c++) if (shares[c] > 0) supported++;
      const weight = (1 - 1 / supported) / (smoothing * unitWeight[u]);
      for (let c = start[u]; c < start[u] + count[u]; c++) {
        if (shares[c] === 0) continue;
        const at = M * M * territory[c];
        for (let a = 0; a < M; a++) {
          for (let b = 0; b < M; b++) blocks[at + M * a + b] += weight * load[M * u + a] * load[M * u + b];
        }
      }
      if (moved === null) continue;
      const mean = meanMoved(shares, moved, start[u], start[u] + count[u], supported);
      for (let c = start[u]; c < start[u] + count[u]; c++) {
        if (shares[c] > 0) movedCurvature += ((moved[c] - mean) * moved[c]) / (smoothing * unitWeight[u]);
      }
    }
    movedScale = 1 / movedCurvature;
    for (let j = 0; j < k; j++) {
      const block = blocks.subarray(M * M * j, M * M * (j + 1));
      for (let m = 0; m < M; m++) block[M * m + m] += block[M * m + m] * 1e-9 + ridge + slack[M * j + m];
      invertInPlace(block, M);
    }
  }

  function precondition(from: Float64Array, out: Float64Array): void {
    for (let j = 0; j < k; j++) {
      for (let a = 0; a < M; a++) {
        let sum = 0;
        for (let b = 0; b < M; b++) sum += blocks[M * (M * j + a) + b] * from[M * j + b];
        out[M * j + a] = sum;
      }
    }
    if (size > k * M) out[size - 1] = movedScale * from[size - 1];
  }

  function multiply(curvature: Curvature, ridge: number, vector: Float64Array, out: Float64Array): void {
    const { shares, moved, shared, sharedCount, smoothing, slack } = curvature;
    const { start, count, territory } = curvature.candidates;
    for (let at = 0; at < size; at++) out[at] = vector[at] * (ridge + slack[at]);
    for (let s = 0; s < sharedCount; s++) {
      const u = shared[s];
      const to = start[u] + count[u];
      let mean = 0;
      let supported = 0;
      for (let c = start[u]; c < to; c++) {
        if (shares[c] === 0) continue;
        let rise = 0;
        for (let m = 0; m < M; m++) rise += load[M * u + m] * vector[M * territory[c] + m];
        if (moved !== null) rise += moved[c] * vector[size - 1];
        rises[supported++] = rise;
        mean += rise;
      }
      mean /= supported;
      const weight = 1 / (smoothing * unitWeight[u]);
      let next = 0;
      for (let c = start[u]; c < to; c++) {
        if (shares[c] === 0) continue;
        const flow = (rises[next++] - mean) * weight;
        for (let m = 0; m < M; m++) out[M * territory[c] + m] += flow * load[M * u + m];
        if (moved !== null) out[size - 1] += flow * moved[c];
      }
    }
  }

  return {
    solve: (
      curvature: Curvature,
      gradient: Float64Array,
      ridge: number,
      direction: Float64Array,
      work: Work,
    ) => {
      invertBlocks(curvature, ridge);
      direction.fill(0);
      residual.set(gradient);
      precondition(residual, scaled);
      probe.set(scaled);
      let rho = dot(scaled, residual);
      const goal = CG_TOLERANCE * CG_TOLERANCE * rho;
      let isDue = false;
      for (let step = 0; step < MOST_CG_STEPS && rho > goal; step++) {
        multiply(curvature, ridge, probe, product);
        isDue = work.isPauseDue(curvature.sharedCount * 3 + size) || isDue;
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
    },
  };
}

/** Mean of what is moved over the candidates that have a share. */
function meanMoved(
  shares: Float64Array,
  moved: Float64Array,
  first: number,
  last: number,
  supported: number,
): number {
  let sum = 0;
  for (let c = first; c < last; c++) if (shares[c] > 0) sum += moved[c];
  return sum / supported;
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

/** Scalar product. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
