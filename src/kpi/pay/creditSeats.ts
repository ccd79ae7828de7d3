import { compensatedSum } from '../../core/compensatedSum.js';
import { largestRemainderInto } from '../../quota/rounding/largestRemainderInto.js';
import { amountOf, unitsOf } from '../../quota/rounding/units.js';
import { roundToCoin } from './roundToCoin.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/** Entry `[c]` is the credit of member c, whose role is `role[c]` of the shares. */
export function creditSeats(
  deals: readonly TeamDeal[],
  role: Int8Array | Int32Array,
  { shares, vacant, unit }: SplitOptions,
): Float64Array {
  const parts = Object.values(shares);
  const all = compensatedSum(parts);
  const credits = new Float64Array(role.length);
  /** Entry `[r]` is how many have role r in the deal at hand. */
  const holders = new Int32Array(parts.length);
  // Scratch by the number of members: a deal allocates nothing.
  const scratchOf = new Map<number, Scratch>();
  let start = 0;
  for (const { amount, members } of deals) {
    const end = start + members.length;
    const size = members.length;
    if (!scratchOf.has(size)) scratchOf.set(size, createScratch(size));
    const scratch = scratchOf.get(size) as Scratch;
    const { filledParts, weights, whole, remainders } = scratch;
    for (let c = start; c < end; c++) filledParts[c - start] = holders[role[c]]++ === 0 ? parts[role[c]] : 0;
    const filled = compensatedSum(filledParts);
    const total = Math.abs(toCoins(amount * (vacant === 'spread' ? all : filled), unit));
    if (filled > 0 && total > 0) {
      for (let c = start; c < end; c++) weights[c - start] = parts[role[c]] / holders[role[c]];
      largestRemainderInto(weights, unitsOf(total, unit), whole, remainders);
      for (let c = start; c < end; c++) {
        const credit = amountOf(whole[c - start], unit);
        credits[c] = amount < 0 ? 0 - credit : credit;
      }
    }
    for (let c = start; c < end; c++) holders[role[c]] = 0;
    start = end;
  }
  return credits;
}

interface Scratch {
  /** Part of the role of each member, 0 where one before has the same role. */
  readonly filledParts: Float64Array;
  readonly weights: Float64Array;
  readonly whole: number[];
  readonly remainders: Float64Array;
}

function createScratch(size: number): Scratch {
  return {
    filledParts: new Float64Array(size),
    weights: new Float64Array(size),
    whole: new Array(size).fill(0),
    remainders: new Float64Array(size),
  };
}

/** Whole coins of either sign, symmetrical. */
export function toCoins(amount: number, unit: number): number {
  return amount < 0 ? 0 - roundToCoin(-amount, unit) : roundToCoin(amount, unit);
}
