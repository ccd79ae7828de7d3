import { compensatedSum } from '../../core/compensatedSum.js';
import { createGroupSums } from '../groupSums.js';
import { creditSeats, toCoins } from './creditSeats.js';
import { type Seats, seatMembers } from './seatMembers.js';
import { resolveSplit, type SplitOptions, type TeamDeal } from './splitOptions.js';

/** What a rep is credited with for all deals. */
export interface RepCredit {
  readonly id: string;
  readonly credited: number;
}

/** Sum of the amounts, of the credits, and what vacant roles left to nobody. */
export interface CreditTotal {
  readonly amount: number;
  readonly credited: number;
  readonly open: number;
}

/** Credits of all deals, by member: those of the first deal in their order, then those of the second, and so on. */
export interface SplitColumns {
  /** Entry `[c]` is the credit of member c. */
  readonly credits: Float64Array;
  /** Entry `[c]` is the position of member c in `reps`. */
  readonly rep: Int32Array;
  /** By rep, in the order in which they come first. */
  readonly reps: readonly RepCredit[];
  readonly total: CreditTotal;
}

/** Splits the credit for deals; refuses in the name of the caller. */
export function creditDeals(
  caller: string,
  deals: readonly TeamDeal[],
  options: Partial<SplitOptions>,
): { readonly columns: SplitColumns; readonly seats: Seats } {
  const settings = resolveSplit(caller, options);
  const { shares, unit } = settings;
  const seats = seatMembers(caller, deals, settings);
  const { repIds, rep } = seats;
  const credits = creditSeats(deals, seats, settings);
  const sums = createGroupSums(repIds.length);
  for (let c = 0; c < credits.length; c++) sums.add(rep[c], credits[c]);
  const whole = compensatedSum(Object.values(shares));
  const totals = createGroupSums(2);
  for (let d = 0; d < deals.length; d++) {
    const { amount } = deals[d];
    totals.add(0, amount);
    totals.add(1, toCoins(amount * whole, unit));
  }
  const [amount, due] = [totals.at(0), totals.at(1)];
  const credited = toCoins(compensatedSum(credits), unit);
  const columns = {
    credits,
    rep,
    reps: repIds.map((id, r) => ({ id, credited: toCoins(sums.at(r), unit) })),
    total: { amount, credited, open: toCoins(due - credited, unit) },
  };
  return { columns, seats };
}
