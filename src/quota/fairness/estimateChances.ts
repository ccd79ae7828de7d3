import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { createRandom } from '../../core/random.js';
import { checkId, eachRecord } from '../../core/records.js';
import { createCurrencyReader } from '../../model/currency.js';
import { isSized, SIZED } from '../rounding/checkTotal.js';
import type { AttainabilityOptions } from './attainabilityInput.js';
import { resolveAttainability } from './attainabilityOptions.js';
import { describeTeam } from './describeTeam.js';
import { errorOf, percentiles, shareReaching, varianceOf } from './drawStatistics.js';
import { drawTotals, momentsOf } from './drawTotals.js';
import { drawMarket } from './market.js';
import type { ChanceInput, QuotaChance, QuotaChances } from './quotaChances.js';
import { checkAccounts, groupByRep } from './repAccounts.js';

/**
 * Estimates the chance of every rep, and of the team, to reach given quotas, from what the accounts may bring.
 *
 * Problem: find for each rep `P(sum of the accounts' amounts >= quota)`, amounts being independent but for a common share.
 *
 * Idea: (1) draw the year of every rep many times, as {@link equaliseChances} does, with the same numbers for the same seed;
 * (2) count the draws that reach the quota; (3) add the reps up draw by draw for the team and for how many reach theirs;
 * (4) count again with a quarter and half of the draws to show what more of them would change.
 *
 * @param input - quotas by rep, and the accounts with P10, P50 and P90
 * @param options - seed, number of draws, accounts that are drawn one by one
 * @returns a new record: chances with their errors, shortfalls, the team and the convergence
 * @throws {@link InputError} with every issue: ranges that are negative or out of order, accounts whose rep has no quota,
 * quotas that are negative or not finite, reps that come twice, more than one currency
 * @throws {@link OptionsError} for options out of range
 * @remarks Accounts are independent of each other unless `commonShare` lets a market move all of them: then the chances of
 * the reps, and above all that of the team, are nearer to one half. `team.correlation` can be held against that of past
 * years. Chances fall as quotas rise, and a rep's chance depends on no other quota. O(accounts + reps x draws x (drawnAccounts + log draws)), memory O(draws); deterministic by
 * seed, whatever the order of the accounts and the quotas.
 * @example
 * ```ts
 * import { estimateChances } from 'bailiwick/quota';
 * const { reps, team } = estimateChances({
 *   quotas: [
 *     { repId: 'sure', quota: 90 },
 *     { repId: 'wild', quota: 90 },
 *   ],
 *   accounts: [
 *     { repId: 'sure', p10: 95, p50: 100, p90: 105 },
 *     { repId: 'wild', p10: 20, p50: 100, p90: 180 },
 *   ],
 * });
 * reps.map(({ chance }) => Math.round(10 * chance)); // => [10, 6]
 * team.quota; // => 180
 * ```
 */
export function estimateChances(input: ChanceInput, options?: Partial<AttainabilityOptions>): QuotaChances {
  const { seed, draws, drawnAccounts, commonShare } = resolveAttainability('estimateChances', options);
  const numberOf = checkChances(input);
  const { quotas, accounts } = input;
  const { ids, members, order } = groupByRep(accounts);
  const moments = momentsOf(accounts);
  const random = createRandom(seed);
  const market = drawMarket(commonShare, draws, random);
  const counts = [draws >> 2, draws >> 1, draws];
  const team = new Float64Array(draws);
  const reaching = new Float64Array(draws);
  const variances = new Float64Array(quotas.length);
  const reps = quotas.map(({ repId, quota }) => withoutAccounts(repId, quota));
  /** Entry `[s][q]` is the chance of rep q by the first `counts[s]` draws. */
  const chances = counts.map(() => Float64Array.from(reps, ({ chance }) => chance));
  for (const r of order) {
    const id = ids[r];
    const q = numberOf.get(id) as number;
    const { quota } = quotas[q];
    const totals = drawTotals(accounts, members[r], moments, drawnAccounts, market, random);
    for (let d = 0; d < draws; d++) team[d] += totals[d];
    for (let d = 0; d < draws; d++) if (totals[d] >= quota) reaching[d]++;
    counts.forEach((count, s) => {
      chances[s][q] = shareReaching(totals, count, quota);
    });
    // Draws of the same amount may differ in their last digits.
    if (members[r].some((i) => moments.variances[i] > 0)) variances[q] = varianceOf(totals);
    const chance = chances[chances.length - 1][q];
    reps[q] = {
      id,
      quota,
      accounts: members[r].length,
      chance,
      standardError: errorOf(chance, draws),
      expected: compensatedSum(members[r].map((i) => moments.means[i])),
      expectedShortfall: compensatedSum(totals.map((amount) => Math.max(0, quota - amount))) / draws,
      ...percentiles(totals),
    };
  }
  const summary = describeTeam(reps, team, reaching, variances);
  return {
    reps,
    team: summary,
    spread: spreadOf(chances[chances.length - 1]),
    convergence: counts.map((count, s) => ({
      draws: count,
      teamChance: shareReaching(team, count, summary.quota),
      largestShift: chances[s].reduce(
        (most, chance, q) => Math.max(most, Math.abs(chance - reps[q].chance)),
        0,
      ),
    })),
  };
}

function spreadOf(chances: Float64Array): number | null {
  if (chances.length === 0) return null;
  return chances.reduce((a, b) => Math.max(a, b)) - chances.reduce((a, b) => Math.min(a, b));
}

function withoutAccounts(id: string, quota: number): QuotaChance {
  const nothing = { accounts: 0, standardError: 0, expected: 0, p10: 0, p50: 0, p90: 0 };
  return { id, quota, chance: quota === 0 ? 1 : 0, expectedShortfall: quota, ...nothing };
}

/** Throws for what cannot be judged; returns the position of each rep's quota. */
function checkChances(input: ChanceInput): Map<string, number> {
  const { quotas, accounts } = input ?? {};
  const issues: Issue[] = [];
  const numberOf = new Map<string, number>();
  const worthOf = createCurrencyReader(null, issues);
  eachRecord(quotas, 'quotas', issues, ({ repId, quota, currency }, row) => {
    worthOf(currency, row, 'quotas.currency');
    if (numberOf.has(repId))
      addIssue(issues, badValue(row, 'quotas.repId', 'duplicate-id', 'unlike every other id', repId));
    else if (checkId(repId, row, 'quotas.repId', issues)) numberOf.set(repId, row);
    if (!isSized(quota)) addIssue(issues, badValue(row, 'quotas.quota', 'out-of-range', SIZED, quota));
  });
  checkAccounts(accounts, issues, worthOf, (repId, row) => {
    if (Array.isArray(quotas) && !numberOf.has(repId))
      addIssue(issues, badValue(row, 'repId', 'unknown-rep', 'a rep who has a quota', repId));
  });
  if (issues.length > 0) throw new InputError('estimateChances', issues);
  return numberOf;
}
