import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { oneOf, resolveOptions } from '../../core/options.js';
import { checkId, eachRecord } from '../../core/records.js';
import { watchIds } from '../../core/watchIds.js';
import { amount } from '../checkColumn.js';
import { chainDeals } from './chainDeals.js';
import type { DealQualification } from './qualifyDeals.js';

/** Options of {@link qualifyAccounts}. */
export interface AccountQualificationOptions {
  /**
   * How the opportunities of an account make its score: the `best` one (default: one sale is enough to make a customer),
   * their mean by `amount`, or their plain `mean`.
   */
  readonly combine: 'best' | 'amount' | 'mean';
}

/** Deals of an account up to which pairs of ids are compared. Chosen: no more than a set of them costs. */
const FEW = 8;

/** Deals of an account from which hashes of their ids are sorted. Chosen: below it a set is as fast. */
const MANY = 1000;

/** What a deal adds to the score of its account. */
export interface DealContribution {
  readonly dealId: string;
  readonly points: number;
}

/** How well an account is qualified. */
export interface AccountQualification {
  readonly accountId: string;
  /** 0 to 100: the sum of the contributions. */
  readonly score: number;
  /** Points of the deals that count, in their order; under `best` of the best one alone. A list, as ids that look like numbers would change places in a record. */
  readonly contributions: readonly DealContribution[];
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
 * qualifyAccounts(deals, { combine: 'amount' })[0].contributions;
 * // => [{ dealId: 'd1', points: 37.5 }, { dealId: 'd2', points: 0 }]
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
  const { ids, first, next } = chainDeals(deals);
  const issues: Issue[] = [];
  const qualified: AccountQualification[] = [];
  // The deals of the account at hand come first in it: a list that is emptied each time would be grown each time as well.
  const own: DealQualification[] = [];
  for (let a = 0; a < ids.length; a++) {
    let count = 0;
    for (let d = first[a]; d >= 0; d = next[d]) own[count++] = deals[d];
    qualified.push(qualifyAccount(ids[a], own, count, combine, issues));
  }
  if (issues.length > 0) throw new InputError('qualifyAccounts', issues);
  return qualified;
}

function qualifyAccount(
  accountId: string,
  own: readonly DealQualification[],
  count: number,
  combine: AccountQualificationOptions['combine'],
  issues: Issue[],
): AccountQualification {
  let best = own[0];
  let next: DealQualification | null = null;
  let amounts = 0;
  // What rounding took from sums (Neumaier's; nothing cancels), as the order of deals must not show in them.
  let lost = 0;
  for (let k = 0; k < count; k++) {
    const deal = own[k];
    if (deal.score > best.score) best = deal;
    if (deal.gaps.length > 0 && (next === null || mostToGain(deal) > mostToGain(next))) next = deal;
    const sum = amounts + deal.amount;
    const added = sum - amounts;
    lost += amounts - (sum - added) + (deal.amount - added);
    amounts = sum;
  }
  amounts += lost;
  // A second deal of an id would take the place of the first, and points would no longer add up.
  const doubled = findDoubled(own, count);
  if (doubled !== null) {
    const expected = `ids that differ for account ${accountId}`;
    issues.push(badValue(null, 'dealId', 'duplicate-id', expected, doubled));
  }
  const contributions: DealContribution[] = [];
  let score = 0;
  lost = 0;
  for (let k = 0; k < count; k++) {
    const deal = own[k];
    let share = 1;
    if (combine !== 'best') share = combine === 'amount' && amounts > 0 ? deal.amount / amounts : 1 / count;
    else if (deal !== best) continue;
    const part = share * deal.score;
    contributions.push({ dealId: deal.dealId, points: part });
    const sum = score + part;
    const added = sum - score;
    lost += score - (sum - added) + (part - added);
    score = sum;
  }
  return {
    accountId,
    score: score + lost,
    contributions,
    bestDealId: best.dealId,
    next: next && { dealId: next.dealId, question: next.gaps[0].question },
  };
}

/** The id that two of the first deals have, `null` where they all differ; few are compared each with each. */
function findDoubled(own: readonly DealQualification[], count: number): string | null {
  if (count <= FEW) {
    for (let k = 1; k < count; k++)
      for (let l = 0; l < k; l++) if (own[k].dealId === own[l].dealId) return own[k].dealId;
    return null;
  }
  if (count > MANY) {
    const comesAgain = watchIds(own.slice(0, count).map(({ dealId }) => ({ id: dealId })));
    for (let k = 0; k < count; k++) if (comesAgain(k)) return own[k].dealId;
    return null;
  }
  const seen = new Set<string>();
  for (let k = 0; k < count; k++) {
    seen.add(own[k].dealId);
    if (seen.size === k) return own[k].dealId;
  }
  return null;
}

/** Points that the next question of a deal could bring, times what the deal is worth. */
function mostToGain({ amount, gaps }: DealQualification): number {
  return amount * gaps[0].gain;
}

/** Names every deal that {@link qualifyDeals} did not give. */
function checkQualified(deals: readonly DealQualification[]): void {
  const issues: Issue[] = [];
  eachRecord(deals, 'deals', issues, ({ dealId, accountId, amount: worth, score, gaps }, row) => {
    checkId(dealId, row, 'dealId', issues);
    checkId(accountId, row, 'accountId', issues);
    if (!amount.holds(worth))
      addIssue(issues, badValue(row, 'amount', 'out-of-range', amount.expected, worth));
    if (!amount.holds(score))
      addIssue(issues, badValue(row, 'score', 'out-of-range', amount.expected, score));
    // Of the gaps only the first is asked about.
    const first = Array.isArray(gaps) && gaps.length > 0 ? gaps[0] : { gain: 0, question: '' };
    if (!Array.isArray(gaps) || !amount.holds(first?.gain) || typeof first?.question !== 'string')
      addIssue(issues, badValue(row, 'gaps', 'wrong-type', 'a list of gaps with gain and question', gaps));
  });
  if (issues.length > 0) throw new InputError('qualifyAccounts', issues);
}
