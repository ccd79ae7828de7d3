import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { AMOUNT, CREDITED, createDealSplitter, type DealSplitter, DUE } from './dealSplitter.js';
import { toCoins } from './roundToCoin.js';
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

/** Splits the credit for deals, hands over each as it is split, and sums up; refuses in the name of the caller. */
export function creditDeals(
  caller: string,
  deals: readonly TeamDeal[],
  options: Partial<SplitOptions>,
  keep: (splitter: DealSplitter, size: number, deal: TeamDeal) => void,
): { readonly reps: readonly RepCredit[]; readonly total: CreditTotal } {
  const settings = resolveSplit(caller, options);
  const { shares, overlay, unit } = settings;
  const issues: Issue[] = [];
  const whole = compensatedSum(Object.values(shares));
  if (overlay === 'refuse' && whole > 1 + 4 * Number.EPSILON) {
    const expected = 'at most 1 in sum, unless overlay is allowed';
    issues.push(badValue(null, 'shares', 'above-whole', expected, whole));
  }
  const splitter = createDealSplitter(settings, issues);
  if (Array.isArray(deals)) {
    for (let row = 0; row < deals.length; row++) {
      const deal: TeamDeal = deals[row];
      const size = splitter.split(deal, row);
      if (issues.length === 0) keep(splitter, size, deal);
    }
  } else issues.push(badValue(null, 'deals', 'not-a-list', 'a list of deals', deals));
  if (issues.length > 0) throw new InputError(caller, issues);
  const { repIds, totals, creditOf } = splitter;
  const credited = toCoins(totals.at(CREDITED), unit);
  return {
    reps: repIds.map((id, r) => ({ id, credited: toCoins(creditOf(r), unit) })),
    total: { amount: totals.at(AMOUNT), credited, open: toCoins(totals.at(DUE) - credited, unit) },
  };
}
