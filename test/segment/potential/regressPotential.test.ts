import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { categoryPredictors } from '../../../src/segment/potential/categoryPredictors.js';
import { regressPotential } from '../../../src/segment/potential/regressPotential.js';

/** Brownlee's stack loss plant data: air flow, water temperature, acid concentration, stack loss. */
const stackLoss = [
  [80, 27, 89, 42],
  [80, 27, 88, 37],
  [75, 25, 90, 37],
  [62, 24, 87, 28],
  [62, 22, 87, 18],
  [62, 23, 87, 18],
  [62, 24, 93, 19],
  [62, 24, 93, 20],
  [58, 23, 87, 15],
  [58, 18, 80, 14],
  [58, 18, 89, 14],
  [58, 17, 88, 13],
  [58, 18, 82, 11],
  [58, 19, 93, 12],
  [50, 18, 89, 8],
  [50, 18, 86, 7],
  [50, 19, 72, 8],
  [50, 19, 79, 8],
  [50, 20, 80, 9],
  [56, 20, 82, 15],
  [70, 20, 91, 15],
];
const columns = ['air', 'water', 'acid'].map((id, j) => ({ id, values: stackLoss.map((row) => row[j]) }));
const loss = stackLoss.map((row) => row[3]);
const rounded = (values: (number | null)[], digits: number) =>
  values.map((value) => Number(value?.toFixed(digits)));

describe('regressPotential', () => {
  it('gives the published ordinary fit of the stack loss data', () => {
    const { coefficients, fit, status } = regressPotential(columns, loss);
    expect(status).toBe('fitted');
    expect(
      rounded(
        coefficients.map(({ estimate }) => estimate),
        4,
      ),
    ).toEqual([-39.9197, 0.7156, 1.2953, -0.1521]);
    expect(
      rounded(
        coefficients.map(({ standardError }) => standardError),
        4,
      ),
    ).toEqual([11.896, 0.1349, 0.368, 0.1563]);
    expect(rounded([fit.rSquared, fit.adjustedRSquared, fit.residualStandardError], 4)).toEqual([
      0.9136, 0.8983, 3.2434,
    ]);
    expect(fit.degreesOfFreedom).toBe(17);
  });

  it('gives the published robust fit of the stack loss data (MASS, rlm)', () => {
    const { coefficients, fit, status, weights } = regressPotential(columns, loss, { method: 'robust' });
    expect(status).toBe('fitted');
    [-41.0265, 0.8294, 0.9261, -0.1278].forEach((printed, j) => {
      expect(coefficients[j].estimate).toBeCloseTo(printed, 3);
    });
    [9.8073, 0.1112, 0.3034, 0.1289].forEach((printed, j) => {
      expect((coefficients[j].standardError as number) / printed).toBeCloseTo(1, 3);
    });
    expect(fit.residualStandardError).toBeCloseTo(2.441, 2);
    // The rows that everybody who studied these data calls outliers count least.
    const least = [...weights.keys()].sort((a, b) => weights[a] - weights[b]).slice(0, 3);
    expect(least.sort((a, b) => a - b)).toEqual([2, 3, 20]);
  });

  it('hands over contributions that add up, residuals and whitespace, and predicts prospects', () => {
    const known = loss.map((value, i) => (i === 4 ? Number.NaN : value));
    const result = regressPotential(columns, known);
    result.predicted.forEach((value, i) => {
      const sum = columns.reduce((total, { id }) => total + result.contributions[id][i], result.base);
      expect(sum).toBeCloseTo(value, 10);
      if (i === 4) expect(result.residuals[i]).toBeNull();
      else expect(result.residuals[i]).toBeCloseTo(loss[i] - value, 10);
      expect(result.whitespace[i]).toBeCloseTo(Math.max(0, value - (i === 4 ? 0 : loss[i])), 10);
    });
    expect(result.weights[4]).toBe(0);
    expect(result.fit.count).toBe(20);
  });

  it('covers new accounts as often as it says', () => {
    const random = createRandom(7);
    const normal = () => Array.from({ length: 12 }, () => random.nextShare()).reduce((sum, u) => sum + u, -6);
    let covered = 0;
    const trials = 2000;
    for (let trial = 0; trial < trials; trial++) {
      const x = Array.from({ length: 10 }, normal);
      const y = x.map((value) => 3 + 2 * value + normal());
      const { low, high } = regressPotential(
        [{ id: 'x', values: x }],
        y.map((value, i) => (i === 9 ? Number.NaN : value)),
        { confidence: 0.8 },
      );
      if (low !== null && high !== null && y[9] >= low[9] && y[9] <= high[9]) covered++;
    }
    // Three standard errors of 2,000 trials.
    expect(Math.abs(covered / trials - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / trials));
  });

  it('leaves out what is constant or follows from the rest, and names it', () => {
    const twice = { id: 'twice', values: columns[0].values.map((value) => 2 * value + 1) };
    const flat = { id: 'flat', values: loss.map(() => 5) };
    const result = regressPotential([columns[0], flat, twice], loss);
    expect(result.status).toBe('rank-deficient');
    expect(result.reasons).toEqual([
      'flat does not vary among the accounts observed and was left out',
      'twice follows from the predictors before it and was left out',
    ]);
    expect(result.coefficients.map(({ standardError }) => standardError === null)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const alone = regressPotential([columns[0]], loss);
    result.predicted.forEach((value, i) => {
      expect(value).toBeCloseTo(alone.predicted[i], 8);
    });
  });

  it('says where there are too few accounts, and gives no NaN', () => {
    for (const observed of [[3], [3, 5], [Number.NaN, Number.NaN], []]) {
      for (const method of ['ordinary', 'robust'] as const) {
        const values = observed.map((_, i) => i);
        const result = regressPotential([{ id: 'x', values }], observed, { method });
        expect(result.status).toBe('too-few');
        expect(result.low).toBeNull();
        expect(JSON.stringify(result)).not.toContain('NaN');
        expect([...result.predicted].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('fits exact lines exactly, robust too', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    const y = values.map((x, i) => (i === 7 ? 100 : 3 * x + 1));
    const { coefficients, whitespace } = regressPotential([{ id: 'x', values }], y, { method: 'robust' });
    expect(coefficients[1].estimate).toBeCloseTo(3, 1);
    expect(whitespace[7]).toBe(0);
  });

  it('names every unknown predictor, or lets the mean stand in where told so', () => {
    const values = [1, Number.NaN, 3, 4];
    expect(() => regressPotential([{ id: 'x', values }], [1, 2, 3, 4])).toThrow(InputError);
    expect(() => regressPotential([{ id: 'x', values }], [1, 2, 3, 4])).toThrow(/missing has|1 x missing/);
    const { missing, contributions } = regressPotential([{ id: 'x', values }], [1, 2, 3, 4], {
      missing: 'mean',
    });
    expect(missing).toEqual({ x: [1] });
    expect(contributions.x[1]).toBe(0);
  });

  it('refuses columns of another length, ids that repeat, infinite values and unknown options', () => {
    const bad = [
      { id: 'x', values: [1, 2] },
      { id: 'x', values: [1, 2, Number.POSITIVE_INFINITY] },
    ];
    expect(() => regressPotential(bad, [1, 2, 3])).toThrow(/3 errors/);
    expect(() => regressPotential([], [1], { method: 'ridge' as 'robust' })).toThrow(OptionsError);
  });

  it('explains a category by its difference to the most frequent value', () => {
    const types = ['a', 'b', 'a', 'b', 'a'];
    const { coefficients } = regressPotential(categoryPredictors('type', types), [1, 5, 2, 7, 3]);
    expect(coefficients.map(({ id }) => id)).toEqual([null, 'type=b']);
    expect(coefficients[0].estimate).toBeCloseTo(2, 12);
    expect(coefficients[1].estimate).toBeCloseTo(4, 12);
  });
});
