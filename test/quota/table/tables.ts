import fc from 'fast-check';
import { groupCells } from '../../../src/quota/table/marginGroups.js';
import type { TableInput } from '../../../src/quota/table/tableInput.js';

const names = ['product', 'territory', 'month'];

/** Sums of a table over all but some axes. */
export function sumsOf(
  cells: ArrayLike<number>,
  sizes: readonly number[],
  axes: readonly number[],
): number[] {
  const groupOf = groupCells(sizes, axes);
  const sums: number[] = new Array(axes.reduce((product, axis) => product * sizes[axis], 1)).fill(0);
  for (let c = 0; c < cells.length; c++) sums[groupOf[c]] += cells[c];
  return sums;
}

/**
 * A table whose margins are those of a whole table with the same zeros, so that an answer exists; with `least` 0 that
 * table may have more zeros, so that the fit may never get there.
 */
export function tables(
  sizes: readonly number[],
  faces: readonly (readonly number[])[],
  least = 1,
  zeros = 1,
) {
  const count = sizes.reduce((product, size) => product * size, 1);
  const cell = fc.record({
    seed: fc.oneof(
      { weight: zeros, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 900 }) },
    ),
    truth: fc.oneof(fc.nat(3), fc.nat(5_000_000)).map((units) => units + least),
  });
  return fc.array(cell, { minLength: count, maxLength: count }).map((drawn): TableInput => {
    const truth = drawn.map(({ seed, truth: units }) => (seed === 0 ? 0 : units));
    return {
      axes: sizes.map((size, a) => ({
        id: names[a],
        members: Array.from({ length: size }, (_, i) => `${a}-${i}`),
      })),
      seed: drawn.map(({ seed }) => seed),
      margins: faces.map((axes) => ({ axes: axes.map((a) => names[a]), totals: sumsOf(truth, sizes, axes) })),
    };
  });
}

/** A table of three axes without zeros, whose margins are those of a table with 50 to 200 times the seed in each cell. */
export function roomyTables(sizes: readonly number[], faces: readonly (readonly number[])[]) {
  return tables(sizes, faces, 1, 0).chain((input) =>
    fc
      .array(fc.integer({ min: 50, max: 200 }), {
        minLength: input.seed.length,
        maxLength: input.seed.length,
      })
      .map((factors): TableInput => {
        const truth = factors.map((factor, c) => factor * input.seed[c]);
        const margins = faces.map((axes, m) => ({
          axes: input.margins[m].axes,
          totals: sumsOf(truth, sizes, axes),
        }));
        return { ...input, margins };
      }),
  );
}
