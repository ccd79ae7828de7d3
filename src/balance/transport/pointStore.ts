/** Points prepared once, so that all of them can be valued against many sets of prices without looking at each. */

/** A run of points that follow the same row of choices, with a tree of boxes over it. */
export interface StorePart {
  readonly row: number;
  /** Points without load go to the nearest seat, whatever the prices. */
  readonly hasLoad: boolean;
  readonly root: number;
}

/** Points in the order of their positions p, and boxes b over them. */
export interface PointStore {
  readonly dimension: 2 | 3;
  /** How many points there are. */
  readonly count: number;
  /** Entry `[p]` is the caller's number of the point at position p. */
  readonly order: Int32Array;
  /** What was taken off all coordinates. */
  readonly origin: Float64Array;
  /** Coordinates of position p start at `[dimension * p]`. */
  readonly places: Float64Array;
  /** Entry `[p]` is a load, 0 or more. */
  readonly load: Float64Array;
  /** Entry `[p]` is trips per load; trips where there is no load. */
  readonly rate: Float64Array;
  readonly parts: readonly StorePart[];
  /** Levels of the highest tree. */
  readonly depth: number;
  /** Box b holds positions `first[b] … last[b] - 1`. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Entry `[b]` is the first of the boxes in box b, which stand side by side; -1 for a leaf. */
  readonly child: Int32Array;
  readonly childCount: Int32Array;
  /** Middle of box b at `[dimension * b]`. */
  readonly middle: Float64Array;
  /** Half the sides of box b at `[dimension * b]`. */
  readonly half: Float64Array;
  /** Hub of box b at `[dimension * b]`, on the sphere in three dimensions. */
  readonly hub: Float64Array;
  /** Entry `[b]` is the largest straight distance of a point in b from its hub. */
  readonly radius: Float64Array;
  /** Entry `[b]` is the load in box b. */
  readonly boxLoad: Float64Array;
  /** Smallest and largest rate in box b at `[2 * b]` and behind it. */
  readonly boxRate: Float64Array;
}

/** What points have, position by position. */
export type Points = Pick<PointStore, 'dimension' | 'origin' | 'places' | 'load' | 'rate'>;

/** Where a part ends while boxes are built. */
export interface PartEnd {
  readonly row: number;
  readonly hasLoad: boolean;
  /** Position behind the last point of the part. */
  readonly end: number;
}
