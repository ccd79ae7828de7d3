import type { Csr } from '../../src/core/csr.js';
import { createRandom } from '../../src/core/random.js';

/** Places in general position round 0, 0, to about 0.1 m. */
export function randomPlaces(seed: number, count: number, lonSpread = 180, latSpread = 90) {
  const random = createRandom(seed);
  const draw = (spread: number) => Array.from({ length: count }, () => (2 * random.nextShare() - 1) * spread);
  return { lon: draw(lonSpread), lat: draw(latSpread) };
}

/** Each edge of an undirected graph once, as `lower-higher`, sorted as text. */
export function edgesOf({ offsets, targets }: Csr): string[] {
  const edges: string[] = [];
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (const j of targets.subarray(offsets[i], offsets[i + 1])) if (i < j) edges.push(`${i}-${j}`);
  }
  return edges.sort();
}
