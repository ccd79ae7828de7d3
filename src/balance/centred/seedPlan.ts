import type { Random } from '../../core/random.js';
import type { Task, Work } from '../work.js';
import type { CentredProblem } from './centredState.js';
import { createSeatReach } from './createBook.js';

/**
 * A first plan from seeds: every free territory gets a part as its seed, the ones given first, then some by chance with
 * odds in proportion to their cost from the nearest seed so far (k-means++; D. Arthur, S. Vassilvitskii, 2007), and every unit goes to the nearest
 * seed or seat that it may go to, limits or not. O(n k).
 */
export function* seedPlan(
  { search, parts, distance, isOpen }: CentredProblem,
  given: Int32Array,
  random: Random,
  work: Work,
): Task<Int32Array> {
  const { n, k, row } = search;
  const { start, trips } = parts;
  const assignment = new Int32Array(n).fill(-1);
  const least = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let spread = 0;

  function* grow(j: number, reach: (p: number) => number): Task<void> {
    spread = 0;
    for (let u = 0; u < n; u++) {
      if (isOpen[k * row[u] + j] === 1) {
        let cost = 0;
        for (let p = start[u]; p < start[u + 1]; p++) cost += trips[p] * reach(p);
        if (assignment[u] < 0 || cost < least[u]) {
          least[u] = cost;
          assignment[u] = j;
        }
      }
      spread += least[u] < Number.POSITIVE_INFINITY ? least[u] : 0;
    }
    if (work.isPauseDue(n)) yield;
  }

  const free: number[] = [];
  for (let j = 0; j < k; j++) {
    const reach = createSeatReach(search, parts, j);
    if (reach === null) free.push(j);
    else yield* grow(j, reach);
  }
  for (const [at, j] of free.entries()) {
    const seed = at < given.length ? given[at] : pickSeed(parts, least, spread, random);
    if (seed < 0) yield* grow(j, () => 0);
    else yield* grow(j, (p) => distance(p, seed));
  }
  return assignment;
}

/** Some part, its odds in proportion to what its unit costs; -1 where there are no parts. */
function pickSeed(
  { unitOf }: CentredProblem['parts'],
  least: Float64Array,
  spread: number,
  random: Random,
): number {
  const count = unitOf.length;
  if (count === 0) return -1;
  const any = Math.floor(random.nextShare() * count);
  let left = random.nextShare() * spread;
  if (!(spread > 0)) return any;
  for (let p = 0; p < count; p++) {
    const cost = least[unitOf[p]];
    if (cost === Number.POSITIVE_INFINITY) return any;
    left -= cost;
    if (left < 0 && cost > 0) return p;
  }
  return any;
}
