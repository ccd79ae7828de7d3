/**
 * The Hessian of the smoothed dual as blocks: one of M x M prices for each territory and one for each pair of
 * territories that share a unit, and a border for moved value where there is a disruption budget.
 *
 * A unit with loads w that s territories share adds (I - 1 1' / s) / tau times w w' between them. Added up once, a
 * product with the matrix costs O(pairs * M²) instead of O(shared units * s * M): units outnumber pairs many times.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Candidates } from './candidates.js';
import { createPairTable } from './pairTable.js';

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

/** What of a problem the Hessian is made of. */
export type PricedUnits = Pick<SearchProblem, 'k' | 'M' | 'size' | 'hasBudget' | 'load' | 'weight'>;

/** The Hessian of one problem, added up anew for every step. */
export type CurvatureMatrix = ReturnType<typeof createCurvatureMatrix>;

/** Makes an empty matrix. */
export function createCurvatureMatrix({ k, M, size, hasBudget, load, weight: unitWeight }: PricedUnits) {
  const square = M * M;
  /** Entry `[M * M * j + M * a + b]` is the block of territory j, slack and ridge included. */
  const own = new Float64Array(k * square);
  /** Entry `[M * M * number + M * a + b]` is the block of a pair of territories, symmetric and taken negative. */
  let between = new Float64Array(64 * square);
  const pairs = createPairTable(k);
  /** Entry `[number]` is the assembly in which a pair was last met. */
  let metAt = new Int32Array(64).fill(-1);
  /** The first `pairCount` entries are the pairs that share a unit. */
  let met = new Int32Array(64);
  let pairCount = 0;
  let assembly = 0;
  /** Entry `[at]` is how moved value answers to price `at`; its own curvature stands last. */
  const border = new Float64Array(hasBudget ? size : 0);
  const support = new Int32Array(64);
  /** Loads times loads of the unit at hand over its smoothing. */
  const outer = new Float64Array(square);

  /** The block of a pair, emptied where it is met for the first time in this assembly. */
  function blockOf(a: number, b: number): number {
    const pair = a < b ? pairs.numberOf(a, b) : pairs.numberOf(b, a);
    if (pair >= metAt.length) enlarge();
    if (metAt[pair] !== assembly) {
      metAt[pair] = assembly;
      met[pairCount++] = pair;
      between.fill(0, square * pair, square * (pair + 1));
    }
    return square * pair;
  }

  function enlarge(): void {
    const length = 2 * metAt.length;
    const known = metAt;
    metAt = new Int32Array(length).fill(-1);
    metAt.set(known);
    const listed = met;
    met = new Int32Array(length);
    met.set(listed);
    const blocks = between;
    between = new Float64Array(length * square);
    between.set(blocks);
  }

  function assemble(curvature: Curvature, ridge: number): void {
    const { shares, moved, shared, sharedCount, smoothing, slack } = curvature;
    const { start, count, territory } = curvature.candidates;
    assembly++;
    pairCount = 0;
    own.fill(0);
    border.fill(0);
    for (let s = 0; s < sharedCount; s++) {
      const u = shared[s];
      let supported = 0;
      for (let c = start[u]; c < start[u] + count[u]; c++)
        if (shares[c] > 0) support[supported++] = territory[c];
      const weight = 1 / (smoothing * unitWeight[u]);
      for (let a = 0; a < M; a++)
        for (let b = 0; b < M; b++) outer[M * a + b] = weight * load[M * u + a] * load[M * u + b];
      const part = 1 / supported;
      for (let x = 0; x < supported; x++) {
        const at = square * support[x];
        for (let e = 0; e < square; e++) own[at + e] += (1 - part) * outer[e];
        for (let y = 0; y < x; y++) {
          const block = blockOf(support[x], support[y]);
          for (let e = 0; e < square; e++) between[block + e] += part * outer[e];
        }
      }
      if (moved !== null) addMoved(curvature, moved, u, weight, supported);
    }
    for (let j = 0; j < k; j++)
      for (let m = 0; m < M; m++) own[square * j + M * m + m] += ridge + slack[M * j + m];
    if (hasBudget) border[size - 1] += ridge + slack[size - 1];
  }

  /** How the moved value of unit u answers to all prices. */
  function addMoved(
    { candidates, shares }: Curvature,
    moved: Float64Array,
    u: number,
    weight: number,
    supported: number,
  ): void {
    const { start, count, territory } = candidates;
    let mean = 0;
    for (let c = start[u]; c < start[u] + count[u]; c++) if (shares[c] > 0) mean += moved[c];
    mean /= supported;
    for (let c = start[u]; c < start[u] + count[u]; c++) {
      if (shares[c] === 0) continue;
      const lean = weight * (moved[c] - mean);
      for (let m = 0; m < M; m++) border[M * territory[c] + m] += lean * load[M * u + m];
      border[size - 1] += lean * moved[c];
    }
  }

  /** Writes the product with a vector. */
  function multiply(vector: Float64Array, out: Float64Array): void {
    for (let j = 0; j < k; j++) {
      for (let a = 0; a < M; a++) {
        let sum = 0;
        for (let b = 0; b < M; b++) sum += own[square * j + M * a + b] * vector[M * j + b];
        out[M * j + a] = sum;
      }
    }
    for (let e = 0; e < pairCount; e++) {
      const block = square * met[e];
      const first = M * pairs.firstOf(met[e]);
      const second = M * pairs.secondOf(met[e]);
      for (let a = 0; a < M; a++) {
        for (let b = 0; b < M; b++) {
          const entry = between[block + M * a + b];
          out[first + a] -= entry * vector[second + b];
          out[second + a] -= entry * vector[first + b];
        }
      }
    }
    if (!hasBudget) return;
    let sum = 0;
    for (let at = 0; at < size - 1; at++) {
      out[at] += border[at] * vector[size - 1];
      sum += border[at] * vector[at];
    }
    out[size - 1] = sum + border[size - 1] * vector[size - 1];
  }

  /** Writes the lower triangle, row by row: entry (r, c) stands at `[size * r + c]`. */
  function writeInto(matrix: Float64Array): void {
    matrix.fill(0);
    for (let j = 0; j < k; j++) {
      for (let a = 0; a < M; a++)
        for (let b = 0; b <= a; b++) matrix[size * (M * j + a) + M * j + b] = own[square * j + M * a + b];
    }
    for (let e = 0; e < pairCount; e++) {
      const block = square * met[e];
      const column = M * pairs.firstOf(met[e]);
      const row = M * pairs.secondOf(met[e]);
      for (let a = 0; a < M; a++)
        for (let b = 0; b < M; b++) matrix[size * (row + a) + column + b] = -between[block + M * a + b];
    }
    if (hasBudget) matrix.set(border, size * (size - 1));
  }

  return { own, border, assemble, multiply, writeInto, pairCount: () => pairCount };
}
