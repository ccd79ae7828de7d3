import { compensatedSum } from '../../core/compensatedSum.js';
import { waterFill } from '../allocation/waterFill.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import { checkReconciliation } from './checkReconciliation.js';
import type { ReconcileInput } from './reconcileInput.js';

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

/** Sums of plans and changes may be off a whole number of units by this much. */
const NOISE = 1e-6;

/**
 * Reconciles bottom-up plans with a top-down total: fixed plans stay to the cent, the gap is spread over the others.
 *
 * @param input - total, plans, which of them are fixed, weights, limits and unit
 * @returns new records: every quota with its parts
 * @throws {@link InputError} with every issue: plans that are negative or not finite, fixed plans that are no whole units, limits
 * that contradict each other, nothing to spread a gap by
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
  const n = recipients.length;
  const plans = new Float64Array(recipients.map(({ plan }) => unitsOf(plan, unit)));
  const weights = new Float64Array(
    recipients.map(({ plan, weight = plan, isFixed = false }) => (isFixed ? 0 : weight)),
  );
  /** Entries `[i]` are the least and the most that recipient i may change with the gap, in units. */
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  /** Entry `[i]` is by how much limits move a plan without a weight. */
  const settled = new Float64Array(n);
  recipients.forEach(({ floor = 0, cap = Number.POSITIVE_INFINITY, isFixed = false }, i) => {
    if (isFixed) return;
    const least = Math.ceil(unitsOf(floor, unit)) - plans[i];
    const most = Math.floor(unitsOf(cap, unit)) - plans[i];
    if (weights[i] === 0) settled[i] = Math.min(Math.max(0, least), most);
    else {
      lower[i] = least;
      upper[i] = most;
    }
  });
  const gap = units - compensatedSum(plans);
  const movable = gap - compensatedSum(settled);
  const reason = findReason(lower, upper, movable, units, unit);
  const held =
    reason === null
      ? waterFill(weights, lower, upper, movable)
      : new Float64Array(n).fill(reason.code === 'above-total' ? -1 : 1);
  const changes = changesOf(weights, lower, upper, held, movable).map((change, i) => change + settled[i]);
  const isFree = plans.map((plan, i) => {
    const hasFraction = Math.abs(plan + changes[i] - Math.round(plan + changes[i])) > NOISE;
    return Number(weights[i] > 0 ? held[i] === 0 : hasFraction);
  });
  const exact = plans.map((plan, i) => Math.max(0, plan + changes[i]));
  const counts = roundFree(exact, isFree, reason === null ? units : null);
  const weightSum = compensatedSum(weights);
  const quotas = recipients.map(({ id, plan, isFixed = false }, i): ReconciledQuota => {
    const quota = amountOf(counts[i], unit);
    const spread = weightSum > 0 ? gap * (weights[i] / weightSum) * unit : 0;
    const isHeld = held[i] !== 0 && weights[i] > 0;
    const limited = isFree[i] === 1 ? exact[i] * unit : quota;
    return {
      id,
      quota,
      plan,
      spread,
      limitEffect: limited - plan - spread,
      rounding: quota - limited,
      heldAt: isFixed ? 'fixed' : isHeld ? (held[i] < 0 ? 'floor' : 'cap') : null,
    };
  });
  return {
    status: reason === null ? 'feasible' : 'infeasible',
    reasons: reason === null ? [] : [reason],
    gap: gap * unit,
    allocated: amountOf(compensatedSum(counts), unit),
    quotas,
  };
}

function findReason(
  lower: Float64Array,
  upper: Float64Array,
  gap: number,
  units: number,
  unit: number,
): ReconcileReason | null {
  const least = compensatedSum(lower);
  const most = upper.includes(Number.POSITIVE_INFINITY) ? Number.POSITIVE_INFINITY : compensatedSum(upper);
  // Plans in fractions of a unit make sums of doubles; limits are whole, so half a unit separates the cases.
  if (least <= gap + 0.5 && most >= gap - 0.5) return null;
  const isAbove = least > gap;
  const reachable = amountOf(Math.round(units - gap + (isAbove ? least : most)), unit);
  const total = amountOf(units, unit);
  const message = isAbove
    ? `fixed plans and floors add up to ${reachable}, which is more than the total of ${total}`
    : `fixed plans and caps add up to ${reachable}, which is less than the total of ${total}`;
  return { code: isAbove ? 'above-total' : 'below-total', message, reachable, total };
}

/** Entry `[i]` is by how much plan i changes, in units, before rounding. */
function changesOf(
  weights: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  held: Float64Array,
  gap: number,
): Float64Array {
  const changes = held.map((state, i) => (state < 0 ? lower[i] : state > 0 ? upper[i] : 0));
  const free = weights.map((weight, i) => (held[i] === 0 ? weight : 0));
  const sum = compensatedSum(free);
  if (sum === 0) return changes;
  const rest = gap - compensatedSum(changes);
  for (let i = 0; i < free.length; i++) if (free[i] > 0) changes[i] = rest * (free[i] / sum);
  return changes;
}

/** Whole units: those who are free share what the others leave by largest remainder; all are rounded where it cannot be. */
function roundFree(exact: Float64Array, isFree: Float64Array, units: number | null): number[] {
  const counts: number[] = [];
  for (let i = 0; i < exact.length; i++) counts.push(Math.round(exact[i]));
  const free = exact.map((amount, i) => amount * isFree[i]);
  if (units === null || compensatedSum(free) === 0) return counts;
  const left = units - compensatedSum(counts.map((count, i) => (isFree[i] === 1 ? 0 : count)));
  const shared = largestRemainder(free, left);
  return counts.map((count, i) => (isFree[i] === 1 ? shared[i] : count));
}
