import type { Random } from '../../core/random.js';
import type { CentredProblem, CentredState } from './centredState.js';

/**
 * A plan from two others, for territories that are all alike: round a random unit the territories of the first, as many
 * as chance says, and the others from the second, those farthest from that unit. Units that both or neither of the
 * chosen territories hold go to the nearest chosen centre. So a part of a plan that is good stays whole, and what does
 * not fit is left to the annealing. O(n k) at worst.
 */
export function combinePlans(
  { search, parts }: CentredProblem,
  first: CentredState,
  second: CentredState,
  random: Random,
): Int32Array {
  const { n, k } = search;
  const { start } = parts;
  const pivot = Math.floor(random.nextShare() * parts.unitOf.length);
  const taken = 1 + Math.floor(random.nextShare() * (k - 1));
  const fromFirst = orderByReach(first, pivot, k);
  const fromSecond = orderByReach(second, pivot, k);
  /** Entry `[j]` is the new name of territory j of each plan, -1 where it is not chosen. */
  const firstName = new Int32Array(k).fill(-1);
  const secondName = new Int32Array(k).fill(-1);
  for (let c = 0; c < taken; c++) firstName[fromFirst[c]] = c;
  for (let c = taken; c < k; c++) secondName[fromSecond[c]] = c;
  const reach = (p: number, c: number) =>
    c < taken ? first.book.reach(p, fromFirst[c]) : second.book.reach(p, fromSecond[c]);
  const assignment = new Int32Array(n);
  for (let u = 0; u < n; u++) {
    const a = firstName[first.plan.assignment[u]];
    const b = secondName[second.plan.assignment[u]];
    if (a < 0 !== b < 0) {
      assignment[u] = Math.max(a, b);
      continue;
    }
    let least = Number.POSITIVE_INFINITY;
    if (start[u] === start[u + 1]) continue;
    for (let c = 0; c < k; c++) {
      const howFar = reach(start[u], c);
      if (howFar >= least) continue;
      least = howFar;
      assignment[u] = c;
    }
  }
  return assignment;
}

/** The territories of a plan, the one nearest to a part first. */
export function orderByReach({ book }: CentredState, p: number, k: number): Int32Array {
  const reach = Float64Array.from({ length: k }, (_, j) => book.reach(p, j));
  return Int32Array.from({ length: k }, (_, j) => j).sort((i, j) =>
    reach[i] === reach[j] ? i - j : reach[i] - reach[j],
  );
}
