import { type FitOptions, fitCells } from './fitTable.js';
import { groupCells, type MarginGroups, sumGroups } from './marginGroups.js';
import { repairThird } from './repairThird.js';
import { roundBetween } from './roundBetween.js';

/**
 * Rounds a fitted table to whole numbers that keep its margins.
 *
 * Idea: (1) a margin within another (products within products x months) holds when the larger one does, so only the
 * largest count; (2) one or two are met exactly by `roundBetween`; (3) of three or more, two whose axes together hold no
 * third are rounded first on the table of those axes, which then is one margin instead of two, the rest is fitted to it
 * again, and so on; (4) where no such two are there (products x territories, territories x months, products x months)
 * the problem is hard (NP-complete: Irving, Jerrum: Three-dimensional statistical data security problems, 1994, DOI
 * 10.1137/S0097539790191010): two are met exactly and the third is repaired as far as exchanges go.
 *
 * Guarantees: with at most two largest margins all are exact and every cell is the fitted one rounded down or up. In (3)
 * and (4) the caller compares the sums.
 */
export function roundCells(
  fitted: Float64Array,
  sizes: readonly number[],
  given: readonly MarginGroups[],
  options: FitOptions,
): Float64Array {
  let cells = fitted;
  let margins = dropImplied(given);
  while (margins.length > 2) {
    const pair = findPair(margins);
    if (pair === null) return repairThird(cells, roundBetween(cells, margins[0], margins[1]), sizes, margins);
    const [first, second] = pair;
    const merged = mergeMargins(cells, sizes, first, second);
    margins = [merged, ...margins.filter((margin) => margin !== first && margin !== second)];
    cells = cells.slice();
    fitCells(cells, margins, options);
  }
  return roundBetween(cells, margins[0], margins[1] ?? wholeOf(margins[0]));
}

const includes = (whole: readonly number[], part: readonly number[]) =>
  part.every((axis) => whole.includes(axis));

/** Margins that no other one implies, in their order. */
function dropImplied(margins: readonly MarginGroups[]): MarginGroups[] {
  return margins.filter(
    ({ axes }, m) =>
      !margins.some(
        (other, o) => o !== m && includes(other.axes, axes) && (other.axes.length > axes.length || o < m),
      ),
  );
}

/** The first two margins whose axes together hold no third margin. */
function findPair(margins: readonly MarginGroups[]): [MarginGroups, MarginGroups] | null {
  for (const [s, second] of margins.entries()) {
    for (const first of margins.slice(0, s)) {
      const axes = [...first.axes, ...second.axes];
      if (margins.every((third) => third === first || third === second || !includes(axes, third.axes))) {
        return [first, second];
      }
    }
  }
  return null;
}

/** Rounds the table of the axes of two margins; it implies both. */
function mergeMargins(
  cells: Float64Array,
  sizes: readonly number[],
  first: MarginGroups,
  second: MarginGroups,
): MarginGroups {
  const axes = sizes
    .map((_, axis) => axis)
    .filter((axis) => first.axes.includes(axis) || second.axes.includes(axis));
  const ownSizes = axes.map((axis) => sizes[axis]);
  const groupOf = groupCells(sizes, axes);
  const sums = sumGroups(
    cells,
    groupOf,
    ownSizes.reduce((product, size) => product * size, 1),
  );
  const within = (margin: MarginGroups): MarginGroups => {
    const positions = margin.axes.map((axis) => axes.indexOf(axis));
    return { axes: positions, groupOf: groupCells(ownSizes, positions), totals: margin.totals };
  };
  return { axes, groupOf, totals: roundBetween(sums, within(first), within(second)) };
}

/** The grand total as a margin. */
function wholeOf({ groupOf, totals }: MarginGroups): MarginGroups {
  const total = totals.reduce((sum, part) => sum + part, 0);
  return { axes: [], groupOf: new Int32Array(groupOf.length), totals: Float64Array.of(total) };
}
