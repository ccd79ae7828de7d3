import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import { amount, checkColumn, lengthOf } from '../checkColumn.js';
import { LEAST_SPEED, MOST } from './tourAllowance.js';

/** What a road trip between neighbours takes. */
export interface TravelAllowanceOptions {
  /** Mean speed between neighbours, 1e-9 to 1e9. */
  readonly kmPerHour: number;
  /** Road kilometres for each kilometre as the crow flies, 1 to 1e9. Default 1: chosen, no detour. */
  readonly detourFactor: number;
  /** Least allowance in minutes: parking, reception. Default 0: chosen, no bound. */
  readonly leastMin: number;
  /** Largest allowance in minutes. Default infinity: chosen, no bound. */
  readonly mostMin: number;
  /** Visits on one trip, 1 or more: the way there is shared. Default 1: chosen, the careful end. */
  readonly visitsPerTrip: number;
  /** Allowance in minutes where the distance is NaN, for accounts without a place or a neighbour. Default `null`: an error, as no allowance fits every business. */
  readonly unknownMin: number | null;
}

/**
 * Minutes of travel to allow for a visit, from how far apart accounts lie.
 *
 * @param neighbourKm - entry `[i]` is the mean distance from account i to its nearest neighbours, as the crow
 * flies, 0 or more; NaN where it is not known (`meanKm` of `densityByNearest`)
 * @param options - speed, and what bounds the allowance
 * @returns a new array: neighbourKm * detourFactor / kmPerHour * 60 / visitsPerTrip, at least `leastMin` and at most `mostMin`
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every distance that is not finite and 0 or more, NaN only without `unknownMin`
 * @remarks O(n). A rep who works an area goes from account to account, so the distance between neighbours stands for a
 * leg of the tour; where accounts are thin the allowance grows.
 * @example
 * ```ts
 * import { travelAllowance } from 'bailiwick/segment';
 * Array.from(travelAllowance([3, 40], { kmPerHour: 60, leastMin: 10 })); // => [10, 40]
 * ```
 */
export function travelAllowance(
  neighbourKm: ArrayLike<number>,
  options: Pick<TravelAllowanceOptions, 'kmPerHour'> & Partial<TravelAllowanceOptions>,
): Float64Array {
  const defaults: TravelAllowanceOptions = {
    kmPerHour: 0,
    detourFactor: 1,
    leastMin: 0,
    mostMin: Number.POSITIVE_INFINITY,
    visitsPerTrip: 1,
    unknownMin: null,
  };
  const { kmPerHour, detourFactor, leastMin, mostMin, visitsPerTrip, unknownMin } = resolveOptions(
    'travelAllowance',
    defaults,
    // `null` for a speed that was not given, so that it is refused like any other bad value.
    { ...options, kmPerHour: options?.kmPerHour ?? null },
    {
      kmPerHour: numberIn(LEAST_SPEED, MOST),
      detourFactor: numberIn(1, MOST),
      leastMin: numberIn(0),
      mostMin: numberIn(0),
      visitsPerTrip: integerIn(1),
      unknownMin: (value) => (value === null ? null : isMinutes(value)),
    },
  );
  const issues: Issue[] = [];
  checkColumn(issues, 'neighbourKm', neighbourKm, lengthOf(neighbourKm), {
    expected: amount.expected,
    holds: (km) => (Number.isNaN(km) ? unknownMin !== null : amount.holds(km)),
  });
  if (issues.length > 0) throw new InputError('distances to neighbours', issues);
  return Float64Array.from(neighbourKm, (km) =>
    Number.isNaN(km)
      ? (unknownMin as number)
      : Math.min(mostMin, Math.max(leastMin, (60 * km * detourFactor) / kmPerHour / visitsPerTrip)),
  );
}

const isMinutes = /* @__PURE__ */ numberIn(0, 1e100);
