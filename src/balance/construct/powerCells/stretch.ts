import type { PointStore } from '../../transport/pointStore.js';
import type { SeatBands } from '../../transport/seatBands.js';
import type { SeatMetric } from '../../transport/seatCosts.js';

/** Squared distance of the centres of equal neighbours, in mean squared distances from the centre: 8 for discs. */
const LIKE_SPACING = 8;

/**
 * How much faster values change across the border of a territory with a far one than with its like: for squared
 * distances by the distance of their centres over the width of the territory. Distances change alike everywhere.
 */
export interface Stretch {
  readonly dimension: 2 | 3;
  /** Coordinates of centre j at `[dimension * j]`; followed as they move. */
  readonly centres: Float64Array;
  /** Entry `[j]` is 1 over the width of territory j, 0 where values change alike everywhere. */
  readonly perDistance: Float64Array;
}

/**
 * @param costPerLoad - entry `[j]` is the mean cost per load in territory j
 * @param rate - entry `[j]` is trips per load in territory j
 */
export function createStretch(
  { dimension }: PointStore,
  metric: SeatMetric['kind'],
  centres: Float64Array,
  { costPerLoad, rate }: { readonly costPerLoad: Float64Array; readonly rate: Float64Array },
): Stretch {
  const perDistance = costPerLoad.map((cost, j) => {
    const widthSquared = (LIKE_SPACING * cost) / rate[j];
    return metric === 'squaredDistance' && widthSquared > 0 ? 1 / Math.sqrt(widthSquared) : 0;
  });
  return { dimension, centres, perDistance };
}

/** The stretch of the border between the territory that loses and another; 1 between likes. */
export function stretchBetween(
  { dimension, centres, perDistance }: Stretch,
  loser: number,
  winner: number,
): number {
  const x = centres[dimension * loser] - centres[dimension * winner];
  const y = centres[dimension * loser + 1] - centres[dimension * winner + 1];
  const z = dimension === 3 ? centres[3 * loser + 2] - centres[3 * winner + 2] : 0;
  return Math.max(1, perDistance[loser] * Math.sqrt(x * x + y * y + z * z));
}

/** Bands of so many softnesses, stretched. */
export function stretchBands({ perDistance }: Stretch, soft: Float64Array, softnesses: number): SeatBands {
  const reach = soft.map((width) => softnesses * width);
  return { reach, slope: reach.map((width, j) => width * perDistance[j]) };
}
