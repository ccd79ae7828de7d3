import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import { eachRecord } from '../../core/records.js';
import { amount, divisor } from '../checkColumn.js';

/** An area that a rep works: a territory, or a part of one. */
export interface TourZone {
  /** Area that its accounts are spread over, in km², 0 or more. */
  readonly areaKm2: number;
  /** Accounts that are visited in one round of all, 0 or more. */
  readonly stops: number;
  /** Mean distance from the seat to these accounts as the crow flies, in km, 0 or more. */
  readonly seatKm: number;
}

/** How tours are made. */
export interface TourOptions {
  /** Mean speed, 1e-9 to 1e9; must be given. */
  readonly kmPerHour: number;
  /** Road kilometres for each kilometre as the crow flies, 1 to 1e9. Default 1: chosen, no detour. */
  readonly detourFactor: number;
  /** Visits on one trip from the seat and back, 1 or more. Default 1: chosen, the careful end: every visit is a trip of its own. */
  readonly visitsPerTrip: number;
  /**
   * Legs between neighbours in square roots of the area of one stop. Default 0.7124: the constant of long shortest tours
   * through points at random (Johnson, McGeoch 1996); {@link calibrateTourConstant} finds that of your own tours.
   */
  readonly tourConstant: number;
}

/** Bounds of speeds and factors, so that no allowance overflows; chosen, far from anything that moves. */
export const LEAST_SPEED = 1e-9;
export const MOST = 1e9;

/** A round of visits that was driven or planned. */
export interface MeasuredTour extends TourZone {
  /** Visits on one trip, 1 or more. */
  readonly visitsPerTrip: number;
  /** Kilometres of all trips together, as the crow flies. */
  readonly lengthKm: number;
}

/**
 * Minutes of travel to allow for a visit in an area, by the length that tours through it have.
 *
 * @param zones - areas with their stops and their distance from the seat
 * @param options - speed and trips
 * @returns a new array; entry `[z]` is the minutes for a visit in zone z, 0 where nobody is visited
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every figure of a zone that is not finite and 0 or more
 * @remarks km = 2 seatKm / m + tourConstant x sqrt(areaKm2 / stops) x (m - 1) / m, with m = the lesser of visitsPerTrip and
 * stops: a trip is the way there and back and m - 1 legs between neighbours. One visit a trip is there and back exactly.
 * Continuous approximation by C. F. Daganzo: The Distance Traveled to Visit N Points with a Maximum of C Stops per
 * Vehicle, 1984, DOI 10.1287/trsc.18.4.331, on J. Beardwood, J. H. Halton, J. M. Hammersley: The shortest path through
 * many points, 1959, DOI 10.1017/S0305004100034095; departure: m - 1 legs a trip instead of m. O(zones).
 * @example
 * ```ts
 * import { tourAllowance } from 'bailiwick/segment';
 *
 * const zones = [{ areaKm2: 100, stops: 4, seatKm: 20 }];
 * Array.from(tourAllowance(zones, { kmPerHour: 60 })); // => [40]
 * Array.from(tourAllowance(zones, { kmPerHour: 60, visitsPerTrip: 4, tourConstant: 0.8 })); // => [13]
 * ```
 */
export function tourAllowance(
  zones: readonly TourZone[],
  options: Pick<TourOptions, 'kmPerHour'> & Partial<TourOptions>,
): Float64Array {
  const { kmPerHour, detourFactor, visitsPerTrip, tourConstant } = resolveOptions<TourOptions>(
    'tourAllowance',
    { kmPerHour: 0, detourFactor: 1, visitsPerTrip: 1, tourConstant: 0.7124 },
    { ...options, kmPerHour: options?.kmPerHour ?? 0 },
    {
      kmPerHour: numberIn(LEAST_SPEED, MOST),
      detourFactor: numberIn(1, MOST),
      visitsPerTrip: integerIn(1),
      tourConstant: numberIn(0, MOST),
    },
  );
  const issues: Issue[] = [];
  eachRecord(zones, 'zones', issues, (zone, row) => {
    checkFigures(zone, row, ['areaKm2', 'stops', 'seatKm'], issues);
  });
  if (issues.length > 0) throw new InputError('tourAllowance', issues);
  return Float64Array.from(zones, ({ areaKm2, stops, seatKm }) => {
    if (stops === 0) return 0;
    const onTrip = Math.max(1, Math.min(visitsPerTrip, stops));
    const legsKm = tourConstant * Math.sqrt(areaKm2 / stops) * ((onTrip - 1) / onTrip);
    return ((60 * detourFactor) / kmPerHour) * ((2 * seatKm) / onTrip + legsKm);
  });
}

/**
 * Finds the tour constant that fits measured tours best.
 *
 * @param tours - rounds of visits whose length is known, such as the day routes of some territories
 * @returns the constant for {@link tourAllowance}, and the root mean square of what it is off by, over the mean length;
 * both `null` where no tour has a leg between stops
 * @throws {@link InputError} naming every figure that is out of range
 * @remarks Least squares through the origin of length - 2 seatKm x trips on sqrt(areaKm2 x stops) x (m - 1) / m. O(tours).
 * @example
 * ```ts
 * import { calibrateTourConstant } from 'bailiwick/segment';
 *
 * const tour = { areaKm2: 100, stops: 4, seatKm: 20, visitsPerTrip: 4, lengthKm: 52 };
 * calibrateTourConstant([tour]); // => { constant: 0.8, errorShare: 0 }
 * ```
 */
export function calibrateTourConstant(tours: readonly MeasuredTour[]): {
  constant: number | null;
  errorShare: number | null;
} {
  const issues: Issue[] = [];
  eachRecord(tours, 'tours', issues, (tour, row) => {
    checkFigures(tour, row, ['areaKm2', 'stops', 'seatKm', 'lengthKm'], issues);
    if (!amount.holds(tour.visitsPerTrip) || tour.visitsPerTrip < 1)
      addIssue(
        issues,
        badValue(row, 'visitsPerTrip', 'out-of-range', 'a finite number from 1', tour.visitsPerTrip),
      );
  });
  if (issues.length > 0) throw new InputError('calibrateTourConstant', issues);
  const parts = tours
    .filter(({ stops }) => stops > 0)
    .map(({ areaKm2, stops, seatKm, visitsPerTrip, lengthKm }) => {
      const onTrip = Math.max(1, Math.min(visitsPerTrip, stops));
      const legs = Math.sqrt(areaKm2 * stops) * ((onTrip - 1) / onTrip);
      return { legs, local: lengthKm - (2 * seatKm * stops) / onTrip, lengthKm };
    });
  const squares = compensatedSum(parts.map(({ legs }) => legs * legs));
  if (!(squares > 0)) return { constant: null, errorShare: null };
  const constant = compensatedSum(parts.map(({ legs, local }) => legs * local)) / squares;
  const errors = compensatedSum(parts.map(({ legs, local }) => (local - constant * legs) ** 2));
  const length = compensatedSum(parts.map(({ lengthKm }) => lengthKm));
  return {
    constant,
    errorShare: length > 0 ? Math.sqrt(errors / parts.length) / (length / parts.length) : null,
  };
}

function checkFigures<K extends string>(
  record: Readonly<Record<K, number>>,
  row: number,
  names: readonly K[],
  issues: Issue[],
): void {
  for (const name of names) {
    const { holds, expected } = name === 'stops' ? divisor : amount;
    if (holds(record[name])) continue;
    addIssue(issues, badValue(row, name, 'out-of-range', expected, record[name]));
  }
}
