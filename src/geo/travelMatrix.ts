import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { checkPlaces } from './checkPlaces.js';
import { checkTravelMatrix } from './checkTravelMatrix.js';
import { arcKm, toUnitVectors } from './unitVectors.js';

/** Places in columns. */
export interface PlaceColumns {
  /** Entry `[i]` is the longitude of place i in degrees, -180 to 180. */
  readonly lon: ArrayLike<number>;
  /** Entry `[i]` is the latitude of place i in degrees, -90 to 90; both are NaN where it is not known. */
  readonly lat: ArrayLike<number>;
}

/**
 * Computes what a trip costs between each account and each seat.
 *
 * @param from - places of the accounts; one that is not known costs nothing to anywhere
 * @param to - places of the seats, all known
 * @param cost - turns great-circle kilometres into a cost, finite and 0 or more, such as the minutes of a
 * `TravelTime`; the kilometres themselves unless told
 * @returns a new array: account i to seat j at `[to.lon.length * i + j]`
 * @throws {@link InputError} naming every bad coordinate, every seat without a place and every account with a bad cost
 * @remarks O(accounts * seats). The same bytes on every runtime as long as `cost` is.
 * @example
 * ```ts
 * import { travelMatrix } from 'bailiwick/geo';
 * const km = travelMatrix({ lon: [0, NaN], lat: [0, NaN] }, { lon: [1, 2], lat: [0, 0] });
 * [...km].map(Math.round); // => [111, 222, 0, 0]
 * ```
 */
export function travelMatrix(
  from: PlaceColumns,
  to: PlaceColumns,
  cost: (greatCircleKm: number) => number = (greatCircleKm) => greatCircleKm,
): Float64Array {
  checkPlaces('accounts', from?.lon, from?.lat);
  checkPlaces('seats', to?.lon, to?.lat);
  const issues: Issue[] = [];
  if (typeof cost !== 'function') issues.push(badValue(null, 'cost', 'wrong-type', 'a function', cost));
  for (let j = 0; j < to.lon.length; j++) {
    if (Number.isNaN(to.lat[j])) addIssue(issues, badValue(j, 'lat', 'no-place', 'a known place', to.lat[j]));
  }
  if (issues.length > 0) throw new InputError('seats', issues);
  const accounts = toUnitVectors(from.lon, from.lat);
  const seats = toUnitVectors(to.lon, to.lat);
  return checkTravelMatrix(
    (i, j) => (Number.isNaN(from.lat[i]) ? 0 : cost(arcKm(accounts, i, seats, j))),
    from.lon.length,
    to.lon.length,
  );
}
