import { integerIn, numberIn, resolveOptions } from '../core/options.js';
import { checkPlaces } from './checkPlaces.js';
import { groupByPlace } from './groupByPlace.js';
import { createPlaceIndex } from './placeIndex.js';
import { cosSinDegreesInto } from './trigonometry.js';
import { EARTH_RADIUS_KM, toUnitVectors } from './unitVectors.js';

/** Which neighbours count. */
export interface NearestDensityOptions {
  /** How many nearest other points the circle should reach, 1 or more. Default 8 (chosen: the ring round a cell). */
  readonly count: number;
  /**
   * Smallest radius of the circle in kilometres, 0.001 to 1,000, so that points at one place, or at one address,
   * do not make the density infinite. Default 0.5 (chosen: a walk; what is nearer needs no drive).
   */
  readonly minRadiusKm: number;
}

/** Points per area round each point; all arrays are NaN for a point without a place. */
export interface NearestDensity {
  /** Entry `[i]` is the number of other points per km² in the circle round point i. */
  readonly perKm2: Float64Array;
  /** Entry `[i]` is the radius of that circle in kilometres. */
  readonly radiusKm: Float64Array;
  /** Entry `[i]` is the mean distance to the `count` nearest other points in kilometres; NaN where there is no other. */
  readonly meanKm: Float64Array;
}

/**
 * Estimates density round each point by the circle that reaches its k-th nearest neighbour.
 *
 * @param lon - entry `[i]` is the longitude of point i in degrees, -180 to 180
 * @param lat - entry `[i]` is the latitude of point i in degrees, -90 to 90; NaN in both for a point without a place
 * @param options - how many neighbours, and the smallest circle
 * @returns density, radius and mean distance in new arrays
 * @throws {@link InputError} for coordinates and {@link OptionsError} for options out of range
 * @remarks Density = other points in the circle / area of the circle on the sphere, where the radius is the distance
 * to the k-th nearest other point (to the farthest, where there are fewer) or `minRadiusKm`, whichever is more. A point
 * that is alone has density 0. About O(n k log n), more where far more than k points lie within `minRadiusKm`; points
 * at one place are worked out once. The same bytes on every runtime. D. O. Loftsgaarden, C. P. Quesenberry:
 * A Nonparametric Estimate of a Multivariate Density Function, 1965, DOI 10.1214/aoms/1177700079.
 * @example
 * ```ts
 * import { densityByNearest } from 'bailiwick/geo';
 * const { radiusKm, meanKm } = densityByNearest([0, 1, 3], [0, 0, 0], { count: 2 });
 * [...radiusKm].map(Math.round); // => [334, 222, 334]
 * [...meanKm].map(Math.round); // => [222, 167, 278]
 * ```
 */
export function densityByNearest(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  options?: Partial<NearestDensityOptions>,
): NearestDensity {
  checkPlaces('places', lon, lat);
  const defaults: NearestDensityOptions = { count: 8, minRadiusKm: 0.5 };
  const checks = { count: integerIn(1), minRadiusKm: numberIn(0.001, 1000) };
  const { count, minRadiusKm } = resolveOptions('densityByNearest', defaults, options, checks);
  const index = createPlaceIndex(lon, lat);
  const { placeOf, firsts } = groupByPlace(toUnitVectors(lon, lat));
  const ofPlaces = Array.from(firsts, (i) => {
    // The circle's own point is always among the points at distance 0.
    const nearest = index.nearest(lon[i], lat[i], count + 1);
    const reachKm = nearest[nearest.length - 1].distanceKm;
    const isSmall = reachKm < minRadiusKm;
    const others = (isSmall ? index.within(lon[i], lat[i], minRadiusKm).length : nearest.length) - 1;
    const radiusKm = isSmall ? minRadiusKm : reachKm;
    let sumKm = 0;
    for (const { distanceKm } of nearest) sumKm += distanceKm;
    return { perKm2: others / circleAreaKm2(radiusKm), radiusKm, meanKm: sumKm / (nearest.length - 1) };
  });
  const columnOf = (field: keyof NearestDensity) =>
    Float64Array.from(placeOf, (place) => (place < 0 ? Number.NaN : ofPlaces[place][field]));
  return { perKm2: columnOf('perKm2'), radiusKm: columnOf('radiusKm'), meanKm: columnOf('meanKm') };
}

/** Area of the cap within a great-circle distance: 4 pi R² sin²(d / 2R). */
function circleAreaKm2(radiusKm: number): number {
  const cosSin = new Float64Array(2);
  cosSinDegreesInto((radiusKm / EARTH_RADIUS_KM) * (90 / Math.PI), cosSin);
  return 4 * Math.PI * EARTH_RADIUS_KM * EARTH_RADIUS_KM * cosSin[1] * cosSin[1];
}
