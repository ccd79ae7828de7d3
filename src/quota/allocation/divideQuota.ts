import { compensatedSum } from '../../core/compensatedSum.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import { readBasis } from './checkQuotaInput.js';
import { divideWithin, holdAll } from './divideWithin.js';
import type { QuotaInput } from './quotaInput.js';
import { findQuotaReasons, type QuotaReason } from './quotaReason.js';

/** One recipient's quota and where it comes from: contributions + limitEffect + rounding = quota. */
export interface RecipientQuota {
  readonly id: string;
  /** A multiple of the unit. */
  readonly quota: number;
  /** By basis: the part of the total that it alone would give, times its weight in the blend. */
  readonly contributions: Readonly<Record<string, number>>;
  /** What the floors and caps of all recipients added or, where negative, took away. */
  readonly limitEffect: number;
  /** What rounding to whole units added; less than one unit either way. */
  readonly rounding: number;
  /** The own limit at which the quota is held; `null` for none. */
  readonly heldAt: 'floor' | 'cap' | null;
}

/** The divided quota. */
export interface QuotaAllocation {
  /** `infeasible`: no division keeps every limit; each quota is the limit that is in the way, `reasons` say why. */
  readonly status: 'feasible' | 'infeasible';
  /** Empty where it is feasible. */
  readonly reasons: readonly QuotaReason[];
  /** Sum of the quotas: the total, where it is feasible. */
  readonly allocated: number;
  /** In the order of the recipients. */
  readonly quotas: readonly RecipientQuota[];
}

/** A part of the whole below this counts as none, so that levels of the water-filling stay finite. */
const NEGLIGIBLE_SHARE = 1e-280;

/** Divides a checked quota: see `allocateQuota`. */
export function divideQuota(input: QuotaInput): QuotaAllocation {
  const { total, recipients, unit = 1 } = input;
  const units = unitsOf(total, unit);
  const columns = contributionColumns(input);
  const proportional = new Float64Array(recipients.length);
  for (const [, column] of columns) {
    column.forEach((amount, i) => {
      proportional[i] += amount;
    });
  }
  const weights = proportional.map((amount) => (amount < NEGLIGIBLE_SHARE * total ? 0 : amount));
  const lower = new Float64Array(recipients.length);
  const upper = new Float64Array(recipients.length);
  recipients.forEach(({ floor = 0, cap = Number.POSITIVE_INFINITY }, i) => {
    lower[i] = Math.ceil(unitsOf(floor, unit));
    upper[i] = weights[i] === 0 ? lower[i] : Math.floor(unitsOf(cap, unit));
  });

  const reasons = findQuotaReasons(recipients, lower, upper, units, unit);
  const isFeasible = reasons.length === 0;
  const { held, exact, counts } = isFeasible
    ? divideWithin(weights, lower, upper, units)
    : holdAll(reasons[0].code === 'floors-above-total' ? lower : upper, weights, upper);
  const anyHeld = held.some(Boolean);
  const quotas = recipients.map(({ id }, i): RecipientQuota => {
    const quota = amountOf(counts[i], unit);
    const contributions: Record<string, number> = {};
    for (const [basis, column] of columns) contributions[basis] = column[i];
    const limited = held[i] !== 0 ? quota : anyHeld ? exact[i] * unit : proportional[i];
    return {
      id,
      quota,
      contributions,
      limitEffect: limited - proportional[i],
      rounding: quota - limited,
      heldAt: (['floor', null, 'cap'] as const)[1 + held[i]],
    };
  });
  return {
    status: isFeasible ? 'feasible' : 'infeasible',
    reasons,
    allocated: amountOf(compensatedSum(counts), unit),
    quotas,
  };
}

/** For each basis, what it gives to each recipient. */
function contributionColumns({
  total,
  recipients,
  blend,
}: QuotaInput): [basis: string, amounts: Float64Array][] {
  const blendTotal = compensatedSum(Object.values(blend));
  return Object.entries(blend).map(([basis, weight]) => {
    const column = readBasis(recipients, basis);
    const sum = compensatedSum(column);
    const amount = total * (weight / blendTotal);
    // A basis that adds up to 0 has no weight (checked): it gives 0, where 0 * (0 / 0) is none.
    return [basis, column.map((value) => amount * (value / sum) || 0)];
  });
}
