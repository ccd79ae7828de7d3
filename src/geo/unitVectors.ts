import { arcSineOfRoot, arcTangent2, cosSinDegreesInto } from './trigonometry.js';

/** Mean radius of the earth in kilometres (IUGG mean radius R1). */
export const EARTH_RADIUS_KM = 6371.0088;

const DEGREES_PER_RADIAN = 57.29577951308232;

/**
 * Places points on the unit sphere in space, where there is no antimeridian and no pole to stumble over.
 *
 * @param lon - entry `[i]` is the longitude of point i in degrees
 * @param lat - entry `[i]` is the latitude of point i in degrees; both are NaN for a point without a place
 * @returns a new array, x, y, z of point i at `[3i]`, `[3i + 1]`, `[3i + 2]`; NaN for a point without a place
 * @remarks O(n). The same bytes on every runtime.
 */
export function toUnitVectors(lon: ArrayLike<number>, lat: ArrayLike<number>): Float64Array {
  const vectors = new Float64Array(3 * lon.length);
  const cosSin = new Float64Array(2);
  for (let i = 0; i < lon.length; i++) unitVectorInto(lon[i], lat[i], vectors, i, cosSin);
  return vectors;
}

/** Places point i of {@link toUnitVectors} alone; `cosSin` is scratch for two numbers. */
export function unitVectorInto(
  lon: number,
  lat: number,
  vectors: Float64Array,
  i: number,
  cosSin: Float64Array,
): void {
  cosSinDegreesInto(lat, cosSin);
  const cosLat = cosSin[0];
  vectors[3 * i + 2] = cosSin[1];
  cosSinDegreesInto(lon, cosSin);
  vectors[3 * i] = cosLat * cosSin[0];
  vectors[3 * i + 1] = cosLat * cosSin[1];
}

/**
 * Reads longitude and latitude off a vector of any length.
 *
 * @param x - first coordinate
 * @param y - second coordinate
 * @param z - third coordinate
 * @returns `[lon, lat]` in degrees; `[0, 0]` for the zero vector
 */
export function toLonLat(x: number, y: number, z: number): [number, number] {
  return [
    arcTangent2(y, x) * DEGREES_PER_RADIAN,
    arcTangent2(z, Math.sqrt(x * x + y * y)) * DEGREES_PER_RADIAN,
  ];
}

/**
 * Turns the straight distance between two points of the unit sphere into the length of the arc.
 *
 * @param chordSquared - squared straight distance, 0 to 4
 * @returns the arc in radians, 0 to pi
 */
export function arcOfChord(chordSquared: number): number {
  return 2 * arcSineOfRoot(0.25 * chordSquared);
}

/**
 * Great-circle distance on a sphere with the earth's mean radius.
 *
 * @param lonA - longitude of the first point in degrees
 * @param latA - latitude of the first point in degrees
 * @param lonB - longitude of the second point in degrees
 * @param latB - latitude of the second point in degrees
 * @returns kilometres; within 0.6 % of the ellipsoid's geodesic
 * @example
 * ```ts
 * import { greatCircleKm } from 'bailiwick/geo';
 * Math.round(greatCircleKm(-0.1278, 51.5074, 2.3522, 48.8566)); // => 344
 * ```
 */
export function greatCircleKm(lonA: number, latA: number, lonB: number, latB: number): number {
  return arcKm(toUnitVectors([lonA], [latA]), 0, toUnitVectors([lonB], [latB]), 0);
}

/**
 * Great-circle distance between two points that are unit vectors already.
 *
 * @param a - unit vectors, as {@link toUnitVectors} makes them
 * @param i - which point of `a`
 * @param b - unit vectors, may be `a`
 * @param j - which point of `b`
 * @returns kilometres, the same to the bit as {@link greatCircleKm}; NaN where a point has no place
 */
export function arcKm(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = a[3 * i] - b[3 * j];
  const dy = a[3 * i + 1] - b[3 * j + 1];
  const dz = a[3 * i + 2] - b[3 * j + 2];
  return EARTH_RADIUS_KM * arcOfChord(dx * dx + dy * dy + dz * dz);
}
