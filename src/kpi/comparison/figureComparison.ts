import type { Interval } from '../statistics/wilsonInterval.js';

/** What happened meanwhile to those whom the change did not touch. */
export interface GroupComparison {
  readonly pairs: number;
  /** Their mean before; `null` without pairs. */
  readonly before: number | null;
  /** Mean of their differences; `null` without pairs. */
  readonly difference: number | null;
  /** difference of the changed - difference of the others: what is left of the effect; `null` without pairs. */
  readonly differenceInDifferences: number | null;
  /** Of the difference in differences, by Welch; `null` where either group has fewer than two pairs. */
  readonly interval: Interval | null;
}

/** One figure before and after. */
export interface FigureComparison {
  readonly figure: string;
  /** Rows with a value before and after. */
  readonly pairs: number;
  /** Rows of either side without such a value on the other; they are in no figure. */
  readonly unpaired: number;
  /** Mean of the pairs before; `null`, like the next four, without pairs. */
  readonly before: number | null;
  /** Mean of the pairs after. */
  readonly after: number | null;
  /** Mean of after - before. */
  readonly difference: number | null;
  /** difference / |before|; `null` where that is 0. */
  readonly relativeChange: number | null;
  /** Student's, of the difference; `null` with fewer than two pairs. */
  readonly interval: Interval | null;
  /** How many rose, fell, stayed. */
  readonly rose: number;
  readonly fell: number;
  readonly same: number;
  /** Two-sided, of the paired test; `null` without pairs. */
  readonly pValue: number | null;
  /** The same with all figures of the comparison taken into account (Holm). */
  readonly adjustedPValue: number | null;
  /** `null` where no comparison group was given. */
  readonly comparison: GroupComparison | null;
}
