import { compensatedSum } from '../../core/compensatedSum.js';
import { checkAmounts } from '../checkAmounts.js';
import { coefficientOfVariation } from './coefficientOfVariation.js';
import { gini } from './gini.js';
import { relativeDeviation } from './relativeDeviation.js';

/** How well the loads of one measure meet their targets. */
export interface BalanceSummary {
  /** Sum of the loads. */
  readonly load: number;
  /** Sum of the targets. */
  readonly target: number;
  /** The larger of `maxOver` and `maxUnder`; `null` where there is no territory or a target of 0 has a load. */
  readonly imbalance: number | null;
  /** Largest excess as a share of the target, 0 where none is above; `null` where a target of 0 has a load. */
  readonly maxOver: number | null;
  /** Which territory that is, the first of equals; `null` where none is above. */
  readonly overIndex: number | null;
  /** Largest shortfall as a share of the target, 0 to 1; 0 where none is below. */
  readonly maxUnder: number;
  /** Which territory that is, the first of equals; `null` where none is below. */
  readonly underIndex: number | null;
  /** Of the ratios load / target; see {@link coefficientOfVariation}. */
  readonly coefficientOfVariation: number | null;
  /** Of the ratios load / target; see {@link gini}. */
  readonly gini: number | null;
}

/**
 * Summarises how well the loads of one measure meet their targets.
 *
 * @param loads - entry `[j]` is the load of territory j, 0 or more
 * @param targets - entry `[j]` is the load it should have, 0 or more
 * @returns a new record of plain numbers
 * @throws {@link InputError} naming every number that is negative or not finite, and lists of different lengths
 * @remarks A territory is over or under by `(load - target) / target`; a target of 0 is met by a load of 0. Spread is
 * measured on load / target, so that targets by capacity are not mistaken for inequality; where all targets are equal
 * it is the spread of the loads. O(n log n), deterministic.
 * @example
 * ```ts
 * import { summariseBalance } from 'bailiwick/kpi';
 * const { imbalance, maxOver, overIndex, maxUnder } = summariseBalance([95, 108, 97], [100, 100, 100]);
 * [imbalance, maxOver, overIndex, maxUnder]; // => [0.08, 0.08, 1, 0.05]
 * ```
 */
export function summariseBalance(loads: ArrayLike<number>, targets: ArrayLike<number>): BalanceSummary {
  checkAmounts('summariseBalance', { loads, targets });
  let maxOver = 0;
  let overIndex: number | null = null;
  let maxUnder = 0;
  let underIndex: number | null = null;
  const ratios = new Float64Array(loads.length);
  for (let j = 0; j < loads.length; j++) {
    const deviation = relativeDeviation(loads[j], targets[j]) ?? Number.POSITIVE_INFINITY;
    ratios[j] = targets[j] === 0 ? 1 : loads[j] / targets[j];
    if (deviation > maxOver) [maxOver, overIndex] = [deviation, j];
    if (-deviation > maxUnder) [maxUnder, underIndex] = [-deviation, j];
  }
  const hasRatios = maxOver < Number.POSITIVE_INFINITY;
  return {
    load: compensatedSum(loads),
    target: compensatedSum(targets),
    imbalance: hasRatios && loads.length > 0 ? Math.max(maxOver, maxUnder) : null,
    maxOver: hasRatios ? maxOver : null,
    overIndex,
    maxUnder,
    underIndex,
    coefficientOfVariation: hasRatios ? coefficientOfVariation(ratios) : null,
    gini: hasRatios ? gini(ratios) : null,
  };
}
