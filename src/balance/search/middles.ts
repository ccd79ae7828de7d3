/** Middles of groups of places, added up run by run. */

/**
 * Adds the places of units `from … to - 1` to the sums of their groups.
 *
 * @param sums - `dimension + 1` entries a group: the sum of weight times place, then that of the weights
 * @param groups - entry `[i]` is the group of unit i, -1 for none; units without a place do not count
 * @param weights - entry `[i]` is the weight of unit i; all weigh 1 where there are none
 */
export function addPlaces(
  sums: Float64Array,
  places: Float64Array,
  dimension: 2 | 3,
  groups: Int32Array,
  weights: Float64Array | null,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const place = dimension * i;
    if (groups[i] < 0 || Number.isNaN(places[place])) continue;
    const weight = weights === null ? 1 : weights[i];
    const at = (dimension + 1) * groups[i];
    for (let d = 0; d < dimension; d++) sums[at + d] += weight * places[place + d];
    sums[at + dimension] += weight;
  }
}

/**
 * Divides sums by their weights; on the globe middles are pushed out to the sphere.
 *
 * @returns coordinates of group j at `[dimension * j]`; NaN where nothing has weight, or places cancel out round the globe
 */
export function placeMiddles(sums: Float64Array, dimension: 2 | 3): Float64Array {
  const middles = new Float64Array((dimension * sums.length) / (dimension + 1)).fill(Number.NaN);
  for (let j = 0; dimension * j < middles.length; j++) {
    const own = sums.subarray((dimension + 1) * j, (dimension + 1) * j + dimension);
    const weight = sums[(dimension + 1) * j + dimension];
    let norm = 0;
    for (const coordinate of own) norm += coordinate * coordinate;
    const length = dimension === 3 ? Math.sqrt(norm) : weight;
    if (!(weight > 0) || length < 1e-9 * weight) continue;
    for (let d = 0; d < dimension; d++) middles[dimension * j + d] = own[d] / length;
  }
  return middles;
}
