import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { normalTail } from '../../../src/core/normalDistribution.js';
import { createRandom } from '../../../src/core/random.js';
import { adjustForMany } from '../../../src/segment/whitespace/adjustForMany.js';
import { findTrends } from '../../../src/segment/whitespace/findTrends.js';
import { findUnderCovered } from '../../../src/segment/whitespace/findUnderCovered.js';

describe('adjustForMany', () => {
  it('gives the published example of Benjamini and Hochberg (1995)', () => {
    const chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    // They take the first four for real at 5 %.
    expect(adjustForMany(chances).filter((chance) => (chance as number) <= 0.05)).toHaveLength(4);
    expect(adjustForMany(chances)[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
    expect(adjustForMany([0.04, null, 0.02])).toEqual([0.04, null, 0.04]);
    // The clearer of two tests is never adjusted beyond the other.
    expect(adjustForMany([0.01, 0.011, 0.9])).toEqual([
      expect.closeTo(0.0165, 12),
      expect.closeTo(0.0165, 12),
      0.9,
    ]);
  });
});

describe('findTrends', () => {
  it('counts the chance exactly as all orders of the periods do', () => {
    const orders = (items: number[]): number[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((item, i) =>
            orders([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
          );
    const scoreOf = (values: number[]) =>
      values.reduce(
        (sum, early, a) => sum + values.slice(a + 1).reduce((own, late) => own + Math.sign(late - early), 0),
        0,
      );
    for (const values of [
      [1, 2, 3, 4],
      [3, 1, 2, 4, 5],
      [6, 1, 2, 5, 3, 4],
    ]) {
      const all = orders([...values]);
      const asFar = all.filter((order) => Math.abs(scoreOf(order)) >= Math.abs(scoreOf(values))).length;
      expect(findTrends([{ id: 's', values }])[0].chance).toBeCloseTo(asFar / all.length, 12);
    }
  });

  it('uses the printed variance with ties, and the exact and the normal chance meet', () => {
    // T = 10 with a tie of 2 and one of 3: (10 x 9 x 25 - 2 x 1 x 9 - 3 x 2 x 11) / 18 = 2166 / 18; S = 45 - 1 - 3.
    const values = [1, 2, 2, 3, 4, 5, 5, 5, 6, 7];
    const z = (41 - 1) / Math.sqrt(2166 / 18);
    const [{ chance, tau }] = findTrends([{ id: 's', values }]);
    expect(tau).toBeCloseTo(41 / 45, 12);
    expect(chance).toBeCloseTo(2 * normalTail(z), 12);
    const rising = Array.from({ length: 11 }, (_, t) => (t === 4 ? 9.5 : t));
    const [eleven] = findTrends([{ id: 's', values: rising }]);
    const [ten] = findTrends([{ id: 's', values: rising.slice(0, 10) }]);
    expect((ten.chance as number) / (eleven.chance as number)).toBeGreaterThan(0.5);
  });

  it('finds Sen’s slope in spite of outliers, over gaps, and the growth that it means', () => {
    const values = [10, 12, Number.NaN, 16, 18, 500, 22, 24];
    const [{ slope, growthShare, verdict }] = findTrends([{ id: 's', values }]);
    expect(slope).toBe(2);
    expect(growthShare).toBeCloseTo(2 / 18, 12);
    expect(verdict).toBe('rising');
  });

  it('takes few of a thousand aimless series for trends, and finds the real ones among them', () => {
    const random = createRandom(9);
    const series = Array.from({ length: 1000 }, (_, s) => ({
      id: `s${s}`,
      values: Array.from({ length: 12 }, (_, t) => random.nextShare() + (s < 50 ? 0.3 * t : 0)),
    }));
    const found = findTrends(series).flatMap(({ verdict }, s) => (verdict === 'steady' ? [] : [s]));
    expect(found.filter((s) => s < 50).length).toBeGreaterThan(45);
    expect(found.filter((s) => s >= 50).length).toBeLessThanOrEqual(8);
  });

  it('turns round with time, and does not care for order of series, scale and shift', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 14 });
    fc.assert(
      fc.property(values, (list) => {
        const [ahead, back, moved] = findTrends([
          { id: 'a', values: list },
          { id: 'b', values: [...list].reverse() },
          { id: 'c', values: list.map((value) => 4 * value + 8) },
        ]);
        expect(back.tau).toBeCloseTo(-(ahead.tau as number), 12);
        expect(back.slope).toBeCloseTo(-(ahead.slope as number), 12);
        expect(moved.chance).toBe(ahead.chance);
        expect(moved.slope).toBeCloseTo(4 * (ahead.slope as number), 12);
        expect(JSON.stringify([ahead, back, moved])).not.toContain('NaN');
      }),
    );
  });

  it('gives a series the same chance among others of other lengths as alone', () => {
    const random = createRandom(5);
    const series = Array.from({ length: 200 }, (_, s) => ({
      id: `s${s}`,
      values: Array.from({ length: 9 + (s % 60) }, () => random.nextShare()),
    }));
    const alone = series.map((one) => findTrends([one])[0].chance);
    expect(findTrends(series).map(({ chance }) => chance)).toEqual(alone);
  });

  it('says where series are too short or flat', () => {
    const trends = findTrends([
      { id: 'short', values: [1, 2, 3] },
      { id: 'flat', values: [5, 5, 5, 5, 5] },
      { id: 'none', values: [] },
    ]);
    expect(trends.map(({ verdict }) => verdict)).toEqual(['too-short', 'steady', 'too-short']);
    expect(trends[1]).toMatchObject({ slope: 0, tau: 0, chance: 1 });
    expect(() =>
      findTrends([
        { id: 'x', values: [1, Number.POSITIVE_INFINITY] },
        { id: 'x', values: [] },
      ]),
    ).toThrow(InputError);
  });
});

describe('findUnderCovered', () => {
  it('adds up to the digit, in whatever order the accounts come', () => {
    const potential = [1e16, 1, 1, 5];
    const groups = ['a', 'a', 'a', 'b'];
    const said = (order: number[]) =>
      findUnderCovered({
        groups: order.map((i) => groups[i]),
        potential: order.map((i) => potential[i]),
        captured: order.map((i) => potential[i] / 2),
      }).find(({ group }) => group === 'a');
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
    ])
      expect(said(order)).toMatchObject({ potential: 1e16 + 2, captured: 5e15 + 1, penetration: 0.5 });
  });

  /** Accounts by group: how many buy of how many, each worth `value` of a potential of 10. */
  const columnsOf = (groups: Record<string, [customers: number, accounts: number]>) => {
    const rows = Object.entries(groups).flatMap(([group, [customers, accounts]]) =>
      Array.from({ length: accounts }, (_, i) => ({ group, captured: i < customers ? 5 : 0 })),
    );
    return {
      groups: rows.map(({ group }) => group),
      potential: rows.map(() => 10),
      captured: rows.map(({ captured }) => captured),
    };
  };

  it('finds the group that is behind, by a hand-worked test against the rest', () => {
    const [behind, other] = findUnderCovered(columnsOf({ a: [10, 100], b: [60, 200] }));
    expect(behind.group).toBe('a');
    expect(behind.penetration).toBeCloseTo(0.05, 12);
    expect(behind.othersPenetration).toBeCloseTo(0.15, 12);
    expect(behind.gap).toBeCloseTo(100, 9);
    // Expected 100 x 70 / 300 = 23.33; variance 100 x 200 x (70 / 300) (230 / 300) / 300.
    const z = (70 / 3 - 10 - 0.5) / Math.sqrt((100 * 200 * (70 / 300) * (230 / 300)) / 300);
    expect(z).toBeCloseTo(3.716, 3);
    // The normal table has 0.00010 above 3.72.
    expect(behind.chance).toBeCloseTo(normalTail(z), 12);
    expect(behind.isUnderCovered).toBe(true);
    expect([other.gap, other.isUnderCovered]).toEqual([0, false]);
  });

  it('does not judge by a handful of accounts', () => {
    const [small] = findUnderCovered(columnsOf({ a: [0, 8], b: [60, 100] }));
    expect([small.group, small.chance, small.isUnderCovered]).toEqual(['a', null, false]);
  });

  it('says how effort compares with potential', () => {
    const columns = { groups: ['a', 'b'], potential: [30, 10], captured: [0, 0], effort: [1, 1] };
    const index = Object.fromEntries(
      findUnderCovered(columns).map(({ group, effortIndex }) => [group, effortIndex]),
    );
    expect(index.a).toBeCloseTo(2 / 3, 12);
    expect(index.b).toBe(2);
  });

  it('has answers for one group, no potential, returns and nothing at all', () => {
    expect(findUnderCovered({ groups: [], potential: [], captured: [] })).toEqual([]);
    const [one] = findUnderCovered({ groups: [null], potential: [0], captured: [-5] });
    expect(one).toMatchObject({
      customers: 0,
      penetration: null,
      othersPenetration: null,
      gap: 0,
      effortIndex: null,
    });
    expect(() => findUnderCovered({ groups: ['a'], potential: [-1], captured: [Number.NaN] })).toThrow(
      /2 errors/,
    );
  });

  it('is right about as often as it says where there is nothing to find', () => {
    const random = createRandom(4);
    let rounds = 0;
    for (let trial = 0; trial < 300; trial++) {
      const groups = Array.from({ length: 600 }, (_, i) => `g${i % 6}`);
      const captured = groups.map(() => (random.nextShare() < 0.3 ? 1 : 0));
      const found = findUnderCovered({ groups, potential: groups.map(() => 1), captured });
      if (found.some(({ isUnderCovered }) => isUnderCovered)) rounds++;
    }
    // With no real difference every find is false: at most 5 % of trials have one, within three standard errors.
    expect(rounds / 300).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
    expect(rounds).toBeGreaterThan(0);
  });
});
