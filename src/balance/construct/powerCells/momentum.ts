/**
 * Centres that move round after round mostly go on the same way: a share of the move before is added to the next one, so
 * that fewer rounds come as far. Where the cost has risen, nothing is added that time.
 *
 * B. T. Polyak: Some methods of speeding up the convergence of iteration methods, 1964, DOI 10.1016/0041-5553(64)90137-5;
 * B. O'Donoghue, E. Candès: Adaptive restart for accelerated gradient schemes, 2015, DOI 10.1007/s10208-013-9150-3.
 */
export interface Momentum {
  /** The share of a move that is added to the next one. */
  readonly share: number;
  /** The last move of every centre, coordinate by coordinate. */
  readonly move: Float64Array;
  /** What the round of that move cost. */
  cost: number;
}

/** Momentum of centres that have not moved yet. */
export function createMomentum(coordinates: number, share: number): Momentum {
  return { share, move: new Float64Array(coordinates), cost: Number.POSITIVE_INFINITY };
}

/** Lets centres that have just moved go on as they did before; on the globe they stay on it. */
export function goOn(
  momentum: Momentum,
  before: Float64Array,
  centres: Float64Array,
  dimension: 2 | 3,
  cost: number,
): void {
  const { move } = momentum;
  const share = cost > momentum.cost ? 0 : momentum.share;
  momentum.cost = cost;
  for (let first = 0; first < centres.length; first += dimension) {
    let norm = 0;
    for (let at = first; at < first + dimension; at++) {
      centres[at] += share * move[at];
      norm += centres[at] * centres[at];
    }
    const length = dimension === 3 ? Math.sqrt(norm) : 1;
    for (let at = first; at < first + dimension; at++) {
      if (length > 0) centres[at] /= length;
      move[at] = centres[at] - before[at];
    }
  }
}
