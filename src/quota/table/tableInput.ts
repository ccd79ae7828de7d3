/** One direction of a table: products, territories, periods. */
export interface TableAxis {
  /** Unique, non-empty, such as `product`. */
  readonly id: string;
  /** Names of what stands along it, at least one. */
  readonly members: readonly string[];
}

/** Sums that the table must have, over all cells that share the members of some axes. */
export interface TableMargin {
  /** Ids of these axes, at least one. */
  readonly axes: readonly string[];
  /** The sums, 0 or more, by member of the axes in their order, the last axis running fastest. */
  readonly totals: ArrayLike<number>;
}

/** A table to be fitted: its axes, where it starts from and the sums it must have. */
export interface TableInput {
  readonly axes: readonly TableAxis[];
  /** Entry `[c]` is what cell c starts from, 0 or more; the last axis runs fastest. A cell of 0 stays 0. */
  readonly seed: ArrayLike<number>;
  /** At least one; the totals of all must agree where they count the same cells. */
  readonly margins: readonly TableMargin[];
}

/** A sum that the table does not have. */
export interface TableReason {
  /** `no-seed`: every cell of it starts from 0; `not-converged`: the fit ended first; `not-rounded`: whole units missed it. */
  readonly code: 'no-seed' | 'not-converged' | 'not-rounded';
  /** One sentence with the figures. */
  readonly message: string;
  /** Axes of the margin. */
  readonly axes: readonly string[];
  /** Members that the sum is about, in the order of the axes. */
  readonly members: readonly string[];
  /** The sum that the table has. */
  readonly sum: number;
  /** The sum it should have. */
  readonly total: number;
}
