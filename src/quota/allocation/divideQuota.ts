import { amountOf, unitsOf } from '../rounding/units.js';
import { type BasisShare, type BasisSum, sharesOf, sumBases } from './checkQuotaInput.js';
import { divideWithin, holdAll } from './divideWithin.js';
import type { QuotaInput, QuotaRecipient } from './quotaInput.js';
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

/**
 * Divides a checked quota: see `allocateQuota`.
 *
 * Contributions are computed twice, for the sums and for the result, in place of a column for each basis. Columns are few, since
 * the runtime looks through all that the caller holds for every 64 MB of columns: with 1,000,000 recipients that was more work
 * than all the rest.
 *
 * @param blend - shares of the bases of the blend: many quotas of one blend share them
 */
export function divideQuota(
  input: QuotaInput,
  blend: readonly BasisShare[] = sharesOf(input.blend),
): QuotaAllocation {
  const { total, recipients, unit = 1 } = input;
  const n = recipients.length;
  const units = unitsOf(total, unit);
  const shares = sumBases(recipients, blend);
  // A basis that adds up to 0 has no weight (checked): it gives 0, where 0 * (0 / 0) is none.
  const contributionOf = ({ basis, share, sum }: BasisSum, bases: QuotaRecipient['bases']) =>
    total * share * (bases[basis] / sum) || 0;
  const weights = new Float64Array(n);
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  recipients.forEach(({ bases, floor = 0, cap = Number.POSITIVE_INFINITY }, i) => {
    let proportional = 0;
    for (const share of shares) proportional += contributionOf(share, bases);
    weights[i] = proportional < NEGLIGIBLE_SHARE * total ? 0 : proportional;
    lower[i] = Math.ceil(unitsOf(floor, unit));
    upper[i] = weights[i] === 0 ? lower[i] : Math.floor(unitsOf(cap, unit));
  });

  const reasons = findQuotaReasons(recipients, lower, upper, units, unit);
  const reason: QuotaReason | undefined = reasons[0];
  const { held, exact, counts } = reason
    ? holdAll(reason.code === 'floors-above-total' ? lower : upper, weights, upper)
    : divideWithin(weights, lower, upper, units);
  const isAnyHeld = held.some(Boolean);
  const quotas = recipients.map(({ id, bases }, i): RecipientQuota => {
    const quota = amountOf(counts[i], unit);
    const contributions: Record<string, number> = {};
    for (const share of shares) contributions[share.basis] = contributionOf(share, bases);
    const limited = held[i] ? quota : isAnyHeld ? exact[i] * unit : weights[i];
    return {
      id,
      quota,
      contributions,
      limitEffect: limited - weights[i],
      rounding: quota - limited,
      heldAt: (['floor', null, 'cap'] as const)[1 + held[i]],
    };
  });
  return {
    status: reason ? 'infeasible' : 'feasible',
    reasons,
    // Whole units: they add up to what was divided, or to the limits in the way.
    allocated: reason ? reason.limitTotal : amountOf(units, unit),
    quotas,
  };
}
