import type { Random } from '../../core/random.js';
import { amountAt, listScores } from './amountAt.js';
import type { UncertainAccount } from './attainabilityInput.js';
import { drawScore, type Market } from './market.js';
import { atMarket, sumByMarket } from './sumByMarket.js';

/** Mean and variance of accounts, by quantiles at equal chances. */
export interface AccountMoments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** Sums up every account. O(accounts). */
export function momentsOf(accounts: readonly UncertainAccount[]): AccountMoments {
  const scores = listScores();
  const means = new Float64Array(accounts.length);
  const variances = new Float64Array(accounts.length);
  accounts.forEach((account, i) => {
    let sum = 0;
    let squares = 0;
    for (const z of scores) {
      const off = amountAt(account, z) - account.p50;
      sum += off;
      squares += off * off;
    }
    const mean = sum / scores.length;
    means[i] = account.p50 + mean;
    variances[i] = Math.max(0, squares / scores.length - mean * mean);
  });
  return { means, variances };
}

/** The larger variance first; of equal ones, and so in any order of the input, the larger amounts. */
function compareAccounts(a: UncertainAccount, b: UncertainAccount, variance: number): number {
  return variance || b.p50 - a.p50 || b.p10 - a.p10 || b.p90 - a.p90;
}

/**
 * Draws the total of one rep.
 *
 * @returns entry `[d]` is the total in draw d
 */
export function drawTotals(
  accounts: readonly UncertainAccount[],
  mine: readonly number[],
  { means, variances }: AccountMoments,
  drawnAccounts: number,
  market: Market,
  random: Random,
): Float64Array {
  const { scores, pull, own } = market;
  const totals = new Float64Array(scores.length);
  const order = [...mine].sort((a, b) =>
    compareAccounts(accounts[a], accounts[b], variances[b] - variances[a]),
  );
  const rest = order.slice(drawnAccounts);
  let mean = 0;
  for (const i of order.slice(0, drawnAccounts)) {
    if (variances[i] === 0) {
      mean += means[i];
      continue;
    }
    for (let d = 0; d < scores.length; d++) {
      totals[d] += amountAt(accounts[i], pull * scores[d] + own * drawScore(random));
    }
  }
  let variance = 0;
  for (const i of rest) variance += variances[i];
  // Without a market all draws share one mean and one deviation.
  const byMarket = pull > 0 && variance > 0 ? sumByMarket(accounts, rest, variance, market) : null;
  if (byMarket === null) for (const i of rest) mean += means[i];
  for (let d = 0; d < scores.length; d++) {
    const restMean = byMarket === null ? mean : mean + atMarket(byMarket.means, scores[d]);
    const deviation = byMarket === null ? Math.sqrt(variance) : atMarket(byMarket.deviations, scores[d]);
    totals[d] = Math.max(0, totals[d] + restMean + (variance > 0 ? deviation * drawScore(random) : 0));
  }
  return totals;
}
