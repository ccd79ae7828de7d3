import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { OptionsError } from '../core/errors.js';
import { badValue } from '../core/issue.js';
import { integerIn, numberIn, type OptionCheck } from '../core/options.js';
import { checkPlaces } from './checkPlaces.js';
import { groupByPlace } from './groupByPlace.js';
import { arcKm, EARTH_RADIUS_KM, toUnitVectors } from './unitVectors.js';

/** A point that was found, and how far away it is. */
export interface NearPoint {
  /** Its position in the columns that the index was made from. */
  readonly index: number;
  /** Great-circle distance in kilometres, the same to the bit as `greatCircleKm` gives. */
  readonly distanceKm: number;
}

/** Finds points near a place. Answers are in order of distance, then of index. */
export interface PlaceIndex {
  /**
   * Finds the nearest points.
   *
   * @param lon - longitude in degrees, -180 to 180
   * @param lat - latitude in degrees, -90 to 90; NaN in both is a place that is not known, which is near nothing
   * @param count - how many to find, a whole number, 0 or more; among equally distant points the lowest index goes first
   * @param maxKm - how far away they may be, infinity unless told
   * @returns a new list of at most `count` points
   * @throws `InputError` for a coordinate and `OptionsError` for a number out of range
   */
  nearest(lon: number, lat: number, count: number, maxKm?: number): NearPoint[];
  /**
   * Finds all points in a circle, its edge included.
   *
   * @param lon - longitude in degrees, -180 to 180
   * @param lat - latitude in degrees, -90 to 90; NaN in both is a place that is not known, which is near nothing
   * @param radiusKm - radius of the circle in kilometres, 0 or more
   * @returns a new list
   * @throws `InputError` for a coordinate and `OptionsError` for a number out of range
   */
  within(lon: number, lat: number, radiusKm: number): NearPoint[];
}

/** The radius that geokdbush counts with, in kilometres. */
const TREE_RADIUS_KM = 6371;

/** Beyond this many kilometres a circle is the whole globe to within the accuracy of a haversine near its far side. */
const WHOLE_GLOBE_KM = 20000;

/**
 * Indexes points on the globe for the questions "what is nearest" and "what is within".
 *
 * @param lon - entry `[i]` is the longitude of point i in degrees, -180 to 180
 * @param lat - entry `[i]` is the latitude of point i in degrees, -90 to 90; a point that is NaN in both is left out
 * @returns an index of its own, which later changes of the columns do not reach
 * @throws {@link InputError} naming every coordinate out of range
 * @remarks Building takes O(n log n), a query about O(log n + found). Right across the antimeridian and at the poles.
 * kdbush and geokdbush find the candidates; distances, limits and ties are then decided with `+ - * / sqrt` alone,
 * so that answers are the same on every runtime. Points at one place are one entry of the tree.
 * @example
 * ```ts
 * import { createPlaceIndex } from 'bailiwick/geo';
 * const index = createPlaceIndex([179.9, -179.9, 0], [0, 0, 0]);
 * index.nearest(-179.8, 0, 2).map((point) => point.index); // => [1, 0]
 * index.within(0, 0, 50).length; // => 1
 * ```
 */
export function createPlaceIndex(lon: ArrayLike<number>, lat: ArrayLike<number>): PlaceIndex {
  checkPlaces('places', lon, lat);
  const vectors = toUnitVectors(lon, lat);
  const { members, firsts } = groupByPlace(vectors);
  const tree = new KDBush(firsts.length);
  for (const i of firsts) tree.add(lon[i], lat[i]);
  tree.finish();

  /** The first places of the tree that may lie within a radius: a hair more than asked for, never less. */
  function placesAround(atLon: number, atLat: number, radiusKm: number, count?: number): number[] {
    const treeKm = radiusKm * (TREE_RADIUS_KM / EARTH_RADIUS_KM);
    return around(tree, atLon, atLat, count, radiusKm < WHOLE_GLOBE_KM ? paddedKm(treeKm) : undefined);
  }

  function toNearPoints(places: readonly number[], at: Float64Array, maxKm: number): NearPoint[] {
    const found: NearPoint[] = [];
    for (const place of places) {
      const distanceKm = arcKm(vectors, firsts[place], at, 0);
      if (distanceKm > maxKm) continue;
      for (let e = members.offsets[place]; e < members.offsets[place + 1]; e++) {
        found.push({ index: members.targets[e], distanceKm });
      }
    }
    return found.sort((a, b) => a.distanceKm - b.distanceKm || a.index - b.index);
  }

  return {
    within: (atLon, atLat, radiusKm) => {
      checkQuery('within', { radiusKm: [radiusKm, numberIn(0)] });
      checkPlaces('place', [atLon], [atLat]);
      if (Number.isNaN(atLon)) return [];
      return toNearPoints(placesAround(atLon, atLat, radiusKm), toUnitVectors([atLon], [atLat]), radiusKm);
    },
    nearest: (atLon, atLat, count, maxKm = Number.POSITIVE_INFINITY) => {
      checkQuery('nearest', { count: [count, integerIn(0)], maxKm: [maxKm, numberIn(0)] });
      checkPlaces('place', [atLon], [atLat]);
      if (count === 0 || Number.isNaN(atLon)) return [];
      const at = toUnitVectors([atLon], [atLat]);
      let places = placesAround(atLon, atLat, maxKm, count + 1);
      if (places.length > count) {
        // Where the last two are too close to tell apart for the tree, everything as far as them decides.
        const lastKm = arcKm(vectors, firsts[places[count - 1]], at, 0);
        const nextKm = arcKm(vectors, firsts[places[count]], at, 0);
        if (nextKm <= paddedKm(lastKm) || nextKm >= WHOLE_GLOBE_KM) {
          places = placesAround(atLon, atLat, Math.max(lastKm, nextKm));
        }
      }
      return toNearPoints(places, at, maxKm).slice(0, count);
    },
  };
}

/** A radius with room for the rounding of two ways to compute a distance: a part in 10^9 and a hundredth of a millimetre. */
function paddedKm(radiusKm: number): number {
  return radiusKm * (1 + 1e-9) + 1e-8;
}

function checkQuery(what: string, values: Readonly<Record<string, readonly [number, OptionCheck]>>): void {
  for (const [field, [value, check]] of Object.entries(values)) {
    const expected = check(value);
    if (expected !== null)
      throw new OptionsError(what, [badValue(null, field, 'bad-option', expected, value)]);
  }
}
