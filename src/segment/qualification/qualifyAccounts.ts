import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { oneOf, resolveOptions } from '../../core/options.js';
import { checkId, eachRecord } from '../../core/records.js';
import { amount } from '../checkColumn.js';
import type { DealQualification } from './qualifyDeals.js';

/** Options of {@link qualifyAccounts}. */
export interface AccountQualificationOptions {
  /**
   * How the opportunities of an account make its score: the `best` one (default: one sale is enough to make a customer),
   * their mean by `amount`, or their plain `mean`.
   */
  readonly combine: 'best' | 'amount' | 'mean';
}

/** How well an account is qualified. */
export interface AccountQualification {
  readonly accountId: string;
  /** 0 to 100: the sum of the contributions. */
  readonly score: number;
  /** By deal id: its points. Under `best` all are of one deal. */
  readonly contributions: Readonly<Record<string, number>>;
  /** Id of the opportunity with the highest score; of equals the first. */
  readonly bestDealId: string;
  /** The opportunity whose next question has the most to gain, by amount x points; `null` where no question is left. */
  readonly next: { readonly dealId: string; readonly question: string } | null;
}

/**
 * Makes one qualification an account from those of its opportunities.
 *
 * @param deals - what `qualifyDeals` gave
 * @param options - how they combine
 * @returns one entry for each account that has an opportunity, in the order in which they first appear
 * @throws {@link OptionsError} for a way to combine that is not known
 * @throws {@link InputError} naming every id that two opportunities of an account have
 * @remarks Under `amount`, opportunities that are all worth 0 count alike. O(deals).
 * @example
 * ```ts
 * import { bant, qualifyAccounts, qualifyDeals } from 'bailiwick/segment';
 *
 * const met = { metShare: 1 };
 * const deals = qualifyDeals(
 *   [
 *     { dealId: 'd1', accountId: 'a', amount: 300, answers: { need: met, budget: met } },
 *     { dealId: 'd2', accountId: 'a', amount: 100, answers: {} },
 *   ],
 *   bant,
 * );
 * qualifyAccounts(deals)[0].score; // => 50
 * qualifyAccounts(deals, { combine: 'amount' })[0].contributions; // => { d1: 37.5, d2: 0 }
 * ```
 */
export function qualifyAccounts(
  deals: readonly DealQualification[],
  options?: Partial<AccountQualificationOptions>,
): AccountQualification[] {
  const { combine } = resolveOptions<AccountQualificationOptions>(
    'qualifyAccounts',
    { combine: 'best' },
    options,
    { combine: oneOf('best', 'amount', 'mean') },
  );
  checkQualified(deals);
  const byAccount = new Map<string, DealQualification[]>();
  for (const deal of deals) {
    const own = byAccount.get(deal.accountId);
    if (own === undefined) byAccount.set(deal.accountId, [deal]);
    else own.push(deal);
  }
  const issues: Issue[] = [];
  const qualified = Array.from(byAccount, ([accountId, own]): AccountQualification => {
    const best = own.reduce((most, deal) => (deal.score > most.score ? deal : most));
    const amounts = own.reduce((sum, { amount }) => sum + amount, 0);
    const shareOf = (deal: DealQualification) => {
      if (combine === 'best') return deal === best ? 1 : 0;
      return combine === 'amount' && amounts > 0 ? deal.amount / amounts : 1 / own.length;
    };
    const points = own.map((deal): [string, number] => [deal.dealId, shareOf(deal) * deal.score]);
    const contributions = Object.fromEntries(points);
    // A second one of an id would take the place of the first, and points would no longer add up.
    if (own.length > 1 && Object.keys(contributions).length < own.length) {
      const seen = new Set<string>();
      const doubled = own.find(({ dealId }) => seen.size === seen.add(dealId).size);
      const expected = `ids that differ for account ${accountId}`;
      issues.push(badValue(null, 'dealId', 'duplicate-id', expected, doubled?.dealId));
    }
    const open = own.filter(({ gaps }) => gaps.length > 0);
    const worth = ({ amount, gaps }: DealQualification) => amount * gaps[0].gain;
    const next =
      open.length === 0 ? null : open.reduce((most, deal) => (worth(deal) > worth(most) ? deal : most));
    return {
      accountId,
      score: points.reduce((sum, [, own]) => sum + own, 0),
      contributions,
      bestDealId: best.dealId,
      next: next && { dealId: next.dealId, question: next.gaps[0].question },
    };
  });
  if (issues.length > 0) throw new InputError('qualifyAccounts', issues);
  return qualified;
}

/** Names every deal that {@link qualifyDeals} did not give. */
function checkQualified(deals: readonly DealQualification[]): void {
  const issues: Issue[] = [];
  eachRecord(deals, 'deals', issues, ({ dealId, accountId, amount: worth, score, gaps }, row) => {
    checkId(dealId, row, 'dealId', issues);
    checkId(accountId, row, 'accountId', issues);
    if (!amount.holds(worth)) issues.push(badValue(row, 'amount', 'out-of-range', amount.expected, worth));
    if (!amount.holds(score)) issues.push(badValue(row, 'score', 'out-of-range', amount.expected, score));
    // Of the gaps only the first is asked about.
    const first = Array.isArray(gaps) && gaps.length > 0 ? gaps[0] : { gain: 0, question: '' };
    if (!Array.isArray(gaps) || !amount.holds(first?.gain) || typeof first?.question !== 'string')
      issues.push(badValue(row, 'gaps', 'wrong-type', 'a list of gaps with gain and question', gaps));
  });
  if (issues.length > 0) throw new InputError('qualifyAccounts', issues);
}
