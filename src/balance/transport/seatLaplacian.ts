import { dot } from './dot.js';
import type { PairTable } from './pairTable.js';

const MOST_CG_STEPS = 200;
/** A direction is good enough when its residual is this share of the gradient. */
const CG_TOLERANCE = 1e-3;

/** Conjugate gradients for a graph Laplacian with a diagonal, preconditioned by its diagonal. */
export function createLaplacianSolver(k: number) {
  const diagonal = new Float64Array(k);
  const residual = new Float64Array(k);
  const search = new Float64Array(k);
  const product = new Float64Array(k);
  return (
    pairs: PairTable,
    weight: Float64Array,
    ramp: Float64Array,
    ridge: number,
    right: Float64Array,
    solution: Float64Array,
  ) => {
    const from: number[] = [];
    const to: number[] = [];
    const curvature: number[] = [];
    for (let j = 0; j < k; j++) diagonal[j] = ramp[j] + ridge;
    for (let pair = 0; pair < pairs.size(); pair++) {
      if (weight[pair] === 0) continue;
      const a = pairs.firstOf(pair);
      const b = pairs.secondOf(pair);
      from.push(a);
      to.push(b);
      curvature.push(weight[pair]);
      diagonal[a] += weight[pair];
      diagonal[b] += weight[pair];
    }
    solution.fill(0);
    let rho = 0;
    for (let j = 0; j < k; j++) {
      residual[j] = right[j];
      search[j] = right[j] / diagonal[j];
      rho += right[j] * search[j];
    }
    const wanted = CG_TOLERANCE * CG_TOLERANCE * rho;
    for (let step = 0; step < MOST_CG_STEPS && rho > wanted; step++) {
      for (let j = 0; j < k; j++) product[j] = diagonal[j] * search[j];
      for (let e = 0; e < from.length; e++) {
        product[from[e]] -= curvature[e] * search[to[e]];
        product[to[e]] -= curvature[e] * search[from[e]];
      }
      const length = rho / dot(search, product);
      let next = 0;
      for (let j = 0; j < k; j++) {
        solution[j] += length * search[j];
        residual[j] -= length * product[j];
        next += (residual[j] * residual[j]) / diagonal[j];
      }
      const keep = next / rho;
      for (let j = 0; j < k; j++) search[j] = residual[j] / diagonal[j] + keep * search[j];
      rho = next;
    }
  };
}
