/**
 * Paths and rings through up to eight territories: load flows in the graph of territories from one that has too much,
 * through others that only pass it on, to one that has room, or round a ring. With chains of four and more it reaches
 * balance that no move among three territories can; what it looks at is in findPaths.ts.
 */
import { findPaths, type Path } from '../findPaths.js';
import { listLinks } from '../listLinks.js';
import type { Neighbourhood, Operator } from '../operator.js';

export const path: Operator = {
  name: 'path',
  *sweep(neighbourhood, work) {
    const links = yield* listLinks(neighbourhood, work);
    const open = yield* findPaths(neighbourhood, links, false, work);
    const rings = yield* findPaths(neighbourhood, links, true, work);
    return makeBest(neighbourhood, [...open, ...rings]);
  },
};

/** Makes the best path, and of the others, best first, those that touch no territory of one that was made; how many. */
function makeBest({ search, state, leastGain }: Neighbourhood, paths: Path[]): number {
  paths.sort((p, q) => p.delta - q.delta);
  const isTouched = new Uint8Array(search.k);
  let made = 0;
  for (const { units, to, costs, delta, shift } of paths) {
    const touched = [...units.map((u) => state.assignment[u]), ...to];
    if (touched.some((j) => isTouched[j] === 1)) continue;
    // What is moved off incumbents adds up over all territories, so its penalty is judged anew.
    if (delta + state.budgetPenalty(shift) >= -leastGain) continue;
    for (const j of touched) isTouched[j] = 1;
    units.forEach((u, i) => {
      state.move(u, to[i], costs[i]);
    });
    made++;
  }
  return made;
}
