import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceIndex, type NearPoint } from '../../src/geo/placeIndex.js';
import { greatCircleKm } from '../../src/geo/unitVectors.js';

/** Whole degrees, so that equal distances, equal places, poles and the antimeridian come up often. */
const coarse = fc.tuple(fc.integer({ min: -18, max: 18 }), fc.integer({ min: -9, max: 9 }));
const fine = fc.tuple(
  fc.double({ min: -18, max: 18, noNaN: true }),
  fc.double({ min: -9, max: 9, noNaN: true }),
);
const place = fc.oneof(coarse, fine).map(([x, y]) => [10 * x, 10 * y] as const);
const places = fc.array(place, { maxLength: 150 });

function scan(points: readonly (readonly [number, number])[], [lon, lat]: readonly [number, number]) {
  return points
    .map(([lonB, latB], index): NearPoint => ({ index, distanceKm: greatCircleKm(lonB, latB, lon, lat) }))
    .sort((a, b) => a.distanceKm - b.distanceKm || a.index - b.index);
}

const indexOf = (points: readonly (readonly [number, number])[]) =>
  createPlaceIndex(
    points.map(([lon]) => lon),
    points.map(([, lat]) => lat),
  );

describe('createPlaceIndex', () => {
  it('finds the same nearest points as looking at all of them', () => {
    fc.assert(
      fc.property(places, place, fc.nat(20), (points, at, count) => {
        const found = indexOf(points).nearest(at[0], at[1], count);
        expect(found).toEqual(scan(points, at).slice(0, count));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same points in a circle as looking at all of them, also where the circle ends at a point', () => {
    fc.assert(
      fc.property(
        places,
        place,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (points, at, share, isExact) => {
          const all = scan(points, at);
          const edge = all[Math.floor(share * (all.length - 1))]?.distanceKm ?? 100;
          const radiusKm = isExact ? edge : share * 20100;
          expect(indexOf(points).within(at[0], at[1], radiusKm)).toEqual(
            all.filter(({ distanceKm }) => distanceKm <= radiusKm),
          );
          expect(indexOf(points).nearest(at[0], at[1], 5, radiusKm)).toEqual(
            all.filter(({ distanceKm }) => distanceKm <= radiusKm).slice(0, 5),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
