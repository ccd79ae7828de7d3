import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointNeighbours } from '../../src/geo/pointNeighbours.js';
import { toUnitVectors } from '../../src/geo/unitVectors.js';
import { edgesOf, randomPlaces } from './places.js';

type Vector = readonly [number, number, number];

const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Every triple whose circle holds no other point and is at most a hemisphere, by trying them all. */
function triangulateByForce(lon: readonly number[], lat: readonly number[]): string[] {
  const flat = toUnitVectors(lon, lat);
  const points = lon.map((_, i): Vector => [flat[3 * i], flat[3 * i + 1], flat[3 * i + 2]]);
  const edges = new Set<string>();
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      for (let c = b + 1; c < points.length; c++) {
        const normal = cross(minus(points[b], points[a]), minus(points[c], points[a]));
        const level = dot(normal, points[a]);
        const outward: Vector = level >= 0 ? normal : [-normal[0], -normal[1], -normal[2]];
        const isEmpty = points.every(
          (point, p) => p === a || p === b || p === c || dot(outward, minus(point, points[a])) < 0,
        );
        if (isEmpty)
          for (const edge of [
            [a, b],
            [a, c],
            [b, c],
          ])
            edges.add(edge.join('-'));
      }
    }
  }
  return [...edges].sort();
}

describe('pointNeighbours', () => {
  it.each([
    ['the whole globe', 180, 90],
    ['a continent', 25, 15],
    ['a town', 0.05, 0.05],
  ])('finds the same triangles as trying all circles, on %s', (_, lonSpread, latSpread) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 4, max: 16 }), (seed, count) => {
        const { lon, lat } = randomPlaces(seed, count, lonSpread, latSpread);
        expect(edgesOf(pointNeighbours(lon, lat))).toEqual(triangulateByForce(lon, lat));
      }),
    );
  });
});
