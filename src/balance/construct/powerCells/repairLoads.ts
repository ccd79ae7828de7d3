/**
 * Brings loads of one measure within their limits by moving few units a short way.
 *
 * 1. Territories above their upper limit give, those below their lower limit take. Every unit with a candidate on the
 *    other side of such a border is a move; moves are tried in the order of what they lose per load.
 * 2. A move is made where giver and taker together come nearer to the middle of their limits; so what one territory
 *    cannot keep may go on through it to the next.
 * 3. Repeat until nothing is outside. Where nothing moves, narrow the limits in thought, so that territories on the way
 *    make room before they are full.
 *
 * Ends, since the sum of the squared distances from the middles falls with every move. O(candidates) a pass, and a pass
 * is needed for every territory that load has to go through. Not every plan can be mended like this: where loads are
 * coarse compared with limits, units have to change places, which passOn.ts and local search do.
 */
import type { SearchProblem } from '../../searchProblem.js';
import type { PlanState } from '../../state.js';
import type { Candidates } from '../../transport/candidates.js';
import type { Task, Work } from '../../work.js';

const MOST_PASSES = 100;
/** Ends after so many passes in a row that lower what is outside by less than this share. */
const PATIENCE = 4;
const LEAST_FALL = 0.02;
/** Limits are narrowed by this factor where nothing moves, down to this share of their width. */
const NARROWING = 0.6;
const NARROWEST = 0.05;

/** Changes the state in place; `prices` are those the candidates were listed with. */
export function* repairLoads(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
  work: Work,
): Task<void> {
  const { n, load, lower, upper } = search;
  const { start, count, territory, cost } = candidates;
  const { assignment, unitCost } = state;
  const middle = Float64Array.from(lower, (low, j) => 0.5 * (low + upper[j]));
  let width = 1;
  const isAbove = (j: number) => state.load[j] > middle[j] + width * (upper[j] - middle[j]);
  const isBelow = (j: number) => state.load[j] < middle[j] - width * (middle[j] - lower[j]);
  let least = Number.POSITIVE_INFINITY;
  let idle = 0;
  for (let pass = 0; pass < MOST_PASSES && state.excess() > 0; pass++) {
    idle = state.excess() > (1 - LEAST_FALL) * least ? idle + 1 : 0;
    least = Math.min(least, state.excess());
    if (idle === PATIENCE) return;
    const entries: number[] = [];
    const losses: number[] = [];
    const units: number[] = [];
    for (let u = 0; u < n; u++) {
      if (count[u] < 2 || load[u] === 0) continue;
      const a = assignment[u];
      for (let e = start[u]; e < start[u] + count[u]; e++) {
        const b = territory[e];
        if (b === a || !(isAbove(a) || isBelow(b))) continue;
        units.push(u);
        entries.push(e);
        losses.push((cost[e] - unitCost[u]) / load[u] + prices[b] - prices[a]);
      }
    }
    if (work.isPauseDue(n + entries.length)) yield;
    const order = Int32Array.from(units.keys()).sort((s, t) => losses[s] - losses[t] || s - t);
    let moves = 0;
    for (const s of order) {
      const u = units[s];
      const a = assignment[u];
      const b = territory[entries[s]];
      const isNeeded = isAbove(a) || isBelow(b);
      // (x - w)² + (y + w)² is less than x² + y² where x - y exceeds w.
      const isNearer = state.load[a] - middle[a] - (state.load[b] - middle[b]) > load[u] * (1 + 1e-9);
      if (a === b || !isNeeded || !isNearer) continue;
      state.move(u, b, cost[entries[s]]);
      moves++;
    }
    if (moves > 0) continue;
    if (width < NARROWEST) return;
    width *= NARROWING;
  }
}
