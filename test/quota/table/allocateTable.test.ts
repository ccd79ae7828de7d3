import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { allocateTable } from '../../../src/quota/table/allocateTable.js';
import { fitTable } from '../../../src/quota/table/fitTable.js';
import type { TableInput } from '../../../src/quota/table/tableInput.js';
import { issuesOf } from '../support/issuesOf.js';
import { sumsOf } from './tables.js';

const axes = [
  { id: 'product', members: ['a', 'b'] },
  { id: 'month', members: ['jan', 'feb', 'mar'] },
];
const input = (seed: number[], products: number[], months: number[]): TableInput => ({
  axes,
  seed,
  margins: [
    { axes: ['product'], totals: products },
    { axes: ['month'], totals: months },
  ],
});

describe('fitTable', () => {
  it('gives products of margins where the seed says nothing', () => {
    const { status, cells } = fitTable(input([1, 1, 1, 1, 1, 1], [60, 40], [50, 30, 20]));
    expect(status).toBe('fitted');
    [30, 18, 12, 20, 12, 8].forEach((value, c) => {
      expect(cells[c]).toBeCloseTo(value, 9);
    });
  });

  it('keeps the odds ratio of the seed', () => {
    const { cells } = fitTable({
      axes: [axes[0], { id: 'side', members: ['l', 'r'] }],
      seed: [4, 1, 1, 1],
      margins: [
        { axes: ['product'], totals: [30, 70] },
        { axes: ['side'], totals: [60, 40] },
      ],
    });
    expect((cells[0] * cells[3]) / (cells[1] * cells[2])).toBeCloseTo(4, 9);
    expect(cells[0] + cells[1]).toBeCloseTo(30, 6);
    expect(cells[0] + cells[2]).toBeCloseTo(60, 6);
  });

  it('fits the table of Deming and Stephan to the sums it was drawn from', () => {
    const seed = [3, 5, 7, 11, 13, 17];
    const truth = [4, 5, 6, 14, 13, 16];
    const { status, cells } = fitTable(input(seed, sumsOf(truth, [2, 3], [0]), sumsOf(truth, [2, 3], [1])));
    expect(status).toBe('fitted');
    expect(sumsOf(cells, [2, 3], [1]).map((sum) => Math.round(sum * 1e6) / 1e6)).toEqual([18, 18, 22]);
  });

  it('names sums that no cell can carry, and ends', () => {
    const { status, reasons, rounds } = fitTable(input([0, 0, 0, 1, 1, 1], [10, 20], [10, 10, 10]));
    expect(status).toBe('infeasible');
    expect(reasons[0]).toMatchObject({
      code: 'no-seed',
      axes: ['product'],
      members: ['a'],
      sum: 0,
      total: 10,
    });
    expect(rounds).toBeLessThan(100);
  });

  it('names sums that zeros keep apart', () => {
    const { status, reasons } = fitTable(input([1, 0, 0, 0, 1, 1], [10, 20], [15, 10, 5]));
    expect(status).toBe('infeasible');
    expect(reasons[0].code).toBe('not-converged');
  });

  it('refuses unknown options', () => {
    const run = () => fitTable(input([1, 1, 1, 1, 1, 1], [3, 3], [2, 2, 2]), { rounds: 3 } as never);
    expect(run).toThrow(OptionsError);
  });
});

describe('allocateTable', () => {
  it('rounds in units and keeps every sum', () => {
    const { status, cells } = allocateTable({
      ...input([1, 1, 1, 1, 1, 1], [2_000, 2_000], [1_000, 1_000, 2_000]),
      unit: 500,
    });
    expect(status).toBe('feasible');
    expect(sumsOf(cells, [2, 3], [0])).toEqual([2_000, 2_000]);
    expect(sumsOf(cells, [2, 3], [1])).toEqual([1_000, 1_000, 2_000]);
    expect(cells.every((cell) => cell % 500 === 0)).toBe(true);
  });

  it('takes an alternating path where falling fractions run into a dead end', () => {
    // The largest fraction, 0.6, would use up row a and column jan, and leave row b without a column.
    const { status, cells } = allocateTable(input([6, 4, 0, 4, 0, 6], [1, 1], [1, 1, 0]));
    expect(sumsOf(cells, [2, 3], [0])).toEqual([1, 1]);
    expect(status).toBe('feasible');
    expect(Array.from(cells)).toEqual([0, 1, 0, 1, 0, 0]);
  });

  it('says which sum it misses where zeros leave no room', () => {
    const { status, reasons } = allocateTable(input([0, 0, 0, 1, 1, 1], [10, 20], [10, 10, 10]));
    expect(status).toBe('nearest');
    expect(reasons[0]).toMatchObject({ code: 'no-seed', members: ['a'], sum: 0, total: 10 });
  });

  it('has an answer for a table of nothing and for one cell', () => {
    expect(allocateTable(input([0, 0, 0, 0, 0, 0], [0, 0], [0, 0, 0])).status).toBe('feasible');
    const one = allocateTable({
      axes: [{ id: 'rep', members: ['only'] }],
      seed: [3],
      margins: [{ axes: ['rep'], totals: [7] }],
    });
    expect([one.status, ...one.cells]).toEqual(['feasible', 7]);
  });

  it('stays exact with a trillion units', () => {
    const months = [333_333_333_333, 333_333_333_333, 333_333_333_334];
    const { status, cells } = allocateTable(
      input([3, 1, 4, 1, 5, 9], [400_000_000_001, 599_999_999_999], months),
    );
    expect(status).toBe('feasible');
    expect(sumsOf(cells, [2, 3], [1])).toEqual(months);
  });

  it('names everything that is wrong at once', () => {
    expect(
      issuesOf(() => allocateTable({ ...input([1, -1, 1, 1, 1, Number.NaN], [1.5, 2], [1, 1]), unit: 1 })),
    ).toEqual([
      '1 seed out-of-range',
      '5 seed out-of-range',
      '0 margins.totals.0 not-whole-units',
      '1 margins.totals wrong-length',
    ]);
    expect(issuesOf(() => allocateTable(input([1, 1, 1, 1, 1, 1], [1, 2], [1, 1, 2])))).toEqual([
      '1 margins.totals margins-disagree',
    ]);
    expect(issuesOf(() => allocateTable({ axes: [], seed: [], margins: [] }))).toEqual([
      'null axes not-a-list',
      'null margins not-a-list',
    ]);
    expect(
      issuesOf(() =>
        allocateTable({ axes, seed: [1, 1, 1, 1, 1, 1], margins: [{ axes: ['rep'], totals: [1] }] }),
      ),
    ).toEqual(['0 margins.axes unknown-axis']);
  });
});
