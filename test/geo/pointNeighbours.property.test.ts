import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDisjointSets } from '../../src/core/disjointSets.js';
import { pointNeighbours } from '../../src/geo/pointNeighbours.js';
import { arcKm, toLonLat, toUnitVectors } from '../../src/geo/unitVectors.js';
import { edgesOf, randomPlaces } from './places.js';

/** Whole degrees: many points on lines, on circles, at poles, opposite each other and on top of each other. */
const grid = fc.array(
  fc.record({ lon: fc.integer({ min: -6, max: 6 }), lat: fc.integer({ min: -3, max: 3 }) }),
  { maxLength: 30 },
);
const columns = (points: readonly { lon: number; lat: number }[], step: number) => ({
  lon: points.map(({ lon }) => lon * step),
  lat: points.map(({ lat }) => lat * step),
});

describe('pointNeighbours', () => {
  it('joins everything, on the globe as in a town', () => {
    fc.assert(
      fc.property(grid, fc.constantFrom(30, 1, 0.001, 1e-7), (points, step) => {
        const { lon, lat } = columns(points, step);
        const sets = createDisjointSets(lon.length);
        for (const edge of edgesOf(pointNeighbours(lon, lat))) {
          const [i, j] = edge.split('-').map(Number);
          sets.union(i, j);
        }
        for (let i = 1; i < lon.length; i++) expect(sets.find(i)).toBe(sets.find(0));
      }),
      { numRuns: 500 },
    );
  });

  it('joins each point to its nearest', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 200 }), (seed, count) => {
        const { lon, lat } = randomPlaces(seed, count);
        const vectors = toUnitVectors(lon, lat);
        const { offsets, targets } = pointNeighbours(lon, lat);
        for (let i = 0; i < count; i++) {
          const others = lon.map((_, j) => j).filter((j) => j !== i);
          const nearest = others.reduce((best, j) =>
            arcKm(vectors, i, vectors, j) < arcKm(vectors, i, vectors, best) ? j : best,
          );
          expect(targets.subarray(offsets[i], offsets[i + 1])).toContain(nearest);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has as many edges as a triangulation has: 3n - 6 on the globe', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { lon, lat } = randomPlaces(seed, 400);
        expect(edgesOf(pointNeighbours(lon, lat))).toHaveLength(3 * 400 - 6);
      }),
      { numRuns: 30 },
    );
  });

  it('does not depend on the order of points, circles of many points included', () => {
    fc.assert(
      fc.property(grid, fc.constantFrom(30, 1), (points, step) => {
        const distinct = [...new Map(points.map((point) => [`${point.lon},${point.lat}`, point])).values()];
        const inner = distinct.filter(({ lon, lat }) => Math.abs(lon) < 6 && Math.abs(lat) < 3);
        const forward = columns(inner, step);
        const backward = columns([...inner].reverse(), step);
        const last = inner.length - 1;
        const turned = edgesOf(pointNeighbours(backward.lon, backward.lat))
          .map((edge) => edge.split('-').map((i) => last - Number(i)))
          .map(([i, j]) => `${Math.min(i, j)}-${Math.max(i, j)}`)
          .sort();
        expect(turned).toEqual(edgesOf(pointNeighbours(forward.lon, forward.lat)));
      }),
    );
  });

  it.each([
    ['a meridian', (degrees: number) => [-100, degrees]],
    ['a parallel', (degrees: number) => [degrees, 40]],
    ['a slanted circle', slanted],
  ])('joins points on %s in their order, though gaps are of a metre and of 500 km', (name, place) => {
    fc.assert(
      fc.property(gaps, (steps) => {
        const places = alongLine(steps).map(place);
        const found = edgesOf(
          pointNeighbours(
            places.map(([lon]) => lon),
            places.map(([, lat]) => lat),
          ),
        );
        const chain = places.slice(1).map((_, i) => `${i}-${i + 1}`);
        for (const edge of chain) expect(found).toContain(edge);
        // A parallel is no great circle: its ends may see each other.
        expect(found.length - chain.length).toBeLessThanOrEqual(name === 'a parallel' ? 1 : 0);
      }),
    );
  });

  it('joins everything, and each to its nearest, where some points are on a line and some are not', () => {
    fc.assert(
      fc.property(gaps, fc.integer(), fc.integer({ min: 1, max: 6 }), (steps, seed, count) => {
        const beside = randomPlaces(seed, count, 40, 40);
        const line = alongLine(steps);
        const lon = [...line.map(() => 3), ...beside.lon];
        const lat = [...line, ...beside.lat];
        const vectors = toUnitVectors(lon, lat);
        const found = edgesOf(pointNeighbours(lon, lat));
        const sets = createDisjointSets(lon.length);
        for (const edge of found) {
          const [i, j] = edge.split('-').map(Number);
          sets.union(i, j);
        }
        for (let i = 0; i < lon.length; i++) {
          expect(sets.find(i)).toBe(sets.find(0));
          const others = lon.map((_, j) => j).filter((j) => j !== i);
          const kmTo = (j: number) => arcKm(vectors, i, vectors, j);
          const nearest = others.reduce((best, j) => (kmTo(j) < kmTo(best) ? j : best));
          expect(found).toContain(`${Math.min(i, nearest)}-${Math.max(i, nearest)}`);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Steps in degrees between points on a line, half of them from one metre up, half up to about 500 km. */
const gaps = fc.array(
  fc.oneof(fc.double({ min: 1e-5, max: 1e-3, noNaN: true }), fc.double({ min: 1e-5, max: 5, noNaN: true })),
  { minLength: 3, maxLength: 9 },
);

function alongLine(steps: readonly number[]): number[] {
  let degrees = -20;
  return [0, ...steps].map((step) => {
    degrees += step;
    return degrees;
  });
}

function slanted(degrees: number): number[] {
  const angle = (degrees * Math.PI) / 180;
  return toLonLat(Math.cos(angle), Math.sin(angle) * 0.6, Math.sin(angle) * 0.8);
}
