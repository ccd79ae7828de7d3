import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDisjointSets } from '../../src/core/disjointSets.js';
import { pointNeighbours } from '../../src/geo/pointNeighbours.js';
import { arcKm, toUnitVectors } from '../../src/geo/unitVectors.js';
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
});
