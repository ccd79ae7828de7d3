import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithinKm, visitNearPairs } from '../../../src/segment/quality/nearPairs.js';

/** Pairs that are called back for, the lower number first, each once. */
function findPairs(
  lon: readonly number[],
  lat: readonly number[],
  km: number,
  mostLooks = 1000,
): Set<string> {
  const found = new Set<string>();
  visitNearPairs(Float64Array.from(lon), Float64Array.from(lat), km, mostLooks, (a, b) => {
    found.add(`${Math.min(a, b)} ${Math.max(a, b)}`);
    return true;
  });
  return found;
}

function comparePairs(lon: readonly number[], lat: readonly number[], km: number): Set<string> {
  const found = new Set<string>();
  for (let b = 0; b < lon.length; b++)
    for (let a = 0; a < b; a++) if (isWithinKm(lon[a], lat[a], lon[b], lat[b], km)) found.add(`${a} ${b}`);
  return found;
}

describe('visitNearPairs', () => {
  it.each([
    ['on the equator', 0, 0, 0.01],
    ['across the antimeridian', 180, 51.9, 0.02],
    ['in the far north', 20, 78.2, 0.05],
    ['round the south pole', 0, -89.99, 180],
    ['round the north pole', 0, 90, 180],
  ])('finds the pairs that comparing all finds %s', (_, lon, lat, spread) => {
    const offset = fc.integer({ min: -100, max: 100 });
    const places = fc.array(fc.tuple(offset, offset), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(places, fc.constantFrom(0.001, 0.25, 1.5), (offsets, km) => {
        const turned = offsets.map(([x]) => {
          const east = lon + (x / 100) * spread;
          return east > 180 ? east - 360 : east;
        });
        const high = offsets.map(([, y]) => Math.max(-90, Math.min(90, lat + y / 10_000)));
        expect(findPairs(turned, high, km)).toEqual(comparePairs(turned, high, km));
      }),
    );
  });

  it('leaves out what has no place', () => {
    expect([...findPairs([5, Number.NaN, 5], [5, Number.NaN, 5], 1)]).toEqual(['0 2']);
  });

  it('looks at so many places of a spot and no more, however many lie there', () => {
    const spot = new Float64Array(1000).fill(5);
    let visits = 0;
    visitNearPairs(spot, spot, 0.25, 10, () => ++visits > 0);
    // The first place sees none, the second one, and from the eleventh on each sees ten.
    expect(visits).toBe(45 + 990 * 10);
  });

  it('looks at the nearest before a place first, and stops where it is told to', () => {
    const seen: number[] = [];
    visitNearPairs(new Float64Array(5).fill(5), new Float64Array(5).fill(5), 0.25, 10, (place, other) => {
      if (place === 4) seen.push(other);
      return seen.length < 2;
    });
    expect(seen).toEqual([3, 2]);
  });

  it('looks at so many places of the band to the south too', () => {
    // 300 m apart, in two bands; each of the northern place's looks finds one.
    const lat = Float64Array.from({ length: 101 }, (_, i) => (i === 100 ? 10.0095 : 10.0085));
    let visits = 0;
    visitNearPairs(new Float64Array(101).fill(5), lat, 0.25, 7, (place) =>
      place === 100 ? ++visits > 0 : true,
    );
    expect(visits).toBe(7);
  });
});
