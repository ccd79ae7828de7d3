import { sumColumn } from '../../core/sumColumn.js';
import { amountOf } from '../rounding/units.js';
import type { QuotaRecipient } from './quotaInput.js';

/** Why no division of the total keeps every floor and cap. */
export interface QuotaReason {
  /** `caps-below-total` counts a recipient without any basis at its floor, as it has no claim to more. */
  readonly code: 'floors-above-total' | 'caps-below-total';
  /** One sentence with the figures. */
  readonly message: string;
  /** Ids of the recipients whose limits add up to it, the largest first; at most 20. */
  readonly recipientIds: readonly string[];
  /** Sum of the limits, each in whole units. */
  readonly limitTotal: number;
  readonly total: number;
}

/** Finds why no division of the units is within the limits; nothing where there is one. */
export function findQuotaReasons(
  recipients: readonly QuotaRecipient[],
  lower: Float64Array,
  upper: Float64Array,
  units: number,
  unit: number,
): readonly QuotaReason[] {
  const isAbove = sumColumn(lower) > units;
  // Without a cap somewhere their sum is no number, which is below nothing.
  if (!(isAbove || sumColumn(upper) < units)) return [];
  const limits = isAbove ? lower : upper;
  const holders = [...limits.keys()].filter((i) => limits[i] > 0);
  const largest = holders.sort((a, b) => limits[b] - limits[a] || a - b).slice(0, 20);
  const total = amountOf(units, unit);
  const limitTotal = amountOf(sumColumn(limits), unit);
  return [
    {
      code: isAbove ? 'floors-above-total' : 'caps-below-total',
      message: `the ${isAbove ? 'floors' : 'caps'} add up to ${limitTotal}, the total is ${total}`,
      recipientIds: largest.map((i) => recipients[i].id),
      limitTotal,
      total,
    },
  ];
}
