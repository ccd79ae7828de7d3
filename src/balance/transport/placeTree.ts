/** Boxes over the point units of a search problem. */
export interface PlaceTree {
  /** Units in the order of the boxes: near units stand near each other. */
  readonly order: Int32Array;
  /** Units whose cost does not come from one place; they belong to no box. */
  readonly others: Int32Array;
  /** Entry `[r]` is the root box of row r, -1 where no point follows it. */
  readonly roots: Int32Array;
  /** Box b holds `order[first[b]] … order[last[b] - 1]`. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Entry `[b]` is the first child; the second stands behind it. -1 for a leaf. */
  readonly child: Int32Array;
  /** Coordinates of the middle of box b at `[dimension * b]`. */
  readonly middle: Float64Array;
  /** Entry `[b]` is a distance from the middle of b that none of its units exceeds (kilometres, never squared). */
  readonly radius: Float64Array;
  /** Entry `[b]` is the largest weight over trips of a unit in b: how much wider than per trip its band is. */
  readonly stretch: Float64Array;
  /** Smallest and largest load per trip of measure m in box b at `[2 * (M * b + m)]` and behind it. */
  readonly ratio: Float64Array;
}
