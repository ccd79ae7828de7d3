import { integerIn, numberIn, resolveOptions } from '../core/options.js';

/** What a road trip between neighbours takes. */
export interface TravelAllowanceOptions {
  /** Mean speed between neighbours, above 0. */
  readonly kmPerHour: number;
  /** Road kilometres for each kilometre as the crow flies, 1 or more. Default 1. */
  readonly detourFactor: number;
  /** Least allowance in minutes: parking, reception. Default 0. */
  readonly leastMin: number;
  /** Largest allowance in minutes. Default infinity. */
  readonly mostMin: number;
  /** Visits on one trip, 1 or more: the way there is shared. Default 1. */
  readonly visitsPerTrip: number;
}

/**
 * Minutes of travel to allow for a visit, from how far apart accounts lie.
 *
 * @param neighbourKm - entry `[i]` is the mean distance from account i to its nearest neighbours, as the crow flies
 * @param options - speed, and what bounds the allowance
 * @returns a new array: neighbourKm * detourFactor / kmPerHour * 60 / visitsPerTrip, at least `leastMin` and at most `mostMin`
 * @throws {@link OptionsError} where a figure is out of range
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
  const defaults = {
    kmPerHour: 0,
    detourFactor: 1,
    leastMin: 0,
    mostMin: Number.POSITIVE_INFINITY,
    visitsPerTrip: 1,
  };
  const { kmPerHour, detourFactor, leastMin, mostMin, visitsPerTrip } = resolveOptions(
    'travelAllowance',
    defaults,
    options,
    {
      kmPerHour: numberIn(Number.MIN_VALUE),
      detourFactor: numberIn(1),
      leastMin: numberIn(0),
      mostMin: numberIn(0),
      visitsPerTrip: integerIn(1),
    },
  );
  return Float64Array.from(neighbourKm, (km) =>
    Math.min(mostMin, Math.max(leastMin, (60 * km * detourFactor) / kmPerHour / visitsPerTrip)),
  );
}
