import { arcTangent2, cosSinDegreesInto } from '../../geo/trigonometry.js';
import { EARTH_RADIUS_KM } from '../../geo/unitVectors.js';

/** Where a map is cut from the globe: the parameters of Albers' equal-area conic projection, in degrees. */
export interface MapCentre {
  /** Longitude that points straight up. */
  readonly lon: number;
  /** Latitudes at which the scale is true. */
  readonly parallels: readonly [south: number, north: number];
}

/** A plane in kilometres, x to the east and y to the south, as screens have it. */
export interface Projection {
  /** Writes x and y of a place into `out[at]` and `out[at + 1]`. */
  projectInto(lon: number, lat: number, out: Float64Array, at: number): void;
  /** Returns `[lon, lat]` of a point of the plane. */
  invert(x: number, y: number): [number, number];
}

const DEGREES_PER_RADIAN = 57.29577951308232;

/** Below this sine of the cone the projection is drawn as its limit, the cylinder, which keeps its digits. */
const FLAT_CONE = 1e-6;

/**
 * Centres a map on places: opposite the widest stretch of longitudes without any, and the standard parallels a sixth
 * inside the range of latitudes.
 *
 * @param lon - entry `[i]` is the longitude of place i in degrees
 * @param lat - entry `[i]` is its latitude
 * @returns the centre; the equator at longitude 0 where there are no places
 * @remarks O(n log n). Places on both sides of the antimeridian stay together.
 */
export function centreMap(lon: ArrayLike<number>, lat: ArrayLike<number>): MapCentre {
  if (lon.length === 0) return { lon: 0, parallels: [-30, 30] };
  const east = Float64Array.from(lon).sort();
  let widest = east[0] + 360 - east[east.length - 1];
  let gapEnd = 0;
  for (let i = 1; i < east.length; i++) {
    if (east[i] - east[i - 1] <= widest) continue;
    widest = east[i] - east[i - 1];
    gapEnd = i;
  }
  let south = 90;
  let north = -90;
  for (let i = 0; i < lat.length; i++) {
    south = Math.min(south, lat[i]);
    north = Math.max(north, lat[i]);
  }
  const inset = (north - south) / 6;
  return { lon: wrap(east[gapEnd] + (360 - widest) / 2), parallels: [south + inset, north - inset] };
}

/** Brings degrees of longitude into [-180, 180). */
function wrap(degrees: number): number {
  return degrees - 360 * Math.floor((degrees + 180) / 360);
}

/**
 * Makes Albers' equal-area conic projection of the sphere.
 *
 * @param centre - longitude in the middle and the two standard parallels
 * @returns the projection; a cylinder where the parallels lie opposite each other
 * @remarks Source: J. P. Snyder, Map Projections: A Working Manual, US Geological Survey Professional Paper 1395
 * (1987), pages 98-103. The same bytes on every runtime.
 */
export function createProjection(centre: MapCentre): Projection {
  const pair = new Float64Array(2);
  cosSinDegreesInto(centre.parallels[0], pair);
  const [cosine, sine] = pair;
  cosSinDegreesInto(centre.parallels[1], pair);
  const cone = (sine + pair[1]) / 2;
  if (Math.abs(cone) < FLAT_CONE) return cylinder(centre.lon, cosine);
  const constant = cosine * cosine + 2 * cone * sine;
  const radiusAt = (sineOfLat: number) => Math.sqrt(Math.max(0, constant - 2 * cone * sineOfLat)) / cone;
  const radiusOfEquator = radiusAt(0);
  return {
    projectInto(lon, lat, out, at) {
      cosSinDegreesInto(lat, pair);
      const radius = radiusAt(pair[1]) * EARTH_RADIUS_KM;
      cosSinDegreesInto(cone * wrap(lon - centre.lon), pair);
      out[at] = radius * pair[1];
      out[at + 1] = radius * pair[0] - radiusOfEquator * EARTH_RADIUS_KM;
    },
    invert(x, y) {
      const side = cone < 0 ? -1 : 1;
      const east = x / EARTH_RADIUS_KM;
      const down = y / EARTH_RADIUS_KM + radiusOfEquator;
      const angle = arcTangent2(side * east, side * down) * DEGREES_PER_RADIAN;
      const sineOfLat = (constant - (east * east + down * down) * cone * cone) / (2 * cone);
      return [wrap(angle / cone + centre.lon), arcSineDegrees(sineOfLat)];
    },
  };
}

/** Lambert's cylindrical equal-area projection, true to scale where the cosine of the latitude is given. */
function cylinder(lon0: number, cosine: number): Projection {
  const pair = new Float64Array(2);
  const perDegree = (cosine * EARTH_RADIUS_KM) / DEGREES_PER_RADIAN;
  return {
    projectInto(lon, lat, out, at) {
      cosSinDegreesInto(lat, pair);
      out[at] = wrap(lon - lon0) * perDegree;
      out[at + 1] = (-pair[1] / cosine) * EARTH_RADIUS_KM;
    },
    invert: (x, y) => [wrap(x / perDegree + lon0), arcSineDegrees((-y * cosine) / EARTH_RADIUS_KM)],
  };
}

function arcSineDegrees(sine: number): number {
  const bounded = Math.min(1, Math.max(-1, sine));
  return arcTangent2(bounded, Math.sqrt(1 - bounded * bounded)) * DEGREES_PER_RADIAN;
}
