import { type MarginGroups, sumGroups } from './marginGroups.js';

/** How many places of a surplus are tried for each need and direction; tuned to keep large tables linear. */
const TRIED = 8;

/**
 * Repairs the third margin of a table of three axes whose first two margins hold already.
 *
 * Let p, q be the axes of the third margin and t the one it lacks. Idea: (1) its deviations add up to 0 over every p and
 * every q, since the first two margins imply those sums; (2) so a need at (p, q) has a surplus at some (p, q') and at
 * some (p', q); (3) at one t raise (p, q) and (p', q'), lower (p, q') and (p', q): the first two margins do not change,
 * and the deviation shrinks by 2 or 4; (4) of all such exchanges near the need take the one that leaves the fitted table
 * least, never below 0 nor in a cell that is fitted to 0; (5) until no need is left or none can be met.
 *
 * Guarantees: every exchange shrinks the deviation, so it ends; it can end with needs left. A cell can move further
 * from its fitted value than one unit.
 */
export function repairThird(
  fitted: Float64Array,
  counts: Float64Array,
  sizes: readonly number[],
  margins: readonly MarginGroups[],
): Float64Array {
  if (sizes.length !== 3 || margins.length !== 3) return counts;
  const { axes, groupOf, totals } = margins[2];
  const [p, q] = axes;
  const t = 3 - p - q;
  const strides = [sizes[1] * sizes[2], sizes[2], 1];
  /** Entry `[p * q count + q]` is how many units are missing there. */
  const needs = sumGroups(counts, groupOf, totals.length).map((sum, g) => totals[g] - sum);
  const columns = sizes[q];
  const cellAt = (i: number, j: number, k: number) => i * strides[p] + j * strides[q] + k * strides[t];
  const costOf = (c: number, change: number) => {
    if (fitted[c] === 0 || counts[c] + change < 0) return Number.POSITIVE_INFINITY;
    return change * (2 * (counts[c] - fitted[c]) + change);
  };

  function meet(i: number, j: number): boolean {
    let best = Number.POSITIVE_INFINITY;
    let exchange = [0, 0, 0];
    const others = placesOf(sizes[q], (other) => needs[i * columns + other] < 0);
    const rows = placesOf(sizes[p], (other) => needs[other * columns + j] < 0);
    for (const otherJ of others) {
      for (const otherI of rows) {
        for (let k = 0; k < sizes[t]; k++) {
          const cost =
            costOf(cellAt(i, j, k), 1) +
            costOf(cellAt(otherI, otherJ, k), 1) +
            costOf(cellAt(i, otherJ, k), -1) +
            costOf(cellAt(otherI, j, k), -1);
          if (cost >= best) continue;
          best = cost;
          exchange = [otherI, otherJ, k];
        }
      }
    }
    if (best === Number.POSITIVE_INFINITY) return false;
    const [otherI, otherJ, k] = exchange;
    const move = (a: number, b: number, change: number) => {
      counts[cellAt(a, b, k)] += change;
      needs[a * columns + b] -= change;
    };
    move(i, j, 1);
    move(otherI, otherJ, 1);
    move(i, otherJ, -1);
    move(otherI, j, -1);
    return true;
  }

  for (let hasMoved = true; hasMoved; ) {
    hasMoved = false;
    for (let i = 0; i < sizes[p]; i++) {
      for (let j = 0; j < columns; j++) {
        while (needs[i * columns + j] > 0 && meet(i, j)) hasMoved = true;
      }
    }
  }
  return counts;
}

/** The first few places with a property. */
function placesOf(count: number, has: (place: number) => boolean): number[] {
  const places: number[] = [];
  for (let place = 0; place < count && places.length < TRIED; place++) if (has(place)) places.push(place);
  return places;
}
