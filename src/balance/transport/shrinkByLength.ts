import { arcOfChord } from '../../geo/unitVectors.js';
import { squareBetween } from './seatCosts.js';
import type { SeatSieve, ShrinkSeats } from './shrinkSeats.js';

/**
 * The filter for distances. From the hub of a box a step of s changes the difference of two seats by at most
 * s |u - v| + s² / 2 (1 / (a - s) + 1 / (b - s)), u and v the directions to the seats and a and b their distances, and by
 * at most 2 s; on the globe a and b are counted to the antipode where that is nearer (the second derivative of the
 * distance is its cotangent there).
 */
export const shrinkByLength: ShrinkSeats = (sieve, box, lists, from, size, to, prices, { reach }) => {
  const { store, metric, middleCost } = sieve;
  const { dimension, boxRate, hub } = store;
  const { centres } = metric;
  const slow = boxRate[2 * box];
  const fast = boxRate[2 * box + 1];
  const meanRate = 0.5 * (slow + fast);
  let best = 0;
  let bestValue = Number.POSITIVE_INFINITY;
  for (let c = 0; c < size; c++) {
    const j = lists[from + c];
    const square = squareBetween(dimension, hub, box, centres, j);
    middleCost[c] = dimension === 3 ? arcOfChord(square) : Math.sqrt(square);
    const value = meanRate * middleCost[c] + prices[j];
    if (value < bestValue) {
      bestValue = value;
      best = c;
    }
  }
  const i = lists[from + best];
  let kept = 0;
  for (let c = 0; c < size; c++) {
    const j = lists[from + c];
    if (c !== best) {
      const room = Math.max(reach[i], reach[j]) - prices[j] + prices[i];
      // Whatever the bend of the metric, a seat that is nearer at the middle is worth the exact look.
      const atMiddle = middleCost[c] - middleCost[best];
      if (atMiddle <= 0 || slow * atMiddle > room) {
        const least = leastOf(sieve, box, j, i, middleCost[c], middleCost[best]);
        if (least * (least > 0 ? slow : fast) > room) continue;
      }
    }
    lists[to + kept++] = j;
  }
  return kept;
};

/** A lower bound, over all points of box b, of the cost of seat j less that of seat i; both are given at the hub. */
function leastOf(sieve: SeatSieve, b: number, j: number, i: number, costJ: number, costI: number): number {
  const { dimension, radius } = sieve.store;
  const isGlobe = dimension === 3;
  const step = isGlobe ? arcOfChord(Math.min(4, radius[b] * radius[b])) : radius[b];
  const roomJ = (isGlobe ? Math.min(costJ, Math.PI - costJ) : costJ) - step;
  const roomI = (isGlobe ? Math.min(costI, Math.PI - costI) : costI) - step;
  let lever = 2 * step;
  if (roomJ > step && roomI > step) {
    const turned = Math.sqrt(Math.max(0, turnBetween(sieve, b, j, i)));
    lever = Math.min(lever, step * turned + 0.5 * step * step * (1 / roomJ + 1 / roomI));
  }
  return costJ - costI - lever;
}

/** Square of the difference of the directions from a hub to two seats, by the cosine rule. */
function turnBetween({ store, metric }: SeatSieve, b: number, j: number, i: number): number {
  const { dimension, hub } = store;
  const { centres } = metric;
  const toJ = squareBetween(dimension, hub, b, centres, j);
  const toI = squareBetween(dimension, hub, b, centres, i);
  const between = squareBetween(dimension, centres, i, centres, j);
  if (dimension === 2) return 2 - (toJ + toI - between) / Math.sqrt(toJ * toI);
  const sines = Math.sqrt(toJ * (1 - 0.25 * toJ) * toI * (1 - 0.25 * toI));
  return 2 - (2 * (1 - 0.5 * between - (1 - 0.5 * toJ) * (1 - 0.5 * toI))) / sines;
}
