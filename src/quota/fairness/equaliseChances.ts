import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import { createRandom } from '../../core/random.js';
import { createCurrencyReader } from '../../model/currency.js';
import { checkTotal } from '../rounding/checkTotal.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import type { AttainabilityInput, AttainabilityOptions } from './attainabilityInput.js';
import { resolveAttainability } from './attainabilityOptions.js';
import { errorOf, shareReaching } from './drawStatistics.js';
import { drawTotals, momentsOf } from './drawTotals.js';
import { drawMarket } from './market.js';
import { checkAccounts, groupByRep } from './repAccounts.js';

/** One rep's quota: expected + riskEffect + rounding. */
export interface AttainableQuota {
  readonly id: string;
  readonly quota: number;
  readonly accounts: number;
  /** Mean of what the accounts bring. */
  readonly expected: number;
  /** What the common chance adds to the mean or takes from it: more where the outcome is less certain. */
  readonly riskEffect: number;
  readonly rounding: number;
  /** Share of the draws in which the rep reaches the quota. */
  readonly chance: number;
  /** What the accounts bring together: exceeded in 90, 50 and 10 % of the draws. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** How far fewer draws would have been off. */
export interface ConvergenceStep {
  readonly draws: number;
  readonly chance: number;
  /** Largest difference of a quota from the final one, as a share of it; 0 for no quota. */
  readonly largestShift: number;
}

/** Quotas that everybody reaches with the same chance. */
export interface Attainability {
  /** `beyond-reach`: the total is more than the best draw of all; the quotas are those best draws, and the rest is left over. */
  readonly status: 'feasible' | 'beyond-reach';
  /** Common to all, before rounding. */
  readonly chance: number;
  /** Of the chance, as a share of draws. */
  readonly standardError: number;
  readonly allocated: number;
  /** Total less allocated; 0 where it is feasible. */
  readonly unallocated: number;
  /** By first appearance in the accounts. */
  readonly quotas: readonly AttainableQuota[];
  /** A quarter, half and all of the draws. */
  readonly convergence: readonly ConvergenceStep[];
}

/**
 * Sets quotas of equal attainability: given uncertain potential by account, each rep has the same chance to reach the quota.
 *
 * Problem: find the chance c with `sum over reps of the (1 - c)-quantile of the rep's total = total`.
 *
 * Idea: (1) draw the year of every rep many times from the P10, P50 and P90 of the accounts; (2) sort each rep's totals;
 * (3) the k-th smallest totals of all reps add up to an amount that rises with k; bisect for the k at which it is the
 * total, and go the rest of the way between k and k + 1; (4) round to whole units by largest remainder.
 *
 * @param input - total, accounts and unit
 * @param options - seed, number of draws, accounts that are drawn one by one
 * @returns quotas with what they are made of, the common chance, its error and the convergence
 * @throws {@link InputError} with every issue: ranges that are negative or out of order, accounts without a rep, a total
 * that is no whole number of units, more than one currency
 * @throws {@link OptionsError} for options out of range
 * @remarks Accounts follow two half-normal distributions through P10, P50 and P90, held at 0, and are independent of each other
 * but for `commonShare`: with it the many accounts of a rep no longer even out, so that the common chance is nearer to one
 * half and books of many accounts carry their risk. The quotas never add up to more than the total. O(accounts + reps x draws x (drawnAccounts + log draws)), deterministic by seed, whatever the order of
 * the accounts.
 * @example
 * ```ts
 * import { equaliseChances } from 'bailiwick/quota';
 * const { status, quotas, allocated } = equaliseChances({
 *   total: 180,
 *   unit: 0.01,
 *   accounts: [
 *     { repId: 'sure', p10: 95, p50: 100, p90: 105 },
 *     { repId: 'wild', p10: 20, p50: 100, p90: 180 },
 *   ],
 * });
 * [status, allocated]; // => ['feasible', 180]
 * quotas[0].quota > 95 && quotas[1].quota < 85; // => true
 * Math.abs(quotas[0].chance - quotas[1].chance) < 0.02; // => true
 * ```
 */
export function equaliseChances(
  input: AttainabilityInput,
  options?: Partial<AttainabilityOptions>,
): Attainability {
  const { seed, draws, drawnAccounts, commonShare } = resolveAttainability('equaliseChances', options);
  checkAttainability(input);
  const { total, accounts, unit = 1 } = input;
  const { ids, members, order } = groupByRep(accounts);
  const moments = momentsOf(accounts);
  const random = createRandom(seed);
  const market = drawMarket(commonShare, draws, random);
  const drawn: Float64Array[] = new Array(ids.length);
  for (const r of order) drawn[r] = drawTotals(accounts, members[r], moments, drawnAccounts, market, random);
  const steps = [draws >> 2, draws >> 1, draws].map((count) => ({ count, ...levelAt(drawn, count, total) }));
  const { exact, chance, sorted } = steps[steps.length - 1];
  const sum = compensatedSum(exact);
  const isBeyond = sum < total - unit / 2;
  const units = isBeyond ? Math.floor(sum / unit) : unitsOf(total, unit);
  const counts = sum === 0 ? exact.map(() => 0) : largestRemainder(exact, units);
  const allocated = amountOf(compensatedSum(counts), unit);
  const quotas = ids.map((id, r): AttainableQuota => {
    const quota = amountOf(counts[r], unit);
    const expected = compensatedSum(members[r].map((i) => moments.means[i]));
    const at = (share: number) => sorted[r][Math.min(draws - 1, Math.floor(share * draws))];
    return {
      id,
      quota,
      accounts: members[r].length,
      expected,
      riskEffect: exact[r] - expected,
      rounding: quota - exact[r],
      chance: shareReaching(drawn[r], draws, quota),
      p10: at(0.1),
      p50: at(0.5),
      p90: at(0.9),
    };
  });
  return {
    status: isBeyond ? 'beyond-reach' : 'feasible',
    chance,
    standardError: errorOf(chance, draws),
    allocated,
    unallocated: amountOf(unitsOf(total, unit) - unitsOf(allocated, unit), unit),
    quotas,
    convergence: steps.map((step) => ({
      draws: step.count,
      chance: step.chance,
      largestShift: step.exact.reduce((most, amount, r) => {
        return exact[r] > 0 ? Math.max(most, Math.abs(amount - exact[r]) / exact[r]) : most;
      }, 0),
    })),
  };
}

/**
 * Quotas at the common level by the first `count` draws: the k-th smallest totals for the last k at which they add up to no
 * more than the total, and the part of the way to the next that is left.
 */
function levelAt(
  drawn: readonly Float64Array[],
  count: number,
  total: number,
): { exact: Float64Array; chance: number; sorted: readonly Float64Array[] } {
  const sorted = drawn.map((totals) => totals.slice(0, count).sort());
  const at = (k: number) => Float64Array.from(sorted, (totals) => totals[k]);
  const sumAt = (k: number) => compensatedSum(at(k));
  const least = sumAt(0);
  if (least > total) return { exact: at(0).map((amount) => amount * (total / least)), chance: 1, sorted };
  const low = firstWhere(count, (k) => sumAt(k) > total) - 1;
  const below = at(low);
  const sum = compensatedSum(below);
  if (low === count - 1 || sum === total) {
    // Draws that bring the same are reached together: all of them count, not the last one alone.
    return { exact: below, chance: 1 - firstWhere(count, (k) => sumAt(k) >= sum) / count, sorted };
  }
  const above = at(low + 1);
  const part = (total - sum) / (compensatedSum(above) - sum);
  const exact = below.map((amount, r) => amount + part * (above[r] - amount));
  return { exact, chance: 1 - (low + part) / count, sorted };
}

/** The first of the numbers below `count` from which on something holds; `count` where it never does. */
function firstWhere(count: number, holds: (k: number) => boolean): number {
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkAttainability(input: AttainabilityInput): void {
  const { total, accounts, unit = 1 } = input ?? {};
  const issues: Issue[] = [];
  checkTotal(total, unit, issues);
  checkAccounts(accounts, issues, createCurrencyReader(null, issues));
  if (issues.length > 0) throw new InputError('equaliseChances', issues);
}
