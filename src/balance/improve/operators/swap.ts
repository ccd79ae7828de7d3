import { startOf } from '../exchanges.js';
import type { Operator } from '../operator.js';

/** Two units of two territories change places. */
export const swap: Operator = {
  name: 'swap',
  *sweep({ search, state, exchanges, hasChanged, leastGain }, work) {
    const { assignment, unitCost } = state;
    const { pairsOf, to, back, size, unit, cost, least } = yield* exchanges.list();
    let moves = 0;
    for (let a = 0; a < search.k; a++) {
      for (let e = pairsOf.offsets[a]; e < pairsOf.offsets[a + 1]; e++) {
        const there = pairsOf.targets[e];
        const home = back[there];
        const b = to[there];
        if (home < 0 || b < a || !(hasChanged(a) || hasChanged(b))) continue;
        if (work.isPauseDue(size[there] * size[home])) yield;
        for (let s = startOf(there); s < startOf(there) + size[there]; s++) {
          const u = unit[s];
          if (assignment[u] !== a) continue;
          const room = state.penaltyOf(a) + state.penaltyOf(b) + state.penaltyOfBudget() - leastGain;
          if (cost[s] - unitCost[u] + least[home] >= room) continue;
          const shift = state.movedChange(u, b);
          let best = -1;
          let bestDelta = -leastGain;
          for (let t = startOf(home); t < startOf(home) + size[home]; t++) {
            const v = unit[t];
            if (assignment[v] !== b) continue;
            const change = cost[s] + cost[t] - unitCost[u] - unitCost[v];
            if (change >= room) continue;
            const delta =
              change +
              state.exchangePenalty(a, u, v) +
              state.exchangePenalty(b, v, u) +
              state.budgetPenalty(shift + state.movedChange(v, a));
            if (delta < bestDelta) {
              bestDelta = delta;
              best = t;
            }
          }
          if (best < 0) continue;
          state.move(u, b, cost[s]);
          state.move(unit[best], a, cost[best]);
          moves++;
        }
      }
    }
    return moves;
  },
};
