import { InputError, OptionsError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import { countRows, eachRecord, isId } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { checkColumn, checkLabels, divisor, lengthOf, signedAmount } from '../checkColumn.js';
import { joinAccounts } from '../joinAccounts.js';
import { type Codes, createCodes, widenCodes } from './codes.js';
import type { SoldColumns } from './holdProducts.js';
import { createScratch, type Scratch } from './scratch.js';

/**
 * Sales put into their places one right after the other: these lie far apart, and the processor waits for many at once
 * where nothing else is done in between. Tuned with bench/segment.bench.mjs.
 */
const BLOCK = 256;

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

/** Options of `findWhitespace`. */
export interface WhitespaceOptions {
  /**
   * Who is like whom, from coarse to fine: entry `[l][i]` is the peer group of account i at level l; `null` where it has
   * none. Default none: chosen, all accounts are alike.
   */
  readonly peers: readonly (readonly (string | null)[])[];
  /** Entry `[i]` is the size of account i, above 0, in proportion to which it spends. Default `null`: chosen, all spend alike. */
  readonly sizes: ArrayLike<number> | null;
  /** How many accounts of the coarser group weigh as much as the finer one. Default 10: chosen, a group of ten then counts half. */
  readonly priorAccounts: number;
  /** `none` (default), or `strongest`: products often bought together raise the rate. Up to 2,000 products. */
  readonly lift: 'none' | 'strongest';
  /** Products listed for an account at the most. Default 3: chosen, what a rep can bring up. */
  readonly perAccount: number;
  /** Expected value from which a product is listed. Default 0: chosen, whatever is above it. */
  readonly atLeast: number;
  /** Rates by currency. Default `null`: there is one currency, and a second is an error. */
  readonly rates: CurrencyRates | null;
}

/**
 * Sales in places by account; names every one that is bad, and bad peers and sizes.
 *
 * Sales are read twice: for their accounts, then into places by account, which saves the columns in between.
 */
export function readSales(
  accountIds: readonly string[],
  sales: readonly Sale[],
  settings: WhitespaceOptions,
): SoldColumns {
  const { peers, sizes, rates, lift } = settings;
  const issues: Issue[] = [];
  // Entry [row] is the account of a sale, then its place among those of all accounts; -1 for none.
  const placeOf = findAccounts(accountIds, sales, issues);
  const offsets = takePlaces(placeOf, lengthOf(accountIds));
  const worthOf = createCurrencyReader(rates, issues);
  const numbers = createIdNumbers();
  // Entry [e] is about the sale in place e.
  let product = createCodes(placeOf.length, 0);
  const spend = createScratch(placeOf.length);
  // Entry [k] is about the k-th sale that is read, but not put into its place yet.
  const products = new Int32Array(BLOCK);
  const spends = new Float64Array(BLOCK);
  let placed = 0;
  let read = 0;
  const place = (): void => {
    product = widenCodes(product, numbers.ids.length);
    for (let k = 0; k < read; k++) {
      product[placeOf[placed + k]] = products[k];
      spend[placeOf[placed + k]] = spends[k];
    }
    placed += read;
    read = 0;
  };
  eachRecord(sales, 'sales', issues, (sale, row) => {
    if (placeOf[row] < 0)
      addIssue(issues, badValue(row, 'accountId', 'unknown-account', 'the id of an account', sale.accountId));
    if (!isId(sale.product))
      addIssue(issues, badValue(row, 'product', 'missing', 'a text that is not empty', sale.product));
    const isGood = signedAmount.holds(sale.amount);
    if (!isGood)
      addIssue(issues, badValue(row, 'amount', 'out-of-range', signedAmount.expected, sale.amount));
    const worth = worthOf(sale.currency, row);
    if (isGood && !signedAmount.holds(sale.amount * worth))
      addIssue(
        issues,
        badValue(row, 'amount', 'out-of-range', `${signedAmount.expected} when converted`, sale.amount),
      );
    if (issues.length > 0) return;
    if (read === BLOCK) place();
    products[read] = numbers.numberOf(sale.product, row);
    spends[read++] = sale.amount * worth;
  });
  peers.forEach((labels, level) => {
    checkLabels(issues, `peers.${level}`, labels, lengthOf(accountIds));
  });
  if (sizes !== null) {
    checkColumn(issues, 'sizes', sizes, lengthOf(accountIds), {
      expected: 'a number from 1e-100 to 1e100',
      holds: (value) => divisor.holds(value) && value > 0,
    });
  }
  if (issues.length > 0) throw new InputError('findWhitespace', issues);
  place();
  const names = sortProducts(numbers.ids, product);
  if (lift === 'strongest' && names.length > 2000) {
    const issue = badValue(null, 'lift', 'bad-option', 'none where there are more than 2,000 products', lift);
    throw new OptionsError('findWhitespace', [issue]);
  }
  return { names, offsets, products: product, spends: spend };
}

/** Entry `[row]` is the account of a sale, -1 for none. The table of ids is not needed any longer than this. */
function findAccounts(accountIds: readonly string[], sales: readonly Sale[], issues: Issue[]): Scratch {
  const accountAt = joinAccounts(accountIds, sales, issues);
  const accounts = createScratch(countRows(sales));
  for (let row = 0; row < accounts.length; row++) accounts[row] = accountAt(row);
  return accounts;
}

/**
 * Gives every sale a place: those of an account follow one another in the order of the sales, behind those of the accounts
 * before it. In a loop of its own, so that the processor waits for many accounts at once.
 *
 * @param placeOf - entry `[row]` is the account of a sale, -1 for none; takes its place
 * @returns entries `[i]` and `[i + 1]` are where the sales of account i begin and end
 */
function takePlaces(placeOf: Scratch, accounts: number): Int32Array {
  const next = new Int32Array(accounts + 1);
  for (let row = 0; row < placeOf.length; row++) if (placeOf[row] >= 0) next[placeOf[row] + 1]++;
  let before = 0;
  for (let i = 1; i <= accounts; i++) {
    const own = next[i];
    next[i] = before;
    before += own;
  }
  for (let row = 0; row < placeOf.length; row++)
    if (placeOf[row] >= 0) placeOf[row] = next[placeOf[row] + 1]++;
  return next;
}

/** Names in code units; their numbers, which were given as they came, are changed to those of that order. */
function sortProducts(ids: readonly string[], product: Codes): string[] {
  const names = [...ids].sort();
  const placeOfName = new Map(names.map((name, p) => [name, p]));
  const placeOf = Int32Array.from(ids, (name) => placeOfName.get(name) as number);
  for (let e = 0; e < product.length; e++) product[e] = placeOf[product[e]];
  return names;
}

/** All options. */
export function resolveWhitespaceOptions(options: Partial<WhitespaceOptions> | undefined): WhitespaceOptions {
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
      rates: areRatesOrNull,
    },
  );
}
