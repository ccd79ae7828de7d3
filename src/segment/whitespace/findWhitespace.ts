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
import { InputError, OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import { type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { amount as amountRange, checkColumn, checkLabels, lengthOf } from '../checkColumn.js';
import { indexIds } from '../indexIds.js';
import { type Holdings, holdProducts } from './holdProducts.js';
import { computeLifts, strongestLift } from './lifts.js';
import { indexPeers, type PeerRates, ratePeers } from './ratePeers.js';

/** Something sold to an account. */
export interface Sale {
  readonly accountId: string;
  /** Name of the product or solution, non-empty. */
  readonly product: string;
  /** Finite; negative for a return. */
  readonly amount: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of {@link findWhitespace}. */
export interface WhitespaceOptions {
  /**
   * Who is like whom, from coarse to fine: entry `[l][i]` is the peer group of account i at level l; `null` where it has
   * none. Default none: all accounts are alike.
   */
  readonly peers: readonly (readonly (string | null)[])[];
  /** Entry `[i]` is the size of account i, above 0, in proportion to which it spends. Default `null`: all spend alike. */
  readonly sizes: ArrayLike<number> | null;
  /** How many accounts of the coarser group weigh as much as the finer one. Default 10: chosen. */
  readonly priorAccounts: number;
  /** `none` (default), or `strongest`: products often bought together raise the rate. Up to 2,000 products. */
  readonly lift: 'none' | 'strongest';
  /** Products listed for an account at the most. Default 3: chosen, what a rep can bring up. */
  readonly perAccount: number;
  /** Expected value from which a product is listed. Default 0: whatever is above it. */
  readonly atLeast: number;
  /** Rates by currency. Default `null`: there is one currency, and a second is an error. */
  readonly rates: CurrencyRates | null;
}

/** What all accounts that do not buy a product are worth. */
export interface ProductWhitespace {
  readonly product: string;
  /** Accounts that buy it. */
  readonly buyers: number;
  /** What they spend on it. */
  readonly sold: number;
  /** Sum of the expected values of all that do not buy it, listed or not. */
  readonly expected: number;
}

/** Whitespace by account and product. Entry `[e]` of the columns is about one listed pair. */
export interface Whitespace {
  /** Row of the account, rising; the pairs of one account fall by expected value. */
  readonly accountOf: Int32Array;
  /** Index of the product in `products`. */
  readonly productOf: Int32Array;
  /** rate x value. */
  readonly expected: Float64Array;
  /** Chance that an account like this one buys it, lift included, 0 to 1. */
  readonly rate: Float64Array;
  /** What it would spend. */
  readonly value: Float64Array;
  /** The factor on the peers' rate, 1 where there is none. */
  readonly lift: Float64Array;
  /** Index of the product that lifts; -1 where none does. */
  readonly liftedBy: Int32Array;
  /** By product, names in code units. */
  readonly products: readonly ProductWhitespace[];
  /** Entry `[i]` is the sum of expected values of account i over all products it does not buy, listed or not. */
  readonly expectedByAccount: Float64Array;
}

/**
 * Finds the products that accounts do not buy, with what they are expected to be worth.
 *
 * @param accountIds - unique ids
 * @param sales - of one period, in any order
 * @param options - who is like whom, and how much is listed
 * @returns new columns
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every sale with an unknown account, no product, a bad amount or a second currency,
 * and bad peers or sizes
 * @remarks An account buys a product where its net amount is above 0. See the head of the file for the formula.
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
  const holdings = readSales(accountIds, sales, settings);
  const { peers, priorAccounts, lift, sizes } = settings;
  const levels = indexPeers(accountIds.length, peers);
  const rates = ratePeers(holdings, levels, sizes, priorAccounts);
  const lifts = lift === 'none' ? null : computeLifts(holdings, priorAccounts);
  return listPairs(holdings, rates, lifts, settings);
}

function listPairs(
  holdings: Holdings,
  rates: PeerRates,
  lifts: Float64Array | null,
  { perAccount, atLeast, sizes }: WhitespaceOptions,
): Whitespace {
  const { offsets, products: held, spends, names } = holdings;
  const n = offsets.length - 1;
  const size = names.length;
  const columns = makeColumns(mostPairs(offsets, size, perAccount));
  let count = 0;
  const expectedByAccount = new Float64Array(n);
  const expectedByProduct = new Float64Array(size);
  const buyers = new Int32Array(size);
  const sold = new Float64Array(size);
  // Scratch of one account, entry [p] is about product p.
  const isHeld = new Uint8Array(size);
  const expected = new Float64Array(size);
  const rate = new Float64Array(size);
  const factor = new Float64Array(size);
  const by = new Int32Array(size);
  const order: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      isHeld[held[e]] = 1;
      buyers[held[e]]++;
      sold[held[e]] += spends[e];
    }
    order.length = 0;
    const cell = rates.cellOf[i] * size;
    const own = sizes === null ? 1 : sizes[i];
    for (let p = 0; p < size; p++) {
      if (isHeld[p] === 1) continue;
      by[p] = lifts === null ? -1 : strongestLift(lifts, size, held, offsets[i], offsets[i + 1], p);
      factor[p] = by[p] < 0 ? 1 : (lifts as Float64Array)[by[p] * size + p];
      rate[p] = Math.min(1, rates.rate[cell + p] * factor[p]);
      expected[p] = rate[p] * own * rates.value[cell + p];
      expectedByAccount[i] += expected[p];
      expectedByProduct[p] += expected[p];
      if (expected[p] > 0 && expected[p] >= atLeast) insertBest(order, p, expected, perAccount);
    }
    for (const p of order) {
      columns.accountOf[count] = i;
      columns.productOf[count] = p;
      columns.expected[count] = expected[p];
      columns.rate[count] = rate[p];
      columns.value[count] = own * rates.value[cell + p];
      columns.lift[count] = factor[p];
      columns.liftedBy[count] = by[p];
      count++;
    }
    for (let e = offsets[i]; e < offsets[i + 1]; e++) isHeld[held[e]] = 0;
  }
  return {
    accountOf: cut(columns.accountOf, count),
    productOf: cut(columns.productOf, count),
    expected: cut(columns.expected, count),
    rate: cut(columns.rate, count),
    value: cut(columns.value, count),
    lift: cut(columns.lift, count),
    liftedBy: cut(columns.liftedBy, count),
    products: names.map((product, p) => ({
      ...{ product, buyers: buyers[p], sold: sold[p], expected: expectedByProduct[p] },
    })),
    expectedByAccount,
  };
}

/** How many pairs are listed where no expected value is too small. */
function mostPairs(offsets: Int32Array, products: number, perAccount: number): number {
  let most = 0;
  for (let i = 0; i + 1 < offsets.length; i++)
    most += Math.min(perAccount, products - (offsets[i + 1] - offsets[i]));
  return most;
}

/** Room for the columns of the listed pairs. */
function makeColumns(most: number) {
  return {
    accountOf: new Int32Array(most),
    productOf: new Int32Array(most),
    expected: new Float64Array(most),
    rate: new Float64Array(most),
    value: new Float64Array(most),
    lift: new Float64Array(most),
    liftedBy: new Int32Array(most),
  };
}

/** The first entries of a column, itself where that is all of it. */
function cut<T extends Float64Array | Int32Array>(column: T, count: number): T {
  return count === column.length ? column : (column.slice(0, count) as T);
}

/** Keeps the best few in order, the largest first; of equals the one that came first. */
function insertBest(order: number[], p: number, expected: Float64Array, most: number): void {
  let at = order.length;
  while (at > 0 && expected[order[at - 1]] < expected[p]) at--;
  if (at >= most) return;
  order.splice(at, 0, p);
  if (order.length > most) order.pop();
}

function readSales(
  accountIds: readonly string[],
  sales: readonly Sale[],
  settings: WhitespaceOptions,
): Holdings {
  const { peers, sizes, rates, lift } = settings;
  const issues: Issue[] = [];
  const rowOfId = indexIds(accountIds, 'accountIds', issues);
  const worthOf = createCurrencyReader(rates, issues);
  const found = new Set<string>();
  const count = lengthOf(sales);
  for (let row = 0; row < count; row++) if (isId(sales[row]?.product)) found.add(sales[row].product);
  const names = [...found].sort();
  const indexOf = new Map(names.map((name, p) => [name, p]));
  const account = new Int32Array(count);
  const product = new Int32Array(count);
  const amount = new Float64Array(count);
  eachRecord(sales, 'sales', issues, (sale, row) => {
    const i = rowOfId.get(sale.accountId);
    if (i === undefined)
      issues.push(badValue(row, 'accountId', 'unknown-account', 'the id of an account', sale.accountId));
    if (!isId(sale.product))
      issues.push(badValue(row, 'product', 'missing', 'a text that is not empty', sale.product));
    if (!Number.isFinite(sale.amount))
      issues.push(badValue(row, 'amount', 'out-of-range', 'a finite number', sale.amount));
    account[row] = i ?? 0;
    product[row] = indexOf.get(sale.product) as number;
    const worth = worthOf(sale.currency, row);
    amount[row] = typeof sale.amount === 'number' ? sale.amount * worth : Number.NaN;
  });
  peers.forEach((labels, level) => {
    checkLabels(issues, `peers.${level}`, labels, lengthOf(accountIds));
  });
  if (sizes !== null) {
    checkColumn(issues, 'sizes', sizes, lengthOf(accountIds), {
      expected: 'a finite number above 0',
      holds: (value) => amountRange.holds(value) && value > 0,
    });
  }
  if (issues.length > 0) throw new InputError('findWhitespace', issues);
  if (lift === 'strongest' && names.length > 2000) {
    const issue = badValue(null, 'lift', 'bad-option', 'none where there are more than 2,000 products', lift);
    throw new OptionsError('findWhitespace', [issue]);
  }
  return holdProducts(accountIds.length, names, account, product, amount);
}

function resolveWhitespaceOptions(options: Partial<WhitespaceOptions> | undefined): WhitespaceOptions {
  return resolveOptions<WhitespaceOptions>(
    'findWhitespace',
    { peers: [], sizes: null, priorAccounts: 10, lift: 'none', perAccount: 3, atLeast: 0, rates: null },
    options,
    {
      peers: (value) => (Array.isArray(value) ? null : 'a list of levels'),
      priorAccounts: numberIn(0, 1e15),
      lift: oneOf('none', 'strongest'),
      perAccount: integerIn(1),
      atLeast: numberIn(0),
      rates: (value) =>
        value === null || (typeof value === 'object' && !Array.isArray(value))
          ? null
          : 'an object with a rate for each currency',
    },
  );
}
