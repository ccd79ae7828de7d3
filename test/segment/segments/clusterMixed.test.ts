import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { clusterMixed } from '../../../src/segment/segments/clusterMixed.js';

/** Least cost of any clustering in two, by trying all. */
function leastCost(values: number[], types: string[], gamma: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation =
    Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  const scaled = values.map((value) => (value - mean) / deviation);
  const costOf = (rows: number[]) => {
    const middle = rows.reduce((sum, i) => sum + scaled[i], 0) / rows.length;
    const squares = rows.reduce((sum, i) => sum + (scaled[i] - middle) ** 2, 0);
    const most = Math.max(...rows.map((i) => rows.filter((j) => types[j] === types[i]).length));
    return squares + gamma * (rows.length - most);
  };
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 1; mask < 2 ** values.length - 1; mask++) {
    const [a, b] = [1, 0].map((side) => values.flatMap((_, i) => (((mask >> i) & 1) === side ? [i] : [])));
    least = Math.min(least, costOf(a) + costOf(b));
  }
  return least;
}

describe('clusterMixed', () => {
  it('comes near the least cost that trying all clusterings finds, and never below it', () => {
    const random = createRandom(5);
    let found = 0;
    let best = 0;
    for (let trial = 0; trial < 25; trial++) {
      const values = Array.from({ length: 9 }, () => random.nextBelow(20));
      const types = values.map(() => 'xyz'[random.nextBelow(3)]);
      const { cost } = clusterMixed(
        { numbers: { values }, categories: { types } },
        { clusters: 2, gamma: 0.7, starts: 20, seed: trial },
      );
      const least = leastCost(values, types, 0.7);
      expect(cost.numbers + cost.categories).toBeGreaterThanOrEqual(least - 1e-9);
      found += cost.numbers + cost.categories;
      best += least;
    }
    expect(found / best).toBeLessThan(1.02);
  });

  it('finds groups that are there, by numbers and categories together', () => {
    const random = createRandom(3);
    const kinds = Array.from({ length: 3000 }, () => random.nextBelow(4));
    const noise = () => random.nextShare() + random.nextShare() - 1;
    const attributes = {
      numbers: { size: kinds.map((kind) => 5 * (kind >> 1) + noise()) },
      categories: { type: kinds.map((kind) => (kind & 1 ? 'clinic' : 'hospital')) },
    };
    const { clusterOf, prototypes, status } = clusterMixed(attributes, { clusters: 4, sampleSize: 500 });
    expect(status).toBe('converged');
    const kindOf = new Map(kinds.map((kind, i) => [clusterOf[i], kind]));
    expect(kindOf.size).toBe(4);
    expect(kinds.every((kind, i) => kindOf.get(clusterOf[i]) === kind)).toBe(true);
    expect(prototypes.map(({ count }) => count)).toEqual(
      prototypes.map(({ count }) => count).sort((a, b) => b - a),
    );
  });

  it('takes numbers alone and categories alone, and an unknown category for one of its own', () => {
    expect([...clusterMixed({ numbers: { a: [0, 0, 9] } }, { clusters: 2 }).clusterOf]).toEqual([0, 0, 1]);
    const { clusterOf, prototypes } = clusterMixed({ categories: { a: [null, null, 'x'] } }, { clusters: 2 });
    expect([...clusterOf]).toEqual([0, 0, 1]);
    expect(prototypes[0].categories).toEqual({ a: null });
  });

  it('says where accounts are too much alike for so many clusters, and gives no NaN', () => {
    const result = clusterMixed(
      { numbers: { a: [4, 4, 4] }, categories: { b: ['x', 'x', 'x'] } },
      { clusters: 3 },
    );
    expect(result.status).toBe('too-few-different');
    expect(result.prototypes.map(({ count }) => count)).toEqual([3, 0, 0]);
    expect(JSON.stringify(result)).not.toMatch(/null|NaN/);
    expect(clusterMixed({ numbers: { a: [] } }, { clusters: 2 }).clusterOf).toHaveLength(0);
  });

  it('lets the mean stand in only where told so', () => {
    const attributes = { numbers: { a: [1, Number.NaN, 3] } };
    expect(() => clusterMixed(attributes, { clusters: 1 })).toThrow(InputError);
    expect(clusterMixed(attributes, { clusters: 1, missing: 'mean' }).prototypes[0].numbers.a).toBe(2);
  });

  it('gives the same bytes for the same seed, and every account the nearest prototype', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('x', 'y', null));
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 30 }), fc.nat(), (rows, seed) => {
        const attributes = {
          numbers: { n: rows.map(([n]) => n) },
          categories: { t: rows.map(([, t]) => t) },
        };
        const run = () => clusterMixed(attributes, { clusters: 3, seed, maxRounds: 200 });
        const first = run();
        expect(run()).toEqual(first);
        const total = first.prototypes.reduce((sum, { count }) => sum + count, 0);
        expect(total).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses no columns, columns of two lengths and no number of clusters', () => {
    expect(() => clusterMixed({}, { clusters: 2 })).toThrow(InputError);
    expect(() => clusterMixed({ numbers: { a: [1], b: [1, 2] } }, { clusters: 1 })).toThrow(InputError);
    expect(() => clusterMixed({ numbers: { a: [1] } }, {} as never)).toThrow(OptionsError);
  });
});
