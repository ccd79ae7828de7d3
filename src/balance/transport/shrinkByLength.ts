import { arcOfChord } from '../../geo/unitVectors.js';
import type { PointStore } from './pointStore.js';
import { type SeatMetric, squareBetween } from './seatCosts.js';
import type { ShrinkSeats } from './shrinkSeats.js';

/**
 * The filter for distances. From the hub of a box a step of s changes the difference of two seats by at most
 * s |u - v| + s² / 2 (1 / (a - s) + 1 / (b - s)), u and v the directions to the seats and a and b their distances, and by
 * at most 2 s; on the globe a and b are counted to the antipode where that is nearer (the second derivative of the
 * distance is its cotangent there).
 */
export function shrinkByLength(store: PointStore, { k, centres }: SeatMetric): ShrinkSeats {
  const { dimension, boxRate, hub, radius } = store;
  const middleCost = new Float64Array(k);
  const isGlobe = dimension === 3;
  const lengthOf = isGlobe ? arcOfChord : Math.sqrt;
  /** Square of the difference of the directions from a hub to two seats, by the cosine rule. */
  const turn = (b: number, j: number, i: number) => {
    const toJ = squareBetween(dimension, hub, b, centres, j);
    const toI = squareBetween(dimension, hub, b, centres, i);
    const between = squareBetween(dimension, centres, i, centres, j);
    if (!isGlobe) return 2 - (toJ + toI - between) / Math.sqrt(toJ * toI);
    const sines = Math.sqrt(toJ * (1 - 0.25 * toJ) * toI * (1 - 0.25 * toI));
    return 2 - (2 * (1 - 0.5 * between - (1 - 0.5 * toJ) * (1 - 0.5 * toI))) / sines;
  };
  /** A lower bound, over all points of box b, of the cost of seat j less that of seat i; both are given at the hub. */
  const leastOf = (b: number, j: number, i: number, costJ: number, costI: number) => {
    const step = isGlobe ? arcOfChord(Math.min(4, radius[b] * radius[b])) : radius[b];
    const roomJ = (isGlobe ? Math.min(costJ, Math.PI - costJ) : costJ) - step;
    const roomI = (isGlobe ? Math.min(costI, Math.PI - costI) : costI) - step;
    let lever = 2 * step;
    if (roomJ > step && roomI > step) {
      const turned = Math.sqrt(Math.max(0, turn(b, j, i)));
      lever = Math.min(lever, step * turned + 0.5 * step * step * (1 / roomJ + 1 / roomI));
    }
    return costJ - costI - lever;
  };
  return (box, lists, from, size, to, prices, { reach }) => {
    const slow = boxRate[2 * box];
    const fast = boxRate[2 * box + 1];
    const meanRate = 0.5 * (slow + fast);
    let best = 0;
    let bestValue = Number.POSITIVE_INFINITY;
    for (let c = 0; c < size; c++) {
      const j = lists[from + c];
      middleCost[c] = lengthOf(squareBetween(dimension, hub, box, centres, j));
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
          const least = leastOf(box, j, i, middleCost[c], middleCost[best]);
          if (least * (least > 0 ? slow : fast) > room) continue;
        }
      }
      lists[to + kept++] = j;
    }
    return kept;
  };
}
