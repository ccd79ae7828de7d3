import type { Operator } from '../operator.js';

/** One unit goes to another territory: the one that lowers cost plus penalties most. */
export const relocate: Operator = {
  name: 'relocate',
  *sweep({ search, state, candidates, hasChanged, leastGain }, work) {
    const { start, count, territory, cost } = candidates;
    const { assignment, unitCost } = state;
    let moves = 0;
    for (let u = 0; u < search.n; u++) {
      if (count[u] < 2) continue;
      if (work.isPauseDue(count[u])) yield;
      const a = assignment[u];
      const leave = state.exchangePenalty(a, u, -1) - unitCost[u];
      let best = -1;
      let bestDelta = -leastGain;
      for (let e = start[u]; e < start[u] + count[u]; e++) {
        if (territory[e] === a || !(hasChanged(a) || hasChanged(territory[e]))) continue;
        const shift = state.budgetPenalty(state.movedChange(u, territory[e]));
        if (leave + cost[e] + shift - state.penaltyOf(territory[e]) >= bestDelta) continue;
        const delta = leave + cost[e] + shift + state.exchangePenalty(territory[e], -1, u);
        if (delta < bestDelta) {
          bestDelta = delta;
          best = e;
        }
      }
      if (best < 0) continue;
      state.move(u, territory[best], cost[best]);
      moves++;
    }
    return moves;
  },
};
