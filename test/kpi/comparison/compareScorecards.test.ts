import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { compareScorecards } from '../../../src/kpi/comparison/compareScorecards.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const rowsOf = (values: readonly (number | null)[], name = 'winRate', prefix = 't') =>
  values.map((value, i) => ({ id: `${prefix}${i}`, figures: { [name]: value } }));

describe('compareScorecards', () => {
  const before = [10, 20, 30, 40];
  const after = [14, 22, 36, 40];

  it('says difference, relative change, direction and interval of the pairs', () => {
    const { figures } = compareScorecards(rowsOf(before), rowsOf(after));
    const [row] = figures;
    expect(row).toMatchObject({ figure: 'winRate', pairs: 4, unpaired: 0, before: 25, after: 28 });
    expect(row).toMatchObject({ difference: 3, relativeChange: 0.12, rose: 3, fell: 0, same: 1 });
    // Differences 4, 2, 6, 0: s² = 20 / 3, t = 3.1824463 with 3 degrees of freedom.
    const half = 3.182446305284 * Math.sqrt(20 / 3 / 4);
    expect(row.interval?.low).toBeCloseTo(3 - half, 9);
    expect(row.interval?.high).toBeCloseTo(3 + half, 9);
    expect(row.pValue).toBe(0.25);
    expect(row.comparison).toBe(null);
  });

  it('pairs by id whatever the order, and leaves out who has no partner or no value', () => {
    const { figures, warnings } = compareScorecards(
      [...rowsOf(before), { id: 'gone', figures: { winRate: 1 } }],
      [...rowsOf([14, 22, null, 40]).reverse(), { id: 'new', figures: { winRate: 99 } }],
    );
    expect(figures[0]).toMatchObject({ pairs: 3, unpaired: 3, difference: 2 });
    expect(warnings.map(({ code }) => code)).toEqual(['no-comparison-group', 'few-pairs', 'unpaired-rows']);
    expect(warnings[1].message).toContain('winRate');
  });

  it('holds the difference against a comparison group', () => {
    const { figures, warnings } = compareScorecards(rowsOf(before), rowsOf(after), {
      comparison: {
        before: rowsOf([24, 26, 25], 'winRate', 'c'),
        after: rowsOf([25, 28, 28], 'winRate', 'c'),
      },
    });
    expect(figures[0].comparison).toMatchObject({
      pairs: 3,
      before: 25,
      difference: 2,
      differenceInDifferences: 1,
    });
    const interval = figures[0].comparison?.interval;
    expect((Number(interval?.low) + Number(interval?.high)) / 2).toBeCloseTo(1, 12);
    expect(warnings.map(({ code }) => code)).toEqual(['not-assigned-at-random', 'few-pairs']);
  });

  it('has the interval of Welch round the difference in differences', () => {
    // Rises 1, 2, 3 and 4, 6, 5: variance 1 each, so 4 degrees of freedom and an error of sqrt(2 / 3); t = 2.7764451.
    const { figures } = compareScorecards(rowsOf([0, 0, 0]), rowsOf([4, 6, 5]), {
      comparison: { before: rowsOf([0, 0, 0]), after: rowsOf([1, 2, 3]) },
    });
    const half = 2.776445105198 * Math.sqrt(2 / 3);
    expect(figures[0].comparison?.differenceInDifferences).toBe(3);
    expect(figures[0].comparison?.interval?.low).toBeCloseTo(3 - half, 9);
    expect(figures[0].comparison?.interval?.high).toBeCloseTo(3 + half, 9);
  });

  it('takes the change of a figure below 0 relative to its size', () => {
    const [{ relativeChange }] = compareScorecards(rowsOf([-10, -30]), rowsOf([-5, -25])).figures;
    expect(relativeChange).toBe(0.25);
  });

  it('gives the same bits whatever the order of the rows', () => {
    const list = [0.1, 0.7, 1e-9, 3e5, 0.3, -2e5, 1 / 3, 0.2];
    const [was, is] = [rowsOf(list.map(() => 0.1)), rowsOf(list)];
    const turned = compareScorecards([...was].reverse(), [...is].reverse(), { test: 'permutation' });
    expect(turned).toEqual(compareScorecards(was, is, { test: 'permutation' }));
    const long = Array.from({ length: 40 }, (_, i) => ((i * 7919) % 40) - 18 + i / 7);
    const many = (order: (rows: ReturnType<typeof rowsOf>) => ReturnType<typeof rowsOf>) =>
      compareScorecards(order(rowsOf(long.map(() => 0))), order(rowsOf(long)), { test: 'permutation' });
    // Beyond 14 rows signs are drawn at random, by place: rows have one place each, that of their id.
    expect(many((rows) => [...rows].reverse())).toEqual(many((rows) => rows));
  });

  it('never adjusts a p-value below one that was smaller', () => {
    // Signs alone: p is 2 / 2^6, 2 / 2^6 and 14 / 2^6; Holm gives 3, 2 and 1 times that, in rising order.
    const figures = (lost: number) => ({ a: 1, b: 2, c: lost });
    const [was, is] = [0, 1].map((scale) =>
      [1, 1, 1, 1, 1, -1].map((sign, i) => {
        const { a, b, c } = figures(sign);
        return { id: `${i}`, figures: { a: a * scale, b: b * scale, c: c * scale } };
      }),
    );
    const adjusted = compareScorecards(was, is, { test: 'sign' }).figures.map((row) => row.adjustedPValue);
    expect(adjusted).toEqual([6 / 64, 6 / 64, 14 / 64]);
  });

  it('warns of few pairs up to five, and of groups that stood apart by more than half of a fall', () => {
    const codes = (count: number) => {
      const list = Array.from({ length: count }, (_, i) => i);
      return compareScorecards(rowsOf(list), rowsOf(list)).warnings.map(({ code }) => code);
    };
    expect(codes(5)).toContain('few-pairs');
    expect(codes(6)).not.toContain('few-pairs');
    const apart = (other: number) =>
      compareScorecards(rowsOf([20, 20]), rowsOf([10, 10]), {
        comparison: { before: rowsOf([other, other]), after: rowsOf([other, other]) },
      }).warnings.map(({ code }) => code);
    expect(apart(15)).not.toContain('groups-differ-before');
    expect(apart(14)).toContain('groups-differ-before');
  });

  it('warns where the groups were unlike before', () => {
    const unlike = { before: rowsOf([2, 4]), after: rowsOf([3, 5]) };
    const { warnings } = compareScorecards(rowsOf(before), rowsOf(after), { comparison: unlike });
    expect(warnings.map(({ code }) => code)).toContain('groups-differ-before');
  });

  it('takes several figures into account', () => {
    const two = (values: readonly number[]) =>
      values.map((value, i) => ({
        id: `${i}`,
        figures: { b: value, a: i % 2 === 0 ? value : -value, only: i },
      }));
    const zero = two([0, 0, 0, 0, 0, 0]).map(({ id, figures: { a, b } }) => ({ id, figures: { a, b } }));
    const { figures } = compareScorecards(zero, two([1, 2, 3, 4, 5, 6]));
    expect(figures.map(({ figure }) => figure)).toEqual(['a', 'b']);
    expect(figures[1]).toMatchObject({ pValue: 0.03125, adjustedPValue: 0.0625 });
    expect(figures[0].adjustedPValue).toBe(figures[0].pValue);
    expect(compareScorecards(zero, zero, { figures: ['b', 'none'] }).figures[1]).toMatchObject({
      pairs: 0,
      before: null,
      difference: null,
      relativeChange: null,
      pValue: null,
      adjustedPValue: null,
    });
  });

  it('has tests to choose from', () => {
    const pOf = (test: 'wilcoxon' | 'sign' | 'permutation') =>
      compareScorecards(rowsOf([0, 0, 0, 0, 0]), rowsOf([-6, -4, 2, 12, 10]), { test }).figures[0].pValue;
    // Of 32 choices of signs, 32 are as lopsided, 20 have such a sum of ranks, 16 such a sum.
    expect([pOf('sign'), pOf('wilcoxon'), pOf('permutation')]).toEqual([1, 20 / 32, 16 / 32]);
  });

  it('names what is wrong with rows and options', () => {
    const bad = [...rowsOf([1, Number.NaN]), { id: 't0', figures: {} }];
    expect(issuesOf(() => compareScorecards(bad, rowsOf([Number.POSITIVE_INFINITY])))).toEqual([
      '0 after.figures.winRate not-finite',
      '1 before.figures.winRate not-finite',
      '2 before.id duplicate-id',
    ]);
    for (const options of [{ test: 't' }, { rounds: 5 }, { figures: 'all' }, { comparison: {} }, { p: 1 }]) {
      expect(() => compareScorecards([], [], options as never)).toThrow(OptionsError);
    }
    expect(compareScorecards([], []).figures).toEqual([]);
  });

  it('turns with the sign, does not depend on order or on a shift of both, free of NaN', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(pairs, fc.constantFrom('wilcoxon', 'sign', 'permutation'), (list, test) => {
        const [was, is] = [rowsOf(list.map(([a]) => a)), rowsOf(list.map(([, b]) => b))];
        const [there] = compareScorecards(was, is, { test }).figures;
        const [back] = compareScorecards(is, was, { test }).figures;
        if (there === undefined || back === undefined) return;
        expect(back.difference).toBeCloseTo(-Number(there.difference), 12);
        expect([back.rose, back.pValue]).toEqual([there.fell, there.pValue]);
        const turned = compareScorecards([...was].reverse(), [...is].reverse(), { test }).figures[0];
        expect(turned).toEqual(there);
        expect(Number(there.pValue)).toBeGreaterThan(0);
        expect(Number(there.pValue)).toBeLessThanOrEqual(1);
        expect(hasNaN(there)).toBe(false);
      }),
      { seed: 1 },
    );
  });
});
