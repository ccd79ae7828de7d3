import { describe, expect, it } from 'vitest';
import { placeLabel } from '../../src/io/shape/placeLabel.js';
import { createProjection } from '../../src/io/shape/projection.js';
import { createVertices, isInside } from '../../src/io/shape/vertices.js';

/** Rings in kilometres as vertices. */
function build(rings: readonly (readonly [number, number])[][]) {
  const vertices = createVertices(createProjection({ lon: 0, parallels: [30, 50] }));
  return { vertices, rings: rings.map((ring) => ring.map(([x, y]) => vertices.add(x, y))) };
}

function distance(
  rings: number[][],
  { x, y }: { x: readonly number[]; y: readonly number[] },
  px: number,
  py: number,
) {
  let least = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      for (let t = 0; t <= 1; t += 0.005) {
        least = Math.min(least, Math.hypot(x[a] + t * (x[b] - x[a]) - px, y[a] + t * (y[b] - y[a]) - py));
      }
    });
  }
  return least;
}

const shapes = {
  'an L': [
    [
      [0, 0],
      [100, 0],
      [100, 30],
      [30, 30],
      [30, 100],
      [0, 100],
    ],
  ],
  'a square with a hole in its middle': [
    [
      [0, 0],
      [90, 0],
      [90, 90],
      [0, 90],
    ],
    [
      [30, 30],
      [30, 60],
      [60, 60],
      [60, 30],
    ],
  ],
  'a sliver': [
    [
      [0, 0],
      [200, 1],
      [200, 4],
      [0, 2],
    ],
  ],
  'a horseshoe whose middle is outside': [
    [
      [0, 0],
      [90, 0],
      [90, 80],
      [70, 80],
      [70, 20],
      [20, 20],
      [20, 80],
      [0, 80],
    ],
  ],
} as const;

describe('placeLabel', () => {
  it.each(Object.entries(shapes))('finds as much room as a fine grid does in %s', (_, given) => {
    const { rings, vertices } = build(given as never);
    const { x, y, radius } = placeLabel(rings, vertices);
    expect(isInside(rings, vertices, x, y)).toBe(true);
    expect(distance(rings, vertices, x, y)).toBeCloseTo(radius, 0);
    let most = 0;
    for (let px = 0.5; px < 200; px += 2) {
      for (let py = 0.5; py < 100; py += 1) {
        if (isInside(rings, vertices, px, py)) most = Math.max(most, distance(rings, vertices, px, py));
      }
    }
    expect(radius).toBeGreaterThanOrEqual(0.95 * most);
  });
});
