import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Points {
  x: number[];
  y: number[];
}
const { boundIslands } = (await import(
  /* @vite-ignore */ fileURLToPath(new URL('../../bench/boundIslands.mjs', import.meta.url))
)) as { boundIslands: (groups: Points[], least: number) => number };

/** The least inertia of two clusters of `least` points or more, over all of them. */
function leastInertia(groups: Points[], least: number): number {
  const x = groups.flatMap((group) => group.x);
  const y = groups.flatMap((group) => group.y);
  let best = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** x.length; mask++) {
    const parts = [0, 1].map((side) => x.flatMap((_, i) => (((mask >> i) & 1) === side ? [i] : [])));
    if (parts.some((part) => part.length < least)) continue;
    let inertia = 0;
    for (const part of parts) {
      for (const i of part)
        for (const j of part) inertia += ((x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2) / (2 * part.length);
    }
    best = Math.min(best, inertia);
  }
  return best;
}
const at = (x: number, y: number, count: number): Points => ({
  x: Array(count).fill(x),
  y: Array(count).fill(y),
});

describe('boundIslands', () => {
  it('is the least inertia where a group and the rest are in one place each', () => {
    const groups = [at(0, 0, 6), at(10, 0, 2)];
    expect(boundIslands(groups, 4)).toBe(100);
    expect(leastInertia(groups, 4)).toBeCloseTo(100, 9);
  });

  it('adds up groups on different sides, and only the larger of two on the same side', () => {
    const sides = [at(0, 0, 6), at(10, 0, 1), at(-10, 0, 1)];
    expect(boundIslands(sides, 4)).toBe(150);
    expect(boundIslands(sides, 4)).toBeLessThanOrEqual(leastInertia(sides, 4) + 1e-9);
    const side = [at(0, 0, 6), at(20, 0, 1), at(20, 12, 1)];
    expect(boundIslands(side, 4)).toBe(0.75 * 144);
    expect(boundIslands(side, 4)).toBeLessThanOrEqual(leastInertia(side, 4) + 1e-9);
  });

  it('says nothing of a group that can be a cluster by itself', () => {
    expect(boundIslands([at(0, 0, 6), at(10, 0, 4)], 4)).toBe(0);
  });
});
