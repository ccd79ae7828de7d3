import type { ShrinkSeats } from './shrinkSeats.js';

/**
 * The filter for squares of distances. The difference of two seats is linear, so its least value over a box is exact: that
 * at the middle less what half its sides add. Written out, since it is what a walk over coarse points does most.
 */
export const shrinkBySquares: ShrinkSeats = (
  { store, metric, middleCost },
  box,
  lists,
  from,
  size,
  to,
  prices,
  { reach, slope },
) => {
  const { dimension, middle, half, boxRate } = store;
  const { centres } = metric;
  const isSpace = dimension === 3;
  const slow = boxRate[2 * box];
  const fast = boxRate[2 * box + 1];
  const meanRate = 0.5 * (slow + fast);
  const middleX = middle[dimension * box];
  const middleY = middle[dimension * box + 1];
  const middleZ = isSpace ? middle[3 * box + 2] : 0;
  let best = 0;
  let bestValue = Number.POSITIVE_INFINITY;
  for (let c = 0; c < size; c++) {
    const j = lists[from + c];
    const x = middleX - centres[dimension * j];
    const y = middleY - centres[dimension * j + 1];
    let square = x * x + y * y;
    if (isSpace) {
      const z = middleZ - centres[3 * j + 2];
      square += z * z;
    }
    middleCost[c] = square;
    const value = meanRate * square + prices[j];
    if (value < bestValue) {
      bestValue = value;
      best = c;
    }
  }
  const i = lists[from + best];
  const bestCost = middleCost[best];
  const bestX = centres[dimension * i];
  const bestY = centres[dimension * i + 1];
  const bestZ = isSpace ? centres[3 * i + 2] : 0;
  const halfX = half[dimension * box];
  const halfY = half[dimension * box + 1];
  const halfZ = isSpace ? half[3 * box + 2] : 0;
  const bestPrice = prices[i];
  const bestReach = reach[i];
  const bestSlope = slope[i];
  let kept = 0;
  for (let c = 0; c < size; c++) {
    const j = lists[from + c];
    if (c !== best) {
      const x = centres[dimension * j] - bestX;
      const y = centres[dimension * j + 1] - bestY;
      const z = isSpace ? centres[3 * j + 2] - bestZ : 0;
      const lever = halfX * Math.abs(x) + halfY * Math.abs(y) + halfZ * Math.abs(z);
      const least = middleCost[c] - bestCost - 2 * lever;
      const worse = least * (least > 0 ? slow : fast);
      const width = Math.max(reach[j], bestReach);
      if (worse > width - prices[j] + bestPrice) {
        const steepest = Math.max(slope[j], bestSlope);
        const behind = worse + prices[j] - bestPrice;
        if (behind * behind > steepest * steepest * (x * x + y * y + z * z)) continue;
      }
    }
    lists[to + kept++] = j;
  }
  return kept;
};
