import { sumColumn } from '../../core/sumColumn.js';
import { waterFill } from '../allocation/waterFill.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { unitsOf } from '../rounding/units.js';
import type { PlannedRecipient } from './reconcileInput.js';

/** Plans in units: entry `[i]` of each list is about recipient i. */
export interface PlanColumns {
  readonly plans: Float64Array;
  /** How much of the gap it takes relative to the others; 0 for a fixed plan. */
  readonly weights: Float64Array;
  /** The least and the most that it may change with the gap; 0 without a weight. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** By how much limits move a plan without a weight. */
  readonly settled: Float64Array;
  /** Sum of the plans. */
  readonly planned: number;
}

/** Who changes by how much: entry `[i]` of each list is about recipient i. */
interface Spread {
  /** -1 at the floor, 0 in between, 1 at the cap. */
  readonly held: Int8Array;
  /** 1 where the quota is still to be rounded, 0 where it is whole. */
  readonly isFree: Uint8Array;
  /** Quotas in units, before rounding. */
  readonly exact: Float64Array;
}

/** Sums of plans and changes may be off a whole number of units by this much. */
const NOISE = 1e-6;

/** A weight below this share of the largest counts as this share. */
const NEGLIGIBLE_WEIGHT = 1e-200;
/** Where no weight is as large as this, all are multiplied by a power of two, which rounds nothing. */
const TINY = 1e-80;
const LIFT = 2 ** 800;

/** Reads plans and limits in units. */
export function readPlans(recipients: readonly PlannedRecipient[], unit: number): PlanColumns {
  const n = recipients.length;
  const plans = new Float64Array(n);
  const weights = new Float64Array(n);
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  const settled = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const { plan, isFixed = false, weight = plan, floor = 0, cap = Number.POSITIVE_INFINITY } = recipients[i];
    plans[i] = unitsOf(plan, unit);
    if (isFixed) continue;
    weights[i] = weight;
    const least = Math.ceil(unitsOf(floor, unit)) - plans[i];
    const most = Math.floor(unitsOf(cap, unit)) - plans[i];
    if (weight === 0) settled[i] = Math.min(Math.max(0, least), most);
    else {
      lower[i] = least;
      upper[i] = most;
    }
  }
  liftWeights(weights);
  return { plans, weights, lower, upper, settled, planned: sumColumn(plans) };
}

/**
 * Weights next to nothing beside the largest one are lifted, and all of them where even that is tiny, so that no level of the
 * water-filling, a bound over a weight, is infinite. No quota moves by a unit: bounds are below 2^50 units.
 */
function liftWeights(weights: Float64Array): void {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) largest = Math.max(largest, weights[i]);
  const scale = largest < TINY ? LIFT : 1;
  const least = largest * scale * NEGLIGIBLE_WEIGHT;
  for (let i = 0; i < weights.length; i++)
    if (weights[i] > 0) weights[i] = Math.max(weights[i] * scale, least);
}

/** Spreads a gap in proportion to the weights, within the limits; everybody at one limit where it cannot be. */
export function spreadGap(
  { plans, weights, lower, upper, settled }: PlanColumns,
  gap: number,
  obstacle: 'above-total' | 'below-total' | null,
): Spread {
  const n = plans.length;
  const movable = gap - sumColumn(settled);
  const held =
    obstacle === null
      ? waterFill(weights, lower, upper, movable)
      : new Int8Array(n).fill(obstacle === 'above-total' ? -1 : 1);
  const exact = changesOf(weights, lower, upper, held, movable);
  const isFree = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const quota = plans[i] + (exact[i] + settled[i]);
    const isFraction = Math.abs(quota - Math.round(quota)) > NOISE;
    isFree[i] = Number(weights[i] > 0 ? held[i] === 0 : isFraction);
    exact[i] = Math.max(0, quota);
  }
  return { held, isFree, exact };
}

/** Entry `[i]` is by how much plan i changes with the gap, in units, before rounding. */
function changesOf(
  weights: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  held: Int8Array,
  gap: number,
): Float64Array {
  const n = weights.length;
  const changes = new Float64Array(n);
  const free = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (held[i] === 0) free[i] = weights[i];
    else changes[i] = held[i] < 0 ? lower[i] : upper[i];
  }
  const sum = sumColumn(free);
  if (sum === 0) return changes;
  const rest = gap - sumColumn(changes);
  for (let i = 0; i < n; i++) if (free[i] > 0) changes[i] = rest * (free[i] / sum);
  return changes;
}

/** Whole units: those who are free share what the others leave by largest remainder; all are rounded where it cannot be. */
export function roundFree(exact: Float64Array, isFree: Uint8Array, units: number | null): number[] {
  const n = exact.length;
  const counts: number[] = [];
  const taken = new Float64Array(n);
  const free = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    counts.push(Math.round(exact[i]));
    if (isFree[i] === 1) free[i] = exact[i];
    else taken[i] = counts[i];
  }
  if (units === null || sumColumn(free) === 0) return counts;
  const shared = largestRemainder(free, units - sumColumn(taken));
  for (let i = 0; i < n; i++) if (isFree[i] === 1) counts[i] = shared[i];
  return counts;
}
