import type { SearchProblem } from '../searchProblem.js';

/** The plan in which least moves, limits or not: every unit in the first of the territories where most of it stays. */
export function stayingPlan({ row, choices, costs }: SearchProblem): Int32Array {
  return row.map((r, u) => {
    let best = choices.targets[choices.offsets[r]];
    let least = costs.moved(u, best);
    for (let e = choices.offsets[r] + 1; e < choices.offsets[r + 1]; e++) {
      const moved = costs.moved(u, choices.targets[e]);
      if (moved >= least) continue;
      best = choices.targets[e];
      least = moved;
    }
    return best;
  });
}
