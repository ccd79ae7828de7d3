/**
 * Products that accounts do not buy, and what they would be worth if they bought like accounts that are like them.
 *
 * Problem: for every account i and product p that it does not buy, expected(i, p) = rate x value: the share of accounts
 * like i that buy p, times what those who buy it spend.
 * Idea: (1) the spend of every account by product, net of returns; (2) accounts alike are those of one peer group, and
 * peer groups are given from coarse to fine; (3) from everybody down to the finest group the rate is shrunk towards that
 * of the coarser one: rate = (buyers + m x coarser rate) / (others in the group + m); so is what buyers spend, for each
 * unit of size where sizes are given; (4) where asked for, a product that i buys and after which p is bought more often
 * than usual lifts the rate, the strongest only; (5) the best few of every account are listed.
 * O(sales + accounts x products x levels), with lifts also + pairs of products an account buys. B. Efron, C. Morris:
 * Stein's Estimation Rule and Its Competitors, 1973, DOI 10.1080/01621459.1973.10481350 (shrinking); R. Agrawal, T.
 * Imieliński, A. Swami: Mining Association Rules between Sets of Items in Large Databases, 1993, DOI 10.1145/170035.170072.
 * Limits: rates and values of one group are taken for independent; peers say what is usual, not what is possible.
 */
import { holdProducts } from './holdProducts.js';
import { indexPeers } from './indexPeers.js';
import { computeLifts } from './lifts.js';
import { listPairs, type Whitespace } from './listPairs.js';
import { ratePeers } from './ratePeers.js';
import { readSales, resolveWhitespaceOptions, type Sale, type WhitespaceOptions } from './readSales.js';

/**
 * Finds the products that accounts do not buy, with what they are expected to be worth.
 *
 * @param accountIds - unique ids
 * @param sales - of one period, in any order
 * @param options - who is like whom, and how much is listed
 * @returns new columns of listed pairs and of accounts, written when they are first read; whatever is changed by then changes nothing
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every sale with an unknown account, no product, a bad amount or a second currency,
 * and bad peers or sizes
 * @remarks An account buys a product where its net amount is above 0. See the head of the file for the formula. Amounts are added
 * in the order of sales, and of accounts: in another order the last digits of sums may differ.
 * @example
 * ```ts
 * import { findWhitespace } from 'bailiwick/segment';
 *
 * const sale = (accountId: string, product: string, amount: number) => ({ accountId, product, amount });
 * const sales = [sale('a', 'pumps', 100), sale('b', 'pumps', 300), sale('b', 'valves', 60), sale('c', 'valves', 40)];
 * const { products, accountOf, productOf, expected } = findWhitespace(['a', 'b', 'c'], sales, { priorAccounts: 0 });
 * Array.from(accountOf, (i, e) => `${'abc'[i]} ${products[productOf[e]].product} ${expected[e]}`);
 * // => ['a valves 50', 'c pumps 200']
 * ```
 */
export function findWhitespace(
  accountIds: readonly string[],
  sales: readonly Sale[],
  options?: Partial<WhitespaceOptions>,
): Whitespace {
  const settings = resolveWhitespaceOptions(options);
  const holdings = holdProducts(readSales(accountIds, sales, settings));
  const { peers, priorAccounts, lift, sizes } = settings;
  const groups = indexPeers(accountIds.length, peers);
  const rates = ratePeers(holdings, groups, sizes, priorAccounts);
  const lifts = lift === 'none' ? null : computeLifts(holdings, priorAccounts);
  return listPairs(holdings, rates, lifts, settings);
}
