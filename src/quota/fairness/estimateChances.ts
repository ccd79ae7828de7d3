import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { createRandom } from '../../core/random.js';
import { isAmount } from '../rounding/checkTotal.js';
import type { AttainabilityOptions, UncertainAccount } from './attainabilityInput.js';
import { resolveAttainability } from './attainabilityOptions.js';
import { drawTotals, momentsOf } from './drawTotals.js';
import { checkAccounts, groupByRep } from './repAccounts.js';

/** A quota that was set, whatever it was set by. */
export interface GivenQuota {
  /** Unique. */
  readonly repId: string;
  /** 0 or more, in the unit of the accounts. */
  readonly quota: number;
}

/** What `estimateChances` judges. */
export interface ChanceInput {
  readonly quotas: readonly GivenQuota[];
  /** What each account may bring; every rep of an account has a quota. */
  readonly accounts: readonly UncertainAccount[];
}

/** One rep's chance to reach the quota. */
export interface QuotaChance {
  readonly id: string;
  readonly quota: number;
  readonly accounts: number;
  /** Share of the draws in which the rep reaches the quota; for a rep without accounts 1 where the quota is 0, else 0. */
  readonly chance: number;
  /** Of the chance, as a share of draws. */
  readonly standardError: number;
  /** Mean of what the accounts bring. */
  readonly expected: number;
  /** Mean of what the rep falls short of the quota by, over all draws; 0 in those that reach it. */
  readonly expectedShortfall: number;
  /** What the accounts bring together: exceeded in 90, 50 and 10 % of the draws. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** The chance of the whole team, and how many reach their quotas. */
export interface TeamChance {
  /** Sum of the quotas. */
  readonly quota: number;
  /** Share of the draws in which all together bring the sum of the quotas. */
  readonly chance: number;
  readonly standardError: number;
  readonly expected: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** How many reps reach their quotas: on average, and what is exceeded in 90, 50 and 10 % of the draws or just met. */
  readonly reaching: {
    readonly mean: number;
    readonly p10: number;
    readonly p50: number;
    readonly p90: number;
  };
}

/** How far fewer draws would have been off. */
export interface ChanceStep {
  readonly draws: number;
  readonly teamChance: number;
  /** Largest difference of a rep's chance from the final one. */
  readonly largestShift: number;
}

/** Chances to reach given quotas. */
export interface QuotaChances {
  /** In the order of the quotas. */
  readonly reps: readonly QuotaChance[];
  readonly team: TeamChance;
  /** Highest less lowest chance of a rep: 0 is equal attainability; `null` without quotas. */
  readonly spread: number | null;
  /** A quarter, half and all of the draws. */
  readonly convergence: readonly ChanceStep[];
}

/**
 * Estimates the chance of every rep, and of the team, to reach given quotas, from what the accounts may bring.
 *
 * Problem: find for each rep `P(sum of the accounts' amounts >= quota)`, amounts being independent.
 *
 * Idea: (1) draw the year of every rep many times, as {@link equaliseChances} does, with the same numbers for the same seed;
 * (2) count the draws that reach the quota; (3) add the reps up draw by draw for the team and for how many reach theirs;
 * (4) count again with a quarter and half of the draws to show what more of them would change.
 *
 * @param input - quotas by rep, and the accounts with P10, P50 and P90
 * @param options - seed, number of draws, accounts that are drawn one by one
 * @returns a new record: chances with their errors, shortfalls, the team and the convergence
 * @throws {@link InputError} with every issue: ranges that are negative or out of order, accounts whose rep has no quota,
 * quotas that are negative or not finite, reps that come twice
 * @throws {@link OptionsError} for options out of range
 * @remarks Accounts are independent of each other: where a market moves all of them, the chances of the reps and above
 * all that of the team are nearer to one half than this says. Chances fall as quotas rise, and a rep's chance depends on
 * no other quota. O(accounts + reps x draws x (drawnAccounts + log draws)), memory O(draws); deterministic by seed.
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
  const { seed, draws, drawnAccounts } = resolveAttainability('estimateChances', options);
  const numberOf = checkChances(input);
  const { quotas, accounts } = input;
  const { ids, members } = groupByRep(accounts);
  const moments = momentsOf(accounts);
  const random = createRandom(seed);
  const counts = [draws >> 2, draws >> 1, draws];
  const team = new Float64Array(draws);
  // Entry `[d]` is how many reps with accounts reach their quotas in draw d.
  const reaching = new Float64Array(draws);
  const reps = quotas.map(({ repId, quota }) => withoutAccounts(repId, quota));
  /** Entry `[s][q]` is the chance of rep q by the first `counts[s]` draws. */
  const chances = counts.map(() => Float64Array.from(reps, ({ chance }) => chance));
  ids.forEach((id, r) => {
    const q = numberOf.get(id) as number;
    const { quota } = quotas[q];
    const totals = drawTotals(accounts, members[r], moments, drawnAccounts, draws, random);
    for (let d = 0; d < draws; d++) team[d] += totals[d];
    for (let d = 0; d < draws; d++) if (totals[d] >= quota) reaching[d]++;
    counts.forEach((count, s) => {
      chances[s][q] = shareReaching(totals, count, quota);
    });
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
  });
  return {
    reps,
    team: describeTeam(reps, team, reaching),
    spread: spreadOf(chances[chances.length - 1]),
    convergence: counts.map((count, s) => ({
      draws: count,
      teamChance: shareReaching(team, count, sumOf(quotas)),
      largestShift: chances[s].reduce(
        (most, chance, q) => Math.max(most, Math.abs(chance - reps[q].chance)),
        0,
      ),
    })),
  };
}

function withoutAccounts(id: string, quota: number): QuotaChance {
  const nothing = { accounts: 0, standardError: 0, expected: 0, p10: 0, p50: 0, p90: 0 };
  return { id, quota, chance: quota === 0 ? 1 : 0, expectedShortfall: quota, ...nothing };
}

function describeTeam(
  reps: readonly QuotaChance[],
  totals: Float64Array,
  reaching: Float64Array,
): TeamChance {
  const draws = totals.length;
  const quota = sumOf(reps);
  const chance = shareReaching(totals, draws, quota);
  // Reps without accounts are the same in every draw.
  const always = reps.filter((rep) => rep.accounts === 0 && rep.quota === 0).length;
  const counts = reaching.map((count) => count + always);
  return {
    quota,
    chance,
    standardError: errorOf(chance, draws),
    expected: compensatedSum(reps.map(({ expected }) => expected)),
    ...percentiles(totals),
    reaching: { mean: compensatedSum(counts) / draws, ...percentiles(counts) },
  };
}

const sumOf = (rows: readonly { readonly quota: number }[]) => compensatedSum(rows.map(({ quota }) => quota));

const errorOf = (chance: number, draws: number) => Math.sqrt((chance * (1 - chance)) / draws);

function shareReaching(totals: Float64Array, count: number, quota: number): number {
  let reached = 0;
  for (let d = 0; d < count; d++) if (totals[d] >= quota) reached++;
  return reached / count;
}

function spreadOf(chances: Float64Array): number | null {
  if (chances.length === 0) return null;
  return chances.reduce((a, b) => Math.max(a, b)) - chances.reduce((a, b) => Math.min(a, b));
}

function percentiles(totals: Float64Array): { p10: number; p50: number; p90: number } {
  const sorted = totals.slice().sort();
  const at = (share: number) => sorted[Math.floor(share * sorted.length)];
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** Throws for what cannot be judged; returns the position of each rep's quota. */
function checkChances({ quotas, accounts }: ChanceInput): Map<string, number> {
  const issues: Issue[] = [];
  const numberOf = new Map<string, number>();
  if (!Array.isArray(quotas)) issues.push(badValue(null, 'quotas', 'not-a-list', 'a list', quotas));
  else {
    quotas.forEach((given: GivenQuota, row: number) => {
      const { repId, quota } = given ?? {};
      if (typeof repId !== 'string' || repId === '')
        issues.push(badValue(row, 'quotas.repId', 'missing-id', 'a text that is not empty', repId));
      else if (numberOf.has(repId))
        issues.push(badValue(row, 'quotas.repId', 'duplicate-id', 'unlike every other id', repId));
      else numberOf.set(repId, row);
      if (!isAmount(quota))
        issues.push(badValue(row, 'quotas.quota', 'out-of-range', 'a finite number of at least 0', quota));
    });
  }
  checkAccounts(accounts, issues);
  if (Array.isArray(quotas) && Array.isArray(accounts)) {
    accounts.forEach((account: UncertainAccount, row: number) => {
      const repId = account?.repId;
      if (typeof repId === 'string' && repId !== '' && !numberOf.has(repId))
        issues.push(badValue(row, 'repId', 'unknown-rep', 'a rep who has a quota', repId));
    });
  }
  if (issues.length > 0) throw new InputError('estimateChances', issues);
  return numberOf;
}
