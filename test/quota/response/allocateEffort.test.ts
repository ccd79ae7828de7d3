import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateEffort, type EffortItem } from '../../../src/quota/response/allocateEffort.js';
import { adbudgResponse, powerResponse } from '../../../src/quota/response/responseCurves.js';
import { issuesOf } from '../support/issuesOf.js';

const items = fc.array(
  fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -2, max: 20 })), { maxLength: 3 }),
  { minLength: 1, maxLength: 5 },
);
const toItems = (rows: readonly (readonly [step: number, gain: number][])[]): EffortItem[] =>
  rows.map((steps, i) => {
    const efforts = [0];
    const sales = [3];
    for (const [step, gain] of steps) {
      efforts.push(efforts[efforts.length - 1] + step);
      sales.push(sales[sales.length - 1] + gain);
    }
    return { id: `i${i}`, efforts, sales };
  });

/** Best sales over all choices of levels. */
function best(list: readonly EffortItem[], total: number): number {
  if (list.length === 0) return 0;
  const [{ efforts, sales }, ...rest] = list;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < efforts.length; k++) {
    if (efforts[k] <= total) most = Math.max(most, sales[k] + best(rest, total - efforts[k]));
  }
  return most;
}

describe('allocateEffort', () => {
  it('uses a total up to its last digit: three steps of 0.1 fit into 0.3', () => {
    const items = ['a', 'b', 'c'].map((id) => ({ id, efforts: [0, 0.1], sales: [0, 1] }));
    expect(allocateEffort({ total: 0.3, items })).toMatchObject({ status: 'optimal', sales: 3 });
  });

  it('has a bound that no choice of levels exceeds, and is optimal where it says so', () => {
    fc.assert(
      fc.property(items, fc.nat(25), (rows, total) => {
        const list = toItems(rows as [number, number][][]);
        const plan = allocateEffort({ total, items: list });
        const most = best(list, total);
        expect(plan.effort).toBeLessThanOrEqual(total);
        expect(plan.bound).toBeGreaterThanOrEqual(most - 1e-9);
        expect(plan.sales).toBeLessThanOrEqual(most + 1e-9);
        if (plan.status === 'optimal') expect(plan.sales).toBeCloseTo(most, 9);
        plan.allocations.forEach(({ effort, sales }, i) => {
          expect(list[i].sales[Array.from(list[i].efforts).indexOf(effort)]).toBe(sales);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('brings the same return everywhere: no next return above a last one where effort comes in equal steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.nat(40),
        (rows, total) => {
          const efforts = [0, 1, 2, 3, 4, 5, 6];
          const list = rows.map(([sales, elasticity], i) => {
            const curve = powerResponse({ effort: 1, sales, elasticity: elasticity / 10 });
            return { id: `i${i}`, efforts, sales: efforts.map(curve) };
          });
          const { status, allocations, shadowPrice } = allocateEffort({ total, items: list });
          expect(status).toBe('optimal');
          for (const { lastReturn, nextReturn } of allocations) {
            if (lastReturn !== null) expect(lastReturn).toBeGreaterThanOrEqual(shadowPrice - 1e-9);
            if (nextReturn !== null) expect(nextReturn).toBeLessThanOrEqual(shadowPrice + 1e-9);
          }
        },
      ),
    );
  });

  it('comes to the closed form of equal elasticities as steps get small', () => {
    // With elasticity 1/2 the best efforts go with the squares of the sales: 1 : 4 : 9.
    const efforts = Array.from({ length: 1_401 }, (_, k) => k / 10);
    const list = [10, 20, 30].map((sales, i) => ({
      id: `i${i}`,
      efforts,
      sales: efforts.map(powerResponse({ effort: 1, sales, elasticity: 0.5 })),
    }));
    const { allocations, shadowPrice } = allocateEffort({ total: 140, items: list });
    [10, 40, 90].forEach((effort, i) => {
      expect(Math.abs(allocations[i].effort - effort)).toBeLessThan(0.15);
    });
    expect(shadowPrice).toBeCloseTo(5 / Math.sqrt(10), 2);
  });

  it('jumps over the flat foot of an S-shaped response, or leaves it alone', () => {
    const efforts = [0, 1, 2, 3];
    const shaped = { id: 's', efforts, sales: [0, 1, 9, 10] };
    const steady = { id: 'c', efforts, sales: [0, 4, 7, 9] };
    expect(
      allocateEffort({ total: 2, items: [shaped, steady] }).allocations.map(({ effort }) => effort),
    ).toEqual([2, 0]);
    const small = allocateEffort({ total: 1, items: [shaped, steady] });
    expect(small.allocations.map(({ effort }) => effort)).toEqual([0, 1]);
    expect(small).toMatchObject({ status: 'feasible', bound: 4.5, sales: 4 });
    expect(small.gap).toBeCloseTo(1 / 9, 12);
  });

  it('stops where more effort brings nothing, at a price of 0', () => {
    const plan = allocateEffort({ total: 100, items: [{ id: 'a', efforts: [0, 5, 9], sales: [1, 4, 4] }] });
    expect(plan).toMatchObject({ status: 'optimal', effort: 5, sales: 4, shadowPrice: 0, gap: 0 });
    expect(plan.allocations[0]).toMatchObject({ lastReturn: 0.6, nextReturn: null });
  });

  it('answers minimums that need more than there is', () => {
    const plan = allocateEffort({
      total: 3,
      items: [
        { id: 'a', efforts: [2, 4], sales: [1, 2] },
        { id: 'b', efforts: [2], sales: [5] },
      ],
    });
    expect(plan).toMatchObject({ status: 'infeasible', effort: 4, sales: 6 });
    expect(allocateEffort({ total: 0, items: [] })).toMatchObject({
      status: 'optimal',
      sales: 0,
      bound: 0,
      gap: 0,
    });
  });

  it('gives equal returns to the lowest index', () => {
    const list = ['a', 'b', 'c'].map((id) => ({ id, efforts: [0, 1], sales: [0, 1] }));
    expect(allocateEffort({ total: 2, items: list }).allocations.map(({ effort }) => effort)).toEqual([
      1, 1, 0,
    ]);
  });

  it('names everything that is wrong at once', () => {
    const list = [
      { id: '', efforts: [0, 0], sales: [1, Number.NaN] },
      { id: 'b', efforts: [-1], sales: [1, 2] },
      { id: 'c', efforts: [-1], sales: [1] },
    ];
    expect(issuesOf(() => allocateEffort({ total: -1, items: list }))).toEqual([
      'null total out-of-range',
      '0 id bad-id',
      '0 efforts.1 not-rising',
      '0 sales.1 out-of-range',
      '1 sales wrong-length',
      '1 efforts.0 not-rising',
      '2 efforts.0 not-rising',
    ]);
  });
});

describe('powerResponse and adbudgResponse', () => {
  it('agree with powers of the platform', () => {
    const power = powerResponse({ effort: 7, sales: 11, elasticity: 0.37 });
    const adbudg = adbudgResponse({ minimum: 2, maximum: 30, halfway: 6, steepness: 1.7 });
    for (const t of [1e-300, 0.01, 1, 7, 50, 1e300]) {
      expect(power(t) / (11 * (t / 7) ** 0.37)).toBeCloseTo(1, 11);
      const share = 1 / (1 + (6 / t) ** 1.7);
      expect(adbudg(t)).toBeCloseTo(2 + 28 * share, 10);
    }
    expect([power(0), adbudg(0), powerResponse({ effort: 1, sales: 5, elasticity: 0 })(0)]).toEqual([
      0, 2, 5,
    ]);
  });

  it('name every number out of range', () => {
    expect(issuesOf(() => powerResponse({ effort: 0, sales: -1, elasticity: 2 }))).toEqual([
      'null effort out-of-range',
      'null sales out-of-range',
      'null elasticity out-of-range',
    ]);
    expect(issuesOf(() => adbudgResponse({ minimum: 3, maximum: 2, halfway: 0, steepness: 0 }))).toEqual([
      'null maximum out-of-range',
      'null halfway out-of-range',
      'null steepness out-of-range',
    ]);
  });
});
