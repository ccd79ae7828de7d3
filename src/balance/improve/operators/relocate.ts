import type { Operator } from '../operator.js';
import { bitOf } from '../reachOf.js';

/** One unit goes to another territory: the one that lowers cost plus penalties most. */
export const relocate: Operator = {
  name: 'relocate',
  *sweep({ search, state, candidates, reach, hasChanged, leastGain }, work) {
    const { start, count, territory, cost } = candidates;
    const { assignment, unitCost } = state;
    /** Entry `[j]` is 1 where territory j has changed. */
    const changed = Uint8Array.from({ length: search.k }, (_, j) => (hasChanged(j) ? 1 : 0));
    /** The same as a set of bits like `reach`: most units are ruled out at a glance. */
    let bits = 0;
    for (let j = 0; j < search.k; j++) if (changed[j] === 1) bits |= bitOf(j);
    let moves = 0;
    for (let u = 0; u < search.n; u++) {
      if ((reach[u] & bits) === 0) continue;
      if (work.isPauseDue(count[u])) yield;
      const a = assignment[u];
      /** What leaving is worth; most units have nowhere to go that has changed, so it is worked out when asked for. */
      let leave = Number.NaN;
      let best = -1;
      let bestDelta = -leastGain;
      for (let e = start[u]; e < start[u] + count[u]; e++) {
        if (territory[e] === a || !(changed[a] || changed[territory[e]])) continue;
        if (Number.isNaN(leave)) leave = state.exchangePenalty(a, u, -1) - unitCost[u];
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
      changed[a] = 1;
      changed[territory[best]] = 1;
      bits |= bitOf(a) | bitOf(territory[best]);
      moves++;
    }
    return moves;
  },
};
