import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isId } from '../../core/records.js';
import { checkNumbers } from '../rounding/checkNumbers.js';
import { checkUnit, checkWholeUnits, isAmount, isShare } from '../rounding/checkTotal.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { amountOf, unitsOf } from '../rounding/units.js';

/** What `phaseQuota` spreads over periods. */
export interface PhaseInput {
  /** Whose quota it is, each with the quota of the whole year, 0 or more and a multiple of the unit. */
  readonly recipients: readonly { readonly id: string; readonly quota: number }[];
  /** Entry `[p]` is the share of a year in period p relative to the others, 0 or more; adds up to more than 0. */
  readonly seasonality: ArrayLike<number>;
  /** Entry `[r * periods + p]` is the ramp of recipient r in period p, 0 to 1; 1 everywhere unless told. */
  readonly ramp?: ArrayLike<number>;
  /**
   * What the ramp does: `relieve` lowers the year's quota by what a new hire cannot carry, `spread` keeps the quota and
   * only moves it to later periods. Must be said where there is a ramp: plans differ on it, and money depends on it.
   */
  readonly rampEffect?: 'relieve' | 'spread';
  /** Smallest amount that is not divided further, above 0; 1 unless told. */
  readonly unit?: number;
}

/** One recipient's year. */
export interface PhasedYear {
  readonly id: string;
  /** What the periods add up to. */
  readonly quota: number;
  /** Full quota less this one: what the ramp relieves, or what no period can take. */
  readonly relief: number;
}

/** Quota by period. Entry `[r * periods + p]` of each list is recipient r in period p. */
export interface PhasedQuota {
  /** `infeasible`: somebody has a quota to spread and a ramp of 0 in every period with a season; `unplacedIds` say who. */
  readonly status: 'feasible' | 'infeasible';
  readonly unplacedIds: readonly string[];
  readonly years: readonly PhasedYear[];
  /** Multiples of the unit: `seasonalParts + rampEffects + rounding`. */
  readonly amounts: Float64Array;
  /** Quota of the year times the share of the period. */
  readonly seasonalParts: Float64Array;
  /** What the ramp added or, where negative, took away. */
  readonly rampEffects: Float64Array;
  readonly rounding: Float64Array;
}

/** A part of the whole below this counts as none: its remainders would lose their last digits. */
const NEGLIGIBLE_SHARE = 1e-280;

/**
 * Spreads quotas of a year over periods by seasonality and ramp, in whole units that add up to each year exactly.
 *
 * @param input - quotas, seasonality, ramp and unit
 * @returns new columns by recipient and period, with what season, ramp and rounding contributed
 * @throws {@link InputError} with every issue: quotas that are negative or no multiple of the unit, shares out of range,
 * lists of the wrong length, a ramp without `rampEffect`
 * @remarks With season s_p (adding up to 1), ramp r_p and quota Q: `relieve` gives Q s_p r_p, and the year is its sum,
 * rounded to the nearest unit; `spread` gives Q s_p r_p / sum of s r. Largest remainder within each year. Where the
 * periods of all recipients must add up to given totals as well, hand `amounts` to {@link allocateTable} as seed.
 * O(recipients x periods log periods), deterministic.
 * @example
 * ```ts
 * import { phaseQuota } from 'bailiwick/quota';
 * const { years, amounts } = phaseQuota({
 *   recipients: [{ id: 'ann', quota: 1_000 }, { id: 'new', quota: 1_000 }],
 *   seasonality: [0.2, 0.2, 0.25, 0.35],
 *   ramp: [1, 1, 1, 1, 0, 0.5, 1, 1],
 *   rampEffect: 'relieve',
 * });
 * Array.from(amounts); // => [200, 200, 250, 350, 0, 100, 250, 350]
 * years[1]; // => { id: 'new', quota: 700, relief: 300 }
 * ```
 */
export function phaseQuota(input: PhaseInput): PhasedQuota {
  checkPhase(input);
  const { recipients, seasonality, ramp, rampEffect, unit = 1 } = input;
  const periods = seasonality.length;
  const seasonSum = compensatedSum(seasonality);
  const count = recipients.length * periods;
  const amounts = new Float64Array(count);
  const seasonalParts = new Float64Array(count);
  const rampEffects = new Float64Array(count);
  const rounding = new Float64Array(count);
  const weights = new Float64Array(periods);
  const unplacedIds: string[] = [];
  const years = recipients.map(({ id, quota }, r): PhasedYear => {
    const start = r * periods;
    for (let p = 0; p < periods; p++) {
      const weight = (seasonality[p] / seasonSum) * (ramp === undefined ? 1 : ramp[start + p]);
      weights[p] = weight < NEGLIGIBLE_SHARE ? 0 : weight;
    }
    const weightSum = compensatedSum(weights);
    const full = unitsOf(quota, unit);
    const isRelieved = rampEffect === 'relieve' && ramp !== undefined;
    const units = weightSum === 0 ? 0 : isRelieved ? Math.min(full, Math.round(full * weightSum)) : full;
    if (weightSum === 0 && full > 0 && !isRelieved) unplacedIds.push(id);
    const counts = weightSum === 0 ? null : largestRemainder(weights, units);
    /** What the weights are divided by: 1 leaves what the ramp takes away out of the year. */
    const whole = isRelieved || weightSum === 0 ? 1 : weightSum;
    for (let p = 0; p < periods; p++) {
      const at = start + p;
      amounts[at] = counts === null ? 0 : amountOf(counts[p], unit);
      seasonalParts[at] = quota * (seasonality[p] / seasonSum);
      const exact = quota * (weights[p] / whole);
      rampEffects[at] = exact - seasonalParts[at];
      rounding[at] = amounts[at] - exact;
    }
    return { id, quota: amountOf(units, unit), relief: amountOf(full - units, unit) };
  });
  const status = unplacedIds.length === 0 ? 'feasible' : 'infeasible';
  return { status, unplacedIds, years, amounts, seasonalParts, rampEffects, rounding };
}

function checkPhase(input: PhaseInput): void {
  const { recipients, seasonality, ramp, rampEffect, unit = 1 } = input ?? {};
  const issues: Issue[] = [];
  checkQuotas(recipients, checkUnit(unit, issues), issues);
  const found = issues.length;
  const periods = checkNumbers(seasonality, 'seasonality', isAmount, 'a number of at least 0', issues);
  if (issues.length === found && !(compensatedSum(seasonality) > 0)) {
    issues.push(badValue(null, 'seasonality', 'nothing-to-share-by', 'above 0 in sum', 0));
  }
  if (
    (ramp !== undefined || rampEffect !== undefined) &&
    rampEffect !== 'relieve' &&
    rampEffect !== 'spread'
  ) {
    issues.push(badValue(null, 'rampEffect', 'unknown-word', 'one of relieve, spread', rampEffect));
  }
  if (ramp !== undefined) {
    const length = checkNumbers(ramp, 'ramp', isShare, 'a share from 0 to 1', issues);
    const count = Array.isArray(recipients) && periods !== null ? recipients.length * periods : null;
    if (length !== null && count !== null && length !== count) {
      issues.push(badValue(null, 'ramp', 'wrong-length', `recipients x periods long (${count})`, length));
    }
  }
  if (issues.length > 0) throw new InputError('phaseQuota', issues);
}

function checkQuotas(recipients: PhaseInput['recipients'], unit: number, issues: Issue[]): void {
  const ids = new Set<unknown>();
  eachRecord(recipients, 'recipients', issues, ({ id, quota }, row) => {
    if (!isId(id) || ids.has(id)) {
      addIssue(issues, badValue(row, 'id', 'bad-id', 'a text that no other recipient has', id));
    }
    ids.add(id);
    checkWholeUnits(quota, unit, row, 'quota', issues);
  });
}
