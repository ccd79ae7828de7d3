/**
 * Many accounts as one normal number, given the score of the market.
 *
 * Problem: accounts i bring `f_i(pull m + own e_i)`, e_i independent; find mean and deviation of their sum for every m.
 *
 * Idea: (1) at fixed scores z add up the amounts, `F(z) = sum of f_i(z)`, and the squares of what they are off their P50,
 * `R(z)² = sum of (f_i(z) - f_i(0))²`; (2) for fixed m let z run through `pull m + own e` at scores e of equal chances: the
 * mean of F is the mean; (3) the variance of R, which has the sign of z, is the variance: as if all accounts had the shape
 * of their root mean square, scaled to what the variances add up to where nothing is common; (4) between the fixed m and z
 * go straight.
 *
 * Complexity: O(accounts x 57 + 105 x 64). Limits: the mean is right but for (4), the variance where accounts are alike in
 * shape; it is the small part where accounts are many, since what is common does not average out.
 */
import { amountAt, listScores } from './amountAt.js';
import type { UncertainAccount } from './attainabilityInput.js';
import type { Market } from './market.js';

/** Between fixed scores of accounts and of the market; chosen: a P50 is met, and floors at 0 are met to 0.1 % of the mean. */
const ACCOUNT_STEP = 0.25;
const MARKET_STEP = 0.125;

/** The last fixed scores, which none reaches: drawn ones are within 6.4, and pull x 6.5 + own x 2.5 is at most 6.97. */
const LAST_ACCOUNT = 7;
const LAST_MARKET = 6.5;

/** Mean and deviation of a sum by the score of the market; entry `[j]` is that at -6.5 + j / 8. */
export interface SumByMarket {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * Sums accounts up; `variance` is what their variances add up to.
 */
export function sumByMarket(
  accounts: readonly UncertainAccount[],
  mine: readonly number[],
  variance: number,
  { pull, own }: Market,
): SumByMarket {
  const { amounts, sizes } = sumAtScores(accounts, mine);
  const scores = listScores();
  const statistics = (shift: number, factor: number) => {
    let [sum, offset, squares] = [0, 0, 0];
    for (const e of scores) {
      const z = shift + factor * e;
      const size = at(sizes, z, ACCOUNT_STEP, LAST_ACCOUNT);
      sum += at(amounts, z, ACCOUNT_STEP, LAST_ACCOUNT);
      offset += size;
      squares += size * size;
    }
    const count = scores.length;
    return { mean: sum / count, spread: Math.max(0, squares / count - (offset / count) ** 2) };
  };
  const { spread: whole } = statistics(0, 1);
  const means = new Float64Array(1 + (2 * LAST_MARKET) / MARKET_STEP);
  const deviations = new Float64Array(means.length);
  for (let j = 0; j < means.length; j++) {
    const { mean, spread } = statistics(pull * (j * MARKET_STEP - LAST_MARKET), own);
    means[j] = mean;
    deviations[j] = whole === 0 ? 0 : Math.sqrt(variance * (spread / whole));
  }
  return { means, deviations };
}

/** What a table over scores of the market says at one of them. */
export function atMarket(table: Float64Array, score: number): number {
  return at(table, score, MARKET_STEP, LAST_MARKET);
}

/** Entry `[j]` of both is about the score -7 + j / 4: F, and R with the sign of the score. */
function sumAtScores(
  accounts: readonly UncertainAccount[],
  mine: readonly number[],
): { amounts: Float64Array; sizes: Float64Array } {
  const amounts = new Float64Array(1 + (2 * LAST_ACCOUNT) / ACCOUNT_STEP);
  const sizes = new Float64Array(amounts.length);
  // Account by account, as a record far off in memory costs more than its sums.
  for (const i of mine) {
    const account = accounts[i];
    const { p50 } = account;
    for (let j = 0; j < amounts.length; j++) {
      const amount = amountAt(account, j * ACCOUNT_STEP - LAST_ACCOUNT);
      const off = amount - p50;
      amounts[j] += amount;
      sizes[j] += off * off;
    }
  }
  for (let j = 0; j < sizes.length; j++) {
    const size = Math.sqrt(sizes[j]);
    sizes[j] = j * ACCOUNT_STEP < LAST_ACCOUNT ? -size : size;
  }
  return { amounts, sizes };
}

/** The value of a table from `-last` on at x within it, straight between its entries. */
function at(table: Float64Array, x: number, step: number, last: number): number {
  const place = (x + last) / step;
  const below = Math.floor(place);
  return table[below] + (place - below) * (table[below + 1] - table[below]);
}
