import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithinKm, visitNearPairs } from '../../../src/segment/quality/nearPairs.js';

/** Takes ranges apart into pairs, the last first. */
const eachPair =
  (look: (place: number, other: number) => void) =>
  (order: Int32Array, k: number, from: number, to: number): void => {
    for (let j = to - 1; j >= from; j--) look(order[k], order[j]);
  };

/** Pairs within the distance that are called back for, the lower number first, each once. */
function findPairs(lon: readonly number[], lat: readonly number[], km: number, most = 1000): Set<string> {
  const found = new Set<string>();
  visitNearPairs(
    Float64Array.from(lon),
    Float64Array.from(lat),
    km,
    most,
    () => 0,
    eachPair((a, b) => {
      if (isWithinKm(lon[a], lat[a], lon[b], lat[b], km) && a !== b)
        found.add(`${Math.min(a, b)} ${Math.max(a, b)}`);
    }),
  );
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

  it('looks at all of a cell up to a number, and in a crowd at a quarter before each in either turn', () => {
    const visitsOf = (size: number) => {
      const spot = new Float64Array(size).fill(5);
      let visits = 0;
      visitNearPairs(
        spot,
        spot,
        0.25,
        16,
        () => 1,
        eachPair(() => visits++),
      );
      return visits;
    };
    expect(visitsOf(16)).toBe(120);
    // Seventeen see all that come before them, the others four in either turn.
    expect(visitsOf(1000)).toBe(136 + 983 * 4 + 983 * 4);
  });

  it('looks at a crowd in the order of one rank, then of another, the nearest before first', () => {
    const spot = new Float64Array(40).fill(5);
    const seen: number[][] = [];
    visitNearPairs(
      spot,
      spot,
      0.25,
      16,
      // In the first turn 0, 7, 14, 21, 28, 35, 2, 9 and so on.
      (place, turn) => 1 + (turn === 0 ? (place * 23) % 40 : 40 - place),
      eachPair((place, other) => {
        if (place === 20) seen.push([place, other]);
      }),
    );
    expect(seen.map(([, other]) => other)).toEqual([13, 6, 39, 32, 21, 22, 23, 24]);
  });

  it('looks at those of like rank in the crowds beside a place', () => {
    // A crowd of 100 each in three cells side by side, and two in the band to the south; ranks by hundreds.
    const cells = [
      [5, 10.003],
      [5.003, 10.003],
      [5.006, 10.003],
      [5, 10.0008],
      [5.003, 10.0008],
    ];
    const lon = Float64Array.from({ length: 500 }, (_, i) => cells[Math.floor(i / 100)][0]);
    const lat = Float64Array.from({ length: 500 }, (_, i) => cells[Math.floor(i / 100)][1]);
    const rankOf = (place: number) => 1 + ((place * 37) % 100);
    const far = new Map<string, number>();
    let visits = 0;
    const note = (a: number, b: number) => {
      visits++;
      const pair = `${Math.floor(a / 100)} ${Math.floor(b / 100)}`;
      far.set(pair, Math.max(far.get(pair) ?? 0, Math.abs(rankOf(a) - rankOf(b))));
    };
    visitNearPairs(lon, lat, 0.25, 16, rankOf, eachPair(note));
    // The first few of a crowd see all of it that comes before them.
    for (const [pair, apart] of far)
      expect([pair, apart <= (pair[0] === pair[2] ? 16 : 4)]).toEqual([pair, true]);
    expect([...far.keys()].sort()).toEqual([
      '0 0',
      '0 3',
      '0 4',
      '1 0',
      '1 1',
      '1 3',
      '1 4',
      '2 1',
      '2 2',
      '2 4',
      '3 3',
      '4 3',
      '4 4',
    ]);
    expect(visits).toBeLessThan(500 * 40);
  });

  it('looks at four times as many of a band at the most', () => {
    // 1,000 places of a band within the distance of each other, none in the cell of another.
    const lat = new Float64Array(1000).fill(89.9995);
    const lon = Float64Array.from({ length: 1000 }, (_, i) => 0.3 * i - 150);
    let visits = 0;
    visitNearPairs(
      lon,
      lat,
      1,
      16,
      () => 0,
      eachPair(() => visits++),
    );
    // All of them stand in the band twice.
    expect(visits).toBeGreaterThan(64 * 900);
    expect(visits).toBeLessThanOrEqual(2 * 64 * 1000);
  });
});
