import { compensatedSum } from '../../core/compensatedSum.js';
import { largestRemainderInto } from '../../quota/rounding/largestRemainderInto.js';
import { amountOf } from '../../quota/rounding/units.js';
import { coinsOf, roundToCoin } from './roundToCoin.js';
import type { Seats } from './seatMembers.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/** Entry `[c]` is the credit of member c. */
export function creditSeats(
  deals: readonly TeamDeal[],
  { role }: Seats,
  { shares, vacant, unit }: SplitOptions,
): Float64Array {
  const parts = Float64Array.from(Object.values(shares));
  const all = compensatedSum(parts);
  const credits = new Float64Array(role.length);
  /** Entry `[r]` is how many have role r in the deal at hand. */
  const holders = new Int32Array(parts.length);
  // Scratch by the number of members: a deal allocates nothing.
  const scratchOf: (Scratch | undefined)[] = [];
  let start = 0;
  for (let d = 0; d < deals.length; d++) {
    const { amount, members } = deals[d];
    const size = members.length;
    const end = start + size;
    const scratch = scratchOf[size] ?? createScratch(size);
    scratchOf[size] = scratch;
    const { filledParts, weights, whole, remainders } = scratch;
    for (let c = start; c < end; c++) filledParts[c - start] = holders[role[c]]++ === 0 ? parts[role[c]] : 0;
    const filled = compensatedSum(filledParts);
    const coins = coinsOf(Math.abs(amount) * (vacant === 'spread' ? all : filled), unit);
    if (filled > 0 && coins > 0) {
      for (let c = start; c < end; c++) weights[c - start] = parts[role[c]] / holders[role[c]];
      largestRemainderInto(weights, coins, whole, remainders);
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
