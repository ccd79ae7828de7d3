import { geoDistance } from 'd3-geo';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcKm, EARTH_RADIUS_KM, greatCircleKm, toLonLat, toUnitVectors } from '../../src/geo/unitVectors.js';

const longitudes = fc.double({ min: -180, max: 180, noNaN: true });
const latitudes = fc.double({ min: -90, max: 90, noNaN: true });

describe('greatCircleKm', () => {
  it.each([
    ['a degree of the equator', [0, 0, 1, 0], (Math.PI * EARTH_RADIUS_KM) / 180],
    ['across the antimeridian', [179.5, 0, -179.5, 0], (Math.PI * EARTH_RADIUS_KM) / 180],
    ['over the pole', [0, 89.5, 180, 89.5], (Math.PI * EARTH_RADIUS_KM) / 180],
    ['pole to pole', [12, 90, -77, -90], Math.PI * EARTH_RADIUS_KM],
    ['a pole under two longitudes', [12, 90, -77, 90], 0],
    ['a tenth of a millimetre', [0, 0, 1e-9, 0], (Math.PI * EARTH_RADIUS_KM) / 180 / 1e9],
  ])('measures %s', (_, [lonA, latA, lonB, latB], km) => {
    expect(Math.abs(greatCircleKm(lonA, latA, lonB, latB) - km)).toBeLessThan(Math.max(1e-9 * km, 1e-12));
  });

  it('is within 0.6 % of a geodesic of the ellipsoid', () => {
    // Pole to equator, the quarter meridian of WGS 84, and a quarter of its equator.
    expect(Math.abs(greatCircleKm(0, 90, 0, 0) / 10001.966 - 1)).toBeLessThan(0.006);
    expect(Math.abs(greatCircleKm(0, 0, 90, 0) / 10018.754 - 1)).toBeLessThan(0.006);
  });

  it('agrees with d3-geo', () => {
    fc.assert(
      fc.property(longitudes, latitudes, longitudes, latitudes, (lonA, latA, lonB, latB) => {
        const km = geoDistance([lonA, latA], [lonB, latB]) * EARTH_RADIUS_KM;
        // Near the antipode both forms lose half their digits.
        expect(Math.abs(greatCircleKm(lonA, latA, lonB, latB) - km)).toBeLessThan(km > 20000 ? 1e-3 : 1e-6);
      }),
    );
  });

  it('is what arcKm gives for unit vectors, to the bit, in both directions', () => {
    fc.assert(
      fc.property(longitudes, latitudes, longitudes, latitudes, (lonA, latA, lonB, latB) => {
        const vectors = toUnitVectors([lonA, lonB], [latA, latB]);
        expect(arcKm(vectors, 0, vectors, 1)).toBe(greatCircleKm(lonA, latA, lonB, latB));
        expect(arcKm(vectors, 1, vectors, 0)).toBe(greatCircleKm(lonA, latA, lonB, latB));
      }),
    );
  });
});

describe('toUnitVectors', () => {
  it('gives vectors of length 1, which lead back to the place', () => {
    fc.assert(
      fc.property(longitudes, latitudes, (lon, lat) => {
        const [x, y, z] = toUnitVectors([lon], [lat]);
        expect(x * x + y * y + z * z).toBeCloseTo(1, 14);
        const [backLon, backLat] = toLonLat(x, y, z);
        expect(greatCircleKm(backLon, backLat, lon, lat)).toBeLessThan(1e-10);
      }),
    );
  });

  it('gives one vector for both names of the antimeridian', () => {
    expect(toUnitVectors([180], [20])).toEqual(toUnitVectors([-180], [20]));
  });

  it('gives NaN for a point without a place, and nothing for none', () => {
    expect([...toUnitVectors([Number.NaN], [Number.NaN])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(toUnitVectors([], [])).toHaveLength(0);
  });
});
