/** An additive, non-negative quantity of a unit that territories are balanced by. */
export interface Measure {
  /** Unique, non-empty; the key in `Account.measures`. */
  readonly id: string;
  /** What people call it. */
  readonly name?: string;
  /** What it is counted in, for tables (`h`, `USD`). */
  readonly unit?: string;
  /** Relative band round the target in which a load is balanced: 0.05 is ±5 %. Infinity: reported, not balanced. */
  readonly tolerance: number;
}
