import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Curvature, createCurvatureMatrix } from '../../src/balance/transport/curvatureMatrix.js';
import { createNewtonStep } from '../../src/balance/transport/newtonStep.js';
import { createRandom } from '../../src/core/random.js';

const RUNS = { numRuns: 60, seed: 1 };
const RIDGE = 0.05;
const work = { isPauseDue: () => false, stopCause: () => null, spent: () => 0 };

/** Some units with one to four candidates each, shares among some of them, and slack on some prices. */
function draw({ k, M, hasBudget, seed }: { k: number; M: number; hasBudget: boolean; seed: number }) {
  const random = createRandom(seed);
  const n = 3 * k;
  const size = k * M + (hasBudget ? 1 : 0);
  const column = (length: number, least: number) =>
    Float64Array.from({ length }, () => least + random.nextShare());
  const count = Int32Array.from({ length: n }, () => 1 + random.nextBelow(Math.min(4, k)));
  const start = Int32Array.from(count, (_, u) => count.subarray(0, u).reduce((sum, one) => sum + one, 0));
  const entries = count.reduce((sum, one) => sum + one, 0);
  const territory = new Int32Array(entries);
  const shares = new Float64Array(entries);
  const shared: number[] = [];
  for (let u = 0; u < n; u++) {
    const first = random.nextBelow(k);
    const parts = 1 + random.nextBelow(count[u]);
    for (let c = 0; c < count[u]; c++) {
      territory[start[u] + c] = (first + c) % k;
      if (c >= count[u] - parts) shares[start[u] + c] = 1 / parts;
    }
    if (parts > 1) shared.push(u);
  }
  const cost = new Float64Array(entries);
  const candidates = {
    order: Int32Array.from(count.keys()),
    start,
    count,
    territory,
    cost,
    leastValueSum: 0,
  };
  const curvature: Curvature = {
    candidates,
    shares,
    moved: hasBudget ? column(entries, 0) : null,
    shared: Int32Array.from(shared),
    sharedCount: shared.length,
    smoothing: 0.7,
    slack: Float64Array.from({ length: size }, () => (random.nextShare() < 0.3 ? random.nextShare() : 0)),
  };
  const search = { k, M, size, hasBudget, load: column(n * M, 0), weight: column(n, 0.5) };
  return { search, curvature, vector: column(size, -0.5) };
}

/** Ridge, slack, and for every shared unit (I - 1 1' / s) / tau between what it is in each of its territories. */
function hessian({ search, curvature }: ReturnType<typeof draw>): number[][] {
  const { k, M, size, load, weight } = search;
  const { candidates, shares, moved, shared, smoothing, slack } = curvature;
  const matrix = Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_, c) => (r === c ? RIDGE + slack[r] : 0)),
  );
  for (const u of shared) {
    const rows: number[][] = [];
    for (let e = candidates.start[u]; e < candidates.start[u] + candidates.count[u]; e++) {
      if (shares[e] === 0) continue;
      const row = new Array<number>(size).fill(0);
      for (let m = 0; m < M; m++) row[M * candidates.territory[e] + m] = load[M * u + m];
      if (moved !== null) row[k * M] = moved[e];
      rows.push(row);
    }
    const touched = Array.from({ length: size }, (_, at) => at).filter((at) =>
      rows.some((row) => row[at] > 0),
    );
    for (const r of touched) {
      const mean = rows.reduce((sum, row) => sum + row[r], 0) / rows.length;
      for (const c of touched) {
        for (const row of rows) matrix[r][c] += ((row[r] - mean) * row[c]) / (smoothing * weight[u]);
      }
    }
  }
  return matrix;
}

const times = (matrix: number[][], vector: Float64Array) =>
  matrix.map((row) => row.reduce((sum, entry, c) => sum + entry * vector[c], 0));

const drawn = (mostTerritories: number, leastTerritories = 2) =>
  fc
    .record({
      k: fc.integer({ min: leastTerritories, max: mostTerritories }),
      M: fc.integer({ min: 1, max: 3 }),
      hasBudget: fc.boolean(),
      seed: fc.nat(1e6),
    })
    .map(draw);

describe('the Hessian in blocks', () => {
  test.prop([drawn(12)], RUNS)('is the one by its definition, whatever was added up before', (problem) => {
    const { search, curvature, vector } = problem;
    const { size } = search;
    const wanted = hessian(problem);
    const matrix = createCurvatureMatrix(search);
    matrix.assemble({ ...curvature, shares: curvature.shares.map((share) => share && 1 - share) }, 1);
    matrix.assemble(curvature, RIDGE);
    const product = new Float64Array(size);
    matrix.multiply(vector, product);
    times(wanted, vector).forEach((entry, at) => {
      expect(product[at]).toBeCloseTo(entry, 9);
    });
    const lower = new Float64Array(size * size).fill(Number.NaN);
    matrix.writeInto(lower);
    for (let r = 0; r < size; r++) {
      for (let c = 0; c <= r; c++) expect(lower[size * r + c]).toBeCloseTo(wanted[r][c], 9);
    }
  });
});

describe("Newton's step", () => {
  const solves = (problem: ReturnType<typeof draw>, tolerance: number) => {
    const { search, curvature, vector } = problem;
    const direction = new Float64Array(search.size);
    const newton = createNewtonStep(search);
    newton.assemble(curvature, RIDGE);
    newton.solve(vector, direction, work);
    const left = times(hessian(problem), direction).map((entry, at) => entry - vector[at]);
    const length = (values: Iterable<number>) => Math.hypot(...values);
    expect(length(left)).toBeLessThanOrEqual(tolerance * length(vector));
  };

  test.prop([drawn(20)], RUNS)('solves for few prices by a factor', (problem) => solves(problem, 1e-9));

  test.prop([drawn(170, 155)], { ...RUNS, numRuns: 8 })('solves for many prices by iteration', (problem) =>
    solves(problem, 1e-2),
  );
});
