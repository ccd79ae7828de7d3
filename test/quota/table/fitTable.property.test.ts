import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTable } from '../../../src/quota/table/fitTable.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';

const COLUMNS = 3;
const seeds = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: COLUMNS, maxLength: COLUMNS });
const goals = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: COLUMNS, maxLength: COLUMNS });
const tables = inOrders(fc.record({ seed: seeds, goal: goals }), { maxLength: 5 });

/** A table whose sums some other table has, so that they agree. */
function fitRows(rows: readonly { seed: number[]; goal: number[] }[]) {
  const sum = (list: readonly number[]) => list.reduce((all, value) => all + value, 0);
  const byRow = rows.map(({ goal }) => sum(goal));
  const byColumn = Array.from({ length: COLUMNS }, (_, c) => sum(rows.map(({ goal }) => goal[c])));
  const { status, cells } = fitTable({
    axes: [
      { id: 'rep', members: rows.map((_, r) => `r${r}`) },
      { id: 'month', members: Array.from({ length: COLUMNS }, (_, c) => `m${c}`) },
    ],
    seed: rows.flatMap(({ seed }) => seed),
    margins: [
      { axes: ['rep'], totals: byRow },
      { axes: ['month'], totals: byColumn },
    ],
  });
  const at = (r: number, c: number) => cells[COLUMNS * r + c];
  return { status, cells, byRow, byColumn, at };
}

describe('fitTable', () => {
  it('meets every sum and keeps the odds ratios of the seed', () => {
    fc.assert(
      fc.property(tables, ({ list }) => {
        const { status, cells, byRow, byColumn, at } = fitRows(list);
        expect([status, findNoNumbers(cells)]).toEqual(['fitted', []]);
        byRow.forEach((total, r) => {
          const columns = Array.from({ length: COLUMNS }, (_, c) => at(r, c));
          expect(columns.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(total, 5);
        });
        byColumn.forEach((total, c) => {
          expect(list.reduce((sum, _, r) => sum + at(r, c), 0)).toBeCloseTo(total, 5);
        });
        for (let r = 1; r < list.length; r++) {
          const [left, right] = [at(0, 0) * at(r, 1), at(0, 1) * at(r, 0)];
          const [first, other] = [list[0].seed, list[r].seed];
          const [over, under] = [left * first[1] * other[0], right * first[0] * other[1]];
          expect(Math.abs(over - under)).toBeLessThanOrEqual(1e-6 * (1 + over + under));
        }
      }),
    );
  });

  it('fits the same cells in any order of the members, and scales with the sums', () => {
    fc.assert(
      fc.property(tables, ({ list, order }) => {
        const one = fitRows(list);
        const other = fitRows(order.map((i) => list[i]));
        const doubled = fitRows(
          list.map(({ seed, goal }) => ({ seed, goal: goal.map((amount) => 2 * amount) })),
        );
        order.forEach((i, k) => {
          for (let c = 0; c < COLUMNS; c++) expect(other.at(k, c)).toBeCloseTo(one.at(i, c), 5);
        });
        one.cells.forEach((cell, c) => {
          expect(doubled.cells[c]).toBeCloseTo(2 * cell, 5);
        });
      }),
    );
  });

  it('gives a cell no less the more the seed has in it, and every cell no less for a larger total', () => {
    let moved = 0;
    fc.assert(
      fc.property(tables, fc.nat(99), fc.integer({ min: 1, max: 500 }), ({ list }, at, by) => {
        const [row, column] = [at % list.length, at % COLUMNS];
        const raised = list.map(({ seed, goal }, r) => ({
          seed: seed.map((value, c) => (r === row && c === column ? value + by : value)),
          goal,
        }));
        const [before, after] = [fitRows(list).at(row, column), fitRows(raised).at(row, column)];
        if (after > before + 1e-3) moved++;
        expect(after).toBeGreaterThanOrEqual(before - 1e-6 * (1 + before));
        // With one margin, more for a rep is more in each of the rep's months, and no less for the others.
        const inOne = (total: number) =>
          fitTable({
            axes: [
              { id: 'rep', members: list.map((_, r) => `r${r}`) },
              { id: 'month', members: ['m0', 'm1', 'm2'] },
            ],
            seed: list.flatMap(({ seed }) => seed),
            margins: [{ axes: ['rep'], totals: list.map((_, r) => (r === row ? total : at)) }],
          }).cells;
        const [less, more] = [inOne(at), inOne(at + by)];
        less.forEach((cell, c) => {
          expect(more[c]).toBeGreaterThanOrEqual(cell - 1e-9 * (1 + cell));
        });
      }),
    );
    expect(moved).toBeGreaterThan(20);
  });
});
