/** The coordinate over which the units `order[first] … order[last]` are spread widest. */
export function widestAxis(
  places: Float64Array,
  dimension: number,
  order: Int32Array,
  first: number,
  last: number,
): number {
  let widest = 0;
  let width = -1;
  for (let axis = 0; axis < dimension; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let e = first; e <= last; e++) {
      const value = places[dimension * order[e] + axis];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > width) {
      width = high - low;
      widest = axis;
    }
  }
  return widest;
}
