import { compensatedSum } from '../../core/compensatedSum.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import { checkReconciliation } from './checkReconciliation.js';
import type { ReconcileInput } from './reconcileInput.js';
import { type PlanColumns, readPlans, roundFree, spreadGap } from './spreadGap.js';

/** One quota: plan + spread + limitEffect + rounding. */
export interface ReconciledQuota {
  readonly id: string;
  readonly quota: number;
  /** What the field asked for. */
  readonly plan: number;
  /** The part of the gap that the weight alone would give; 0 for a fixed plan. */
  readonly spread: number;
  /** What the limits of all added or, where negative, took away. */
  readonly limitEffect: number;
  /** What rounding to whole units added. */
  readonly rounding: number;
  /** What holds the quota where it is; `null` where it moves with the gap. */
  readonly heldAt: 'fixed' | 'floor' | 'cap' | null;
}

/** Why plans cannot be brought to the total. */
export interface ReconcileReason {
  /** `above-total`: fixed plans and floors need more than the total; `below-total`: they and the caps leave some over. */
  readonly code: 'above-total' | 'below-total';
  readonly message: string;
  /** What the recipients add up to at best. */
  readonly reachable: number;
  readonly total: number;
}

/** Bottom-up plans brought to a top-down total. */
export interface Reconciliation {
  /** `infeasible`: the quotas are the nearest that fixed plans and limits allow. */
  readonly status: 'feasible' | 'infeasible';
  readonly reasons: readonly ReconcileReason[];
  /** Total less the sum of the plans: what was to be spread. */
  readonly gap: number;
  /** Sum of the quotas: the total, where it is feasible. */
  readonly allocated: number;
  /** In the order of the recipients. */
  readonly quotas: readonly ReconciledQuota[];
}

/**
 * Reconciles bottom-up plans with a top-down total: fixed plans stay to the cent, the gap is spread over the others.
 *
 * @param input - total, plans, which of them are fixed, weights, limits and unit
 * @returns new records: every quota with its parts
 * @throws {@link InputError} with every issue: plans that are negative or not finite, fixed plans that are no whole units, limits
 * that contradict each other, nothing to spread a gap by, a second currency
 * @remarks quota_i = plan_i + level * weight_i, held between floor and cap, with the one level at which all add up to
 * the total (water-filling, as in {@link allocateQuota}); with the plan as weight, which it is unless told, everybody who
 * is free grows or shrinks by the same share. Largest remainder among the free. O(n log n), deterministic.
 * @example
 * ```ts
 * import { reconcileQuota } from 'bailiwick/quota';
 * const { gap, quotas } = reconcileQuota({
 *   total: 1_000,
 *   recipients: [
 *     { id: 'ann', plan: 300, isFixed: true },
 *     { id: 'bo', plan: 400 },
 *     { id: 'cy', plan: 100 },
 *   ],
 * });
 * gap; // => 200
 * quotas.map(({ quota }) => quota); // => [300, 560, 140]
 * ```
 */
export function reconcileQuota(input: ReconcileInput): Reconciliation {
  checkReconciliation(input);
  const { total, recipients, unit = 1 } = input;
  const units = unitsOf(total, unit);
  const columns = readPlans(recipients, unit);
  const gap = units - columns.planned;
  const reason = findReason(columns, gap, units, unit);
  const { held, isFree, exact } = spreadGap(columns, gap, reason?.code ?? null);
  const counts = roundFree(exact, isFree, reason === null ? units : null);
  const { weights } = columns;
  const weightSum = compensatedSum(weights);
  const quotas: ReconciledQuota[] = [];
  for (let i = 0; i < recipients.length; i++) {
    const { id, plan, isFixed = false } = recipients[i];
    const quota = amountOf(counts[i], unit);
    const spread = weightSum > 0 ? gap * (weights[i] / weightSum) * unit : 0;
    const isHeld = held[i] !== 0 && weights[i] > 0;
    const limited = isFree[i] === 1 ? exact[i] * unit : quota;
    quotas.push({
      id,
      quota,
      plan,
      spread,
      limitEffect: limited - plan - spread,
      rounding: quota - limited,
      heldAt: isFixed ? 'fixed' : isHeld ? (held[i] < 0 ? 'floor' : 'cap') : null,
    });
  }
  return {
    status: reason === null ? 'feasible' : 'infeasible',
    reasons: reason === null ? [] : [reason],
    gap: gap * unit,
    allocated: amountOf(compensatedSum(counts), unit),
    quotas,
  };
}

function findReason(
  { lower, upper, settled }: PlanColumns,
  gap: number,
  units: number,
  unit: number,
): ReconcileReason | null {
  const movable = gap - compensatedSum(settled);
  const least = compensatedSum(lower);
  const most = upper.includes(Number.POSITIVE_INFINITY) ? Number.POSITIVE_INFINITY : compensatedSum(upper);
  // Plans in fractions of a unit make sums of doubles; limits are whole, so half a unit separates the cases.
  if (least <= movable + 0.5 && most >= movable - 0.5) return null;
  const isAbove = least > movable;
  const reachable = amountOf(Math.round(units - movable + (isAbove ? least : most)), unit);
  const total = amountOf(units, unit);
  const message = isAbove
    ? `fixed plans and floors add up to ${reachable}, which is more than the total of ${total}`
    : `fixed plans and caps add up to ${reachable}, which is less than the total of ${total}`;
  return { code: isAbove ? 'above-total' : 'below-total', message, reachable, total };
}
